import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

const fails = (how: string) => () => {
  if (how === 'throws') throw new Error(how)
  return sleep(0).then(() => { throw new Error(how) })
}

describe.each(['throws', 'rejects'])('slots never leak when something %s', (how) => {
  const fail = fails(how)

  test.each(['create', 'ping', 'connect listener', 'firstConnect listener', 'checkout listener'])('in %s', async (where) => {
    const resources = fakeResources()
    let broken = where !== 'ping'
    const when = (place: string) => () => (broken && where === place ? fail() : undefined)
    const pool = new QueuePool({ ...resources, isDisconnect: () => false }, {
      size: 1, maxOverflow: 1, timeout: 100, prePing: true, leakDetection: false,
      events: { connect: when('connect listener'), firstConnect: when('firstConnect listener'), checkout: when('checkout listener') },
    })
    resources.before = (action) => (broken && action === where ? fail() : undefined)
    if (where === 'ping') {
      await (await pool.acquire()).release()
      broken = true
    }
    // More tries than slots: a leaked slot would turn the error into a timeout.
    for (let i = 0; i < 5; i++) {
      if (where === 'ping' && i > 0) break
      await expect(pool.acquire()).rejects.toThrow(how)
    }
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, waiting: 0 })
    expect(resources.openCount()).toBe(0)
    broken = false
    const leases = await Promise.all([pool.acquire(), pool.acquire()])
    for (const lease of leases) await lease.release()
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, checkedIn: 1, overflow: 0 })
  })

  test('while many wait: each gets the error of its own attempt', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 1, maxOverflow: 0, leakDetection: false })
    const lease = await pool.acquire()
    resources.before = (action) => (action === 'create' ? fail() : undefined)
    const waiting = Promise.allSettled(Array.from({ length: 500 }, () => pool.acquire()))
    await lease.invalidate()
    const results = await waiting
    expect(results.every((result) => result.status === 'rejected' && (result.reason as Error).message === how)).toBe(true)
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, waiting: 0 })
  })

  test('while closing the overflow', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 1, maxOverflow: 1, logger: () => {} })
    resources.before = (action) => (action === 'close' ? fail() : undefined)
    for (let i = 0; i < 3; i++) {
      const leases = await Promise.all([pool.acquire(), pool.acquire()])
      for (const lease of leases) await lease.release()
    }
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, checkedIn: 1, overflow: 0 })
    expect(resources.openCount()).toBe(1)
  })
})
