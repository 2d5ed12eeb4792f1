import { expect, test } from '@jest/globals'
import { column, compile, func, integer, not, select } from '@athanor/expressions'
import { ColumnClause, Grouping, QuotedName, TableClause } from '@athanor/expressions/elements'

const a = column('a', integer())
const parenthesised = (element: unknown): never => new Grouping(element as never) as never

test('parentheses in the columns clause have the name of what is in them', () => {
  expect(compile(select(parenthesised(a))).sql).toBe('SELECT (a)')
  expect(compile(select(parenthesised(func('foo', a)))).sql).toBe('SELECT (foo(a))')
  expect(compile(select(parenthesised(a.add(1)))).sql).toBe('SELECT (a + :a_1) AS anon_1')
})
test('a query around sees parentheses under a name of their own', () => {
  const s = select(parenthesised(a)).subquery('s') as unknown as { readonly columns: { readonly all: readonly never[] } }
  expect(compile(select(s.columns.all[0]!)).sql.replaceAll(/\s+/g, ' ')).toBe('SELECT s.a_1 FROM (SELECT (a)) AS s')
})
test('forced quotes stay with labels that contain the name', () => {
  const users = new TableClause(new QuotedName('users', true), [new ColumnClause('id')]) as unknown as { readonly c: Record<string, never> }
  const s = select(users.c['id']!).setLabelStyle('tablename_plus_col').subquery('s') as unknown as { readonly c: Record<string, never> }
  expect(compile(select(s.c['users_id']!).setLabelStyle('tablename_plus_col')).sql.replaceAll(/\s+/g, ' '))
    .toBe('SELECT s."users_id" AS "s_users_id" FROM (SELECT "users".id AS "users_id" FROM "users") AS s')
})
test('NOT stands before a comparison with any(), all() and some()', () => {
  expect(compile(not(a.eq(func('all', column('arr', integer()))))).sql).toBe('NOT (a = all(arr))')
  expect(compile(func<number>('any', column('arr', integer())).eq(a)).sql).toBe('any(arr) = a')
})
test('CURRENT_TIMESTAMP has parentheses only with a precision', () => {
  expect(compile(select(func.currentTimestamp())).sql).toContain('SELECT CURRENT_TIMESTAMP AS ')
  expect(compile(func('current_timestamp', 3)).sql).toMatch(/^CURRENT_TIMESTAMP\(:\w+\)$/)
})
