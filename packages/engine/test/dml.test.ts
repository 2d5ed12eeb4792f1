import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { bindparam, customType, del, enumType, func, insert, integer, json, literal, MetaData, nullValue, select, table, timestamp, update, varchar } from '@athanor/expressions'
import type { Connection, Engine } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

const metadata = new MetaData()
let calls = 0
const users = table('dml_user', metadata, {
  id: integer().primaryKey(),
  name: varchar(30),
  nick: varchar(30).nullable(),
  role: enumType('admin', 'user').default('user'),
  token: varchar(40).default(() => `token ${++calls}`),
  changes: integer().default(0).onUpdate(() => 7),
  createdAt: timestamp().serverDefault(func.now()),
})
const pairs = table('dml_pair', metadata, { a: integer().primaryKey({ autoincrement: false }), b: varchar(10).primaryKey(), n: integer().nullable() })

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
    conn = await engine.connect()
  })
  beforeEach(async () => {
    await conn.rollback()
    await conn.execute(del(users))
    await conn.execute(del(pairs))
    calls = 0
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engines.dispose()
  })

  describe('one row', () => {
    test('defaults are computed, the generated key is known', async () => {
      const result = await conn.execute(insert(users).values({ name: 'sandy' }))
      const [id] = result.insertedPrimaryKey
      expect(typeof id).toBe('number')
      expect(result.rowCount).toBe(1)
      expect(result.returnsRows).toBe(false)
      expect(result.sentParameters).toMatchObject([{ token: 'token 1' }])
      const row = await conn.execute(select(users).where(users.c.id.eq(id as number))).one()
      expect(row).toMatchObject({ id, name: 'sandy', nick: null, role: 'user', token: 'token 1', changes: 0 })
      expect(Math.abs(Date.now() - row.createdAt.getTime())).toBeLessThan(26 * 3_600_000)
    })

    test('values given to execute() are columns; undefined is not given', async () => {
      const result = await conn.execute(insert(users), { name: 'a', nick: undefined, role: 'admin' })
      expect(await conn.execute(select(users.c.name, users.c.role, users.c.token).where(users.c.id.eq(result.insertedPrimaryKey[0] as number))).one())
        .toEqual({ name: 'a', role: 'admin', token: 'token 1' })
      const again = await conn.execute(insert(users), { name: 'b', nick: 'bb', token: 'own' })
      expect(await conn.execute(select(users.c.nick, users.c.token).where(users.c.id.eq(again.insertedPrimaryKey[0] as number))).one()).toEqual({ nick: 'bb', token: 'own' })
      expect(calls).toBe(1)
    })

    test('a key that is given is the inserted one, also from the cache', async () => {
      for (const id of [1000, 1001]) expect((await conn.execute(insert(users).values({ id, name: 'x' }))).insertedPrimaryKey).toEqual([id])
      expect((await conn.execute(insert(pairs), { a: 1, b: 'x' })).insertedPrimaryKey).toEqual([1, 'x'])
      expect((await conn.execute(insert(pairs).values({ a: 2, b: 'y', n: 3 }))).insertedPrimaryKey).toEqual([2, 'y'])
    })

    if (db.capabilities.insertReturning) test('returning()', async () => {
      const row = await conn.execute(insert(users).values({ name: 'r' }).returning(users.c.id, users.c.name, users.c.token)).one()
      expect(row).toEqual({ id: row.id, name: 'r', token: 'token 1' })
      const result = await conn.execute(insert(users).values({ name: 's' }).returning(users.c.id))
      expect(typeof result.scalarOne()).toBe('number')
      expect(() => result.insertedPrimaryKey).toThrow(expect.objectContaining({ code: 'NO_INSERTED_PRIMARY_KEY' }) as never)
    })

    test('SQL expressions as values', async () => {
      const { insertedPrimaryKey: [id] } = await conn.execute(insert(users).values({ name: func.upper(literal('quiet')) }))
      expect(await conn.execute(select(users.c.name).where(users.c.id.eq(id as number))).scalar()).toBe('QUIET')
    })

    test('an unknown key', async () => {
      expect((await rejection(conn.execute(insert(users), { name: 'a', nmae: 'b' }))).message).toMatch(/nmae/)
    })

    test('a failing default', async () => {
      const own = table('dml_user', new MetaData(), { id: integer().primaryKey(), name: varchar(30).default(() => { throw new Error('no name today') }) })
      expect(await rejection(conn.execute(insert(own)))).toMatchObject({ code: 'DEFAULT_FAILED', message: expect.stringContaining("'name'") })
    })

    test('a default may look at the row, and may be awaited', async () => {
      const own = table('dml_pair', new MetaData(), {
        a: integer().primaryKey({ autoincrement: false }),
        b: varchar(10).primaryKey().default(((context: { readonly row: { readonly a: number } }) => Promise.resolve(`b${context.row.a}`)) as never),
      })
      expect((await conn.execute(insert(own), { a: 5 })).insertedPrimaryKey).toEqual([5, 'b5'])
      // b is generated, so its type can't say that it may be left out
      expect((await conn.execute(insert(own).values({ a: 6 } as never))).insertedPrimaryKey).toEqual([6, 'b6'])
    })
  })

  test('null in a JSON column is JSON\'s null, unless the type says otherwise', async () => {
    const metadata = new MetaData()
    const own = table('dml_json', metadata, {
      id: integer().primaryKey(),
      body: json<string[] | null>().nullable(),
      plain: json<string[] | null>({ noneAsNull: true }).nullable(),
      wrapped: customType(json<number>(), { bind: (value: string) => Number(value), result: String }).nullable(),
    })
    await metadata.createAll(conn)
    await conn.execute(insert(own), [{ id: 1, body: null, plain: null, wrapped: null }, { id: 2, body: ['x'], plain: ['y'], wrapped: '5' }])
    await conn.execute(insert(own).values({ id: 3, body: nullValue(), plain: nullValue(), wrapped: nullValue() }))
    expect(await conn.execute(select(own.c.body.isNull(), own.c.plain.isNull(), own.c.wrapped.isNull()).orderBy(own.c.id)).tuples().all())
      .toEqual([[false, true, false], [false, false, false], [true, true, true]])
    expect(await conn.execute(select(own.c.body, own.c.plain, own.c.wrapped).orderBy(own.c.id)).tuples().all())
      .toEqual([[null, null, null], [['x'], ['y'], '5'], [null, null, null]])
    await metadata.dropAll(conn)
  })

  test('RETURNING that the database doesn\'t have is refused before anything is sent, each time', async () => {
    const sent: string[] = []
    const stop = engine.on('beforeCursorExecute', (_conn, sql) => { sent.push(sql) })
    const statements = {
      insertReturning: insert(users).values({ name: 'r' }).returning(users.c.id),
      updateReturning: update(users).set({ name: 'r' }).returning(users.c.id),
      deleteReturning: del(users).returning(users.c.id),
    }
    for (const [capability, statement] of Object.entries(statements)) {
      for (const run of [() => conn.execute(statement), () => conn.execute(statement), () => conn.stream(statement).all()]) {
        sent.length = 0
        if (db.capabilities[capability as keyof typeof statements]) {
          await run()
          continue
        }
        const kind = capability.slice(0, 6).toUpperCase()
        expect(await rejection(run())).toMatchObject({
          name: 'CompileError', code: 'RETURNING_UNSUPPORTED', message: expect.stringMatching(new RegExp(`${engine.dialect.name}.*no ${kind} … RETURNING.*Leave out returning`)),
        })
        expect(sent).toEqual([])
      }
    }
    stop()
  })

  describe('UPDATE and DELETE', () => {
    beforeEach(async () => { await conn.execute(insert(users), [{ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: 'c' }]) })

    test('onUpdate, and the number of rows', async () => {
      const result = await conn.execute(update(users).where(users.c.id.ge(2)).set({ nick: 'z' }))
      expect(result.rowCount).toBe(2)
      expect(await conn.execute(select(users.c.nick, users.c.changes).orderBy(users.c.id)).tuples().all())
        .toEqual([[null, 0], ['z', 7], ['z', 7]])
      expect((await conn.execute(del(users).where(users.c.id.in([1, 3, 9])))).rowCount).toBe(2)
    })

    test('with many parameter sets', async () => {
      const statement = update(users).where(users.c.id.eq(bindparam<number>('key')))
      const result = await conn.execute(statement, [{ key: 1, name: 'x' }, { key: 3, name: 'z' }])
      expect(result.rowCount).toBe(2)
      expect(await conn.execute(select(users.c.name).orderBy(users.c.id)).scalars().all()).toEqual(['x', 'b', 'z'])
      await conn.execute(del(users).where(users.c.id.eq(bindparam<number>('key'))), [{ key: 1 }, { key: 2 }])
      expect(await conn.execute(select(users.c.id)).scalars().all()).toEqual([3])
    })
  })
})
