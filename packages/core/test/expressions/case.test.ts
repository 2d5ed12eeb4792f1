import '@athanor/dialect-sqlite'
import { describe, expect, test } from '@jest/globals'
import { caseWhen, createEngine, integer, literal, MetaData, select, table, varchar } from '@athanor/core'
import { ArgumentError } from '@athanor/interfaces'
import { parametersOf, sqlOf } from '../support/dialects.ts'

const t = table('t', new MetaData(), { id: integer().primaryKey(), n: integer(), state: varchar(30) })
const { n, state } = t.c

describe('CASE', () => {
  test('of conditions', () => {
    expect(sqlOf(caseWhen([[n.lt(5), 'few'], [n.lt(10), 'some']], { else: 'many' })))
      .toBe('CASE WHEN (t.n < :n_1) THEN :param_1 WHEN (t.n < :n_2) THEN :param_2 ELSE :param_3 END')
  })

  test('of values, in pairs, as an object, or as a Map', () => {
    const text = 'CASE t.state WHEN :state_1 THEN :param_1 WHEN :state_2 THEN :param_2 ELSE :param_3 END'
    expect(sqlOf(caseWhen([['new', 1], ['open', 2]], { value: state, else: 0 }))).toBe(text)
    expect(sqlOf(caseWhen({ new: 1, open: 2 }, { value: state, else: 0 }))).toBe(text)
    expect(sqlOf(caseWhen(new Map([['new', 1], ['open', 2]]), { value: state, else: 0 }))).toBe(text)
  })

  test('keys of an object are numbers where the value is one', () => {
    expect(parametersOf(caseWhen({ 1: 'one', 2: 'two' }, { value: n }))).toEqual({ n_1: 1, param_1: 'one', n_2: 2, param_2: 'two' })
  })

  test('results may be expressions and null; its type is that of a result', async () => {
    expect(sqlOf(caseWhen([[n.lt(5), null]], { else: n }))).toBe('CASE WHEN (t.n < :n_1) THEN NULL ELSE t.n END')
    const engine = createEngine('sqlite://')
    const names = caseWhen({ 1: 'one', 2: 'two' }, { value: literal(2), else: '?' })
    expect(await engine.begin((conn) => conn.execute(select(names.label('name'))).one())).toEqual({ name: 'two' })
    await engine.dispose()
  })

  test.each([
    ['no branches', () => caseWhen([]), /at least one branch/],
    ['a mapping without a value', () => (caseWhen as (whens: unknown) => unknown)({ new: 1 }), /mapping.*needs the value/],
    ['a text', () => (caseWhen as (whens: unknown) => unknown)('x'), /list of branches.*string "x"/],
    ['a text as a condition', () => (caseWhen as (whens: unknown) => unknown)([['x', 1]]), /Condition 1.*SQL condition/],
  ])('%s is an error', (_what, build, message) => {
    expect(build).toThrow(ArgumentError)
    expect(build).toThrow(message)
  })
})
