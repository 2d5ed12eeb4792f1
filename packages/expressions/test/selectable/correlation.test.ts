import { describe, expect, test } from '@jest/globals'
import { exists, literalColumn, select, values } from '../../src/selectable/factories.ts'
import { column } from '../../src/selectable/factories.ts'
import { addresses, sql, users } from './support.ts'

const inner = select(users.c.name).where(users.c.id.eq(addresses.c.user_id))

describe('automatic correlation', () => {
  test('a scalar subquery leaves out what the enclosing query selects from', () => {
    expect(sql(select(addresses.c.id, inner.scalarSubquery())))
      .toBe('SELECT addresses.id, (SELECT users.name FROM users WHERE users.id = addresses.user_id) AS anon_1 FROM addresses')
  })

  test('so does EXISTS, and the right side of IN', () => {
    expect(sql(select(addresses.c.id).where(exists(inner))))
      .toBe('SELECT addresses.id FROM addresses WHERE EXISTS (SELECT users.name FROM users WHERE users.id = addresses.user_id)')
    expect(sql(select(addresses.c.id).where(addresses.c.email.in(inner))))
      .toBe('SELECT addresses.id FROM addresses WHERE addresses.email IN (SELECT users.name FROM users WHERE users.id = addresses.user_id)')
  })

  test('a query over one table only keeps it, even when the enclosing query has the same', () => {
    expect(sql(select(users.c.id).where(users.c.name.eq(select(users.c.name).scalarSubquery()))))
      .toBe('SELECT users.id FROM users WHERE users.name = (SELECT users.name FROM users)')
  })

  test('a query that would lose all of several tables is an error', () => {
    const both = select(users.c.name).where(users.c.id.eq(addresses.c.user_id)).scalarSubquery()
    expect(() => sql(select(users.c.id, addresses.c.id, both))).toThrow(/'users', 'addresses' has nothing left in its FROM.*correlate\(\)/s)
  })

  test('a subquery in FROM never correlates', () => {
    expect(sql(select(addresses.c.id, inner.subquery('s').c.name)))
      .toBe('SELECT addresses.id, s.name FROM addresses, (SELECT users.name AS name FROM users, addresses WHERE users.id = addresses.user_id) AS s')
  })

  test('reaches one level only; correlate() reaches any', () => {
    const deep = select(addresses.c.id).where(addresses.c.user_id.eq(users.c.id))
    const middle = (query: typeof deep) => select(literalColumn('1')).where(exists(query))
    expect(sql(select(users.c.id).where(exists(middle(deep)))))
      .toBe('SELECT users.id FROM users WHERE EXISTS (SELECT 1 WHERE EXISTS (SELECT addresses.id FROM addresses, users WHERE addresses.user_id = users.id))')
    expect(sql(select(users.c.id).where(exists(middle(deep.correlate(users))))))
      .toBe('SELECT users.id FROM users WHERE EXISTS (SELECT 1 WHERE EXISTS (SELECT addresses.id FROM addresses WHERE addresses.user_id = users.id))')
  })
})

describe('explicit correlation', () => {
  test('correlate(null) turns it off', () => {
    expect(sql(select(addresses.c.id, inner.correlate(null).scalarSubquery())))
      .toBe('SELECT addresses.id, (SELECT users.name FROM users, addresses WHERE users.id = addresses.user_id) AS anon_1 FROM addresses')
  })

  test('correlateExcept() leaves out everything else', () => {
    expect(sql(select(users.c.id, addresses.c.id).where(exists(inner.correlateExcept(users)))))
      .toBe('SELECT users.id, addresses.id AS id_1 FROM users, addresses WHERE EXISTS (SELECT users.name FROM users WHERE users.id = addresses.user_id)')
  })

  test('works on the subquery expressions too', () => {
    expect(sql(select(addresses.c.id).where(exists(users).where(users.c.id.eq(addresses.c.user_id)).correlateExcept(users))))
      .toContain('EXISTS (SELECT users.id, users.name FROM users WHERE')
  })

  test('LATERAL may refer to its neighbours', () => {
    const recent = select(addresses.c.email).where(addresses.c.user_id.eq(users.c.id)).lateral('recent')
    expect(sql(select(users.c.name, recent.c.email).join(recent, literalColumn('true'))))
      .toBe('SELECT users.name, recent.email FROM users JOIN LATERAL (SELECT addresses.email AS email FROM addresses WHERE addresses.user_id = users.id) AS recent ON true')
  })

  test('a set operation on the right side of IN correlates in each of its queries', () => {
    expect(sql(select(addresses.c.id).where(addresses.c.email.in(inner.union(inner)))))
      .toBe('SELECT addresses.id FROM addresses WHERE addresses.email IN (SELECT users.name FROM users WHERE users.id = addresses.user_id UNION SELECT users.name FROM users WHERE users.id = addresses.user_id)')
  })
})

test('VALUES can be the right side of IN', () => {
  expect(sql(select(users.c.id).where(users.c.id.in(values([column('x')]).data([[1], [2]])))))
    .toBe('SELECT users.id FROM users WHERE users.id IN (VALUES (:param_1), (:param_2))')
})
