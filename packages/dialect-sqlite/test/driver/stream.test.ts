import { expect, test } from '@jest/globals'
import { open } from './open.ts'

const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i, 9007199254740993 FROM n'

test('100,000 rows arrive in batches', async () => {
  const conn = await open()
  const stream = conn.stream(numbers, [], { batchSize: 1000 })
  expect(stream.columns).toHaveLength(2)
  let count = 0
  let sum = 0
  let first: unknown[] | undefined
  for await (const batch of stream) {
    expect(batch.length).toBeLessThanOrEqual(1000)
    count++
    for (const row of batch) sum += row[0] as number
    first ??= batch[0]
  }
  expect(first).toEqual([1, 9_007_199_254_740_993n])
  expect(count).toBe(100)
  expect(sum).toBe(5_000_050_000)
  expect(conn.execute('SELECT 1', []).rows).toEqual([[1]])
})

test('leaving early frees the connection', async () => {
  const conn = await open()
  for await (const batch of conn.stream(numbers, [], { batchSize: 10 })) {
    expect(batch).toHaveLength(10)
    expect(conn.execute('SELECT 1', []).rows).toEqual([[1]])
    expect(() => conn.execute('CREATE TABLE t (a)', [])).toThrow('busy')
    break
  }
  expect(conn.execute('CREATE TABLE t (a)', []).rowCount).toBe(0)
})

test('a connection with an open stream closes', async () => {
  const conn = await open()
  const stream = conn.stream(numbers, [], { batchSize: 10 })
  await stream[Symbol.asyncIterator]().next()
  conn.close()
  expect(conn.isUsable).toBe(false)
})

test('an abort between batches ends the stream and leaves the connection usable', async () => {
  const conn = await open()
  const controller = new AbortController()
  const read = async (): Promise<void> => {
    for await (const batch of conn.stream(numbers, [], { batchSize: 10, signal: controller.signal })) {
      expect(batch).toHaveLength(10)
      controller.abort(new Error('enough'))
    }
  }
  await expect(read()).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
  expect(conn.execute('SELECT 1', []).rows).toEqual([[1]])
})

test('an aborted signal stops a statement before it starts', async () => {
  const conn = await open()
  const signal = AbortSignal.abort()
  expect(() => conn.execute('CREATE TABLE t (a)', [], { signal })).toThrow('aborted')
  expect(() => conn.execute('SELECT * FROM t', [])).toThrow('no such table')
})
