import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('recycle', () => {
  test('a resource opened too long ago is replaced at checkout, by its age and not its idle time', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { recycle: 60, resetOnReturn: 'none' })
    const before = performance.now()
    await (await pool.acquire()).release()
    // It is never idle for long, and replaced all the same: at its age, however long the steps take.
    while (resources.log.length === 1) {
      await sleep(5)
      await (await pool.acquire()).release()
    }
    expect(performance.now() - before).toBeGreaterThanOrEqual(60)
    expect(resources.log).toEqual(['create 1', 'destroy 1', 'create 2'])
    expect(pool.statistics()).toMatchObject({ invalidated: 0, closed: 1, created: 2 })
  })

  test('a resource that is too old is none that could be had at once', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { recycle: 20, resetOnReturn: 'none' })
    await (await pool.acquire()).release()
    await sleep(40)
    expect(pool.tryAcquire()).toBeUndefined()
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('never by default, and not while it is held', async () => {
    const resources = fakeResources()
    const forever = new QueuePool(resources, { resetOnReturn: 'none' })
    const lease = await forever.acquire()
    await sleep(5)
    await lease.release()
    expect((await forever.acquire()).resource.id).toBe(1)
    const strict = new QueuePool(fakeResources(), { recycle: 0 })
    const held = await strict.acquire()
    await sleep(3)
    expect(held.resource.open).toBe(true)
  })
})
