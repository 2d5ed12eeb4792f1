import { describe, expect, test } from '@jest/globals'
import { func, integer, MetaData, select, table, varchar } from '@athanor/core'
import { ArgumentError, CompileError } from '@athanor/interfaces'
import { sqlOf } from '../support/dialects.ts'

const t = table('t', new MetaData(), { id: integer().primaryKey(), n: integer(), name: varchar(30) })
const { id, n } = t.c

describe('the rows that a window function leaves out', () => {
  test('stand before OVER', () => {
    const query = select(func.lastValue(n).ignoreNulls().over({ orderBy: id }))
    expect(sqlOf(query, 'mssql')).toBe('SELECT last_value(t.n) IGNORE NULLS OVER (ORDER BY t.id) AS anon_1 FROM t')
    expect(sqlOf(func.lag(n).respectNulls().over({ orderBy: id }), 'postgresql')).toBe('lag(t.n) RESPECT NULLS OVER (ORDER BY t.id)')
  })

  test('are another statement to the cache than those that it keeps', () => {
    expect(sqlOf(func.lag(n).ignoreNulls().over())).not.toBe(sqlOf(func.lag(n).respectNulls().over()))
  })

  test.each(['sqlite', 'mysql', 'mariadb'] as const)('%s has no word for it', (dialect) => {
    expect(() => sqlOf(func.lastValue(n).ignoreNulls().over({ orderBy: id }), dialect)).toThrow(CompileError)
    expect(() => sqlOf(func.lastValue(n).ignoreNulls().over({ orderBy: id }), dialect)).toThrow(`The dialect '${dialect}' has no IGNORE NULLS`)
  })
})

describe('a frame', () => {
  test('has two bounds: null is unbounded, 0 the current row, the sign says on which side', () => {
    expect(sqlOf(func.sum(n).over({ orderBy: id, rows: [null, 0] }))).toBe('sum(t.n) OVER (ORDER BY t.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)')
    expect(sqlOf(func.sum(n).over({ orderBy: id, range: [-5, 10] }))).toBe('sum(t.n) OVER (ORDER BY t.id RANGE BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING)')
    expect(sqlOf(func.sum(n).over({ orderBy: id, groups: [0, null], exclude: 'ties' }))).toBe('sum(t.n) OVER (ORDER BY t.id GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE TIES)')
  })

  test.each([
    ['two frames', { rows: [0, 1], range: [0, 1] }, /one frame.*rows and range/],
    ['one bound', { rows: [1] }, /'rows'.*two bounds/],
    ['a bound that is no number of rows', { rows: [1.5, 0] }, /whole number/],
    ['a text as a bound', { rows: ['a', 0] }, /bound can't be string "a"/],
    ['exclude without a frame', { exclude: 'ties' }, /exclude needs a frame/],
    ['something unknown to exclude', { rows: [0, 0], exclude: 'x' }, /exclude must be 'current row'/],
  ])('with %s is an error', (_what, options, message) => {
    expect(() => func.sum(n).over(options as never)).toThrow(ArgumentError)
    expect(() => func.sum(n).over(options as never)).toThrow(message)
  })
})
