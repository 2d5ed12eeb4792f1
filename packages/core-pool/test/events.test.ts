import { describe, expect, test } from '@jest/globals'
import { DisconnectionError, InvalidatePoolError } from '@athanor/interfaces'
import { QueuePool, type PoolEventName, type PoolListeners } from '@athanor/core-pool'
import { type Fake, fakeResources, sleep } from './support/fake-resources.ts'

const names: PoolEventName[] = [
  'firstConnect', 'connect', 'checkout', 'checkin', 'reset', 'invalidate', 'softInvalidate', 'close', 'detach', 'closeDetached',
]
const recorder = (log: string[]): PoolListeners<Fake> =>
  Object.fromEntries(names.map((name) => [name, (fake: Fake | undefined) => void log.push(`${name} ${fake?.id}`)]))

describe('events', () => {
  test('an ordinary life', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { size: 1, events: recorder(resources.log) })
    const a = await pool.acquire()
    const b = await pool.acquire()
    await a.release()
    await b.release()
    await pool.dispose()
    expect(resources.log).toEqual([
      'create 1', 'firstConnect 1', 'connect 1', 'checkout 1', 'create 2', 'connect 2', 'checkout 2',
      'reset 1', 'reset 1 rollback', 'checkin 1',
      'reset 2', 'reset 2 rollback', 'checkin 2', 'close 2', 'close 2',
      'close 1', 'close 1',
    ])
  })

  test('invalidation: invalidate, close, destroyed, then checkin of nothing', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { events: recorder(resources.log) })
    const lease = await pool.acquire()
    resources.log.length = 0
    await lease.invalidate({ soft: true })
    await lease.invalidate()
    expect(resources.log).toEqual(['softInvalidate 1', 'invalidate 1', 'close 1', 'destroy 1', 'checkin undefined'])
  })

  test('listeners get the error of an invalidation, and see the info of the resource to its end', async () => {
    const seen: unknown[] = []
    const pool = new QueuePool(fakeResources(), {
      events: {
        invalidate: (_fake, entry, error) => void seen.push(['invalidate', entry.info.get('note'), error]),
        close: (_fake, entry) => void seen.push(['close', entry.info.get('note')]),
      },
    })
    const lease = await pool.acquire()
    lease.info.set('note', 'n')
    await lease.invalidate({ error: 'why' })
    expect(seen).toEqual([['invalidate', 'n', 'why'], ['close', 'n']])
  })

  test('listeners are awaited one after another, those of the options first, and can be removed', async () => {
    const log: string[] = []
    const slow = (name: string) => async () => { log.push(`${name} begins`); await sleep(1); log.push(`${name} ends`) }
    const pool = new QueuePool(fakeResources(), { events: { checkout: [slow('a'), () => void log.push('b')] } })
    const remove = pool.on('checkout', slow('c'))
    pool.on('checkout', () => void log.push('d'))
    const lease = await pool.acquire()
    expect(log).toEqual(['a begins', 'a ends', 'b', 'c begins', 'c ends', 'd'])
    await lease.release()
    remove()
    remove()
    log.length = 0
    await pool.acquire()
    expect(log).toEqual(['a begins', 'a ends', 'b', 'd'])
  })

  test('synchronous listeners need no promise', () => {
    const log: string[] = []
    const pool = new QueuePool(fakeResources(), { events: recorder(log) })
    const lease = pool.checkout()
    if (lease instanceof Promise) throw new Error('a promise')
    expect(lease.release()).toBeUndefined()
    expect(log).toEqual(['firstConnect 1', 'connect 1', 'checkout 1', 'reset 1', 'checkin 1'])
  })

  test('a listener may be added or removed while the event runs; the run does not notice', async () => {
    const log: string[] = []
    const pool = new QueuePool(fakeResources())
    const remove = pool.on('connect', () => { log.push('a'); remove(); pool.on('connect', () => void log.push('c')) })
    pool.on('connect', () => void log.push('b'))
    await pool.acquire()
    await pool.acquire()
    expect(log).toEqual(['a', 'b', 'b', 'c'])
  })

  test('an unknown event is refused with a suggestion', () => {
    const pool = new QueuePool(fakeResources())
    expect(() => pool.on('chekout' as 'checkout', () => {})).toThrow('Unknown pool event "chekout". Did you mean "checkout"?')
    expect(() => new QueuePool(fakeResources(), { events: { first_connect: () => {} } as object })).toThrow('Did you mean "firstConnect"?')
  })
})

