import { expect, test } from '@jest/globals'
import { bindparam, column, compile, func, insert, integer, MetaData, select, table, varchar } from '@athanor/expressions'

const t = table('t', new MetaData(), { id: integer().primaryKey(), name: varchar(30) })
const sql = (statement: unknown): string => compile(statement).sql.replaceAll(/\s+/g, ' ')

test('LIKE with wildcards has parentheses among arguments and terms', () => {
  const starts = t.c.name.startsWith('a')
  expect(sql(func('foo', starts))).toBe("foo((t.name LIKE :name_1 || '%'))")
  expect(sql(func('foo', t.c.name.like('a%')))).toBe('foo(t.name LIKE :name_1)')
  expect(sql(func.rowNumber().over({ orderBy: starts }))).toBe("row_number() OVER (ORDER BY (t.name LIKE :name_1 || '%'))")
})
test('IN takes the rows of a function', () => {
  expect(sql(t.c.id.in(func('unnest', column('ids', integer())) as never))).toBe('t.id IN (SELECT unnest(ids) AS unnest_1)')
})
test('tables in the ORDER BY of a window are in FROM, labels or not', () => {
  const name = t.c.name.label('n')
  expect(sql(select(func.rowNumber().over({ orderBy: name.desc() }).label('r')))).toBe('SELECT row_number() OVER (ORDER BY t.name DESC) AS r FROM t')
})
test('tables in the ORDER BY of an ordered-set aggregate are in FROM, labels or not', () => {
  const name = t.c.name.label('n')
  expect(sql(select(func('f', 1).withinGroup(name.desc()).label('r')))).toBe('SELECT f(:f_1) WITHIN GROUP (ORDER BY t.name DESC) AS r FROM t')
})
test('values that params() gave stay with a CTE and with the query of an INSERT', () => {
  const some = select(t.c.id).where(t.c.id.eq(bindparam('x', { type: integer(), value: 2 }))).params({ x: 5 })
  expect(compile(select(some.cte('c').c.id)).parameters).toEqual([['x', 5]])
  expect(compile(insert(t).fromSelect(['id'], some)).parameters).toEqual([['x', 5]])
})
test('a function\'s name may begin with a digit', () => {
  expect(sql(func('1st'))).toBe('1st()')
})
