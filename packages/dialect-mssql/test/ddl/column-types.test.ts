import { expect, test } from '@jest/globals'
import { cast, compile, CreateTable, literal, MetaData, table, type ColumnDef } from '@athanor/expressions'
import { mssqlTime, mssqlVarbinary, MSSQLDialect } from '@athanor/dialect-mssql'

const dialect = new MSSQLDialect()
const sql = (column: ColumnDef<unknown>): string => compile(new CreateTable(table('t', new MetaData(), { a: column })), { dialect }).sql.replaceAll(/\s+/g, ' ').trim()

test('bytes in files of the server', () => {
  expect(sql(mssqlVarbinary())).toBe('CREATE TABLE t ( a VARBINARY(max) NOT NULL )')
  expect(sql(mssqlVarbinary({ length: 16 }))).toBe('CREATE TABLE t ( a VARBINARY(16) NOT NULL )')
  expect(sql(mssqlVarbinary({ filestream: true }))).toBe('CREATE TABLE t ( a VARBINARY(max) FILESTREAM NOT NULL )')
  expect(() => mssqlVarbinary({ length: 16, filestream: true })).toThrow('has no length')
})
test('times with digits of a second', () => {
  expect(sql(mssqlTime({ precision: 3 }))).toBe('CREATE TABLE t ( a TIME(3) NOT NULL )')
  expect(compile(cast(literal('07:08'), mssqlTime()), { dialect }).sql).toMatch(/ AS TIME\)$/)
})
