import { describe, expect, test } from '@jest/globals'
import { compile, del, enumType, insert, integer, MetaData, table, update, upsert, varchar } from '@athanor/expressions'
import { PostgreSQLDialect } from '../../src/dialect.ts'

const dialect = new PostgreSQLDialect({ paramStyle: 'named' })
const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30), age: integer().nullable() })
const addresses = table('addresses', metadata, { id: integer().primaryKey(), userId: integer().dbName('user_id') })
const sql = (node: unknown, options: object = {}): string => compile(node, { dialect, ...options }).sql.replaceAll(/\s+/g, ' ')
const many = { columnKeys: ['name'], forExecutemany: true } as const

describe('INSERT', () => {
  test('returns the generated key', () => {
    expect(sql(insert(users).values({ name: 'x' }))).toBe('INSERT INTO users (name) VALUES (:name) RETURNING users.id')
  })
  test('rows that are returned in order are ordered by a counter', () => {
    const statement = insert(users).returning(users.c.name).sortByParameterOrder()
    expect(sql(statement, many)).toBe(
      'INSERT INTO users (name) SELECT p0::VARCHAR FROM (VALUES (:name)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING users.name, users.id')
    const row = compile(statement, { dialect, ...many }).compiled.dml!.valuesRow!
    expect([row.hasCounter, row.sentinels, row.sentinelParameters]).toEqual([true, [users.c.id], undefined])
    expect(row.before.texts).toEqual(['INSERT INTO users (name) SELECT p0::VARCHAR FROM (VALUES '])
    expect(row.row.slots.map((s) => s.name)).toEqual(['name'])
    expect(row.after.texts).toEqual([') AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING users.name, users.id'])
  })
  test('an enum is cast to itself, not to a text', () => {
    const moods = table('moods', new MetaData(), { id: integer().primaryKey(), mood: enumType(['sad', 'ok'], { name: 'mood' }), text: enumType(['a'], { nativeEnum: false }) })
    expect(sql(insert(moods).returning(moods.c.mood).sortByParameterOrder(), { columnKeys: ['mood', 'text'], forExecutemany: true }))
      .toContain('SELECT p0::mood, p1::VARCHAR FROM (VALUES (:mood, :text))')
  })
  test('keys of this side are sentinels themselves', () => {
    const row = compile(insert(users).returning(users.c.name).sortByParameterOrder(), { dialect, columnKeys: ['id', 'name'], forExecutemany: true }).compiled.dml!.valuesRow!
    expect([row.hasCounter, row.sentinelParameters]).toEqual([false, ['id']])
  })
})

describe('ON CONFLICT', () => {
  const base = insert(users).values({ id: 1, name: 'x' })
  test('names a constraint or columns', () => {
    expect(sql(base.onConflictDoNothing({ constraint: 'uq_Name' }))).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT ON CONSTRAINT "uq_Name" DO NOTHING')
    expect(sql(base.onConflictDoUpdate({ indexElements: ['id'], indexWhere: users.c.age.gt(5), set: (row) => ({ name: row.name.concat('!') }) }))).toBe(
      'INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) WHERE age > :age_1 DO UPDATE SET name = (excluded.name || :name_1)')
  })
  test('DO UPDATE needs a target; there is one clause', () => {
    expect(() => sql(base.onConflictDoUpdate({ set: { name: 'y' } }))).toThrow(expect.objectContaining({ code: 'CONFLICT_TARGET_MISSING' }))
    expect(() => sql(base.onConflictDoNothing().onConflictDoNothing())).toThrow('one ON CONFLICT clause')
  })
  test('upsert()', () => {
    expect(sql(upsert(users).values({ id: 1, name: 'x' }))).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name')
  })
  test('many rows with RETURNING: parameters of the update differ from row to row', () => {
    const fixed = compile(base.onConflictDoUpdate({ indexElements: ['id'], set: { name: 'y' } }).returning(users.c.id), { dialect, forExecutemany: true }).compiled.dml!.valuesRow!
    expect([fixed.isUpsert, fixed.hasUpsertParameters]).toEqual([true, false])
  })
})

test('UPDATE … FROM, DELETE … USING', () => {
  expect(sql(update(users).set({ name: 'x' }).where(users.c.id.eq(addresses.c.userId)).returning(users.c.id))).toBe(
    'UPDATE users SET name=:name FROM addresses WHERE users.id = addresses.user_id RETURNING users.id')
  expect(sql(update(users).set({ name: 'x' }).from(addresses))).toBe('UPDATE users SET name=:name FROM addresses')
  expect(sql(del(users).where(users.c.id.eq(addresses.c.userId)))).toBe('DELETE FROM users USING addresses WHERE users.id = addresses.user_id')
  expect(sql(del(users).using(addresses).where(users.c.id.eq(1)))).toBe('DELETE FROM users USING addresses WHERE users.id = :id_1')
})
test('UPDATE ONLY', () => {
  expect(sql(update(users).set({ name: 'x' }).withHint('ONLY', { dialect: 'postgresql' }))).toBe('UPDATE ONLY users SET name=:name')
})
