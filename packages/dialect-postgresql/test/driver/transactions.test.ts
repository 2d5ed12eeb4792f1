import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { open } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  let conn: PgConnection
  beforeAll(async () => {
    conn = await open(db.url)
    await conn.executeScript('CREATE TABLE t (a int)')
  })
  afterAll(() => conn.close())
  const count = async (): Promise<unknown> => (await conn.execute('SELECT count(*)::int FROM t', [])).rows[0]?.[0]

  test('commit keeps, rollback undoes, and the state is known', async () => {
    await conn.begin()
    expect(conn.inTransaction).toBe(true)
    await conn.execute('INSERT INTO t VALUES (1)', [])
    await conn.rollback()
    expect(conn.inTransaction).toBe(false)
    expect(await count()).toBe(0)
    await conn.begin()
    await conn.execute('INSERT INTO t VALUES (1)', [])
    await conn.commit()
    expect(await count()).toBe(1)
    await conn.rollback()
  })

  test('savepoints', async () => {
    await conn.begin()
    await conn.execute('DELETE FROM t', [])
    await conn.savepoint('odd "name"')
    await conn.execute('INSERT INTO t VALUES (1)', [])
    await expect(conn.execute('SELECT 1 / 0', [])).rejects.toMatchObject({ code: '22012' })
    await conn.rollbackToSavepoint('odd "name"')
    await conn.execute('INSERT INTO t VALUES (2)', [])
    await conn.releaseSavepoint('odd "name"')
    await conn.commit()
    expect((await conn.execute('SELECT a FROM t', [])).rows).toEqual([[2]])
  })

  test('a commit of a failed transaction says that nothing was stored', async () => {
    await conn.begin()
    await expect(conn.execute('SELECT 1 / 0', [])).rejects.toThrow('division')
    expect(conn.inTransaction).toBe(true)
    await expect(conn.commit()).rejects.toMatchObject({ code: 'PENDING_ROLLBACK' })
    expect(conn.inTransaction).toBe(false)
  })

  test.each(['READ COMMITTED', 'READ UNCOMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'] as const)('isolation level %s', async level => {
    conn.setIsolationLevel(level)
    await conn.begin()
    expect((await conn.execute('SHOW transaction_isolation', [])).rows).toEqual([[level.toLowerCase()]])
    expect(await conn.getIsolationLevel()).toBe(level)
    expect(() => conn.setIsolationLevel('READ COMMITTED')).toThrow('inside a transaction')
    await conn.commit()
  })

  test('autocommit, unknown levels, the server\'s default', async () => {
    const other = await open(db.url)
    expect(await other.getIsolationLevel()).toBe('READ COMMITTED')
    other.setIsolationLevel('AUTOCOMMIT')
    await other.begin()
    expect(other.inTransaction).toBe(false)
    await other.commit()
    expect(() => other.setIsolationLevel('SNAPSHOT')).toThrow('no isolation level')
    await other.close()
  })

  test('read-only and deferrable transactions', async () => {
    conn.setIsolationLevel('SERIALIZABLE')
    conn.setTransactionModes({ readOnly: true, deferrable: true })
    await conn.begin()
    await expect(conn.execute('DELETE FROM t', [])).rejects.toMatchObject({ code: '25006' })
    await conn.rollback()
    conn.setTransactionModes({})
  })

  test('two-phase commit', async () => {
    const { rows: [[allowed] = []] } = await conn.execute("SELECT current_setting('max_prepared_transactions')::int > 0", [])
    expect(allowed).toBe(true)
    const xid = "it's \\ odd"
    const before = await count()
    for (const decision of ['commit', 'rollback'] as const) {
      await conn.beginTwoPhase(xid)
      await conn.execute('INSERT INTO t VALUES (9)', [])
      await conn.prepareTwoPhase(xid)
      expect(conn.inTransaction).toBe(false)
      expect(await conn.recoverTwoPhase()).toEqual([xid])
      await (decision === 'commit' ? conn.commitTwoPhase(xid, true) : conn.rollbackTwoPhase(xid, true))
      expect(await conn.recoverTwoPhase()).toEqual([])
    }
    await conn.beginTwoPhase(xid)
    await conn.execute('INSERT INTO t VALUES (9)', [])
    await conn.rollbackTwoPhase(xid, false)
    expect(await count()).toBe((before as number) + 1)
  })
})
