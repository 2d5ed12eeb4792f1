import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { type Fake, fakeResources } from './support/fake-resources.ts'

const message = async (pool: QueuePool<Fake>): Promise<string> =>
  pool.acquire().then(() => 'none', (error: unknown) => (error as Error).message)

describe('the error of an exhausted pool', () => {
  test('names the pool, its limit, and who holds its resources for how long', async () => {
    const pool = new QueuePool(fakeResources(), { name: 'main', size: 2, maxOverflow: 2, timeout: 2 })
    const leases = [
      await pool.acquire({ owner: 'import' }), await pool.acquire({ owner: 'import' }),
      await pool.acquire({ owner: 'GET /users' }), await pool.acquire(),
    ]
    const text = await message(pool)
    expect(text).toContain('QueuePool "main" limit of size 2 overflow 2 reached: no resource became free within 2 ms.')
    expect(text).toMatch(/Held by: .*"import" × 2 \(\d+ ms to \d+ ms\)/)
    expect(text).toMatch(/"GET \/users" \(\d+ ms\)/)
    expect(text).toMatch(/unlabelled \(\d+ ms\)/)
    expect(text).toContain("trackHolders: 'stack'")
    expect(pool.holders().map(({ owner }) => owner)).toEqual(['import', 'import', 'GET /users', undefined])
    for (const lease of leases) await lease.release()
    expect(pool.holders()).toEqual([])
  })

  test('stacks only on request, and without the frames of the pool', async () => {
    const holdIt = (pool: QueuePool<Fake>) => pool.acquire()
    const plain = new QueuePool(fakeResources(), { size: 1, maxOverflow: 0, timeout: 0 })
    const traced = new QueuePool(fakeResources(), { size: 1, maxOverflow: 0, timeout: 0, trackHolders: 'stack' })
    const leases = [await holdIt(plain), await holdIt(traced)]
    expect(await message(plain)).not.toContain('exhaustion-error.test')
    const text = await message(traced)
    expect(text).toContain('holdIt')
    expect(text).toContain('exhaustion-error.test')
    expect(text).not.toContain('core-pool/src')
    for (const lease of leases) await lease.release()
  })

  test('tells resources that are being opened from resources that are held', async () => {
    const resources = fakeResources()
    resources.before = () => new Promise(() => {})
    const pool = new QueuePool(resources, { size: 1, maxOverflow: 0, timeout: 0 })
    void pool.acquire()
    expect(await message(pool)).toContain('Held by: nobody; 1 being opened, reset or closed.')
  })

  test('many labels are cut', async () => {
    const pool = new QueuePool(fakeResources(), { size: 9, maxOverflow: 0, timeout: 0 })
    const leases = []
    for (let i = 0; i < 9; i++) leases.push(await pool.acquire({ owner: `task ${i}` }))
    expect(await message(pool)).toContain('4 more')
    for (const lease of leases) await lease.release()
  })
})
