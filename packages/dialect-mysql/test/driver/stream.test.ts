import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { failure, open } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  let conn: Mysql2DriverConnection
  beforeAll(async () => {
    const setUp = await open(db.url)
    await setUp.execute('CREATE TABLE ten (a INT)', [])
    await setUp.execute('INSERT INTO ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)', [])
    await setUp.close()
  })
  beforeEach(async () => { conn = await open(db.url) })
  afterEach(() => conn.close())
  const million = "SELECT a.a + 10 * b.a + 100 * c.a + 1000 * d.a + 10000 * e.a, REPEAT('x', 50) FROM ten a, ten b, ten c, ten d, ten e, ten f"
  const hundredThousand = million.replace(', ten f', '')
  const isFree = async (): Promise<void> => { expect((await conn.execute('SELECT CONCAT(?)', ['free'])).rows).toEqual([['free']]) }

  test.each([true, false])('100,000 rows in batches (prepare: %p)', async prepare => {
    const stream = await conn.stream(hundredThousand, [], { batchSize: 1000, prepare })
    expect(stream.columns).toHaveLength(2)
    let sum = 0
    let batches = 0
    let largest = 0
    for await (const batch of stream) {
      batches++
      largest = Math.max(largest, batch.length)
      for (const row of batch) sum += Number(row[0])
    }
    expect([batches, largest, sum]).toEqual([100, 1000, 4_999_950_000])
    await isFree()
  })

  test('a slow reader holds the server back', async () => {
    const stream = await conn.stream(million, [], { batchSize: 100 })
    const rows = stream[Symbol.asyncIterator]()
    await rows.next()
    const before = process.memoryUsage().heapUsed
    await new Promise(resolve => setTimeout(resolve, 300))
    // A million rows of this kind would take more than 100 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(30_000_000)
    await rows.return?.()
    await isFree()
  })

  test('leaving early frees the connection', async () => {
    for (const batchSize of [1, 100]) {
      for await (const batch of await conn.stream(million, [], { batchSize })) {
        expect(batch).toHaveLength(batchSize)
        break
      }
      expect(conn.isUsable).toBe(true)
      await isFree()
      await isFree()
    }
  })

  test('no rows, one row, no result at all', async () => {
    for (const [sql, expected] of [['SELECT a FROM ten WHERE a > 9', 0], ['SELECT a FROM ten WHERE a = 1', 1], ['CREATE TEMPORARY TABLE s (a INT)', 0]] as const) {
      let rows = 0
      for await (const batch of await conn.stream(sql, [], { batchSize: 1 })) rows += batch.length
      expect(rows).toBe(expected)
    }
    await isFree()
  })

  test('an error before the first row', async () => {
    expect(await failure(conn.stream('SELECT * FROM nope', [], { batchSize: 10 }))).toMatchObject({ errno: 1146 })
    await isFree()
  })

  test('an abort between batches', async () => {
    const controller = new AbortController()
    const read = async (): Promise<void> => {
      for await (const batch of await conn.stream(million, [], { batchSize: 10, signal: controller.signal })) {
        expect(batch).toHaveLength(10)
        controller.abort(new Error('enough'))
      }
    }
    expect(await failure(read())).toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
    await isFree()
    await isFree()
  })
})
