import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

const insert = text('INSERT INTO thing (id, name) VALUES (:id, :name)')
const count = text('SELECT count(*) AS n FROM thing')

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(() => { engine = engines.open(db.url) })
  beforeEach(() => makeTable(engine))
  afterAll(() => engines.dispose())

  const rows = async (): Promise<number> => {
    await using conn = await engine.connect()
    return Number(await conn.execute(count).scalar())
  }

  describe('scenario 1: autobegin', () => {
    test('begin() after a statement is an error, since the statement began a transaction', async () => {
      await using conn = await engine.connect()
      await conn.execute(count)
      const error = await rejection(conn.begin())
      expect(error).toMatchObject({ code: 'TRANSACTION_BEGUN', message: expect.stringContaining("can't call begin() here unless rollback() or commit() is called first") })
      await conn.rollback()
      await conn.begin()
    })

    test('closing without commit() rolls back', async () => {
      const conn = await engine.connect()
      await conn.execute(insert, { id: 1, name: 'a' })
      expect(conn.inTransaction).toBe(true)
      await conn.close()
      expect(await rows()).toBe(0)
    })

    test('commit as you go', async () => {
      await using conn = await engine.connect()
      await conn.commit()
      await conn.execute(insert, { id: 1, name: 'a' })
      await conn.commit()
      expect(conn.inTransaction).toBe(false)
      await conn.execute(insert, { id: 2, name: 'b' })
      await conn.rollback()
      expect(await conn.execute(count).scalar().then(Number)).toBe(1)
    })
  })

  describe('blocks', () => {
    test('engine.begin(fn) commits, and answers what the function does', async () => {
      expect(await engine.begin(async (conn) => {
        await conn.execute(insert, { id: 1, name: 'a' })
        return 'done'
      })).toBe('done')
      expect(await rows()).toBe(1)
    })

    test('engine.begin(fn) rolls back when the function throws', async () => {
      const error = new Error('stop')
      expect(await rejection(engine.begin(async (conn) => {
        await conn.execute(insert, { id: 1, name: 'a' })
        throw error
      }))).toBe(error)
      expect(await rows()).toBe(0)
      expect(engine.pool.statistics().checkedOut).toBe(0)
    })

    test('await using a connection with a begun transaction rolls back without commit()', async () => {
      {
        await using conn = await engine.begin()
        await conn.execute(insert, { id: 1, name: 'a' })
      }
      expect(await rows()).toBe(0)
      {
        await using conn = await engine.begin()
        await conn.execute(insert, { id: 1, name: 'a' })
        await conn.commit()
      }
      expect(await rows()).toBe(1)
    })

    test('await using a transaction rolls back without commit()', async () => {
      await using conn = await engine.connect()
      {
        await using tx = await conn.begin()
        await conn.execute(insert, { id: 1, name: 'a' })
        expect(tx.isActive).toBe(true)
      }
      {
        await using tx = await conn.begin()
        await conn.execute(insert, { id: 2, name: 'b' })
        await tx.commit()
        expect(tx.isActive).toBe(false)
        expect(await rejection(tx.commit())).toMatchObject({ code: 'TRANSACTION_INACTIVE' })
      }
      expect(await conn.execute(text('SELECT id FROM thing')).scalars().all()).toEqual([2])
    })

    test('nothing can be executed in a block after its transaction has ended', async () => {
      await using conn = await engine.connect()
      const error = await rejection(conn.begin(async (tx) => {
        await tx.rollback()
        await conn.execute(count)
      }))
      expect(error).toMatchObject({ code: 'TRANSACTION_CLOSED', message: expect.stringContaining("Can't operate on closed transaction inside context manager") })
      expect(Number(await conn.execute(count).scalar())).toBe(0)
    })
  })

  describe('scenario 2: savepoints', () => {
    test('an error inside a beginNested() block rolls back the savepoint only', async () => {
      await engine.begin(async (conn) => {
        await conn.execute(insert, { id: 1, name: 'a' })
        const error = await rejection(conn.beginNested(async () => {
          await conn.execute(insert, { id: 2, name: 'b' })
          await conn.execute(insert, { id: 1, name: 'twice' })
        }))
        expect(error.code).toBe('INTEGRITY_ERROR')
        await conn.execute(insert, { id: 3, name: 'c' })
      })
      await using conn = await engine.connect()
      expect(await conn.execute(text('SELECT id FROM thing ORDER BY id')).scalars().all()).toEqual([1, 3])
    })

    test('beginNested() begins the transaction around it', async () => {
      await using conn = await engine.connect()
      const savepoint = await conn.beginNested()
      expect([conn.inTransaction, conn.inNestedTransaction]).toEqual([true, true])
      await conn.execute(insert, { id: 1, name: 'a' })
      await savepoint.commit()
      expect([conn.inTransaction, conn.inNestedTransaction]).toEqual([true, false])
      await conn.commit()
      expect(await rows()).toBe(1)
    })

    test('an outer savepoint takes its inner ones along', async () => {
      await using conn = await engine.connect()
      const outer = await conn.beginNested()
      const inner = await conn.beginNested()
      await conn.execute(insert, { id: 1, name: 'a' })
      await outer.rollback()
      expect([inner.isActive, inner.isClosed, conn.inNestedTransaction]).toEqual([false, true, false])
      expect(await rejection(inner.commit())).toMatchObject({ code: 'TRANSACTION_INACTIVE' })
      expect(Number(await conn.execute(count).scalar())).toBe(0)
    })

    test('the end of the transaction ends its savepoints', async () => {
      await using conn = await engine.connect()
      const savepoint = await conn.beginNested()
      await conn.execute(insert, { id: 1, name: 'a' })
      await conn.commit()
      expect(savepoint.isActive).toBe(false)
      await savepoint.rollback()
      expect(await rows()).toBe(1)
    })
  })

  test('a closed connection says so', async () => {
    const conn = await engine.connect()
    await conn.close()
    await conn.close()
    expect(await rejection(conn.execute(count))).toMatchObject({ code: 'CONNECTION_CLOSED', message: 'This Connection is closed.' })
    expect(await rejection(conn.begin())).toMatchObject({ code: 'CONNECTION_CLOSED' })
    expect(() => conn.info).toThrow('This Connection is closed.')
  })
})
