import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { type Connection, createEngine, type Engine } from '@athanor/engine'
import { integer, select, varchar } from '@athanor/expressions'
import { declarativeBase, Session, type SessionOptions } from '@athanor/orm'

const Base = declarativeBase()
class Item extends Base.entity('joined_item', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30) }) {}

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  let engine: Engine
  beforeAll(() => { engine = createEngine(db.url) })
  beforeEach(async () => {
    await Base.metadata.dropAll(engine)
    await Base.metadata.createAll(engine)
  })
  afterAll(async () => {
    await Base.metadata.dropAll(engine)
    await engine.dispose()
  })

  const names = async (connection: Connection): Promise<string[]> => {
    await using session = new Session(connection, { joinTransactionMode: 'rollbackOnly' })
    return await session.scalars(select(Item.c.name).orderBy(Item.c.id)).all()
  }
  const committed = async (): Promise<string[]> => {
    await using connection = await engine.connect()
    return await names(connection)
  }
  /** A session adds an item to a connection that has a transaction with one already, and ends as told. */
  const join = async (
    connection: Connection, mode: SessionOptions['joinTransactionMode'] | undefined, end: 'commit' | 'rollback' | 'close',
  ): Promise<void> => {
    const session = new Session(connection, mode === undefined ? {} : { joinTransactionMode: mode })
    session.add(new Item({ id: 2, name: 'inner' }))
    await session.flush()
    await session[end]()
    await session.close()
    expect(connection.isClosed).toBe(false)
  }
  const outer = async (connection: Connection): Promise<void> => {
    await using session = new Session(connection, { joinTransactionMode: 'rollbackOnly' })
    session.add(new Item({ id: 1, name: 'outer' }))
    await session.commit()
  }

  for (const mode of ['rollbackOnly', 'conditionalSavepoint', undefined] as const) {
    test(`${mode ?? 'by default'}: commit leaves the transaction open, and its owner decides`, async () => {
      await using connection = await engine.connect()
      const transaction = await connection.begin()
      await outer(connection)
      await join(connection, mode, 'commit')
      expect(transaction.isActive).toBe(true)
      expect(await names(connection)).toEqual(['outer', 'inner'])
      await transaction.rollback()
      expect(await committed()).toEqual([])
    })

    test(`${mode ?? 'by default'}: rollback ends the whole transaction`, async () => {
      await using connection = await engine.connect()
      const transaction = await connection.begin()
      await outer(connection)
      await join(connection, mode, 'rollback')
      expect(transaction.isActive).toBe(false)
      expect(await committed()).toEqual([])
    })
  }

  test('rollbackOnly: close leaves the transaction as it is', async () => {
    await using connection = await engine.connect()
    const transaction = await connection.begin()
    await outer(connection)
    await join(connection, 'rollbackOnly', 'close')
    await transaction.commit()
    expect(await committed()).toEqual(['outer', 'inner'])
  })

  test('controlFully: commit commits what the owner of the connection did before', async () => {
    await using connection = await engine.connect()
    const transaction = await connection.begin()
    await outer(connection)
    await join(connection, 'controlFully', 'commit')
    expect(transaction.isActive).toBe(false)
    expect(await committed()).toEqual(['outer', 'inner'])
  })

  for (const end of ['rollback', 'close'] as const) {
    test(`controlFully: ${end} rolls it back`, async () => {
      await using connection = await engine.connect()
      const transaction = await connection.begin()
      await outer(connection)
      await join(connection, 'controlFully', end)
      expect(transaction.isActive).toBe(false)
      expect(await committed()).toEqual([])
    })
  }

  test('createSavepoint: commit releases a savepoint', async () => {
    await using connection = await engine.connect()
    const transaction = await connection.begin()
    await outer(connection)
    await join(connection, 'createSavepoint', 'commit')
    expect([transaction.isActive, connection.inNestedTransaction]).toEqual([true, false])
    expect(await names(connection)).toEqual(['outer', 'inner'])
    await transaction.rollback()
    expect(await committed()).toEqual([])
  })

  for (const end of ['rollback', 'close'] as const) {
    test(`createSavepoint: ${end} undoes the session's work alone`, async () => {
      await using connection = await engine.connect()
      const transaction = await connection.begin()
      await outer(connection)
      await join(connection, 'createSavepoint', end)
      expect([transaction.isActive, connection.inNestedTransaction]).toEqual([true, false])
      await transaction.commit()
      expect(await committed()).toEqual(['outer'])
    })
  }

  test('conditionalSavepoint: inside a savepoint the session sets one of its own', async () => {
    await using connection = await engine.connect()
    const transaction = await connection.begin()
    const savepoint = await connection.beginNested()
    await outer(connection)
    await join(connection, 'conditionalSavepoint', 'rollback')
    expect([transaction.isActive, savepoint.isActive]).toEqual([true, true])
    await join(connection, 'conditionalSavepoint', 'commit')
    await transaction.commit()
    expect(await committed()).toEqual(['outer', 'inner'])
  })

  test('without an outer transaction the session has its own, and the connection stays open', async () => {
    await using connection = await engine.connect()
    await join(connection, 'rollbackOnly', 'commit')
    expect([connection.inTransaction, await committed()]).toEqual([false, ['inner']])
  })
})
