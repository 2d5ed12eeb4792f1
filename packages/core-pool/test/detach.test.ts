import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources } from './support/fake-resources.ts'

describe('detach', () => {
  test('the place is free, the resource stays with its holder, release closes it', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, {
      size: 1, maxOverflow: 0,
      events: {
        detach: (fake) => void resources.log.push(`detach ${fake.id}`),
        closeDetached: (fake) => void resources.log.push(`closeDetached ${fake.id}`),
        close: (fake) => void resources.log.push(`event close ${fake.id}`),
      },
    })
    const lease = await pool.acquire()
    await lease.detach()
    expect(lease.state).toBe('detached')
    expect(lease.resource.open).toBe(true)
    const other = await pool.acquire()
    expect(other.resource.id).toBe(2)
    await lease.release()
    expect(resources.log).toEqual(['create 1', 'detach 1', 'create 2', 'reset 1 rollback', 'closeDetached 1', 'close 1'])
    expect(pool.statistics()).toMatchObject({ created: 2, closed: 1, checkedOut: 1 })
    expect(lease.isValid).toBe(false)
  })

  test('serves who waits', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1, maxOverflow: 0 })
    const lease = await pool.acquire()
    const waiting = pool.acquire()
    await lease.detach()
    expect((await waiting).resource.id).toBe(2)
    expect(lease.resource.id).toBe(1)
  })

  test('has its own info, and no recordInfo', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1 })
    const lease = await pool.acquire()
    lease.info.set('a', 1)
    lease.recordInfo?.set('b', 2)
    await lease.detach()
    expect([lease.info.get('a'), lease.recordInfo]).toEqual([1, null])
    const next = await pool.acquire()
    expect([next.info.size, next.recordInfo?.get('b')]).toEqual([0, 2])
  })

  test('only a held lease can be detached', async () => {
    const pool = new QueuePool(fakeResources())
    const lease = await pool.acquire()
    await lease.release()
    expect(() => lease.detach()).toThrow(expect.objectContaining({ code: 'POOL_LEASE_STATE' }))
  })

  test('invalidating a detached lease destroys the resource, and nothing of the pool', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources)
    const lease = await pool.acquire()
    await lease.detach()
    const other = await pool.acquire()
    await lease.invalidate()
    await lease.release()
    expect(resources.log).toEqual(['create 1', 'create 2', 'destroy 1'])
    expect(other.resource.open).toBe(true)
  })
})
