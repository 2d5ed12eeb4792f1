import { describe, expect, test } from '@jest/globals'
import { PoolTimeoutError } from '@athanor/interfaces'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error)

describe('timeout', () => {
  test('a waiter gives up after the timeout of the pool', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0, timeout: 30 })
    const lease = await pool.acquire()
    const started = performance.now()
    const error = await rejection(pool.acquire())
    expect(error).toBeInstanceOf(PoolTimeoutError)
    expect(error).toMatchObject({ code: 'POOL_TIMEOUT' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(29)
    expect(pool.statistics()).toMatchObject({ timeouts: 1, waiting: 0, checkedOut: 1 })
    await lease.release()
    expect((await pool.acquire()).resource.id).toBe(1)
  })

  test('each waiter has its own deadline, though one timer serves all', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0, timeout: 40 })
    await pool.acquire()
    const started = performance.now()
    const ended: number[] = []
    const wait = async (): Promise<void> => {
      await rejection(pool.acquire())
      ended.push(performance.now() - started)
    }
    const first = wait()
    await sleep(25)
    await Promise.all([first, wait()])
    expect(ended[0]).toBeLessThan(62)
    expect(ended[1]).toBeGreaterThanOrEqual(64)
  })

  test('zero does not wait at all', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0, timeout: 0 })
    await pool.acquire()
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'POOL_TIMEOUT' })
  })

  test('one acquisition may have a timeout of its own, shorter or longer', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0, timeout: 30 })
    const lease = await pool.acquire()
    const order: string[] = []
    const long = pool.acquire({ timeout: 5000 }).then((granted) => { order.push('long served'); return granted })
    await Promise.all([
      rejection(pool.acquire()).then(() => order.push('usual gave up')),
      rejection(pool.acquire({ timeout: 5 })).then(() => order.push('short gave up')),
    ])
    await lease.release()
    await (await long).release()
    expect(order).toEqual(['short gave up', 'usual gave up', 'long served'])
    await expect(pool.acquire({ timeout: -1 })).resolves.toBeDefined()
  })

  test('those who gave up are skipped, in any number', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0, timeout: 20 })
    const lease = await pool.acquire()
    const errors = await Promise.all(Array.from({ length: 200 }, () => rejection(pool.acquire())))
    expect(errors.every((error) => error instanceof PoolTimeoutError)).toBe(true)
    const next = pool.acquire()
    await lease.release()
    expect((await next).resource.id).toBe(1)
  })

  test('the timeout is about waiting, not about opening', async () => {
    const resources = fakeResources()
    resources.before = () => sleep(30)
    const pool = new QueuePool(resources, { timeout: 5 })
    await expect(pool.acquire()).resolves.toBeDefined()
  })
})
