import { expect, test } from '@jest/globals'
import { mssqlTime, money, tinyint, uniqueidentifier, xml } from '@athanor/dialect-mssql'
import { longtext, mediumint, mysqlBigint, mysqlDatetime, mysqlDouble, mysqlEnum, mysqlSmallint, mysqlVarchar, tinyblob } from '@athanor/dialect-mysql'
import { number, oracleTimestamp, varchar2 } from '@athanor/dialect-oracle'
import { bit, citext, inet, jsonb, pgArray, pgEnum, PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { asGeneric, compile, CreateTable, exact, integer, MetaData, table, varchar, type ColLike } from '../../src/index.ts'

const postgresql = new PostgreSQLDialect()
const generic = (type: ColLike<unknown, string>): string =>
  /\ta (.*) NOT NULL/.exec(compile(new CreateTable(table('t', new MetaData(), { a: asGeneric(type) })), { dialect: postgresql }).sql)![1]!

test('the types of one database become those that every one has', () => {
  const types = [
    mysqlSmallint({ unsigned: true }), mediumint(), mysqlBigint({ unsigned: true }), tinyint(), mysqlDouble(10, 2), number(10, 2), money(), mysqlVarchar(30, { charset: 'utf8mb4' }), varchar2(30), longtext(),
    xml(), citext(), mysqlDatetime({ fsp: 3 }), oracleTimestamp({ timezone: true }), mssqlTime({ precision: 3 }), uniqueidentifier(), tinyblob(), jsonb(), pgArray(jsonb(), { dimensions: 2 }),
    mysqlEnum(['a', 'bb']), pgEnum('mood', ['a']), exact.smallint(), exact.timestamp(), exact.boolean(), exact.doublePrecision(), integer(), varchar(5, { collation: 'C' }),
  ]
  expect(types.map(generic)).toEqual([
    'SMALLINT', 'INTEGER', 'BIGINT', 'INTEGER', 'DOUBLE PRECISION', 'NUMERIC(10, 2)', 'NUMERIC', 'VARCHAR(30)', 'VARCHAR(30)', 'TEXT',
    'TEXT', 'TEXT', 'TIMESTAMP WITHOUT TIME ZONE', 'TIMESTAMP WITH TIME ZONE', 'TIME(3) WITHOUT TIME ZONE', 'UUID', 'BYTEA', 'JSON', 'JSON[][]',
    'VARCHAR(2)', 'mood', 'SMALLINT', 'TIMESTAMP WITHOUT TIME ZONE', 'BOOLEAN', 'DOUBLE PRECISION', 'INTEGER', 'VARCHAR(5) COLLATE "C"',
  ])
})

test('one that nothing else has is an error', () => {
  for (const type of [inet(), bit(8)]) expect(() => asGeneric(type)).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID', message: expect.stringContaining('There is no generic type for') }))
})
