import { describe, expect, test } from '@jest/globals'
import { QueuePool, type ResetState } from '@athanor/core-pool'
import { fakeResources, sleep, warningsOf } from './support/fake-resources.ts'

describe('reset on return', () => {
  test.each([
    [undefined, ['create 1', 'reset 1 rollback']],
    [true, ['create 1', 'reset 1 rollback']],
    ['rollback', ['create 1', 'reset 1 rollback']],
    ['commit', ['create 1', 'reset 1 commit']],
    ['none', ['create 1']],
    [false, ['create 1']],
    [null, ['create 1']],
  ] as const)('resetOnReturn: %s', async (resetOnReturn, expected) => {
    const resources = fakeResources()
    const lease = await new QueuePool(resources, { resetOnReturn }).acquire()
    expect(lease.release()).toBeUndefined()
    expect(resources.log).toEqual(expected)
  })

  test('alreadyReset skips the call, and the event still fires', async () => {
    const resources = fakeResources()
    const states: ResetState[] = []
    const pool = new QueuePool(resources, { events: { reset: (_resource, _entry, state) => void states.push(state) } })
    const lease = await pool.acquire()
    await lease.release({ alreadyReset: true })
    expect(resources.log).toEqual(['create 1'])
    expect(states).toEqual([{ alreadyReset: true, terminateOnly: false, ioSafe: true }])
  })

  test('the event comes before the reset, and fires in mode none too', async () => {
    const resources = fakeResources()
    const events = { reset: () => void resources.log.push('event') }
    await (await new QueuePool(resources, { events }).acquire()).release()
    await (await new QueuePool(resources, { events, resetOnReturn: 'none' }).acquire()).release()
    expect(resources.log).toEqual(['create 1', 'event', 'reset 1 rollback', 'create 2', 'event'])
  })

  test('an asynchronous reset is over before the resource is lent again', async () => {
    const resources = fakeResources()
    resources.before = (action) => (action === 'reset' ? sleep(5) : undefined)
    const pool = new QueuePool(resources, { size: 1, maxOverflow: 0 })
    const first = await pool.acquire()
    const second = pool.acquire().then((lease) => resources.log.push(`lent ${lease.resource.id}`))
    const releasing = first.release()
    expect(releasing).toBeInstanceOf(Promise)
    expect(pool.statistics().checkedOut).toBe(1)
    await releasing
    await second
    expect(resources.log).toEqual(['create 1', 'reset 1 rollback', 'lent 1'])
  })

  test.each(['throws', 'rejects'])('a reset that %s is reported, replaces the resource and does not fail the release', async (how) => {
    const resources = fakeResources()
    resources.before = (action) => {
      if (action !== 'reset') return
      if (how === 'throws') throw new Error('no rollback')
      return sleep(1).then(() => { throw new Error('no rollback') })
    }
    const pool = new QueuePool(resources)
    const warnings = await warningsOf(async () => {
      const lease = await pool.acquire()
      await lease.release()
    })
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['ATHANOR_POOL_RESET_FAILED', 'QueuePool: a returned resource could not be reset and is replaced: no rollback'],
    ])
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('with a logger, a failed reset is an error in the log and no warning', async () => {
    const resources = fakeResources()
    resources.before = (action) => { if (action === 'reset') throw new Error('no rollback') }
    const lines: unknown[] = []
    const warnings = await warningsOf(async () => {
      const pool = new QueuePool(resources, { name: 'main', logger: (level, message, error) => lines.push([level, message, (error as Error).message]) })
      await (await pool.acquire()).release()
    })
    expect(warnings).toEqual([])
    expect(lines).toEqual([['error', 'QueuePool "main": a returned resource could not be reset and is replaced', 'no rollback']])
  })

  test('a resource that is not usable is destroyed and not reset', async () => {
    const resources = { ...fakeResources(), isUsable: (fake: { alive: boolean }) => fake.alive }
    const pool = new QueuePool(resources)
    const lease = await pool.acquire()
    lease.resource.alive = false
    await lease.release()
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
  })

  test('finalizers run after the reset, latest first, once', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources)
    const lease = await pool.acquire()
    lease.onRelease((fake) => void resources.log.push(`first added ${fake.id}`))
    lease.onRelease(async () => { await sleep(1); resources.log.push('second added') })
    await lease.release()
    await (await pool.acquire()).release()
    expect(resources.log).toEqual(['create 1', 'reset 1 rollback', 'second added', 'first added 1', 'reset 1 rollback'])
  })

  test('a failing finalizer costs the resource, since its settings are unknown', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { logger: () => {} })
    const lease = await pool.acquire()
    lease.onRelease(() => { throw new Error('x') })
    await lease.release()
    expect(resources.log).toEqual(['create 1', 'reset 1 rollback', 'destroy 1'])
    expect(pool.statistics()).toMatchObject({ checkedIn: 1, checkedOut: 0 })
  })
})
