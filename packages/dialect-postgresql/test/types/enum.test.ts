import { expect, test } from '@jest/globals'
import { compile } from '@athanor/expressions'
import { TypeClause } from '@athanor/expressions/elements'
import { PgEnumType, PostgreSQLDialect } from '@athanor/dialect-postgresql'

test('a named enum is a plain text on other databases', () => {
  const type = new TypeClause(new PgEnumType(['one', 'three'], { name: 'my enum', schema: 's' }))
  expect(compile(type, { dialect: new PostgreSQLDialect() }).sql).toBe('s."my enum"')
  expect(compile(type).sql).toBe('VARCHAR(5)')
})
