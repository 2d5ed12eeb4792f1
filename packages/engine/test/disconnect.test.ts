import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { onDatabases, type PrivateServer } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import type { Connection, Engine } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

const one = text('SELECT 1 AS one')

onDatabases({ databases: ['postgresql', 'mariadb'], requires: ['privateServer'] }, (db) => {
  const engines = new Engines()
  let server: PrivateServer
  beforeAll(async () => { server = await db.startPrivateServer() }, 60_000)
  afterAll(() => engines.dispose())

  const fill = async (engine: Engine, size: number): Promise<void> => {
    const all: Connection[] = []
    for (let i = 0; i < size; i++) all.push(await engine.connect())
    for (const conn of all) await conn.execute(one)
    for (const conn of all) await conn.close()
    expect(engine.pool.statistics()).toMatchObject({ checkedIn: size, created: size })
  }

  describe('scenario 3: the database restarts under ten idle connections', () => {
    test('without pre-ping at most one error, then every old socket is replaced', async () => {
      const engine = engines.open(server.url, { poolSize: 10 })
      await fill(engine, 10)
      await server.restart()
      const failures: unknown[] = []
      for (let i = 0; i < 20; i++) {
        try {
          await using conn = await engine.connect()
          expect(Number(await conn.execute(one).scalar())).toBe(1)
        } catch (error) {
          failures.push((error as { readonly connectionInvalidated?: boolean }).connectionInvalidated)
        }
      }
      expect([[], [true]]).toContainEqual(failures)
      expect(engine.pool.statistics().checkedOut).toBe(0)
    }, 60_000)

    test('with pre-ping no error', async () => {
      const engine = engines.open(server.url, { poolSize: 10, poolPrePing: true })
      await fill(engine, 10)
      await server.restart()
      for (let i = 0; i < 12; i++) {
        await using conn = await engine.connect()
        expect(Number(await conn.execute(one).scalar())).toBe(1)
      }
    }, 60_000)
  })

  describe('a connection that is lost in use', () => {
    let engine: Engine
    beforeEach(() => { engine = engines.open(server.url) })

    test('fails once, then wants a rollback, then works again', async () => {
      await using conn = await engine.connect()
      await conn.execute(one)
      await server.restart()
      const error = await rejection(conn.execute(one))
      expect(error).toMatchObject({ connectionInvalidated: true })
      expect([conn.isInvalidated, conn.inTransaction]).toEqual([true, false])
      const pending = await rejection(conn.execute(one))
      expect(pending).toMatchObject({ code: 'PENDING_ROLLBACK', message: expect.stringContaining("Can't reconnect until invalid transaction is rolled back") })
      expect(await rejection(conn.commit())).toMatchObject({ code: 'PENDING_ROLLBACK' })
      await conn.rollback()
      expect(Number(await conn.execute(one).scalar())).toBe(1)
    }, 60_000)

    test('inside a savepoint', async () => {
      await using conn = await engine.connect()
      const savepoint = await conn.beginNested()
      await server.restart()
      await rejection(conn.execute(one))
      expect(savepoint.isActive).toBe(false)
      expect(await rejection(conn.execute(one))).toMatchObject({ code: 'PENDING_ROLLBACK' })
      await savepoint.rollback()
      expect(await rejection(conn.execute(one))).toMatchObject({ code: 'PENDING_ROLLBACK' })
      await conn.rollback()
      expect(Number(await conn.execute(one).scalar())).toBe(1)
    }, 60_000)

    test('in engine.begin(fn) the function\'s error is what one sees', async () => {
      const error = await rejection(engine.begin(async (conn) => {
        await conn.execute(one)
        await server.restart()
        await conn.execute(one)
      }))
      expect(error).toMatchObject({ connectionInvalidated: true })
      expect(engine.pool.statistics().checkedOut).toBe(0)
      expect(Number(await engine.begin((conn) => conn.execute(one).scalar()))).toBe(1)
    }, 60_000)

    test('a stopped server is an OperationalError, and the pool keeps count', async () => {
      await engine.begin((conn) => conn.execute(one))
      await server.stop()
      for (let i = 0; i < 3; i++) expect((await rejection(engine.begin((conn) => conn.execute(one)))).name).toBe('OperationalError')
      expect(engine.pool.statistics().checkedOut).toBe(0)
      await server.start()
      expect(Number(await engine.begin((conn) => conn.execute(one).scalar()))).toBe(1)
    }, 60_000)
  })
})
