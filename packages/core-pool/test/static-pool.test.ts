import { describe, expect, test } from '@jest/globals'
import { StaticPool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('StaticPool', () => {
  test('one resource for all, also at the same time', async () => {
    const resources = fakeResources()
    const pool = new StaticPool(resources)
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    expect(a.resource).toBe(b.resource)
    expect(pool.statistics()).toMatchObject({ checkedOut: 2, checkedIn: 0, created: 1 })
    await a.release()
    await b.release()
    expect(pool.tryAcquire()?.resource.id).toBe(1)
    expect(resources.log).toEqual(['create 1', 'reset 1 rollback', 'reset 1 rollback'])
  })

  test('concurrent first checkouts open it once', async () => {
    const resources = fakeResources()
    resources.before = (action) => (action === 'create' ? sleep(5) : undefined)
    const pool = new StaticPool(resources)
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    expect(leases.map((lease) => lease.resource.id)).toEqual([1, 1, 1])
    expect(resources.all).toHaveLength(1)
  })

  test('when the first opener fails, the next tries again', async () => {
    const resources = fakeResources()
    let tries = 0
    resources.before = (action) => (action === 'create' ? sleep(1).then(() => { if (tries++ === 0) throw new Error('x') }) : undefined)
    const pool = new StaticPool(resources)
    const results = await Promise.allSettled([pool.acquire(), pool.acquire()])
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled'])
    expect(pool.statistics()).toMatchObject({ checkedOut: 1 })
  })

  test('opened again after an invalidation; the return of an older lease leaves the new resource alone', async () => {
    const resources = fakeResources()
    const pool = new StaticPool(resources)
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    await a.invalidate()
    const c = await pool.acquire()
    expect(c.resource.id).toBe(2)
    resources.log.length = 0
    await b.release()
    expect(resources.log).toEqual([])
    expect(c.resource.open).toBe(true)
  })

  test('dispose: closed when the last holder returns', async () => {
    const resources = fakeResources()
    const pool = new StaticPool(resources)
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    await pool.dispose()
    await a.release()
    expect(resources.openCount()).toBe(1)
    await b.release()
    expect(resources.openCount()).toBe(0)
  })
})
