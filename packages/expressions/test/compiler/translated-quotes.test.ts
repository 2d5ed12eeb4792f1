import { expect, test } from '@jest/globals'
import { compile, select } from '@athanor/expressions'
import { ColumnClause, QuotedName, TableClause } from '@athanor/expressions/elements'

test('a schema that isn\'t translated is quoted where it needs it, when others are', () => {
  const t = new TableClause('t', [new ColumnClause('id')], { schema: new QuotedName('foo', true) }) as never
  expect(compile(select(t)).sql.replaceAll(/\s+/g, ' ')).toBe('SELECT "foo".t.id FROM "foo".t')
  const { sql } = compile(select(t), { schemaTranslateMap: new Map([['other', 'x']]), renderSchemaTranslate: true })
  expect(sql.replaceAll(/\s+/g, ' ')).toBe('SELECT foo.t.id FROM foo.t')
})
