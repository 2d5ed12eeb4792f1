import { describe, expect, test } from '@jest/globals'
import { select } from '../../src/selectable/factories.ts'
import { addresses, sql, users } from './support.ts'

describe('FROM of a SELECT', () => {
  test('comes from the columns and from WHERE, each table once, in order', () => {
    expect(sql(select(users.c.name).where(addresses.c.user_id.eq(users.c.id))))
      .toBe('SELECT users.name FROM users, addresses WHERE addresses.user_id = users.id')
  })

  test('does not come from ORDER BY, GROUP BY or HAVING', () => {
    expect(sql(select(users.c.name).groupBy(addresses.c.id).having(addresses.c.id.gt(5)).orderBy(addresses.c.email)))
      .toBe('SELECT users.name FROM users GROUP BY addresses.id HAVING addresses.id > :id_1 ORDER BY addresses.email')
  })
})
