import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('recycle', () => {
  test('a resource opened too long ago is replaced at checkout, by its age and not its idle time', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { recycle: 30, resetOnReturn: 'none' })
    for (let i = 0; i < 2; i++) {
      await (await pool.acquire()).release()
    }
    expect(resources.log).toEqual(['create 1'])
    for (let i = 0; i < 3; i++) {
      await sleep(13)
      if (i < 2) await (await pool.acquire()).release()
    }
    expect(pool.tryAcquire()).toBeUndefined()
    const lease = await pool.acquire()
    expect(lease.resource.id).toBe(2)
    expect(resources.log).toEqual(['create 1', 'destroy 1', 'create 2'])
    expect(pool.statistics()).toMatchObject({ invalidated: 0, closed: 1, created: 2 })
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
