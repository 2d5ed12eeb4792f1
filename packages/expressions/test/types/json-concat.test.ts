import { expect, test } from '@jest/globals'
import { compile } from '@athanor/expressions'
import { ColumnClause, IntegerType, JsonType } from '@athanor/expressions/elements'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'

test('adding JSON to JSON concatenates', () => {
  const dialect = new PostgreSQLDialect()
  const a = new ColumnClause('a', new JsonType())
  expect(compile(a.add(new ColumnClause('b', new JsonType())), { dialect }).sql).toBe('a || b')
  expect(compile(a.add(new ColumnClause('n', new IntegerType())), { dialect }).sql).toBe('a + n')
})
