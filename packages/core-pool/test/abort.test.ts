import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('abort', () => {
  test('a signal that has fired', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources)
    const reason = new Error('user left')
    await expect(pool.acquire({ signal: AbortSignal.abort(reason) })).rejects.toMatchObject({ code: 'ABORTED', cause: reason })
    expect(pool.tryAcquire({ signal: AbortSignal.abort(reason) })).toBeUndefined()
    expect(resources.log).toEqual([])
  })

  test('a waiter leaves the queue and takes no slot with it', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0 })
    const lease = await pool.acquire()
    const controller = new AbortController()
    const aborted = pool.acquire({ signal: controller.signal })
    const patient = pool.acquire()
    expect(pool.statistics().waiting).toBe(2)
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' })
    expect(pool.statistics().waiting).toBe(1)
    await lease.release()
    await (await patient).release()
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, checkedIn: 1, waiting: 0 })
  })

  test('create receives the signal', async () => {
    const seen: (AbortSignal | undefined)[] = []
    const resources = fakeResources()
    const pool = new QueuePool({ ...resources, create: (signal, entry) => { seen.push(signal); return resources.create(signal, entry) } })
    const { signal } = new AbortController()
    await pool.acquire({ signal })
    await pool.acquire()
    expect(seen).toEqual([signal, undefined])
  })

  test('a creator that ignores the signal: the acquirer goes at once, the late resource is destroyed', async () => {
    const resources = fakeResources()
    let finish = (): void => {}
    resources.before = () => new Promise((resolve) => (finish = resolve))
    const pool = new QueuePool(resources, { leakDetection: false, size: 1, maxOverflow: 0 })
    const controller = new AbortController()
    const acquiring = pool.acquire({ signal: controller.signal })
    controller.abort()
    await expect(acquiring).rejects.toMatchObject({ code: 'ABORTED' })
    expect(pool.statistics()).toMatchObject({ checkedOut: 0, created: 0 })
    resources.before = () => {}
    const lease = await pool.acquire()
    finish()
    await sleep(1)
    expect(resources.log).toEqual(['create 1', 'create 2', 'destroy 2'])
    expect(lease.resource.id).toBe(1)
  })

  test('during a ping: the resource is destroyed, since nobody knows what it will still receive', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { prePing: true })
    await (await pool.acquire()).release()
    resources.before = (action) => (action === 'ping' ? new Promise(() => {}) : undefined)
    const controller = new AbortController()
    const acquiring = pool.acquire({ signal: controller.signal })
    controller.abort()
    await expect(acquiring).rejects.toMatchObject({ code: 'ABORTED' })
    expect(resources.log).toEqual(['create 1', 'reset 1 rollback', 'destroy 1'])
    expect(pool.statistics()).toMatchObject({ checkedOut: 0 })
  })

  test('during a listener', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { events: { connect: () => new Promise(() => {}) } })
    const controller = new AbortController()
    const acquiring = pool.acquire({ signal: controller.signal })
    controller.abort()
    await expect(acquiring).rejects.toMatchObject({ code: 'ABORTED' })
    expect(resources.openCount()).toBe(0)
    expect(pool.statistics()).toMatchObject({ checkedOut: 0 })
  })

  test('after the checkout the signal has no effect, and no listener stays on it', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0 })
    const controller = new AbortController()
    const { signal } = controller
    const listeners = new Set<unknown>()
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => { listeners.add(args[1]); add(...args) }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => { listeners.delete(args[1]); remove(...args) }
    const first = await pool.acquire({ signal })
    const waiting = pool.acquire({ signal })
    expect(listeners.size).toBe(1)
    await first.release()
    const second = await waiting
    expect(listeners.size).toBe(0)
    controller.abort()
    expect(second.isValid).toBe(true)
  })

  test('dispose({ wait }) can be aborted', async () => {
    const pool = new QueuePool(fakeResources())
    const lease = await pool.acquire()
    await expect(pool.dispose({ wait: true, signal: AbortSignal.timeout(5) })).rejects.toMatchObject({ code: 'ABORTED' })
    await lease.release()
  })
})
