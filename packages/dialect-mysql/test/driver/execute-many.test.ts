import { expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { open } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  test('counts are summed, and an error stops the rest', async () => {
    const conn = await open(db.url)
    await conn.execute('CREATE TABLE t (a INT PRIMARY KEY, b VARCHAR(20)) ENGINE = InnoDB', [])
    await conn.begin()
    const sets = Array.from({ length: 1000 }, (_, i) => [i, `row ${i}`])
    expect(await conn.executeMany('INSERT INTO t VALUES (?, ?)', sets)).toMatchObject({ columns: [], rows: [], rowCount: 1000 })
    expect((await conn.executeMany('UPDATE t SET b = ? WHERE a < ?', [['x', 10], ['x', 20], ['z', 0]])).rowCount).toBe(30)
    expect((await conn.executeMany('DELETE FROM t WHERE a = ?', [])).rowCount).toBe(0)
    await expect(conn.executeMany('INSERT INTO t VALUES (?, NULL)', [[5000], [5000], [5001]])).rejects.toMatchObject({ errno: 1062 })
    expect((await conn.execute('SELECT a FROM t WHERE a >= 5000', [])).rows).toEqual([[5000]])
    await conn.rollback()
    await conn.close()
  })
})
