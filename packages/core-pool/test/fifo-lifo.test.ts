import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources } from './support/fake-resources.ts'

const afterReturning = async (useLifo: boolean, order: readonly number[]): Promise<number[]> => {
  const pool = new QueuePool(fakeResources(), { size: 3, useLifo })
  const leases = [await pool.acquire(), await pool.acquire(), await pool.acquire()]
  for (const id of order) await leases[id - 1]?.release()
  return [pool.tryAcquire(), await pool.acquire(), pool.tryAcquire()].map((lease) => lease?.resource.id ?? 0)
}

describe('order of reuse and of waiting', () => {
  test('FIFO by default: the longest idle first', async () => {
    expect(await afterReturning(false, [2, 3, 1])).toEqual([2, 3, 1])
  })

  test('LIFO: the last returned first', async () => {
    expect(await afterReturning(true, [2, 3, 1])).toEqual([1, 3, 2])
  })

  test.each([false, true])('waiters are served in order of arrival (useLifo: %s), and nobody overtakes them', async (useLifo) => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0, useLifo })
    const lease = await pool.acquire()
    const order: number[] = []
    const all = Array.from({ length: 50 }, async (_, i) => {
      const mine = await pool.acquire()
      order.push(i)
      expect(pool.tryAcquire()).toBeUndefined()
      await mine.release()
    })
    await lease.release()
    expect(pool.tryAcquire()).toBeUndefined()
    await Promise.all(all)
    expect(order).toEqual(Array.from({ length: 50 }, (_, i) => i))
  })

  test('nor does a listener that returns and acquires while waiters are being served', async () => {
    const pool = new QueuePool(fakeResources(), { size: 2, maxOverflow: 0 })
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    const order: string[] = []
    const first = pool.acquire().then((lease) => { order.push('first'); return lease })
    const second = pool.acquire().then((lease) => { order.push('second'); return lease })
    const late: Promise<unknown>[] = []
    const stop = pool.on('checkout', () => {
      stop()
      void b.release()
      late.push(pool.acquire().then((lease) => { order.push('late'); return lease.release() }))
    })
    await a.release()
    for (const lease of await Promise.all([first, second])) await lease.release()
    await Promise.all(late)
    expect(order).toEqual(['first', 'second', 'late'])
  })

  test('a freed slot wakes exactly one waiter', async () => {
    const pool = new QueuePool(fakeResources(), { leakDetection: false, size: 1, maxOverflow: 0 })
    const lease = await pool.acquire()
    let served = 0
    const first = pool.acquire().then((granted) => { served++; return granted })
    const second = pool.acquire().then((granted) => { served++; return granted })
    await lease.release()
    const granted = await first
    expect(served).toBe(1)
    await granted.release()
    await second
    expect(served).toBe(2)
  })
})
