import { expect, test } from '@jest/globals'
import { del, select } from '../../src/index.ts'
import { addresses, sql, users } from './support.ts'

test('DELETE with criteria', () => {
  expect(sql(del(users))).toBe('DELETE FROM users')
  expect(sql(del(users).where(users.c.id.eq(1), users.c.name.eq('x')))).toBe('DELETE FROM users WHERE users.id = :id_1 AND users.name = :name_1')
  expect(sql(del(users).filterBy({ name: 'x' }))).toBe('DELETE FROM users WHERE users.name = :name_1')
})
test('absent criteria are left out', () => {
  expect(sql(del(users).where(undefined, false))).toBe('DELETE FROM users')
})
test('a subquery is correlated to the table', () => {
  expect(sql(del(users).where(select(addresses.c.id).where(addresses.c.userId.eq(users.c.id)).exists()))).toBe(
    'DELETE FROM users WHERE EXISTS (SELECT addresses.id FROM addresses WHERE addresses.user_id = users.id)')
})
test('RETURNING', () => {
  expect(sql(del(users).returning(users.c.id))).toBe('DELETE FROM users RETURNING users.id')
})
test('filterBy() names what it knows', () => {
  expect(() => del(users).filterBy({ nmae: 1 })).toThrow("filterBy(): 'users' has no column 'nmae'")
})
