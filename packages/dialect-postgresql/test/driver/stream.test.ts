import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { failure, open } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  let conn: PgConnection
  beforeEach(async () => { conn = await open(db.url) })
  afterEach(() => conn.close())
  const isFree = async (): Promise<void> => { expect((await conn.execute('SELECT 42', [])).rows).toEqual([[42]]) }

  test('100,000 rows in batches, in and outside a transaction', async () => {
    for (const inTransaction of [false, true]) {
      if (inTransaction) await conn.begin()
      const stream = await conn.stream("SELECT i, repeat('x', 50) FROM generate_series(1, $1::int) i", [100_000], { batchSize: 1000 })
      expect(stream.columns).toHaveLength(2)
      let sum = 0
      let batches = 0
      let largest = 0
      for await (const batch of stream) {
        batches++
        largest = Math.max(largest, batch.length)
        for (const row of batch) sum += row[0] as number
      }
      expect([batches, largest, sum]).toEqual([100, 1000, 5_000_050_000])
      expect(conn.inTransaction).toBe(inTransaction)
      await isFree()
    }
    await conn.rollback()
  })

  test('at most one batch is read ahead', async () => {
    await conn.executeScript('CREATE SEQUENCE IF NOT EXISTS reads')
    const stream = await conn.stream("SELECT nextval('reads') FROM generate_series(1, 100000)", [], { batchSize: 10 })
    const rows = stream[Symbol.asyncIterator]()
    await rows.next()
    await new Promise(resolve => setTimeout(resolve, 100))
    await rows.return?.()
    const { rows: [[reads] = []] } = await conn.execute('SELECT last_value::int FROM reads', [])
    expect(reads).toBeLessThanOrEqual(21)
    expect(reads).toBeGreaterThanOrEqual(10)
  })

  test('leaving early frees the connection', async () => {
    for (const batchSize of [1, 100]) {
      for await (const batch of await conn.stream('SELECT generate_series(1, 1000000)', [], { batchSize })) {
        expect(batch).toHaveLength(batchSize)
        break
      }
      await isFree()
    }
  })

  test('no rows, one row, no result at all', async () => {
    for (const [sql, expected] of [['SELECT 1 WHERE false', []], ['SELECT 1', [[[1]]]], ['CREATE TEMP TABLE s (a int)', []], ['', []]] as const) {
      const batches: unknown[] = []
      for await (const batch of await conn.stream(sql, [], { batchSize: 1 })) batches.push(batch)
      expect(batches).toEqual(expected)
    }
    await isFree()
  })

  test('an error before the first row, and one in the middle', async () => {
    expect(await failure(conn.stream('SELECT * FROM nope', [], { batchSize: 10 }))).toMatchObject({ code: '42P01' })
    await isFree()
    let rows = 0
    const read = async (): Promise<void> => {
      for await (const batch of await conn.stream('SELECT 1 / (25 - i) FROM generate_series(1, 50) i', [], { batchSize: 10 })) rows += batch.length
    }
    expect(await failure(read())).toMatchObject({ code: '22012' })
    expect(rows).toBe(20)
    await isFree()
  })

  test('an abort between batches, and one during a batch', async () => {
    for (const sql of ['SELECT generate_series(1, 1000000)', 'SELECT i, CASE WHEN i > 10 THEN pg_sleep(30) END FROM generate_series(1, 100) i']) {
      const controller = new AbortController()
      const read = async (): Promise<void> => {
        for await (const batch of await conn.stream(sql, [], { batchSize: 10, signal: controller.signal })) {
          expect(batch).toHaveLength(10)
          setTimeout(() => controller.abort(new Error('enough')), 50)
          await new Promise(resolve => setTimeout(resolve, sql.includes('sleep') ? 0 : 100))
        }
      }
      expect(await failure(read())).toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
      await isFree()
      await isFree()
    }
  })
})
