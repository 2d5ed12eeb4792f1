import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { open } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'athanor-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const file = (): string => join(folder, `${files++}.db`)

describe('transactions', () => {
  test('commit keeps, rollback undoes', async () => {
    const conn = await open()
    conn.execute('CREATE TABLE t (a)', [])
    conn.begin()
    expect(conn.inTransaction).toBe(true)
    conn.execute('INSERT INTO t VALUES (1)', [])
    conn.rollback()
    expect(conn.inTransaction).toBe(false)
    conn.begin()
    conn.execute('INSERT INTO t VALUES (2)', [])
    conn.commit()
    expect(conn.execute('SELECT a FROM t', []).rows).toEqual([[2]])
    conn.rollback()
    conn.commit()
  })

  test('savepoints nest, whatever their name', async () => {
    const conn = await open()
    conn.execute('CREATE TABLE t (a)', [])
    conn.begin()
    conn.execute('INSERT INTO t VALUES (1)', [])
    conn.savepoint('odd "name"; DROP TABLE t')
    conn.execute('INSERT INTO t VALUES (2)', [])
    conn.rollbackToSavepoint('odd "name"; DROP TABLE t')
    conn.savepoint('b')
    conn.execute('INSERT INTO t VALUES (3)', [])
    conn.releaseSavepoint('b')
    conn.commit()
    expect(conn.execute('SELECT a FROM t', []).rows).toEqual([[1], [3]])
  })

  test('a commit fails when SQLite rolled back on its own', async () => {
    const conn = await open()
    conn.execute('CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK)', [])
    conn.begin()
    conn.execute('INSERT INTO t VALUES (1)', [])
    expect(() => conn.execute('INSERT INTO t VALUES (1)', [])).toThrow('UNIQUE')
    expect(conn.inTransaction).toBe(false)
    expect(() => conn.commit()).toThrow('no transaction is active')
    conn.rollback()
    expect(conn.execute('SELECT count(*) FROM t', []).rows).toEqual([[0]])
  })

  test('begin=immediate takes the write lock at once', async () => {
    const database = file()
    const a = await open({ database, query: { begin: 'immediate', timeout: '0' } })
    const b = await open({ database, query: { timeout: '0' } })
    a.begin()
    b.begin()
    expect(() => b.execute('CREATE TABLE t (a)', [])).toThrow('database is locked')
    b.rollback()
    a.rollback()
    a.close()
    b.close()
  })

  test('isolation levels', async () => {
    const conn = await open()
    expect(conn.getIsolationLevel()).toBe('SERIALIZABLE')
    conn.setIsolationLevel('READ UNCOMMITTED')
    expect(conn.getIsolationLevel()).toBe('READ UNCOMMITTED')
    conn.setIsolationLevel('AUTOCOMMIT')
    expect(conn.getIsolationLevel()).toBe('AUTOCOMMIT')
    conn.begin()
    expect(conn.inTransaction).toBe(false)
    conn.setIsolationLevel('SERIALIZABLE')
    expect(() => conn.setIsolationLevel('SNAPSHOT')).toThrow('no isolation level')
  })
})
