import { expect, test } from '@jest/globals'
import { compile, releaseSavepoint, rollbackToSavepoint, savepoint } from '@athanor/expressions'
import { MSSQLDialect } from '@athanor/dialect-mssql'

const sql = (statement: unknown): string => compile(statement, { dialect: new MSSQLDialect() }).sql

test('SQL Server saves and rolls back transactions by name', () => {
  expect(sql(savepoint('a'))).toBe('SAVE TRANSACTION a')
  expect(sql(rollbackToSavepoint('a b'))).toBe('ROLLBACK TRANSACTION [a b]')
  expect(sql(releaseSavepoint('a'))).toBe('RELEASE SAVEPOINT a')
})
