import { expect, test } from '@jest/globals'
import { compile, integer, MetaData, select, table } from '@athanor/expressions'
import { QuotedName } from '@athanor/expressions/elements'

test('a schema that isn\'t translated is quoted where it needs it, when others are', () => {
  const t = table('t', new MetaData(), { id: integer() }, { schema: new QuotedName('foo', true) as never })
  expect(compile(select(t)).sql.replaceAll(/\s+/g, ' ')).toBe('SELECT "foo".t.id FROM "foo".t')
  const { sql } = compile(select(t), { schemaTranslateMap: new Map([['other', 'x']]), renderSchemaTranslate: true })
  expect(sql.replaceAll(/\s+/g, ' ')).toBe('SELECT foo.t.id FROM foo.t')
})
