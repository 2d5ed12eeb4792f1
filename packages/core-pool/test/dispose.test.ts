import { describe, expect, test } from '@jest/globals'
import { AssertionPool, NullPool, QueuePool, StaticPool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('dispose', () => {
  test('closes what is idle now and what is checked out when it comes back', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { resetOnReturn: 'none' })
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    await a.release()
    await pool.dispose()
    expect(resources.log).toEqual(['create 1', 'create 2', 'close 1'])
    expect(b.resource.open).toBe(true)
    await b.release()
    expect(resources.log.at(-1)).toBe('close 2')
    expect(pool.statistics()).toMatchObject({ checkedIn: 0, checkedOut: 0, closed: 2 })
  })

  test('hands out nothing any more, and turns waiters away', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1, maxOverflow: 0 })
    const lease = await pool.acquire()
    const waiting = pool.acquire()
    const [refused] = await Promise.allSettled([waiting, pool.dispose()])
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'POOL_DISPOSED' } })
    await expect(pool.acquire()).rejects.toThrow('recreate()')
    expect(pool.tryAcquire()).toBeUndefined()
    expect(pool.isDisposed).toBe(true)
    await lease.release()
  })

  test('wait: until everything has come back and is closed', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources)
    const lease = await pool.acquire()
    resources.before = (action) => (action === 'close' ? sleep(5) : undefined)
    let over = false
    const disposing = pool.dispose({ wait: true }).then(() => (over = true))
    await sleep(5)
    expect(over).toBe(false)
    void lease.release()
    await disposing
    expect(resources.openCount()).toBe(0)
  })

  test('a resource that was being opened is closed when it comes back', async () => {
    const resources = fakeResources()
    resources.before = (action) => (action === 'create' ? sleep(5) : undefined)
    const pool = new QueuePool(resources)
    const opening = pool.acquire()
    await pool.dispose()
    await (await opening).release()
    expect(resources.openCount()).toBe(0)
  })

  test('a failing close destroys, and the others are closed too', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { logger: () => {} })
    const leases = [await pool.acquire(), await pool.acquire()]
    for (const lease of leases) await lease.release()
    resources.before = (action, fake) => { if (action === 'close' && fake?.id === 1) throw new Error('x') }
    await pool.dispose()
    expect(resources.openCount()).toBe(0)
    expect(resources.log.slice(-2).toSorted()).toEqual(['close 2', 'destroy 1'])
  })

  test('resources that are known to be dead are destroyed, not closed', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { resetOnReturn: 'none' })
    await (await pool.acquire()).release()
    pool.invalidate()
    await pool.dispose()
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
  })

  test.each([QueuePool, NullPool, StaticPool, AssertionPool])('%p: await using disposes, twice does no harm', async (Class) => {
    const resources = fakeResources()
    {
      await using pool = new Class(resources)
      await using lease = await pool.acquire()
      expect(lease.resource.open).toBe(true)
    }
    expect(resources.openCount()).toBe(0)
    const pool = new Class(resources)
    await pool.dispose()
    await pool.dispose()
  })

  test.each([QueuePool, NullPool, StaticPool, AssertionPool])('%p: recreate gives the same class, options and listeners', async (Class) => {
    const resources = fakeResources()
    const pool = new Class(resources, { name: 'main', resetOnReturn: 'commit', events: { connect: () => void resources.log.push('given') } })
    pool.on('connect', () => void resources.log.push('added'))
    await pool.dispose()
    const next = pool.recreate()
    expect(next).toBeInstanceOf(Class)
    expect([next.name, next.isDisposed]).toEqual(['main', false])
    const lease = await next.acquire()
    await lease.release()
    expect(resources.log.slice(0, 4)).toEqual(['create 1', 'given', 'added', 'reset 1 commit'])
  })

  test('recreate keeps the options of the class', async () => {
    const next = new QueuePool(fakeResources(), { size: 1, maxOverflow: 0, timeout: 0 }).recreate()
    const lease = await next.acquire()
    await expect(next.acquire()).rejects.toMatchObject({ code: 'POOL_TIMEOUT' })
    await lease.release()
  })
})
