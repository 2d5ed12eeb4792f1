import { expect, test } from '@jest/globals'
import { cast, column, compile, dateTime, integer, not, varchar } from '@athanor/expressions'
import { Cast, TypeClause } from '@athanor/expressions/elements'
import { match, MySQLDialect, MysqlEnumType, MysqlNumericType, MysqlTimeType } from '@athanor/dialect-mysql'

const mysql = new MySQLDialect()
const typeName = (type: unknown, dialect?: MySQLDialect): string => compile(new TypeClause(type as never), dialect === undefined ? {} : { dialect }).sql

test('an ENUM has a character set and a collation', () => {
  expect(typeName(new MysqlEnumType(['a', "b'c"], { unicode: true }), mysql)).toBe("ENUM('a','b''c') UNICODE")
  expect(typeName(new MysqlEnumType(['a'], { charset: 'utf8', collation: 'utf8_bin' }), mysql)).toBe("ENUM('a') CHARACTER SET utf8 COLLATE utf8_bin")
})
test('fractional seconds are MySQL\'s own', () => {
  expect(typeName(new MysqlTimeType({ fsp: 3 }), mysql)).toBe('TIME(3)')
  expect(typeName(new MysqlTimeType({ fsp: 3 }))).toBe('TIME')
  expect(compile(cast(column('x', integer()), dateTime({ precision: 3 })), { dialect: mysql }).sql).toBe('CAST(x AS DATETIME(3))')
})
test('MATCH … AGAINST is negated as a whole', () => {
  const found = match([column('a', varchar()), column('b', varchar())], 'x')
  expect(compile(not(found), { dialect: mysql }).sql).toBe('NOT (MATCH (a, b) AGAINST (:param_1))')
})
test('CAST keeps UNSIGNED of an exact number', () => {
  const x = column('x', integer())
  expect(compile(new Cast(x as never, new MysqlNumericType({ precision: 10, scale: 2, unsigned: true })), { dialect: mysql }).sql).toBe('CAST(x AS DECIMAL(10, 2) UNSIGNED)')
})
