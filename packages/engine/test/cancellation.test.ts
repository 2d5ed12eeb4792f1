import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

onDatabases({ databases: ['postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url, { poolSize: 1, maxOverflow: 0 })
    await makeTable(engine)
  })
  afterAll(() => engines.dispose())
  const slow = text(db.name === 'postgresql' ? 'SELECT pg_sleep(20)' : 'SELECT SLEEP(20)')
  const one = text('SELECT 1 AS one')

  describe('scenario 4: cancelled while a statement is under way', () => {
    test('the statement ends at once, and the slot is usable again', async () => {
      const started = performance.now()
      const error = await rejection(engine.begin(async (conn) => {
        await conn.execute(text("INSERT INTO thing (id, name) VALUES (1, 'a')"))
        await conn.execute(slow, {}, { signal: AbortSignal.timeout(100) })
      }))
      expect(performance.now() - started).toBeLessThan(10_000)
      expect(error).toMatchObject({ code: 'ABORTED' })
      expect((error.cause as Error).name).toBe('TimeoutError')
      expect(engine.pool.statistics().checkedOut).toBe(0)
      await using conn = await engine.connect()
      expect(Number(await conn.execute(text('SELECT count(*) FROM thing')).scalar())).toBe(0)
    }, 30_000)

    test('statements in line behind it go on or fail, but never get its answer', async () => {
      await using conn = await engine.connect()
      const controller = new AbortController()
      const first = rejection(conn.execute(slow, {}, { signal: controller.signal }))
      const second = conn.execute(text('SELECT 41 + 1 AS n')).scalar().then(Number, (error: unknown) => error)
      await sleep(50)
      controller.abort()
      expect((await first).code).toBe('ABORTED')
      const answer = await second
      expect(answer === 42 || answer instanceof Error).toBe(true)
      await conn.rollback()
      expect(Number(await conn.execute(one).scalar())).toBe(1)
    }, 30_000)

    test('one that waits in line is not sent', async () => {
      await using conn = await engine.connect()
      const controller = new AbortController()
      const first = conn.execute(text(db.name === 'postgresql' ? 'SELECT 5 AS n, pg_sleep(0.2)' : 'SELECT 5 AS n, SLEEP(0.2)')).scalar()
      const second = rejection(conn.execute(text("INSERT INTO thing (id, name) VALUES (9, 'x')"), {}, { signal: controller.signal }))
      controller.abort()
      expect(Number(await first)).toBe(5)
      expect((await second).code).toBe('ABORTED')
      expect(Number(await conn.execute(text('SELECT count(*) FROM thing')).scalar())).toBe(0)
    }, 30_000)

    test('an aborted signal starts nothing', async () => {
      await using conn = await engine.connect()
      expect((await rejection(conn.execute(slow, {}, { signal: AbortSignal.abort() }))).code).toBe('ABORTED')
      expect(Number(await conn.execute(one).scalar())).toBe(1)
    })
  })

  test('waiting for a connection can be cancelled', async () => {
    await using _held = await engine.connect()
    expect((await rejection(engine.connect({ signal: AbortSignal.timeout(50) }))).code).toBe('ABORTED')
    expect(await rejection(engine.connect({ timeout: 20, owner: 'second' }))).toMatchObject({ code: 'POOL_TIMEOUT' })
    expect(engine.pool.statistics()).toMatchObject({ checkedOut: 1, waiting: 0 })
  })

  test('a stream can be cancelled', async () => {
    await using conn = await engine.connect()
    const rows = text(db.name === 'postgresql' ? 'SELECT i, pg_sleep(0.005) FROM generate_series(1, 4000) AS g(i)' : 'SELECT seq, SLEEP(0.005) FROM seq_1_to_4000')
    const controller = new AbortController()
    let n = 0
    const error = await rejection((async () => {
      for await (const _row of conn.stream(rows, {}, { signal: controller.signal, yieldPer: 10 })) if (++n === 5) controller.abort()
    })())
    expect(error.code).toBe('ABORTED')
    await conn.rollback()
    expect(Number(await conn.execute(one).scalar())).toBe(1)
  }, 60_000)
})
