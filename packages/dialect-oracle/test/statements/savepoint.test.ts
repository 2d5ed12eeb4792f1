import { expect, test } from '@jest/globals'
import { compile, rollbackToSavepoint, savepoint } from '@athanor/expressions'
import { OracleDialect } from '@athanor/dialect-oracle'

const sql = (statement: unknown): string => compile(statement, { dialect: new OracleDialect() }).sql

test('on Oracle the name of a savepoint loses its leading underscores', () => {
  expect(sql(savepoint('__a'))).toBe('SAVEPOINT a')
  expect(sql(rollbackToSavepoint('a_b'))).toBe('ROLLBACK TO SAVEPOINT a_b')
})
