import { describe, expect, test } from '@jest/globals'
import { NullPool } from '@athanor/core-pool'
import { fakeResources } from './support/fake-resources.ts'

describe('NullPool', () => {
  test('opens at each checkout, resets and closes at each return, without a limit', async () => {
    const resources = fakeResources()
    const pool = new NullPool(resources)
    const leases = await Promise.all(Array.from({ length: 30 }, () => pool.acquire()))
    expect(resources.openCount()).toBe(30)
    for (const lease of leases) await lease.release()
    expect(resources.openCount()).toBe(0)
    expect(resources.log.slice(-2)).toEqual(['reset 30 rollback', 'close 30'])
    expect(pool.statistics()).toMatchObject({ checkedIn: 0, checkedOut: 0, created: 30, closed: 30 })
  })

  test('synchronous resources need no promise', () => {
    const lease = new NullPool(fakeResources()).checkout()
    if (lease instanceof Promise) throw new Error('a promise')
    expect(lease.release()).toBeUndefined()
  })

  test('invalidation and detaching', async () => {
    const resources = fakeResources()
    const pool = new NullPool(resources)
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    await a.invalidate()
    await b.detach()
    expect(pool.statistics()).toMatchObject({ checkedOut: 0 })
    await b.release()
    expect(resources.openCount()).toBe(0)
  })

  test('nothing is idle: tryAcquire has nothing to give', async () => {
    const pool = new NullPool(fakeResources())
    await (await pool.acquire()).release()
    expect(pool.tryAcquire()).toBeUndefined()
  })
})
