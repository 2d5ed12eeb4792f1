import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { QueuePool, type Lease } from '@athanor/core-pool'
import { type Fake, type FakeResources, fakeResources, sleep } from './support/fake-resources.ts'

/** What a pool should look like, in the plainest terms: sets and a queue. */
interface Model {
  readonly size: number
  readonly limit: number
  held: number
  idle: number
  waiting: number
}

interface Real {
  readonly pool: QueuePool<Fake>
  readonly resources: FakeResources
  readonly leases: Lease<Fake>[]
  /** In order of arrival. */
  readonly queue: { readonly controller: AbortController; state: 'waiting' | 'served' | 'aborted' }[]
  /** Whether opening fails. */
  broken: boolean
  /** Whether answers come later. */
  readonly slow: boolean
}

const settled = (): Promise<void> => sleep(0).then(() => sleep(0))

const check = (model: Model, real: Real): void => {
  const { checkedIn, checkedOut, waiting, overflow, created, closed } = real.pool.statistics()
  expect({ checkedIn, checkedOut, waiting }).toEqual({ checkedIn: model.idle, checkedOut: model.held, waiting: model.waiting })
  expect(overflow).toBe(checkedIn + checkedOut - model.size)
  expect(checkedIn + checkedOut).toBeLessThanOrEqual(model.limit)
  expect(created - closed).toBe(real.resources.openCount())
  expect(real.resources.openCount()).toBeLessThanOrEqual(model.limit)
  // Nobody shares a resource, and what is held is open.
  const held = real.leases.filter((lease) => lease.isValid).map((lease) => lease.resource)
  expect(new Set(held).size).toBe(held.length)
  expect(held.every((fake) => fake.open)).toBe(true)
  // Nobody overtook: whoever still waits came after all that were served.
  const states = real.queue.filter((one) => one.state !== 'aborted').map((one) => one.state)
  expect(states.lastIndexOf('served')).toBeLessThan(states.includes('waiting') ? states.indexOf('waiting') : Infinity)
}

type Command = fc.AsyncCommand<Model, Real>

/** A place came free in a healthy pool: the next in line gets it, or it stays. */
const freed = (model: Model, keeps: boolean): void => {
  if (model.waiting > 0) model.waiting--
  else {
    model.held--
    if (keeps && model.idle < model.size) model.idle++
  }
}

const acquire: Command = {
  check: () => true,
  toString: () => 'acquire',
  run: async (model, real) => {
    const one = { controller: new AbortController(), state: 'waiting' as 'waiting' | 'served' | 'aborted' }
    const free = model.idle > 0 || model.idle + model.held < model.limit
    if (free) {
      if (model.idle > 0) model.idle--
      model.held++
      real.leases.push(await real.pool.acquire({ signal: one.controller.signal }))
    } else {
      model.waiting++
      real.queue.push(one)
      void real.pool.acquire({ signal: one.controller.signal }).then(
        (lease) => { one.state = 'served'; real.leases.push(lease) },
        () => (one.state = 'aborted'),
      )
      await settled()
    }
    check(model, real)
  },
}

const tryAcquire: Command = {
  check: () => true,
  toString: () => 'tryAcquire',
  run: async (model, real) => {
    const lease = real.pool.tryAcquire()
    // An idle entry may be empty or stale: then there is nothing to give at once, and nothing may change.
    if (lease !== undefined) {
      expect(model.idle).toBeGreaterThan(0)
      model.idle--
      model.held++
      real.leases.push(lease)
    }
    check(model, real)
  },
}

const ending = (name: string, end: (lease: Lease<Fake>) => unknown): ((pick: number) => Command) => (pick) => ({
  check: (model) => model.held > 0,
  toString: () => `${name}(${pick})`,
  run: async (model, real) => {
    const [lease] = real.leases.splice(pick % real.leases.length, 1)
    if (lease === undefined) throw new Error('the model holds more than the test')
    await end(lease)
    freed(model, true)
    await settled()
    await settled()
    check(model, real)
  },
})

const release = ending('release', (lease) => lease.release())
const invalidate = ending('invalidate', (lease) => lease.invalidate())
const disconnect = ending('disconnect', (lease) => lease.invalidate({ scope: 'pool' }))
const soft = ending('soft', async (lease) => { await lease.invalidate({ soft: true }); await lease.release() })
const detach = ending('detach', async (lease) => { await lease.detach(); await lease.release() })

const abort = (pick: number): Command => ({
  check: (model) => model.waiting > 0,
  toString: () => `abort(${pick})`,
  run: async (model, real) => {
    const waiting = real.queue.filter((one) => one.state === 'waiting')
    waiting[pick % waiting.length]?.controller.abort()
    model.waiting--
    await settled()
    check(model, real)
  },
})

const failedAcquire: Command = {
  check: (model) => model.idle === 0 && model.held < model.limit,
  toString: () => 'failedAcquire',
  run: async (model, real) => {
    real.broken = true
    await expect(real.pool.acquire()).rejects.toThrow('refused')
    real.broken = false
    check(model, real)
  },
}

const picks = fc.nat({ max: 50 })
const commands = fc.commands(
  [
    fc.constant(acquire), fc.constant(acquire), fc.constant(tryAcquire), fc.constant(failedAcquire),
    picks.map(release), picks.map(release), picks.map(invalidate), picks.map(disconnect), picks.map(soft), picks.map(detach), picks.map(abort),
  ],
  { maxCommands: 60 },
)

describe('QueuePool against a model', () => {
  test.each([false, true])('any sequence of operations keeps counts, order and limits (slow resources: %s)', async (slow) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.boolean(), commands, async (size, maxOverflow, useLifo, list) => {
        const resources = fakeResources()
        const pool = new QueuePool(resources, { size, maxOverflow, useLifo, timeout: Infinity, leakDetection: false })
        const real: Real = { pool, resources, leases: [], queue: [], broken: false, slow }
        resources.before = (action) => {
          const fail = (): void => { if (action === 'create' && real.broken) throw new Error('refused') }
          return slow ? Promise.resolve().then(fail) : fail()
        }
        await fc.asyncModelRun(() => ({ model: { size, limit: size + maxOverflow, held: 0, idle: 0, waiting: 0 }, real }), list)
        for (const one of real.queue) if (one.state === 'waiting') one.controller.abort()
        await settled()
        for (const lease of real.leases) await lease.release()
        await pool.dispose({ wait: true })
        expect(resources.openCount()).toBe(0)
        expect(pool.statistics()).toMatchObject({ checkedIn: 0, checkedOut: 0, waiting: 0 })
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
