import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { and, bindparam, func, integer, literal, MetaData, not, select, table, text, varchar } from '@athanor/expressions'
import type { Connection, Engine } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

const metadata = new MetaData()
const users = table('sr_user', metadata, { id: integer().primaryKey(), name: varchar(30), nick: varchar(30).nullable() })
const addresses = table('sr_address', metadata, { id: integer().primaryKey(), email: varchar(50), userId: integer().references(() => users.c.id) })
const tags = table('sr_tag', metadata, { userId: integer().references(() => users.c.id), tag: varchar(20).nullable() })

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
    conn = await engine.connect()
    await conn.execute(text('INSERT INTO sr_user (id, name, nick) VALUES (:id, :name, :nick)'), [{ id: 1, name: 'sandy', nick: null }, { id: 2, name: 'squid', nick: 'sq' }, { id: 3, name: 'gary', nick: null }])
    await conn.exec(`INSERT INTO sr_address (id, email, ${db.name === 'mariadb' ? '`userId`' : '"userId"'}) VALUES (10, 's@x.org', 1)`)
    await conn.commit()
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engines.dispose()
  })

  test('rows keyed by column, label and function', async () => {
    const rows = await conn.execute(select(users.c.id, users.c.name.label('n'), addresses.c.email).outerJoin(addresses, addresses.c.userId.eq(users.c.id)).orderBy(users.c.id)).all()
    expect(rows).toEqual([{ id: 1, n: 'sandy', email: 's@x.org' }, { id: 2, n: 'squid', email: null }, { id: 3, n: 'gary', email: null }])
    expect(await conn.execute(select(func.count(users.c.id))).one().then(({ count }) => Number(count))).toBe(3)
  })

  test('a table stands for its columns', async () => {
    expect(await conn.execute(select(users).where(users.c.id.eq(2))).one()).toEqual({ id: 2, name: 'squid', nick: 'sq' })
    expect(await conn.execute(select(users).where(users.c.id.eq(2))).tuples().one()).toEqual([2, 'squid', 'sq'])
  })

  describe('scenario 9: two columns of one name', () => {
    const statement = select(users.c.id, addresses.c.id).join(addresses, addresses.c.userId.eq(users.c.id))
    test('have one key, which an object row can\'t have twice; the error names both', async () => {
      expect(await rejection(conn.execute(statement).all())).toMatchObject({ code: 'DUPLICATE_RESULT_KEY', message: expect.stringMatching(/'id': sr_user\.id.* and sr_address\.id/) })
    })
    test('are told apart in tuples, by label, by an object form, and by the column itself', async () => {
      expect(await conn.execute(statement).tuples().all()).toEqual([[1, 10]])
      expect((await conn.execute(statement)).columns.map(({ name }) => name)).toEqual(['id', 'id_1'])
      expect((await conn.execute(statement)).scalars(addresses.c.id as never).all()).toEqual([10])
      expect(await conn.execute(select({ user: users.c.id, address: addresses.c.id }).join(addresses, addresses.c.userId.eq(users.c.id))).all()).toEqual([{ user: 1, address: 10 }])
    })
  })

  test('an object form nests tables; an outer-joined one without a row is null', async () => {
    const rows = await conn.execute(select({ user: users, addr: addresses, deep: { n: users.c.name } } as never as { user: typeof users; addr: typeof addresses }).outerJoin(addresses, addresses.c.userId.eq(users.c.id)).orderBy(users.c.id)).all()
    expect(rows).toEqual([
      { user: { id: 1, name: 'sandy', nick: null }, addr: { id: 10, email: 's@x.org', userId: 1 }, deep: { n: 'sandy' } },
      { user: { id: 2, name: 'squid', nick: 'sq' }, addr: null, deep: { n: 'squid' } },
      { user: { id: 3, name: 'gary', nick: null }, addr: null, deep: { n: 'gary' } },
    ])
  })

  test('a table without a primary key is null when all its columns are', async () => {
    const rows = await conn.execute(select({ id: users.c.id, tag: tags }).outerJoin(tags, tags.c.userId.eq(users.c.id)).where(users.c.id.eq(1))).all()
    expect(rows).toEqual([{ id: 1, tag: null }])
  })

  test('statements of one text keep their own form of rows', async () => {
    expect(await conn.execute(select(users.c.id).where(users.c.id.eq(1))).one()).toEqual({ id: 1 })
    expect(await conn.execute(select({ key: users.c.id }).where(users.c.id.eq(1))).one()).toEqual({ key: 1 })
    expect(await conn.execute(select({ other: users.c.id }).where(users.c.id.eq(2))).one()).toEqual({ other: 2 })
    expect(await conn.execute(select({ key: users.c.id }).where(users.c.id.eq(3))).one()).toEqual({ key: 3 })
  })

  test('scenario 7: equal statements with other values share a compiled form, IS NULL does not', async () => {
    engine.clearCompiledCache()
    const find = (nick: string | null) => conn.execute(select(users.c.id).where(users.c.nick.eq(nick)).orderBy(users.c.id)).scalars().all()
    expect(await find('sq')).toEqual([2])
    expect(await find('none')).toEqual([])
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 1, hits: 1 })
    expect(await find(null)).toEqual([1, 3])
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 2, hits: 1 })
  })

  test('scenario 6: IN and NOT IN with lists of any length, from one compiled form', async () => {
    engine.clearCompiledCache()
    const within = (ids: number[]) => conn.execute(select(users.c.id).where(users.c.id.in(ids)).orderBy(users.c.id)).scalars().all()
    const without = (ids: number[]) => conn.execute(select(users.c.id).where(users.c.id.notIn(ids)).orderBy(users.c.id)).scalars().all()
    expect(await within([])).toEqual([])
    expect(await within([2])).toEqual([2])
    expect(await within([1, 3, 99])).toEqual([1, 3])
    expect(await within(Array.from({ length: 1000 }, (_, i) => i))).toEqual([1, 2, 3])
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 1, hits: 3 })
    expect(await without([])).toEqual([1, 2, 3])
    expect(await without([2])).toEqual([1, 3])
    expect(await conn.execute(select(users.c.id).where(users.c.nick.in(['sq'])).where(not(users.c.id.in([9]))))).toMatchObject({ rowCount: 1 })
  })

  test('parameters that are named', async () => {
    const statement = select(users.c.name).where(and(users.c.id.eq(bindparam<number>('id')), literal(1).eq(1)))
    expect(await conn.execute(statement, { id: 2 }).scalar()).toBe('squid')
    expect(await conn.execute(statement, { id: 3 }).scalar()).toBe('gary')
    expect(await conn.execute(statement.params({ id: 1 })).scalar()).toBe('sandy')
    expect(await rejection(conn.execute(statement))).toMatchObject({ code: 'PARAMETER_REQUIRED' })
    expect(await conn.execute(select(users.c.id).where(users.c.id.in(bindparam<number[]>('ids', { expanding: true }))).orderBy(users.c.id), { ids: [3, 1] }).scalars().all()).toEqual([1, 3])
    expect(await rejection(conn.execute(select(users.c.id).where(users.c.id.in(bindparam<number[]>('ids', { expanding: true }))), { ids: 5 }))).toMatchObject({ code: 'PARAMETER_NOT_A_LIST' })
  })

  test('text() with columns is converted by their types', async () => {
    expect(await conn.execute(text('SELECT id AS b, name AS a FROM sr_user WHERE id = 1').columns({ a: varchar(), b: integer() })).one()).toEqual({ b: 1, a: 'sandy' })
  })

  test('scenario 25: tables of one name in two collections are different ones', async () => {
    engine.clearCompiledCache()
    const twin = table('sr_user', new MetaData(), { id: integer().primaryKey(), name: varchar(30) })
    expect(await conn.execute(select(users).where(users.c.id.eq(1))).one()).toEqual({ id: 1, name: 'sandy', nick: null })
    expect(await conn.execute(select(twin).where(twin.c.id.eq(1))).one()).toEqual({ id: 1, name: 'sandy' })
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 2, hits: 0 })
  })
})
