import { describe, expect, jest, test } from '@jest/globals'
import v8 from 'node:v8'
import vm from 'node:vm'
import { QueuePool } from '@athanor/core-pool'
import { type Fake, fakeResources, sleep, warningsOf } from './support/fake-resources.ts'

// A whole collection takes as long as the heap is large, and this process may have run other tests before.
jest.setTimeout(60_000)

v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc') as () => void

/** Collects until `done`, since a finalizer runs some time after a collection. */
const collectUntil = async (done: () => boolean): Promise<void> => {
  for (let i = 0; i < 100 && !done(); i++) {
    await sleep(10)
    collect()
  }
}

const dropALease = async (pool: QueuePool<Fake>, owner?: string): Promise<void> => {
  await pool.acquire(owner === undefined ? {} : { owner })
}

describe('leaks', () => {
  test('a dropped lease is reported with its owner, its resource destroyed, its slot free', async () => {
    const resources = fakeResources()
    const states: unknown[] = []
    const pool = new QueuePool(resources, {
      name: 'main', size: 1, maxOverflow: 0, leakDetection: 5, trackHolders: 'stack',
      events: { reset: (_fake, _entry, state) => void states.push(state) },
    })
    const warnings = await warningsOf(async (seen) => {
      await dropALease(pool, 'report')
      await collectUntil(() => seen.length > 0)
    })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatchObject({ code: 'ATHANOR_POOL_LEAK', type: 'AthanorPoolWarning' })
    expect(warnings[0]?.message).toContain('QueuePool "main": a lease was dropped without release() by "report"')
    expect(warnings[0]?.message).toContain('dropALease')
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
    expect(states).toEqual([{ alreadyReset: false, terminateOnly: true, ioSafe: false }])
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, invalidated: 1 })
    const next = await pool.acquire()
    expect(next.resource.id).toBe(2)
    await next.release()
  })

  test('who waits for a leaked resource is served, without waiting for the next look', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1, maxOverflow: 0, leakDetection: 100_000 })
    const warnings = await warningsOf(async () => {
      await dropALease(pool)
      let served = false
      const waiting = pool.acquire().then((lease) => { served = true; return lease })
      await collectUntil(() => served)
      await (await waiting).release()
    })
    expect(warnings.map(({ code }) => code)).toEqual(['ATHANOR_POOL_LEAK'])
  })

  test('nothing is reported of leases that were released, or are held', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { leakDetection: 2 })
    const held = await pool.acquire()
    const warnings = await warningsOf(async () => {
      const released = await pool.acquire()
      await sleep(10)
      await released.release()
      let rounds = 0
      await collectUntil(() => ++rounds > 5)
    })
    expect(warnings).toEqual([])
    expect(held.resource.open).toBe(true)
    await held.release()
  })

  test('a second release warns and changes nothing', async () => {
    const pool = new QueuePool(fakeResources(), { size: 1 })
    const warnings = await warningsOf(async () => {
      const lease = await pool.acquire()
      await lease.release()
      const next = await pool.acquire()
      await lease.release()
      expect(pool.statistics().checkedOut).toBe(1)
      await next.release()
    })
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['ATHANOR_POOL_DOUBLE_CHECKIN', 'QueuePool: Double checkin attempted on resource 1: its lease was released before'],
    ])
  })

  test('await using after a release by hand is no double checkin', async () => {
    const pool = new QueuePool(fakeResources())
    const warnings = await warningsOf(async () => {
      await using lease = await pool.acquire()
      await lease.release()
    })
    expect(warnings).toEqual([])
  })
})
