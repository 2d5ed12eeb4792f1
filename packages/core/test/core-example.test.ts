import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import {
  and, createEngine, del, enumType, func, insert, integer, MetaData, or, select, table, timestamp, update, varchar, type Connection, type Engine,
} from '@athanor/core'

const metadata = new MetaData()
const users = table('user_account', metadata, {
  id: integer().primaryKey(),
  name: varchar(30),
  fullname: varchar(100).nullable(),
  role: enumType(['admin', 'user'], { name: 'user_role' }).default('user'),
  createdAt: timestamp().serverDefault(func.now()),
})
const addresses = table('address', metadata, {
  id: integer().primaryKey(),
  email: varchar(100),
  userId: integer().references(() => users.c.id),
})

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
    conn = await engine.connect()
  })
  beforeEach(async () => {
    await conn.rollback()
    await conn.execute(insert(users), [
      { id: 1, name: 'sandy', fullname: null, role: 'user' }, { id: 2, name: 'squidward', fullname: 'Squidward T.', role: 'admin' },
      { id: 3, name: 'spongebob', fullname: 'Spongebob S.', role: 'user' }, { id: 4, name: 'patrick', fullname: null, role: 'user' },
    ])
    await conn.execute(insert(addresses), [{ id: 1, email: 'sandy@x.org', userId: 1 }, { id: 2, email: 's2@x.org', userId: 1 }])
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engine.dispose()
  })

  describe('the Core example', () => {
    const stmt = select(users.c.id, users.c.name.label('n'), addresses.c.email)
      .outerJoin(addresses, addresses.c.userId.eq(users.c.id))
      .where(and(users.c.name.like('s%'), or(users.c.fullname.eq(null), users.c.role.in(['admin']))))
      .orderBy(users.c.id, addresses.c.email)
    const expected = [{ id: 1, n: 'sandy', email: 's2@x.org' }, { id: 1, n: 'sandy', email: 'sandy@x.org' }, { id: 2, n: 'squidward', email: null }]

    test('object rows', async () => {
      expect(await conn.execute(stmt).all()).toEqual(expected)
    })
    test('tuples', async () => {
      expect(await conn.execute(stmt).tuples().all()).toEqual(expected.map(({ id, n, email }) => [id, n, email]))
    })
    test('for await', async () => {
      const lengths: (number | undefined)[] = []
      for await (const row of conn.execute(stmt)) lengths.push(row.email?.length)
      expect(lengths).toEqual([8, 11, undefined])
    })
    test('nested objects', async () => {
      const rows = await conn.execute(select({ user: users, addr: addresses }).outerJoin(addresses).where(users.c.id.in([1, 4])).orderBy(users.c.id, addresses.c.id)).all()
      expect(rows.map(({ user, addr }) => [user.name, user.createdAt instanceof Date, addr])).toEqual([
        ['sandy', true, { id: 1, email: 'sandy@x.org', userId: 1 }], ['sandy', true, { id: 2, email: 's2@x.org', userId: 1 }], ['patrick', true, null],
      ])
    })
    if (db.capabilities.insertReturning) test('INSERT … RETURNING', async () => {
      const id = await conn.execute(insert(users).values({ id: 77, name: 'sandy' }).returning(users.c.id)).scalarOne()
      expect(id).toBe(77)
      expect(await conn.execute(select(users.c.role, users.c.fullname).where(users.c.id.eq(id))).one()).toEqual({ role: 'user', fullname: null })
    })
    test('aggregates, UPDATE, DELETE, and a function\'s row key', async () => {
      expect(await conn.execute(select(users.c.role, func.count()).groupBy(users.c.role).orderBy(users.c.role)).all().then((rows) => rows.map((row) => [row.role, Number(row.count)])))
        .toEqual([['admin', 1], ['user', 3]])
      expect((await conn.execute(update(users).where(users.c.name.eq('patrick')).set({ fullname: 'Patrick S.' }))).rowCount).toBe(1)
      expect((await conn.execute(del(addresses).where(addresses.c.userId.eq(1)))).rowCount).toBe(2)
      expect(await conn.execute(select(users.c.fullname).where(users.c.id.eq(4))).scalar()).toBe('Patrick S.')
    })
  })
})