describe('firstConnect', () => {
  test('runs once for concurrent openers, who all wait for it', async () => {
    const log: string[] = []
    const pool = new QueuePool(fakeResources(), {
      events: {
        firstConnect: async (fake) => { log.push(`first ${fake.id}`); await sleep(5); log.push('initialised') },
        connect: (fake) => void log.push(`connect ${fake.id}`),
      },
    })
    await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    expect(log).toEqual(['first 1', 'initialised', 'connect 1', 'connect 2', 'connect 3'])
  })

  test('runs again when it failed: the next opener tries with its own resource', async () => {
    const log: string[] = []
    const resources = fakeResources()
    const pool = new QueuePool(resources, {
      events: { firstConnect: async (fake) => { log.push(`first ${fake.id}`); await sleep(1); if (fake.id === 1) throw new Error('no version') } },
    })
    const [a, b] = await Promise.allSettled([pool.acquire(), pool.acquire()])
    expect([a.status, b.status]).toEqual(['rejected', 'fulfilled'])
    expect(log).toEqual(['first 1', 'first 2'])
    expect(resources.all.map((fake) => fake.open)).toEqual([false, true])
  })

  test('is not repeated by a recreated pool', async () => {
    let runs = 0
    const pool = new QueuePool(fakeResources(), { events: { firstConnect: () => void runs++ } })
    await pool.acquire()
    await pool.recreate().acquire()
    expect(runs).toBe(1)
  })
})

describe('errors of listeners', () => {
  test('connect: to the acquirer, and the resource is destroyed', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { events: { connect: () => { throw new Error('bad password') } } })
    await expect(pool.acquire()).rejects.toThrow('bad password')
    expect(resources.log).toEqual(['create 1', 'destroy 1'])
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, checkedIn: 1, overflow: -4 })
  })

  test('checkout: DisconnectionError replaces this resource only', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { resetOnReturn: 'none' })
    const leases = [await pool.acquire(), await pool.acquire()]
    for (const lease of leases) await lease.release()
    pool.on('checkout', (fake) => { if (fake.id === 1) throw new DisconnectionError('dead') })
    expect((await pool.acquire()).resource.id).toBe(2 + 1)
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('checkout: InvalidatePoolError replaces all that are as old', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { resetOnReturn: 'none' })
    const leases = [await pool.acquire(), await pool.acquire()]
    for (const lease of leases) await lease.release()
    pool.on('checkout', (fake) => { if (fake.id === 1) throw new InvalidatePoolError('dead') })
    expect((await pool.acquire()).resource.id).toBe(3)
    expect((await pool.acquire()).resource.id).toBe(4)
  })

  test('checkout: after two attempts the acquirer is told', async () => {
    const resources = fakeResources()
    const last = new DisconnectionError('dead')
    const pool = new QueuePool(resources, { events: { checkout: () => { throw last } } })
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'POOL_RESOURCE_DEAD', cause: last })
    expect(resources.all).toHaveLength(2)
    expect(resources.openCount()).toBe(0)
    expect(pool.statistics()).toMatchObject({ checkedOut: 0 })
  })

  test('checkout: any other error goes to the acquirer at once', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { events: { checkout: () => { throw new TypeError('mine') } } })
    await expect(pool.acquire()).rejects.toThrow('mine')
    expect(resources.all).toHaveLength(1)
    expect(resources.openCount()).toBe(0)
  })

  test.each(['reset', 'checkin'] as const)('%s: reported, the resource is replaced, the release does not fail', async (name) => {
    const reports: string[] = []
    const resources = fakeResources()
    const pool = new QueuePool(resources, { logger: (level, message) => void reports.push(`${level} ${message}`) })
    pool.on(name, () => { throw new Error('listener') })
    await (await pool.acquire()).release()
    expect(reports).toHaveLength(1)
    expect(resources.openCount()).toBe(0)
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, checkedIn: 1 })
  })

  test.each(['invalidate', 'close'] as const)('%s: reported, the resource is closed all the same', async (name) => {
    const reports: string[] = []
    const resources = fakeResources()
    const pool = new QueuePool(resources, { logger: (level, message) => void reports.push(`${level} ${message}`) })
    pool.on(name, async () => { await sleep(1); throw new Error('listener') })
    await (await pool.acquire()).invalidate()
    expect(reports).toEqual([`error QueuePool: a "${name}" listener failed`])
    expect(resources.openCount()).toBe(0)
  })
})
