import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { type Fake, fakeResources } from './support/fake-resources.ts'

const acquireMany = async <T>(pool: QueuePool<T>, count: number) => {
  const leases = []
  for (let i = 0; i < count; i++) leases.push(await pool.acquire())
  return leases
}

describe('invalidation', () => {
  test('hard: destroyed at once, the lease ends, the slot is free and opens another later', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 1, maxOverflow: 0 })
    const lease = await pool.acquire()
    await lease.invalidate({ error: new Error('reset by peer') })
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
    expect(lease.state).toBe('invalidated')
    expect(() => lease.resource).toThrow(expect.objectContaining({ code: 'POOL_LEASE_ENDED' }))
    await lease.invalidate()
    await lease.release()
    expect(pool.statistics()).toMatchObject({ invalidated: 1, closed: 1, checkedOut: 0, checkedIn: 1 })
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('soft: kept for the present lease, replaced at the next checkout', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { resetOnReturn: 'none' })
    const lease = await pool.acquire()
    await lease.invalidate({ soft: true })
    expect(lease.resource.open).toBe(true)
    await lease.release()
    expect(resources.log).toEqual(['create 1'])
    const next = await pool.acquire()
    expect(resources.log).toEqual(['create 1', 'destroy 1', 'create 2'])
    await next.release()
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('a disconnect replaces every resource that is as old, lazily', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 3, resetOnReturn: 'none' })
    const [a, b, c] = await acquireMany(pool, 3)
    await b?.release()
    await c?.release()
    await a?.invalidate({ scope: 'pool' })
    expect(resources.openCount()).toBe(2)
    const ids = (await acquireMany(pool, 3)).map((lease) => lease.resource.id)
    expect(ids).toEqual([4, 5, 6])
    expect(resources.openCount()).toBe(3)
  })

  test('late reports of the same disconnect do not touch the new resources', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 3, resetOnReturn: 'none' })
    const [a, b, c] = await acquireMany(pool, 3)
    await a?.invalidate({ scope: 'pool' })
    const fresh = await pool.acquire()
    expect(fresh.resource.id).toBe(4)
    await fresh.release()
    await b?.invalidate({ scope: 'pool' })
    await c?.invalidate({ scope: 'pool' })
    const ids = (await acquireMany(pool, 3)).map((lease) => lease.resource.id)
    expect(ids).toContain(4)
  })

  test('a disconnect of the new generation starts another', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 2, resetOnReturn: 'none' })
    const [a] = await acquireMany(pool, 1)
    await a?.invalidate({ scope: 'pool' })
    const [b, c] = await acquireMany(pool, 2)
    await c?.release()
    await b?.invalidate({ scope: 'pool' })
    expect((await acquireMany(pool, 2)).map((lease) => lease.resource.id)).toEqual([4, 5])
  })

  test('a resource that was being opened during the disconnect belongs to the old generation', async () => {
    const resources = fakeResources()
    let finish = (): void => {}
    const pool = new QueuePool(resources, { size: 2, resetOnReturn: 'none' })
    const a = await pool.acquire()
    resources.before = () => new Promise<void>((resolve) => (finish = resolve))
    const opening = pool.acquire()
    await a.invalidate({ scope: 'pool' })
    resources.before = () => {}
    finish()
    const b = await opening
    expect(b.resource.id).toBe(2)
    await b.release()
    const ids = [(await pool.acquire()).resource.id, (await pool.acquire()).resource.id]
    expect(ids).toEqual([3, 4])
    expect(resources.all[1]?.open).toBe(false)
  })

  test('pool.invalidate() replaces all', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources)
    await (await pool.acquire()).release()
    pool.invalidate()
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('a resource that reports its own loss while idle is replaced without an error', async () => {
    const lose: ((error?: unknown) => void)[] = []
    const resources = { ...fakeResources(), onLost: (_fake: Fake, listener: (error?: unknown) => void) => void lose.push(listener) }
    const errors: unknown[] = []
    const pool = new QueuePool(resources, { events: { invalidate: (_resource, _entry, error) => void errors.push(error) } })
    await (await pool.acquire()).release()
    const reason = new Error('terminated')
    lose[0]?.(reason)
    expect(pool.tryAcquire()).toBeUndefined()
    expect((await pool.acquire()).resource.id).toBe(2)
    expect(errors).toEqual([reason])
    lose[0]?.(reason)
    expect(pool.statistics().invalidated).toBe(1)
  })

  test('a resource that is lost while it is held is not reset on return', async () => {
    let lose: (error?: unknown) => void = () => {}
    const resources = { ...fakeResources(), onLost: (_fake: Fake, listener: (error?: unknown) => void) => void (lose = listener) }
    const pool = new QueuePool(resources)
    const lease = await pool.acquire()
    lose()
    await lease.release()
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
  })

  test('info lives as long as the resource, recordInfo as long as the slot', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1 })
    const first = await pool.acquire()
    first.info.set('a', 1)
    first.recordInfo?.set('b', 2)
    await first.release()
    const second = await pool.acquire()
    expect([second.info.get('a'), second.recordInfo?.get('b')]).toEqual([1, 2])
    await second.invalidate()
    const third = await pool.acquire()
    expect([third.info.get('a'), third.recordInfo?.get('b')]).toEqual([undefined, 2])
  })
})
