import { describe, expect, test } from '@jest/globals'
import { channel } from 'node:diagnostics_channel'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources } from './support/fake-resources.ts'

describe('statistics', () => {
  test('counters and totals', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1, maxOverflow: 1, timeout: 1 })
    expect(pool.status()).toBe('Pool size: 1  Connections in pool: 0 Current Overflow: -1 Current Checked out connections: 0')
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    await expect(pool.acquire()).rejects.toThrow('limit of size 1')
    expect(pool.status()).toBe('Pool size: 1  Connections in pool: 0 Current Overflow: 1 Current Checked out connections: 2')
    await a.release()
    await b.invalidate()
    expect(pool.statistics()).toEqual({
      size: 1, checkedIn: 1, checkedOut: 0, overflow: 0, waiting: 0,
      created: 2, closed: 1, invalidated: 1, acquired: 2, timeouts: 1,
    })
  })

  test('use() acquires and releases, also when the work throws', async () => {
    const pool = new QueuePool(fakeResources())
    expect(await pool.use((fake) => fake.id)).toBe(1)
    await expect(pool.use(async () => { throw new Error('work') })).rejects.toThrow('work')
    await pool.use((_fake, lease) => lease.release())
    await pool.use((_fake, lease) => lease.invalidate())
    expect(pool.statistics()).toMatchObject({ acquired: 4, checkedOut: 0 })
  })
})

describe('diagnostics channels', () => {
  test('acquire, create, close, timeout', async () => {
    const seen: [string, unknown][] = []
    const listeners = ['acquire', 'create', 'close', 'timeout'].map((name) => {
      const listener = (message: unknown): void => void seen.push([name, message])
      channel(`athanor:pool:${name}`).subscribe(listener)
      return () => channel(`athanor:pool:${name}`).unsubscribe(listener)
    })
    const pool = new QueuePool(fakeResources(), { name: 'p', size: 1, maxOverflow: 0, timeout: 1 })
    const lease = await pool.acquire({ owner: 'me' })
    await expect(pool.acquire({ owner: 'you' })).rejects.toThrow('limit of size 1')
    await lease.release()
    await pool.dispose()
    for (const stop of listeners) stop()
    const number = expect.any(Number)
    expect(seen).toEqual([
      ['create', { pool: 'p', duration: number }],
      ['acquire', { pool: 'p', owner: 'me', waited: 0 }],
      ['timeout', { pool: 'p', owner: 'you', waited: number }],
      ['close', { pool: 'p', abrupt: false }],
    ])
  })
})

describe('echo', () => {
  test('true logs replaced resources, debug every checkout as well', async () => {
    for (const echo of [false, true, 'debug'] as const) {
      const levels: string[] = []
      const pool = new QueuePool(fakeResources(), { echo, logger: (level, message) => { levels.push(level); expect(message).toMatch(/^QueuePool: /) } })
      const lease = await pool.acquire()
      await lease.invalidate()
      await (await pool.acquire()).release()
      expect(new Set(levels)).toEqual(new Set(echo === false ? [] : echo ? (echo === 'debug' ? ['info', 'debug'] : ['info']) : []))
    }
  })
})
