import { expect, test } from '@jest/globals'
import { column, compile, func, integer, select } from '@athanor/expressions'
import { Grouping } from '@athanor/expressions/elements'

const a = column('a', integer())
const parenthesised = (element: unknown): never => new Grouping(element as never) as never

test('parentheses in the columns clause have the name of what is in them', () => {
  expect(compile(select(parenthesised(a))).sql).toBe('SELECT (a)')
  expect(compile(select(parenthesised(func('foo', a)))).sql).toBe('SELECT (foo(a))')
  expect(compile(select(parenthesised(a.add(1)))).sql).toBe('SELECT (a + :a_1) AS anon_1')
})
test('CURRENT_TIMESTAMP has parentheses only with a precision', () => {
  expect(compile(select(func.currentTimestamp())).sql).toContain('SELECT CURRENT_TIMESTAMP AS ')
  expect(compile(func('current_timestamp', 3)).sql).toMatch(/^CURRENT_TIMESTAMP\(:\w+\)$/)
})
