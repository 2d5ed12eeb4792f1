import { describe, expect, test } from '@jest/globals'
import { except, intersectAll, select, union, unionAll } from '../../src/selectable/factories.ts'
import { addresses, orders, sql, users } from './support.ts'

const a = select(users.c.id)
const b = select(addresses.c.user_id)

describe('set operations', () => {
  test('join queries by a keyword', () => {
    expect(sql(union(a, b, a))).toBe('SELECT users.id FROM users UNION SELECT addresses.user_id FROM addresses UNION SELECT users.id FROM users')
    expect(sql(a.exceptAll(b))).toBe('SELECT users.id FROM users EXCEPT ALL SELECT addresses.user_id FROM addresses')
    expect(sql(intersectAll(a, b))).toContain(' INTERSECT ALL ')
  })

  test('put parentheses around nested ones, and around queries with ORDER BY or LIMIT', () => {
    expect(sql(except(a, union(a, b)))).toBe('SELECT users.id FROM users EXCEPT (SELECT users.id FROM users UNION SELECT addresses.user_id FROM addresses)')
    expect(sql(unionAll(a.limit(1), b))).toBe('(SELECT users.id FROM users LIMIT :param_1) UNION ALL SELECT addresses.user_id FROM addresses')
  })

  test('order and limit the whole; columns are named without their table', () => {
    expect(sql(union(a, b).orderBy('id').limit(3))).toBe('SELECT users.id FROM users UNION SELECT addresses.user_id FROM addresses ORDER BY id LIMIT :param_1')
    expect(sql(union(a, b).orderBy(users.c.id.desc()))).toBe('SELECT users.id FROM users UNION SELECT addresses.user_id FROM addresses ORDER BY id DESC')
  })

  test('are subqueries with the columns of the first query', () => {
    const u = union(a, b).subquery('u')
    expect(sql(select(u.c.id))).toBe('SELECT u.id FROM (SELECT users.id AS id FROM users UNION SELECT addresses.user_id AS user_id FROM addresses) AS u')
    expect(u.correspondingColumn(addresses.c.user_id)).toBe(u.c.id)
    expect(u.correspondingColumn(users.c.id)).toBe(u.c.id)
    expect(u.correspondingColumn(orders.c.id)).toBeUndefined()
  })

  test('need equal numbers of columns', () => {
    expect(() => sql(union(a, select(users.c.id, users.c.name)))).toThrow(/query 1 has 1, query 2 has 2/)
    expect(() => union(a, users)).toThrow(/Operand 2 of UNION has to be a query/)
  })
})
