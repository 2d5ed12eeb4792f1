import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

const take = async <T>(pool: QueuePool<T>, count: number) => Promise.all(Array.from({ length: count }, () => pool.acquire()))

describe('overflow', () => {
  test('opens lazily, up to size + maxOverflow', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { leakDetection: false, size: 2, maxOverflow: 1, timeout: 0 })
    expect(resources.all).toHaveLength(0)
    await take(pool, 3)
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'POOL_TIMEOUT' })
    expect(resources.all).toHaveLength(3)
  })

  test('what comes back to a full pool is closed, after its reset', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { leakDetection: false, size: 1, maxOverflow: 1 })
    const [a, b] = await take(pool, 2)
    await a?.release()
    await b?.release()
    expect(resources.log).toEqual(['create 1', 'create 2', 'reset 1 rollback', 'reset 2 rollback', 'close 2'])
    expect(pool.statistics()).toMatchObject({ checkedIn: 1, overflow: 0 })
  })

  test('a resource that is being closed counts until it is', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { leakDetection: false, size: 1, maxOverflow: 1, resetOnReturn: 'none' })
    const [a, b] = await take(pool, 2)
    await a?.release()
    resources.before = (action) => (action === 'close' ? sleep(10) : undefined)
    const closing = b?.release()
    await pool.acquire()
    const waiting = pool.acquire()
    expect(pool.statistics().waiting).toBe(1)
    expect(resources.openCount()).toBe(2)
    await closing
    expect((await waiting).resource.id).toBe(3)
    expect(resources.openCount()).toBe(2)
  })

  test('an overflow resource goes to who waits instead of being closed', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { leakDetection: false, size: 1, maxOverflow: 1, resetOnReturn: 'none' })
    const [, b] = await take(pool, 2)
    const waiting = pool.acquire()
    await b?.release()
    expect((await waiting).resource.id).toBe(2)
    expect(resources.log).toEqual(['create 1', 'create 2'])
  })

  test.each([{ size: 0 }, { size: 1, maxOverflow: -1 }])('%j has no limit', async (options) => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { ...options, resetOnReturn: 'none' })
    const leases = await take(pool, 40)
    expect(resources.openCount()).toBe(40)
    for (const lease of leases) await lease.release()
    // Size 0 keeps all of them, the other only one.
    expect(pool.statistics().checkedIn).toBe(options.size === 0 ? 40 : 1)
  })
})
