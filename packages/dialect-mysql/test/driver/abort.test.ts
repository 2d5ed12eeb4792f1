import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { failure, open } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  let conn: Mysql2DriverConnection
  beforeEach(async () => { conn = await open(db.url) })
  afterEach(() => conn.close())

  test.each([
    'SELECT SLEEP(30)',
    'WITH RECURSIVE n(i, x) AS (SELECT 1, SLEEP(0.01) UNION ALL SELECT i + 1, SLEEP(0.01) FROM n WHERE i < 900) SELECT COUNT(*) FROM n',
  ])('%s is killed and the connection stays in step', async sql => {
    const started = Date.now()
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 100)
    expect(await failure(conn.execute(sql, [], { signal: controller.signal }))).toMatchObject({ name: 'AbortedError', cause: { message: 'enough' } })
    expect(Date.now() - started).toBeLessThan(4000)
    expect(conn.isUsable).toBe(true)
    for (let i = 0; i < 20; i++) expect((await conn.execute('SELECT CONCAT(?)', [String(i)])).rows).toEqual([[String(i)]])
  })

  test('aborts that race with the end of the statement never hit the next one', async () => {
    for (let i = 0; i < 20; i++) {
      const controller = new AbortController()
      const running = conn.execute('SELECT SLEEP(0.002)', [], { signal: controller.signal })
      setTimeout(() => controller.abort(), i % 5)
      await running.catch(() => undefined)
      expect((await conn.execute('SELECT CONCAT(?)', [String(i)])).rows).toEqual([[String(i)]])
    }
  })

  test('an abort that overtakes its statement is repeated', async () => {
    const started = Date.now()
    for (let i = 0; i < 5; i++) {
      const controller = new AbortController()
      const running = failure(conn.execute('SELECT SLEEP(30)', [], { signal: controller.signal }))
      controller.abort()
      expect(await running).toMatchObject({ code: 'ABORTED' })
      expect(conn.isUsable).toBe(true)
    }
    expect(Date.now() - started).toBeLessThan(4000)
    expect((await conn.execute('SELECT CONCAT(?)', ['x'])).rows).toEqual([['x']])
  })

  test('a signal that has fired already sends nothing', async () => {
    expect(await failure(conn.execute('CREATE TABLE never (a INT)', [], { signal: AbortSignal.abort() }))).toMatchObject({ code: 'ABORTED' })
    await expect(conn.execute('SELECT * FROM never', [])).rejects.toMatchObject({ errno: 1146 })
  })

  test('executeMany stops at an abort', async () => {
    const sets = Array.from({ length: 100 }, () => [0.1])
    expect(await failure(conn.executeMany('DO SLEEP(?)', sets, { signal: AbortSignal.timeout(150) }))).toMatchObject({ code: 'ABORTED' })
    expect((await conn.execute('SELECT CONCAT(?)', ['x'])).rows).toEqual([['x']])
  })
})
