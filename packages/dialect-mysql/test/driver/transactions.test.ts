import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { driver, failure, open } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  let conn: Mysql2DriverConnection
  beforeAll(async () => {
    conn = await open(db.url)
    await conn.execute('CREATE TABLE t (a INT PRIMARY KEY, b INT) ENGINE = InnoDB', [])
  })
  afterAll(() => conn.close())
  const count = async (): Promise<number> => Number((await conn.execute('SELECT COUNT(*) FROM t', [])).rows[0]?.[0])

  test('commit keeps, rollback undoes, and the state is known', async () => {
    await conn.begin()
    expect(conn.inTransaction).toBe(true)
    await conn.execute('INSERT INTO t VALUES (1, 1)', [])
    expect(conn.inTransaction).toBe(true)
    await conn.rollback()
    expect(conn.inTransaction).toBe(false)
    expect(await count()).toBe(0)
    await conn.begin()
    await conn.execute('INSERT INTO t VALUES (1, 1)', [])
    await conn.commit()
    expect(await count()).toBe(1)
    await conn.rollback()
    await conn.execute('START TRANSACTION', [])
    expect(conn.inTransaction).toBe(true)
    await conn.rollback()
  })

  test('savepoints', async () => {
    await conn.begin()
    await conn.execute('DELETE FROM t', [])
    await conn.savepoint('odd `name`')
    await conn.execute('INSERT INTO t VALUES (1, 1)', [])
    await conn.rollbackToSavepoint('odd `name`')
    await conn.execute('INSERT INTO t VALUES (2, 2)', [])
    await conn.releaseSavepoint('odd `name`')
    await conn.commit()
    expect((await conn.execute('SELECT a FROM t', [])).rows).toEqual([[2]])
  })

  test.each(['READ COMMITTED', 'READ UNCOMMITTED', 'SERIALIZABLE', 'REPEATABLE READ'] as const)('isolation level %s', async level => {
    await conn.setIsolationLevel(level)
    expect(await conn.getIsolationLevel()).toBe(level)
    const fresh = await open(db.url)
    expect(await fresh.getIsolationLevel()).toBe('REPEATABLE READ')
    await fresh.close()
    await conn.begin()
    const other = await open(db.url)
    await other.execute('DELETE FROM t WHERE a = 50', [])
    await conn.execute('SELECT COUNT(*) FROM t WHERE a = 50', [])
    // A serializable read locks the gap, so only the other levels let the insert through.
    const inserting = other.execute('INSERT INTO t VALUES (50, 1)', []).catch((error: unknown) => error)
    const seen = level === 'SERIALIZABLE' ? 0 : Number((await inserting, await conn.execute('SELECT COUNT(*) FROM t WHERE a = 50', [])).rows[0]?.[0])
    expect(seen).toBe(level.startsWith('READ') ? 1 : 0)
    await expect(conn.setIsolationLevel('READ COMMITTED')).rejects.toThrow('inside a transaction')
    await conn.commit()
    await inserting
    await other.close()
  })

  test('autocommit and unknown levels', async () => {
    const other = await open(db.url)
    await other.setIsolationLevel('AUTOCOMMIT')
    await other.begin()
    expect(other.inTransaction).toBe(false)
    await other.commit()
    await expect(other.setIsolationLevel('SNAPSHOT')).rejects.toThrow('no isolation level')
    await other.close()
  })

  test('after a deadlock a commit says that nothing was stored', async () => {
    const other = await open(db.url)
    await conn.execute('DELETE FROM t', [])
    await conn.execute('INSERT INTO t VALUES (1, 0), (2, 0)', [])
    await conn.begin()
    await other.begin()
    await conn.execute('UPDATE t SET b = 1 WHERE a = 1', [])
    await other.execute('UPDATE t SET b = 2 WHERE a = 2', [])
    const outcomes = await Promise.allSettled([conn.execute('UPDATE t SET b = 1 WHERE a = 2', []), other.execute('UPDATE t SET b = 2 WHERE a = 1', [])])
    const victim = outcomes[0].status === 'rejected' ? conn : other
    const winner = victim === conn ? other : conn
    const error = outcomes.find(outcome => outcome.status === 'rejected')?.reason as unknown
    expect(driver.classifyError(error)).toMatchObject({ kind: 'OperationalError', isDisconnect: false, detail: { errno: 1213, sqlState: '40001' } })
    expect(await failure(victim.commit())).toMatchObject({ code: 'PENDING_ROLLBACK' })
    await winner.commit()
    await victim.rollback()
    await other.close()
  })

  test('two-phase commit', async () => {
    const xid = "it's \\ odd"
    const before = await count()
    let key = 100
    for (const decision of ['commit', 'rollback'] as const) {
      await conn.beginTwoPhase(xid)
      expect(conn.inTransaction).toBe(true)
      await conn.execute('INSERT INTO t VALUES (?, 9)', [key++])
      await conn.prepareTwoPhase(xid)
      expect(conn.inTransaction).toBe(false)
      expect(await conn.recoverTwoPhase()).toContain(xid)
      await (decision === 'commit' ? conn.commitTwoPhase(xid, true) : conn.rollbackTwoPhase(xid, true))
      expect(await conn.recoverTwoPhase()).not.toContain(xid)
    }
    await conn.beginTwoPhase(xid)
    await conn.execute('INSERT INTO t VALUES (?, 9)', [key++])
    await conn.rollbackTwoPhase(xid, false)
    await conn.beginTwoPhase(xid)
    await conn.execute('INSERT INTO t VALUES (?, 9)', [key++])
    await conn.commitTwoPhase(xid, false)
    expect(await count()).toBe(before + 2)
    await expect(conn.beginTwoPhase('x'.repeat(65))).rejects.toThrow('64 bytes')
  })
})
