import { describe, expect, test } from '@jest/globals'
import { exists, join, literalColumn, select } from '../../src/selectable/factories.ts'
import { TableClause } from '../../src/selectable/table-clause.ts'
import { addresses, fk, int, orders, sql, users } from './support.ts'

describe('the ON condition', () => {
  test('follows the foreign key, in either direction', () => {
    expect(sql(select(users.c.id).join(addresses))).toBe('SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id')
    expect(sql(select(addresses.c.id).join(users))).toBe('SELECT addresses.id FROM addresses JOIN users ON users.id = addresses.user_id')
  })

  test('follows it through aliases and subqueries', () => {
    const a = addresses.alias('a')
    expect(sql(select(users.c.id).join(a))).toBe('SELECT users.id FROM users JOIN addresses AS a ON users.id = a.user_id')
    const s = select(addresses.c.user_id).subquery('s')
    expect(sql(select(users.c.id).join(s))).toBe('SELECT users.id FROM users JOIN (SELECT addresses.user_id AS user_id FROM addresses) AS s ON users.id = s.user_id')
  })

  test('uses all columns of one constraint', () => {
    const parent = new TableClause('parent', [int('a'), int('b')])
    const constraint = {}
    const reference = (key: string) => ({ get column() { return parent.c[key]! }, constraint })
    const child = new TableClause('child', [int('pa', { foreignKeys: [reference('a')] }), int('pb', { foreignKeys: [reference('b')] })])
    expect(sql(select(parent.c.a).join(child))).toBe('SELECT parent.a FROM parent JOIN child ON parent.a = child.pa AND parent.b = child.pb')
  })

  test('has to be given when there is no foreign key', () => {
    const other = new TableClause('other', [int('id')])
    expect(() => join(users, other)).toThrow(expect.objectContaining({ name: 'NoForeignKeysError', message: expect.stringMatching(/users and other.*Give the ON condition/) }))
  })

  test('has to be given when there is more than one, and the message names the columns', () => {
    const letter = new TableClause('letter', [fk('sender', () => users.c.id), fk('receiver', () => users.c.id)])
    expect(() => join(users, letter)).toThrow(expect.objectContaining({
      name: 'AmbiguousForeignKeysError', message: expect.stringMatching(/letter\.sender; letter\.receiver/),
    }))
  })

  test('is taken from the most recent table of a chain first', () => {
    expect(sql(select(users.c.id).join(addresses).join(orders, orders.c.address_id.eq(addresses.c.id))))
      .toBe('SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id JOIN orders ON orders.address_id = addresses.id')
    expect(sql(select(users.c.id).selectFrom(join(users, addresses)).join(orders)))
      .toBe('SELECT users.id FROM users JOIN addresses ON users.id = addresses.user_id JOIN orders ON addresses.id = orders.address_id')
  })
})

describe('the left side', () => {
  test('is the only FROM element that can be joined', () => {
    expect(sql(select(users.c.id, orders.c.id).selectFrom(users).join(addresses)))
      .toBe('SELECT users.id, orders.id AS id_1 FROM users JOIN addresses ON users.id = addresses.user_id, orders')
  })

  test('has to be said when several can', () => {
    expect(() => sql(select(users.c.id, orders.c.id).join(addresses))).toThrow(/Can't decide what to join 'addresses' to: 'users', 'orders'.*joinFrom/s)
    expect(sql(select(users.c.id, orders.c.id).joinFrom(users, addresses)))
      .toBe('SELECT users.id, orders.id AS id_1 FROM users JOIN addresses ON users.id = addresses.user_id, orders')
  })

  test('has to exist', () => {
    const other = new TableClause('other', [int('id')])
    expect(() => sql(select(other.c.id).join(users))).toThrow(/Don't know how to join to 'users': there is no foreign key between it and 'other'/)
    expect(() => sql(select(literalColumn('1')).join(users))).toThrow(/there is nothing to join it to/)
  })
})

describe('kinds of joins', () => {
  test('outer and full', () => {
    expect(sql(select(users.c.id).outerJoin(addresses))).toContain('users LEFT OUTER JOIN addresses ON')
    expect(sql(select(users.c.id).fullJoin(addresses))).toContain('users FULL OUTER JOIN addresses ON')
    expect(sql(select(users.c.id).outerJoinFrom(users, addresses))).toContain('users LEFT OUTER JOIN addresses ON')
  })

  test('a join on the right side is in parentheses', () => {
    expect(sql(select(users.c.id).selectFrom(users.outerJoin(addresses.join(orders, orders.c.address_id.eq(addresses.c.id)), addresses.c.user_id.eq(users.c.id)))))
      .toBe('SELECT users.id FROM users LEFT OUTER JOIN (addresses JOIN orders ON orders.address_id = addresses.id) ON addresses.user_id = users.id')
  })

  test('SELECT of a join has the columns of both sides', () => {
    expect(sql(join(users, addresses).select()))
      .toBe('SELECT users.id, users.name, addresses.id AS id_1, addresses.user_id, addresses.email FROM users JOIN addresses ON users.id = addresses.user_id')
    expect([...join(users, addresses).columns.keys()]).toEqual(['users_id', 'users_name', 'addresses_id', 'addresses_user_id', 'addresses_email'])
  })

  test('joins survive another columns clause', () => {
    expect(sql(select(users.c.id).join(addresses).withOnlyColumns(addresses.c.email)))
      .toBe('SELECT addresses.email FROM users JOIN addresses ON users.id = addresses.user_id')
  })
})

test('a subquery is not made of a query silently', () => {
  expect(() => select(users.c.id).join(select(addresses.c.id))).toThrow(/call its subquery\(\) first/)
  expect(() => select(select(users.c.id))).toThrow(/scalarSubquery\(\) as a value, or its subquery\(\) as a table/)
  expect(sql(select(exists(users.select()))).startsWith('SELECT EXISTS (SELECT')).toBe(true)
})
