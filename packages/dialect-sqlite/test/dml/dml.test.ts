import { describe, expect, test } from '@jest/globals'
import { compile, del, insert, integer, MetaData, table, update, upsert, varchar } from '@athanor/expressions'
import { SQLiteDialect } from '../../src/dialect.ts'

const dialect = new SQLiteDialect({ paramStyle: 'named' })
const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30), age: integer().nullable() })
const addresses = table('addresses', metadata, { id: integer().primaryKey(), userId: integer().dbName('user_id') })
const sql = (node: unknown, options: object = {}): string => compile(node, { dialect, ...options }).sql.replaceAll(/\s+/g, ' ')

describe('INSERT', () => {
  test('the last insert id serves; RETURNING only when it is asked for, without tables', () => {
    expect(sql(insert(users).values({ name: 'x' }))).toBe('INSERT INTO users (name) VALUES (:name)')
    expect(sql(insert(users).values({ name: 'x' }).returning(users.c.id, users.c.name))).toBe('INSERT INTO users (name) VALUES (:name) RETURNING id, name')
    expect(compile(insert(users).values({ name: 'x' }), { dialect }).compiled.dml?.postfetchLastrowid).toBe(true)
  })
  test('a key given as NULL is generated', () => {
    expect(compile(insert(users).values({ id: null as never, name: 'x' }), { dialect }).compiled.dml?.postfetchLastrowid).toBe(true)
    expect(compile(insert(users).values({ id: 1, name: 'x' }), { dialect }).compiled.dml?.postfetchLastrowid).toBe(false)
  })
  test('nothing to insert', () => {
    expect(sql(insert(users).values({} as never))).toBe('INSERT INTO users DEFAULT VALUES')
    expect(sql(insert(users), { columnKeys: [], forExecutemany: true })).toBe('INSERT INTO users (id) VALUES (NULL)')
  })
})

describe('ON CONFLICT', () => {
  const base = insert(users).values({ id: 1, name: 'x' })
  test('DO NOTHING', () => {
    expect(sql(base.onConflictDoNothing())).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT DO NOTHING')
    expect(sql(base.onConflictDoNothing({ indexElements: ['id'], indexWhere: users.c.age.gt(5) }))).toBe(
      'INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) WHERE age > 5 DO NOTHING')
  })
  test('DO UPDATE', () => {
    expect(sql(base.onConflictDoUpdate({ indexElements: [users.c.id], set: { name: base.excluded.name, age: 3 }, where: users.c.age.lt(9) }))).toBe(
      'INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name, age = :param_1 WHERE users.age < :age_1')
    expect(sql(base.onConflictDoUpdate({ indexElements: ['id'], set: (row) => ({ name: row.name }) }))).toBe(
      'INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name')
  })
  test('several clauses', () => {
    expect(sql(base.onConflictDoUpdate({ indexElements: ['id'], set: { name: 'y' } }).onConflictDoNothing())).toBe(
      'INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = :param_1 ON CONFLICT DO NOTHING')
  })
  test('a constraint has no name here', () => {
    expect(() => sql(base.onConflictDoNothing({ constraint: 'uq' }))).toThrow(expect.objectContaining({ code: 'COMPILE_UNSUPPORTED' }))
  })
  test('nothing to set is an error', () => {
    expect(() => base.onConflictDoUpdate({ indexElements: ['id'], set: {} })).toThrow('onConflictDoNothing()')
  })
})

test('upsert()', () => {
  expect(sql(upsert(users).values({ id: 1, name: 'x' }))).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name')
  expect(sql(upsert(users, { keys: ['name'], update: [] }).values({ id: 1, name: 'x' }))).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING')
  expect(sql(upsert(users), { columnKeys: ['id', 'age'] })).toBe('INSERT INTO users (id, age) VALUES (:id, :age) ON CONFLICT (id) DO UPDATE SET age = excluded.age')
  expect(() => compile(upsert(users).values({ id: 1, name: 'x' }))).toThrow(expect.objectContaining({ code: 'COMPILE_UNSUPPORTED' }))
})

test('UPDATE of several tables', () => {
  expect(sql(update(users).set({ name: 'x' }).where(users.c.id.eq(addresses.c.userId)))).toBe('UPDATE users SET name=:name FROM addresses WHERE users.id = addresses.user_id')
})
test('DELETE of several tables is an error', () => {
  expect(() => sql(del(users).where(users.c.id.eq(addresses.c.userId)))).toThrow(expect.objectContaining({ code: 'COMPILE_UNSUPPORTED' }))
})
