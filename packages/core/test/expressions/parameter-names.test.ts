import { describe, expect, test } from '@jest/globals'
import { bindparam, compile, insert, integer, MetaData, select, table, update, varchar } from '@athanor/core'
import { CompileError } from '@athanor/interfaces'
import { parametersOf, sqlOf } from '../support/dialects.ts'

const t = table('t', new MetaData(), { id: integer().primaryKey(), x: integer(), y: integer(), name: varchar(30) })
const { x, y } = t.c
const conflict = (message: RegExp) => expect.objectContaining({ code: 'PARAMETER_NAME_CONFLICT', message: expect.stringMatching(message) })

describe('invented names of parameters', () => {
  test('are the column\'s, counted in the order of the text', () => {
    const statement = select(t.c.id).where(x.eq(1), x.lt(2), y.gt(3))
    expect(sqlOf(statement)).toBe('SELECT t.id FROM t WHERE t.x = :x_1 AND t.x < :x_2 AND t.y > :y_1')
    expect(parametersOf(statement)).toEqual({ x_1: 1, x_2: 2, y_1: 3 })
  })

  test('are counted anew in each statement, whatever was built before', () => {
    const [late, early] = [x.eq(1), x.eq(2)]
    expect(sqlOf(select(t.c.id).where(early, late))).toBe('SELECT t.id FROM t WHERE t.x = :x_1 AND t.x = :x_2')
    expect(sqlOf(select(t.c.id).where(late))).toBe('SELECT t.id FROM t WHERE t.x = :x_1')
    expect(parametersOf(select(t.c.id).where(early, late))).toEqual({ x_1: 2, x_2: 1 })
  })

  test('a name that two parameters were given has one value: the last one\'s', () => {
    const [first, second] = [bindparam('q', { value: 1, type: integer() }), bindparam('q', { value: 2, type: integer() })]
    const twice = compile(select(t.c.id).where(x.eq(first), y.eq(second)))
    expect(twice.parameters).toEqual([['q', 2], ['q', 2]])
  })

  test('one expression that is used twice has one name', () => {
    const sum = x.add(1)
    expect(sqlOf(select(sum.label('n')).groupBy(sum))).toBe('SELECT t.x + :x_1 AS n FROM t GROUP BY t.x + :x_1')
  })
})

describe('given names of parameters', () => {
  test('may be used more than once', () => {
    expect(sqlOf(select(t.c.id).where(x.eq(bindparam('q')), y.eq(bindparam('q'))))).toBe('SELECT t.id FROM t WHERE t.x = :q AND t.y = :q')
  })

  test('get a number with unique', () => {
    const unique = (value: number) => bindparam('q', { value, unique: true })
    const statement = select(t.c.id).where(x.eq(unique(5)), y.eq(unique(6)))
    expect(sqlOf(statement)).toBe('SELECT t.id FROM t WHERE t.x = :q_1 AND t.y = :q_2')
    expect(parametersOf(statement)).toEqual({ q_1: 5, q_2: 6 })
  })

  test('can\'t be one that is invented in the same statement', () => {
    expect(() => sqlOf(select(t.c.id).where(x.eq(1), y.eq(bindparam('x_1', { value: 5 }))))).toThrow(conflict(/'x_1'.*named parameter.*invented/))
    expect(() => sqlOf(select(t.c.id).where(x.eq(1), y.eq(bindparam('x_1', { value: 5 }))))).toThrow(CompileError)
  })

  test('can\'t be the key of a column that VALUES or SET gives a parameter', () => {
    const taken = conflict(/'name' is taken by the column of that name in VALUES or SET.*'b_name'/)
    expect(() => sqlOf(update(t).set({ name: 'x' }).where(t.c.name.eq(bindparam('name'))))).toThrow(taken)
    expect(() => sqlOf(insert(t).values({ x: 1, y: bindparam('x') as never, name: 'n' }))).toThrow(conflict(/'x' is taken by the column/))
    expect(sqlOf(update(t).set({ name: 'x' }).where(t.c.name.eq(bindparam('b_name'))))).toBe('UPDATE t SET name=:name WHERE t.name = :b_name')
  })
})
