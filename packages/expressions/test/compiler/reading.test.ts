import { inspect } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { insert, integer, MetaData, select, table, varchar } from '@athanor/expressions'

const metadata = new MetaData()
const users = table('user_account', metadata, { id: integer().primaryKey(), name: varchar(30) })
const lonely = table('lonely', metadata, { id: integer() })

describe('reading statements', () => {
  test('String() gives generic SQL', () => {
    expect(String(select(users.c.id).where(users.c.id.eq(5))).replaceAll(/\s+/g, ' ')).toBe('SELECT user_account.id FROM user_account WHERE user_account.id = :id_1')
    expect(String(insert(users).values({ name: 'x' }))).toBe('INSERT INTO user_account (name) VALUES (:name)')
    expect(String(users)).toBe('user_account')
    expect(String(users.c.name)).toBe('user_account.name')
  })
  test('a statement that can\'t be compiled says why, and doesn\'t throw', () => {
    expect(String(select(lonely).join(users))).toContain('there is no foreign key')
  })
  test('console.log shows the SQL on one line', () => {
    expect(inspect(select(users.c.id))).toBe('Select <SELECT user_account.id FROM user_account>')
    expect(inspect(users)).toBe('Table <user_account>')
  })
  test('types name themselves in messages', () => {
    expect(String((varchar(30) as unknown as { type: unknown }).type)).toBe('String(30)')
    expect(String((integer() as unknown as { type: unknown }).type)).toBe('Integer')
  })
})
