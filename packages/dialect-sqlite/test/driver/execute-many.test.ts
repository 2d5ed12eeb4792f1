import { expect, test } from '@jest/globals'
import { open } from './open.ts'

test('executeMany sums the rows of every parameter set', async () => {
  const conn = await open()
  conn.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER)', [])
  const sets = Array.from({ length: 1000 }, (_, i) => [BigInt(i)])
  expect(conn.executeMany('INSERT INTO t (a) VALUES (?)', sets)).toEqual({ columns: [], rows: [], rowCount: 1000, lastInsertId: 1000 })
  expect(conn.executeMany('UPDATE t SET a = 0 WHERE a < ?', [[10n], [20n], [0n]]).rowCount).toBe(10 + 20)
  expect(conn.executeMany('DELETE FROM t WHERE a = ? RETURNING id', [[500n], [501n], [-1n]])).toMatchObject({ rowCount: 2, rows: [] })
  expect(conn.executeMany('DELETE FROM t WHERE a = ?', [])).toMatchObject({ rowCount: 0 })
})
