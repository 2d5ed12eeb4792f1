import { describe, expect, test } from '@jest/globals'
import { boolean, cast, column, compile, CreateTable, double, enumType, integer, interval, literal, MetaData, table, uuid } from '@athanor/expressions'
import { Cast } from '@athanor/expressions/elements'
import { MariaDBDialect, MySQLDialect, MysqlTextType, MysqlYearType } from '@athanor/dialect-mysql'

const dialect = new MySQLDialect()
const x = column('x', integer())

describe('CAST on MySQL', () => {
  test('takes few types; what it doesn\'t take is left out, with a warning', () => {
    const { sql, compiled } = compile(cast(x, enumType(['a', 'b'])), { dialect })
    expect(sql).toBe('x')
    expect(compiled.warnings).toEqual(["MySQL and MariaDB can't cast to ENUM('a','b'): the CAST is left out"])
    expect(compile(cast(x, boolean()), { dialect }).sql).toBe('x')
    expect(compile(new Cast(x as never, new MysqlYearType()), { dialect }).sql).toBe('x')
    expect(compile(cast(x, interval()), { dialect }).sql).toBe('CAST(x AS DATETIME)')
  })
  test('a text keeps its character set', () => {
    expect(compile(new Cast(x as never, new MysqlTextType({ charset: 'utf8', national: true })), { dialect }).sql).toBe('CAST(x AS CHAR CHARACTER SET utf8)')
  })
})
test('DOUBLE has a precision and a scale, or neither', () => {
  expect(() => compile(new CreateTable(table('t', new MetaData(), { v: double(53) })), { dialect })).toThrow('both a precision and a scale, or neither')
  expect(compile(new CreateTable(table('t', new MetaData(), { v: double() })), { dialect }).sql).toContain('v DOUBLE NOT NULL')
})
test('a UUID in the text has no dashes', () => {
  const value = literal('c497dd6d-7d72-4fed-8841-282651d326e3', uuid())
  for (const d of [dialect, new MariaDBDialect()]) expect(compile(value, { dialect: d, literalBinds: true }).sql).toBe("'c497dd6d7d724fed8841282651d326e3'")
})
