import { describe, expect, test } from '@jest/globals'
import { open } from './open.ts'

describe('values of a result', () => {
  test('duplicate column names survive', async () => {
    const conn = await open()
    const result = conn.execute('SELECT 1 AS a, 2 AS a, ? AS b', ['x'])
    expect(result.columns.map(column => column.name)).toEqual(['a', 'a', 'b'])
    expect(result.rows).toEqual([[1, 2, 'x']])
    expect(result.rowCount).toBe(1)
  })

  test('answers are values, not promises', async () => {
    const conn = await open()
    expect(conn.execute('SELECT 1', [])).not.toBeInstanceOf(Promise)
    expect(conn.begin()).toBeUndefined()
    expect(conn.rollback()).toBeUndefined()
  })

  test.each([
    [9_007_199_254_740_993n], [-9_007_199_254_740_993n], [9_223_372_036_854_775_807n], [-9_223_372_036_854_775_808n],
  ])('the integer %s keeps its digits, the small ones stay numbers', async big => {
    const conn = await open()
    conn.execute('CREATE TABLE t (n INTEGER, m INTEGER)', [])
    conn.execute('INSERT INTO t VALUES (?, 5)', [big])
    for (let i = 0; i < 3; i++) expect(conn.execute('SELECT n, m FROM t', []).rows).toEqual([[big, 5]])
    expect(conn.execute('SELECT n, m FROM t', [], { bigints: true, prepare: false }).rows).toEqual([[big, 5]])
    expect(conn.execute('INSERT INTO t VALUES (?, 6) RETURNING n, m', [big]).rows).toEqual([[big, 6]])
  })

  test('a large real stays a real', async () => {
    const conn = await open()
    expect(conn.execute('SELECT 1e300, 9007199254740994.0', []).rows).toEqual([[1e300, 9_007_199_254_740_994]])
  })

  test('bytes come back as a Uint8Array', async () => {
    const conn = await open()
    const [[value]] = conn.execute('SELECT ?', [new Uint8Array([0, 255, 7])]).rows as [[Uint8Array]]
    expect(value).toBeInstanceOf(Uint8Array)
    expect([...value]).toEqual([0, 255, 7])
    expect(conn.execute('SELECT ?', [Buffer.alloc(0)]).rows).toEqual([[Buffer.alloc(0)]])
  })

  test('columns follow a table that was altered under a prepared SELECT *', async () => {
    const conn = await open()
    conn.execute('CREATE TABLE t (a INTEGER)', [])
    conn.execute('INSERT INTO t VALUES (1)', [])
    expect(conn.execute('SELECT * FROM t', []).columns).toEqual([{ name: 'a', type: 'INTEGER' }])
    conn.execute('ALTER TABLE t RENAME COLUMN a TO b', [])
    conn.execute('ALTER TABLE t ADD COLUMN c TEXT', [])
    const result = conn.execute('SELECT * FROM t', [])
    expect(result.columns).toEqual([{ name: 'b', type: 'INTEGER' }, { name: 'c', type: 'TEXT' }])
    expect(result.rows).toEqual([[1, null]])
  })

  test('row counts and generated keys', async () => {
    const conn = await open()
    conn.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)', [])
    expect(conn.execute('INSERT INTO t (a) VALUES (?)', ['x'])).toMatchObject({ rowCount: 1, lastInsertId: 1 })
    expect(conn.execute('INSERT INTO t (id, a) VALUES (?, ?)', [2n ** 60n, 'y'])).toMatchObject({ rowCount: 1, lastInsertId: 2n ** 60n })
    expect(conn.execute("UPDATE t SET a = 'z'", [])).toMatchObject({ rowCount: 2, lastInsertId: undefined })
    expect(conn.execute('DELETE FROM t WHERE id = 1 RETURNING id, a', [])).toMatchObject({ rowCount: 1, rows: [[1, 'z']] })
    expect(conn.execute('DELETE FROM t WHERE id = 77', [])).toMatchObject({ rowCount: 0, rows: [], columns: [] })
  })

  test('REGEXP takes JavaScript patterns and passes NULL through', async () => {
    const conn = await open()
    expect(conn.execute("SELECT 'abc' REGEXP '^a.c$', 'abc' REGEXP 'x', NULL REGEXP 'x'", []).rows).toEqual([[1, 0, null]])
  })
})
