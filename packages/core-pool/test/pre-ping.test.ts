import { describe, expect, test } from '@jest/globals'
import { QueuePool } from '@athanor/core-pool'
import { fakeResources, sleep } from './support/fake-resources.ts'

describe('pre-ping', () => {
  test('pings what was idle, not what is new', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { prePing: true, resetOnReturn: 'none' })
    await (await pool.acquire()).release()
    expect(resources.log).toEqual(['create 1'])
    expect(pool.tryAcquire()).toBeUndefined()
    await (await pool.acquire()).release()
    expect(resources.log).toEqual(['create 1', 'ping 1'])
  })

  test('off by default', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { resetOnReturn: 'none' })
    await (await pool.acquire()).release()
    await (await pool.acquire()).release()
    expect(resources.log).toEqual(['create 1'])
  })

  test.each(['throws', 'rejects', 'answers false'])('a dead resource whose ping %s is replaced unnoticed, and with it all that are as old', async (how) => {
    const resources = fakeResources()
    const adapter = {
      ...resources,
      ping: (fake: { alive: boolean; id: number }) => {
        resources.log.push(`ping ${fake.id}`)
        if (fake.alive) return true
        if (how === 'throws') throw new Error('gone')
        return how === 'rejects' ? sleep(1).then(() => { throw new Error('gone') }) : false
      },
    }
    const pool = new QueuePool(adapter, { prePing: true, resetOnReturn: 'none' })
    const [a, b] = [await pool.acquire(), await pool.acquire()]
    await a.release()
    await b.release()
    for (const fake of resources.all) fake.alive = false
    resources.log.length = 0
    expect((await pool.acquire()).resource.id).toBe(3)
    expect((await pool.acquire()).resource.id).toBe(4)
    // The second is replaced without a ping: it is older than the disconnect that the first reported.
    expect(resources.log).toEqual(['ping 1', 'destroy 1', 'create 3', 'destroy 2', 'create 4'])
  })

  test('an error that is no disconnect goes to the acquirer', async () => {
    const resources = { ...fakeResources(), isDisconnect: () => false }
    const pool = new QueuePool(resources, { prePing: true, size: 1, maxOverflow: 0 })
    await (await pool.acquire()).release()
    if (resources.all[0]) resources.all[0].alive = false
    await expect(pool.acquire()).rejects.toThrow('the peer is gone')
    expect(pool.statistics()).toMatchObject({ checkedOut: 0 })
    expect((await pool.acquire()).resource.id).toBe(2)
  })

  test('when the replacement cannot be opened, its error goes to the acquirer and the slot is free', async () => {
    const resources = fakeResources()
    const pool = new QueuePool(resources, { prePing: true, size: 1, maxOverflow: 0 })
    await (await pool.acquire()).release()
    if (resources.all[0]) resources.all[0].alive = false
    resources.before = (action) => { if (action === 'create') throw new Error('refused') }
    await expect(pool.acquire()).rejects.toThrow('refused')
    resources.before = () => {}
    expect((await pool.acquire()).resource.id).toBe(2)
  })
})
