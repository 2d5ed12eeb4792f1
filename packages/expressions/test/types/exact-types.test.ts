import { describe, expect, test } from '@jest/globals'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { MySQLDialect } from '@athanor/dialect-mysql'
import { OracleDialect } from '@athanor/dialect-oracle'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { cast, column, compile, CreateTable, exact, MetaData, numeric, smallInteger, table, text, timestamp, unicode, uuid, varchar, type ColLike } from '../../src/index.ts'

const dialects = { default: undefined, postgresql: new PostgreSQLDialect(), mysql: new MySQLDialect(), oracle: new OracleDialect(), mssql: new MSSQLDialect() }
const typeOn = (type: ColLike<unknown, string>, dialect: keyof typeof dialects): string =>
  / a (.*?)(?: NOT)? NULL /.exec(compile(new CreateTable(table('t', new MetaData(), { a: type })), { dialect: dialects[dialect] }).sql.replaceAll(/\s+/g, ' '))![1]!
const names = (type: ColLike<unknown, string>): readonly string[] => (['default', 'postgresql', 'mysql', 'oracle', 'mssql'] as const).map((dialect) => typeOn(type, dialect))

describe('a generic type is what the database has best, an exact one what it says', () => {
  test('texts', () => {
    expect(names(varchar(5))).toEqual(['VARCHAR(5)', 'VARCHAR(5)', 'VARCHAR(5)', 'VARCHAR2(5 CHAR)', 'VARCHAR(5)'])
    expect(names(exact.varchar(5))).toEqual(['VARCHAR(5)', 'VARCHAR(5)', 'VARCHAR(5)', 'VARCHAR(5 CHAR)', 'VARCHAR(5)'])
    expect(names(text() as never)).toEqual(['TEXT', 'TEXT', 'TEXT', 'CLOB', 'TEXT'])
    expect(names(exact.text())).toEqual(['TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT'])
    expect(names(unicode(5))).toEqual(['VARCHAR(5)', 'VARCHAR(5)', 'VARCHAR(5)', 'VARCHAR2(5 CHAR)', 'NVARCHAR(5)'])
    expect(names(exact.nvarchar(5))).toEqual(['NVARCHAR(5)', 'NVARCHAR(5)', 'NATIONAL VARCHAR(5)', 'NVARCHAR2(5)', 'NVARCHAR(5)'])
  })
  test('timestamps', () => {
    expect(names(timestamp({ timezone: true }))).toEqual(['DATETIME', 'TIMESTAMP WITH TIME ZONE', 'DATETIME', 'DATE', 'DATETIMEOFFSET'])
    expect(names(exact.timestamp({ timezone: true }))).toEqual(['TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP'])
    expect(names(exact.datetime())).toEqual(['DATETIME', 'DATETIME', 'DATETIME', 'DATETIME', 'DATETIME'])
  })
  test('numbers and UUIDs', () => {
    expect(names(numeric(5, 2))).toEqual(names(exact.numeric(5, 2)))
    expect(names(smallInteger())).toEqual(names(exact.smallint()))
    expect(names(exact.bigint())).toEqual(['BIGINT', 'BIGINT', 'BIGINT', 'BIGINT', 'BIGINT'])
    expect(names(exact.doublePrecision())).toEqual(['DOUBLE PRECISION', 'DOUBLE PRECISION', 'DOUBLE PRECISION', 'DOUBLE PRECISION', 'DOUBLE PRECISION'])
    expect(names(uuid())).toEqual(['CHAR(32)', 'UUID', 'CHAR(32)', 'CHAR(32)', 'UNIQUEIDENTIFIER'])
    expect(names(exact.uuid())).toEqual(['UUID', 'UUID', 'UUID', 'UUID', 'UUID'])
  })
})

test('each of them can be cast to', () => {
  const written = Object.entries(exact).map(([name, make]) => [name, compile(cast(column('x'), (make as () => ColLike<unknown, never>)())).sql])
  expect(written.map(([, sql]) => sql)).toEqual(written.map(([name]) => `CAST(x AS ${name === 'doublePrecision' ? 'DOUBLE PRECISION' : name!.toUpperCase()})`))
})
