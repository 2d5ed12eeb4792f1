import { expect, test } from '@jest/globals'
import { compile, CreateTable, MetaData, table, type ColumnDef } from '@athanor/expressions'
import { bfile, nclob, OracleDialect, oracleInterval } from '@athanor/dialect-oracle'

test('large objects beside the database and in the national character set, intervals with precisions', () => {
  const sql = (column: ColumnDef<unknown>): string => compile(new CreateTable(table('t', new MetaData(), { a: column.nullable() })), { dialect: new OracleDialect() }).sql.replaceAll(/\s+/g, ' ').trim()
  expect([bfile(), nclob(), oracleInterval(), oracleInterval({ dayPrecision: 4, secondPrecision: 3 })].map(sql)).toEqual([
    'CREATE TABLE t ( a BFILE )', 'CREATE TABLE t ( a NCLOB )', 'CREATE TABLE t ( a INTERVAL DAY TO SECOND )', 'CREATE TABLE t ( a INTERVAL DAY(4) TO SECOND(3) )',
  ])
})
