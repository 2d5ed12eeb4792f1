import { describe, expect, test } from '@jest/globals'
import { binary, cast, column, compile, CreateTable, decimal, double, float, MetaData, numeric, select, table, time, timestamp, varbinary, varchar, type ColLike } from '@athanor/core'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { mysqlVarchar, MySQLDialect } from '@athanor/dialect-mysql'
import { PostgreSQLDialect, pgInterval } from '@athanor/dialect-postgresql'

const dialects = { mysql: new MySQLDialect(), mssql: new MSSQLDialect(), postgresql: new PostgreSQLDialect() }
const create = (type: ColLike<unknown, string>, dialect: keyof typeof dialects): string =>
  compile(new CreateTable(table('t', new MetaData(), { a: type })), { dialect: dialects[dialect] }).sql.replaceAll(/\s+/g, ' ').trim()
const hostile = 'x; DROP TABLE users --'
// programs without types give anything
const any = <T>(value: unknown): T => value as T

describe('what isn\'t quoted in the name of a type can only be what it has to be', () => {
  test('numbers', () => {
    for (const make of [
      () => varchar(any(hostile)), () => varchar(undefined, { length: any(hostile) }), () => binary(any(hostile)), () => varbinary(any(hostile)), () => numeric(any(hostile)), () => decimal(10, any(hostile)),
      () => float(any(hostile)), () => double(any(hostile)), () => timestamp({ precision: any(hostile) }), () => time({ precision: any(hostile) }), () => varchar(-1), () => numeric(1.5),
    ]) expect(make).toThrow('must be a whole number')
  })
  test('collations, which some databases can\'t quote', () => {
    expect(create(varchar(5, { collation: hostile }), 'postgresql')).toContain(`COLLATE "${hostile}"`)
    for (const dialect of ['mysql', 'mssql'] as const) {
      expect(() => create(varchar(5, { collation: hostile }), dialect)).toThrow(expect.objectContaining({ code: 'SQL_PHRASE_INVALID' }))
      expect(create(varchar(5, { collation: 'Latin1_General_CI_AS' }), dialect)).toContain('COLLATE Latin1_General_CI_AS')
    }
    const name = column('name', varchar())
    expect(() => compile(select(name).orderBy(name.collate(hostile)), { dialect: dialects.mssql })).toThrow(expect.objectContaining({ code: 'SQL_PHRASE_INVALID' }))
    expect(compile(select(name).orderBy(name.collate(hostile)), { dialect: dialects.mysql }).sql).toContain(`COLLATE \`${hostile}\``)
  })
  test('character sets and fields of intervals', () => {
    expect(() => create(mysqlVarchar(5, { charset: hostile }), 'mysql')).toThrow(expect.objectContaining({ code: 'SQL_PHRASE_INVALID' }))
    expect(() => create(pgInterval({ fields: hostile }), 'postgresql')).toThrow(expect.objectContaining({ code: 'SQL_PHRASE_INVALID' }))
    expect(compile(cast(column('x'), pgInterval({ fields: 'day to second', precision: 3 })), { dialect: dialects.postgresql }).sql).toContain('INTERVAL day to second (3)')
  })
})
