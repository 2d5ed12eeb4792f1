import { describe, expect, test } from '@jest/globals'
import { and, boolean, falseValue, integer, MetaData, not, nullValue, or, select, table, trueValue, varchar } from '@athanor/core'
import { ArgumentError } from '@athanor/interfaces'
import { sqlOf, type DialectName } from '../support/dialects.ts'

const t = table('t', new MetaData(), { id: integer().primaryKey(), x: integer().nullable(), name: varchar(30).nullable(), done: boolean() })
const { x, name, done } = t.c

describe('comparison with null', () => {
  test('eq and ne are IS NULL and IS NOT NULL', () => {
    expect(sqlOf(x.eq(null))).toBe('t.x IS NULL')
    expect(sqlOf(x.ne(null))).toBe('t.x IS NOT NULL')
    expect(sqlOf(x.is(null))).toBe('t.x IS NULL')
    expect(sqlOf(x.eq(nullValue() as never))).toBe('t.x IS NULL')
    expect(sqlOf(not(x.eq(null)))).toBe('t.x IS NOT NULL')
  })

  test('isDistinctFrom keeps it', () => {
    expect(sqlOf(x.isDistinctFrom(null))).toBe('t.x IS DISTINCT FROM NULL')
    expect(sqlOf(x.isNotDistinctFrom(null), 'sqlite')).toBe('t.x IS NULL')
  })

  test.each([
    ['gt', () => x.gt(null as never)], ['le', () => x.le(null as never)], ['like', () => name.like(null as never)],
    ['gt', () => x.gt(nullValue() as never)], ['lt', () => done.lt(true)],
  ])('%s has no meaning with a constant, and says which operators have one', (operator, build) => {
    expect(build).toThrow(ArgumentError)
    expect(build).toThrow(new RegExp(`'${operator}'.*only eq, ne, is, isNot`))
  })
})

describe('comparison with true and false', () => {
  const equal: Record<DialectName, string> = {
    postgresql: 't.done = true', mysql: 't.done = true', mariadb: 't.done = true', sqlite: 't.done = 1', mssql: 't.done = 1', oracle: 't.done = 1',
  }
  test.each(Object.entries(equal))('%s: %s', (dialect, text) => {
    expect(sqlOf(done.eq(true), dialect as DialectName)).toBe(text)
  })

  test('is is IS', () => {
    expect(sqlOf(done.is(true), 'postgresql')).toBe('t.done IS true')
    expect(sqlOf(done.isNot(false), 'postgresql')).toBe('t.done IS NOT false')
  })

  test('a boolean column alone is a condition', () => {
    expect(sqlOf(select(t.c.id).where(done), 'postgresql')).toBe('SELECT t.id FROM t WHERE t.done')
    expect(sqlOf(select(t.c.id).where(not(done)), 'postgresql')).toBe('SELECT t.id FROM t WHERE NOT t.done')
    expect(sqlOf(select(t.c.id).where(done), 'mssql')).toBe('SELECT t.id FROM t WHERE t.done = 1')
    expect(sqlOf(select(t.c.id).where(not(done)), 'sqlite')).toBe('SELECT t.id FROM t WHERE t.done = 0')
  })
})

describe('AND, OR and NOT', () => {
  test('are flattened, with parentheses where they are needed', () => {
    expect(sqlOf(and(x.eq(1), and(x.eq(2), x.eq(3))))).toBe('t.x = :x_1 AND t.x = :x_2 AND t.x = :x_3')
    expect(sqlOf(and(x.eq(1), or(x.eq(2), x.eq(3))))).toBe('t.x = :x_1 AND (t.x = :x_2 OR t.x = :x_3)')
    expect(sqlOf(or(x.eq(1), and(x.eq(2), x.eq(3))))).toBe('t.x = :x_1 OR t.x = :x_2 AND t.x = :x_3')
  })

  test('constants decide, or are left out', () => {
    expect(sqlOf(and(x.eq(1), falseValue()), 'postgresql')).toBe('false')
    expect(sqlOf(and(trueValue(), x.eq(1)))).toBe('t.x = :x_1')
    expect(sqlOf(or(x.eq(1), trueValue()), 'mssql')).toBe('1 = 1')
    expect(sqlOf(or(falseValue(), x.eq(1)))).toBe('t.x = :x_1')
    expect(sqlOf(select(t.c.id).where(and()), 'postgresql')).toBe('SELECT t.id FROM t WHERE true')
  })

  test('NOT changes the operator where there is an opposite one', () => {
    expect(sqlOf(not(x.eq(1)))).toBe('t.x != :x_1')
    expect(sqlOf(not(x.lt(1)))).toBe('t.x >= :x_1')
    expect(sqlOf(not(x.in([1])))).toBe('(t.x NOT IN (:x_1_1))')
    expect(sqlOf(not(name.contains('a')))).toBe("t.name NOT LIKE '%' || :name_1 || '%'")
    expect(sqlOf(not(x.between(1, 2)))).toBe('t.x NOT BETWEEN :x_1 AND :x_2')
    expect(sqlOf(not(not(x.eq(1))))).toBe('t.x = :x_1')
    expect(sqlOf(not(and(x.eq(1), x.eq(2))))).toBe('NOT (t.x = :x_1 AND t.x = :x_2)')
  })
})
