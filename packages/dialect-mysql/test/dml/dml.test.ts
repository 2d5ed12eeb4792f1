import { describe, expect, test } from '@jest/globals'
import { compile, del, insert, integer, MetaData, select, table, update, upsert, varchar } from '@athanor/expressions'
import { MariaDBDialect, MySQLDialect } from '../../src/dialect.ts'
import { limit } from '../../src/functions/limit.ts'

const mysql = new MySQLDialect({ paramStyle: 'named' })
const modern = new MySQLDialect({ paramStyle: 'named', serverVersion: [8, 0, 36] })
const mariadb = new MariaDBDialect({ paramStyle: 'named' })
const metadata = new MetaData()
const users = table('users', metadata, { id: integer().primaryKey(), name: varchar(30), age: integer().nullable() })
const addresses = table('addresses', metadata, { id: integer().primaryKey(), userId: integer().dbName('user_id'), email: varchar(30) })
const sql = (node: unknown, dialect: MySQLDialect = mysql): string => compile(node, { dialect }).sql.replaceAll(/\s+/g, ' ')

describe('INSERT', () => {
  test('the last insert id serves', () => {
    expect(sql(insert(users).values({ name: 'x' }))).toBe('INSERT INTO users (name) VALUES (:name)')
    expect(sql(insert(users).values({ name: 'x' }), mariadb)).toBe('INSERT INTO users (name) VALUES (:name)')
    expect(sql(insert(users).values({} as never))).toBe('INSERT INTO users () VALUES ()')
  })
  test('CTEs stand behind INSERT', () => {
    const cte = select(addresses.c.email).cte('a')
    expect(sql(insert(users).fromSelect(['name'], select(cte.c.email)))).toBe('INSERT INTO users (name) WITH a AS (SELECT addresses.email AS email FROM addresses) SELECT a.email FROM a')
  })
})

describe('ON DUPLICATE KEY UPDATE', () => {
  const base = insert(users).values({ id: 1, name: 'x' })
  test('knows the proposed row by VALUES(), or by a name in newer versions', () => {
    const statement = base.onDuplicateKeyUpdate((row) => ({ name: row.name.concat('!'), age: 5 }))
    expect(sql(statement)).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON DUPLICATE KEY UPDATE name = (concat(VALUES(name), :name_1)), age = :param_1')
    expect(sql(statement, mariadb)).toBe(sql(statement))
    expect(sql(statement, modern)).toBe('INSERT INTO users (id, name) VALUES (:id, :name) AS new ON DUPLICATE KEY UPDATE name = (concat(new.name, :name_1)), age = :param_1')
  })
  test('has the order of the table, or that of a list', () => {
    expect(sql(base.onDuplicateKeyUpdate({ age: 1, name: 'y' }))).toMatch(/UPDATE name = :param_1, age = :param_2$/)
    expect(sql(base.onDuplicateKeyUpdate([['age', 1], ['name', 'y']] as never))).toMatch(/UPDATE age = :param_1, name = :param_2$/)
  })
  test('there is one', () => {
    const name = select(addresses.c.email).where(addresses.c.userId.eq(1))
    expect(sql(base.onDuplicateKeyUpdate((row) => ({ name: name.where(addresses.c.id.eq(row.id)).scalarSubquery() }))))
      .toMatch(/UPDATE name = \(SELECT addresses.email FROM addresses WHERE addresses.user_id = :userId_1 AND addresses.id = VALUES\(id\)\)$/)
    expect(() => base.onDuplicateKeyUpdate({ age: 1 }).onDuplicateKeyUpdate({ age: 2 })).toThrow('upsert clause already')
  })
  test('upsert()', () => {
    expect(sql(upsert(users).values({ id: 1, name: 'x' }))).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON DUPLICATE KEY UPDATE name = VALUES(name)')
    expect(sql(upsert(users).values({ id: 1, name: 'x' }), modern)).toBe('INSERT INTO users (id, name) VALUES (:id, :name) AS new ON DUPLICATE KEY UPDATE name = new.name')
    expect(sql(upsert(users, { update: [] }).values({ id: 1, name: 'x' }))).toBe('INSERT INTO users (id, name) VALUES (:id, :name) ON DUPLICATE KEY UPDATE id = users.id')
  })
})

describe('several tables', () => {
  test('UPDATE lists them and may set columns of each', () => {
    const statement = update(users).set(new Map<unknown, unknown>([['name', 'x'], [addresses.c.email, 'y']]) as never).where(users.c.id.eq(addresses.c.userId))
    expect(sql(statement)).toBe('UPDATE users, addresses SET addresses.email=:addresses_email, users.name=:name WHERE users.id = addresses.user_id')
    expect(() => compile(statement, { dialect: mysql }).compiled).not.toThrow()
  })
  test('DELETE names the table, and all of them in USING', () => {
    expect(sql(del(users).where(users.c.id.eq(addresses.c.userId)))).toBe('DELETE FROM users USING users, addresses WHERE users.id = addresses.user_id')
    const a = users.alias('a')
    expect(sql(del(a).where(a.c.id.eq(addresses.c.userId)))).toBe('DELETE FROM a USING users AS a, addresses WHERE a.id = addresses.user_id')
  })
})

describe('LIMIT', () => {
  test('as an option of the dialect', () => {
    expect(sql(update(users).set({ name: 'x' }).withDialectOptions({ mysql_limit: 5 } as never))).toBe('UPDATE users SET name=:name LIMIT 5')
    expect(sql(del(users).withDialectOptions({ mysql: { limit: 5 } }))).toBe('DELETE FROM users LIMIT 5')
    expect(() => sql(del(users).withDialectOptions({ mysql: { limit: '5; DROP TABLE users' } }))).toThrow('has to be a number of rows')
  })
  test('as a clause', () => {
    const limited = del(users).where(users.c.age.gt(5)).ext(limit(10))
    expect(sql(limited)).toBe('DELETE FROM users WHERE users.age > :age_1 LIMIT 10')
    expect(sql(limited.ext(limit(3)), mariadb)).toBe('DELETE FROM users WHERE users.age > :age_1 LIMIT 3')
    expect(() => compile(limited)).toThrow(expect.objectContaining({ code: 'COMPILE_UNSUPPORTED' }))
  })
})
