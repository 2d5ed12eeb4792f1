import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url, { poolSize: 1, maxOverflow: 0 })
    await makeTable(engine)
  })
  afterAll(() => engines.dispose())
  const other = db.name === 'sqlite' ? 'READ UNCOMMITTED' : 'SERIALIZABLE'

  test('scenario 5: a level set on one checkout is undone for the next one of the same socket', async () => {
    let standard: string
    let socket: unknown
    {
      await using conn = await engine.connect()
      standard = await conn.getIsolationLevel()
      socket = conn.driverConnection
      expect(standard).not.toBe(other)
    }
    {
      await using conn = await engine.connect()
      conn.executionOptions({ isolationLevel: other })
      await conn.execute(text('SELECT 1'))
      expect(await conn.getIsolationLevel()).toBe(other)
      expect(await conn.defaultIsolationLevel()).toBe(standard)
    }
    await using conn = await engine.connect()
    expect(conn.driverConnection).toBe(socket)
    expect(await conn.getIsolationLevel()).toBe(standard)
  })

  test('names are taken in any case, with underscores', async () => {
    await using conn = await engine.connect()
    conn.executionOptions({ isolationLevel: other.toLowerCase().replace(' ', '_') as never })
    await conn.begin()
    expect(await conn.getIsolationLevel()).toBe(other)
  })

  test('not inside a transaction', async () => {
    await using conn = await engine.connect()
    await conn.execute(text('SELECT 1'))
    expect(() => conn.executionOptions({ isolationLevel: other })).toThrow(expect.objectContaining({ code: 'ISOLATION_IN_TRANSACTION' }) as never)
  })

  test('an unknown level names those there are', async () => {
    await using conn = await engine.connect()
    expect(() => conn.executionOptions({ isolationLevel: 'CHAOS' as never })).toThrow(/Valid isolation levels are: .*SERIALIZABLE/)
  })

  describe('of an engine', () => {
    test('createEngine({ isolationLevel }) sets it on every connection', async () => {
      await using own = engines.open(db.url, { isolationLevel: other })
      await using conn = await own.connect()
      expect(await conn.getIsolationLevel()).toBe(other)
    })

    test('engine.executionOptions() shares the pool', async () => {
      const special = engine.executionOptions({ isolationLevel: other })
      expect(special.pool).toBe(engine.pool)
      {
        await using conn = await special.connect()
        await conn.begin()
        expect(await conn.getIsolationLevel()).toBe(other)
      }
      await using conn = await engine.connect()
      expect(await conn.getIsolationLevel()).not.toBe(other)
    })

    test('AUTOCOMMIT keeps what was written without commit()', async () => {
      const auto = engine.executionOptions({ isolationLevel: 'AUTOCOMMIT' })
      {
        await using conn = await auto.connect()
        await conn.exec('INSERT INTO thing (id) VALUES (77)')
      }
      await using conn = await engine.connect()
      expect(await conn.exec('SELECT id FROM thing').scalars().all()).toEqual([77])
      expect(await rejection(conn.begin())).toMatchObject({ code: 'TRANSACTION_BEGUN' })
    })
  })
})
