import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { failure, open } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  let conn: PgConnection
  beforeEach(async () => { conn = await open(db.url) })
  afterEach(() => conn.close())

  const slow = [
    'SELECT pg_sleep(30)',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
    'SELECT generate_series(1, 100000000), repeat(\'x\', 1000)',
  ]
  test.each(slow)('%s is cancelled and the connection stays in step', async sql => {
    const started = Date.now()
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 100)
    expect(await failure(conn.execute(sql, [], { signal: controller.signal }))).toMatchObject({ name: 'AbortedError', cause: { message: 'enough' } })
    expect(Date.now() - started).toBeLessThan(4000)
    expect(conn.isUsable).toBe(true)
    for (let i = 0; i < 20; i++) expect((await conn.execute('SELECT $1::int', [i])).rows).toEqual([[i]])
  })

  test('in a transaction the abort fails it, as any error', async () => {
    await conn.begin()
    await failure(conn.execute('SELECT pg_sleep(30)', [], { signal: AbortSignal.timeout(50) }))
    expect(conn.inTransaction).toBe(true)
    await expect(conn.execute('SELECT 1', [])).rejects.toMatchObject({ code: '25P02' })
    await conn.rollback()
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
  })

  test('aborts that race with the end of the statement never hit the next one', async () => {
    for (let i = 0; i < 40; i++) {
      const controller = new AbortController()
      const running = conn.execute('SELECT pg_sleep(0.002)', [], { signal: controller.signal })
      setTimeout(() => controller.abort(), i % 5)
      await running.catch(() => undefined)
      expect((await conn.execute('SELECT $1::int', [i])).rows).toEqual([[i]])
    }
  })

  test('an abort that overtakes its statement is repeated', async () => {
    const started = Date.now()
    for (let i = 0; i < 5; i++) {
      const controller = new AbortController()
      const running = failure(conn.execute('SELECT pg_sleep(30)', [], { signal: controller.signal }))
      controller.abort()
      expect(await running).toMatchObject({ code: 'ABORTED' })
      expect(conn.isUsable).toBe(true)
    }
    expect(Date.now() - started).toBeLessThan(4000)
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
  })

  test('a signal that has fired already sends nothing', async () => {
    expect(await failure(conn.execute('CREATE TABLE never (a int)', [], { signal: AbortSignal.abort() }))).toMatchObject({ code: 'ABORTED' })
    await expect(conn.execute('SELECT * FROM never', [])).rejects.toMatchObject({ code: '42P01' })
  })

  test('cancel() stops what runs', async () => {
    const running = failure(conn.execute('SELECT pg_sleep(30)', []))
    await new Promise(resolve => setTimeout(resolve, 100))
    await conn.cancel()
    expect(await running).toMatchObject({ code: '57014' })
  })

  test('executeMany is abortable', async () => {
    expect(await failure(conn.executeMany('SELECT pg_sleep($1::float)', [[10], [10]], { signal: AbortSignal.timeout(50) }))).toMatchObject({ code: 'ABORTED' })
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
  })
})
