import { describe, expect, test } from '@jest/globals'
import { AssertionPool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('AssertionPool', () => {
  test('a second checkout is an error that shows the first', async () => {
    const pool = new AssertionPool(fakeResources())
    const firstHolder = () => pool.acquire({ owner: 'job' })
    const lease = await firstHolder()
    const error = await pool.acquire().catch((reason: unknown) => reason as Error & { code: string })
    if (!('code' in error)) throw new Error('no error')
    expect(error.code).toBe('POOL_ASSERTION')
    expect(error.message).toContain('"job"')
    expect(error.message).toContain('firstHolder')
    expect(() => pool.tryAcquire()).toThrow('one checkout at a time')
    await lease.release()
    expect(pool.tryAcquire()?.resource.id).toBe(1)
  })

  test('the place is free after a failed opening, and taken while one is under way', async () => {
    const resources = fakeResources()
    resources.before = () => sleep(1).then(() => { throw new Error('refused') })
    const pool = new AssertionPool(resources)
    const opening = pool.acquire()
    await expect(pool.acquire()).rejects.toThrow('still opening')
    await expect(opening).rejects.toThrow('refused')
    resources.before = () => {}
    expect((await pool.acquire()).resource.id).toBe(1)
  })

  test('the place is free after an invalidation', async () => {
    const pool = new AssertionPool(fakeResources())
    await (await pool.acquire()).invalidate()
    expect((await pool.acquire()).resource.id).toBe(2)
  })
})
