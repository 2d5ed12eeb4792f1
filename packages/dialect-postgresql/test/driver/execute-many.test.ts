import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { open } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  let conn: PgConnection
  beforeAll(async () => {
    conn = await open(db.url)
    await conn.executeScript('CREATE TABLE t (a int PRIMARY KEY, b text)')
  })
  afterAll(() => conn.close())

  test('many parameter sets in one round trip, counts summed', async () => {
    const sets = Array.from({ length: 5000 }, (_, i) => [i, `row ${i}`])
    expect(await conn.executeMany('INSERT INTO t VALUES ($1, $2)', sets)).toEqual({ columns: [], rows: [], rowCount: 5000 })
    expect((await conn.executeMany('UPDATE t SET b = $1 WHERE a < $2', [['x', 10], ['y', 20], ['z', 0]])).rowCount).toBe(30)
    expect(await conn.executeMany('DELETE FROM t WHERE a = $1 RETURNING a', [[1], [2], [-1]])).toMatchObject({ rowCount: 2, rows: [] })
    expect((await conn.executeMany('DELETE FROM t WHERE a = $1', [])).rowCount).toBe(0)
    expect((await conn.execute('DELETE FROM t WHERE a = $1 RETURNING a, b', [3])).rows).toEqual([[3, 'y']])
  })

  test('an error in the middle stops the rest, and the connection goes on', async () => {
    await conn.execute('DELETE FROM t', [])
    await expect(conn.executeMany('INSERT INTO t VALUES ($1, NULL)', [[1], [2], [2], [3]])).rejects.toMatchObject({ code: '23505' })
    expect((await conn.execute('SELECT count(*)::int FROM t', [])).rows).toEqual([[0]])
    expect((await conn.executeMany('INSERT INTO t VALUES ($1, NULL)', [[1], [2]])).rowCount).toBe(2)
  })
})
