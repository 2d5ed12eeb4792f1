import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, type Engine } from '@athanor/engine'
import { integer, select, varchar } from '@athanor/expressions'
import { IntegrityError, InvalidRequestError } from '@athanor/interfaces'
import { declarativeBase, Session } from '@athanor/orm'

const Base = declarativeBase()
class Debit extends Base.entity('debit', { id: integer().primaryKey({ autoincrement: false }), note: varchar(30).unique() }) {}
class Credit extends Base.entity('credit', { id: integer().primaryKey({ autoincrement: false }), note: varchar(30).unique() }) {}

onDatabases({ databases: ['postgresql', 'mariadb'], requires: ['twoPhase'] }, (db) => {
  let engines: readonly [Engine, Engine]
  let log: string[] = []
  /** What the second server's preparation meets. */
  let onPrepare: () => void = () => undefined
  beforeAll(async () => {
    engines = [createEngine((await db.freshDatabase()).url), createEngine((await db.freshDatabase()).url)]
    for (const [i, engine] of engines.entries()) {
      engine.on('prepareTwoPhase', () => {
        if (i === 1) onPrepare()
        log.push(`prepare ${i}`)
      })
      engine.on('commitTwoPhase', (_connection, _xid, isPrepared) => { log.push(`commit ${i} ${isPrepared ? 'prepared' : 'unprepared'}`) })
      engine.on('rollbackTwoPhase', (_connection, _xid, isPrepared) => { log.push(`rollback ${i} ${isPrepared ? 'prepared' : 'unprepared'}`) })
    }
  })
  beforeEach(async () => {
    for (const engine of engines) {
      await Base.metadata.dropAll(engine)
      await Base.metadata.createAll(engine)
    }
    log = []
    onPrepare = () => undefined
  })
  afterAll(async () => { for (const engine of engines) await engine.dispose() })

  const open = (): Session => new Session(null, { twoPhase: true, binds: new Map<unknown, Engine>([[Debit, engines[0]], [Credit, engines[1]]]) })
  const notes = async (): Promise<string[]> => {
    const found: string[] = []
    for (const [i, engine] of engines.entries()) {
      await using session = new Session(engine)
      found.push(...await session.scalars(select((i === 0 ? Debit : Credit).c.note)).all())
    }
    return found
  }
  const waiting = async (): Promise<number> => {
    await using connection = await engines[0].connect()
    return (await connection.recoverTwoPhase()).length
  }

  test('all are prepared before any is committed', async () => {
    await using session = open()
    const debit = new Debit({ id: 1, note: 'out' })
    session.add(debit, new Credit({ id: 1, note: 'in' }))
    await session.flush()
    expect(log).toEqual([])
    await session.commit()
    expect(log.slice(0, 2).toSorted()).toEqual(['prepare 0', 'prepare 1'])
    expect(log.slice(2).toSorted()).toEqual(['commit 0 prepared', 'commit 1 prepared'])
    expect(await notes()).toEqual(['out', 'in'])
    debit.note = 'again'
    await session.commit()
    expect(await notes()).toEqual(['again', 'in'])
    expect(await waiting()).toBe(0)
  })

  test('when one can\'t be prepared, those that were are rolled back, and the session goes on', async () => {
    await using session = open()
    // the first one first
    session.add(new Debit({ id: 1, note: 'out' }))
    await session.flush()
    session.add(new Credit({ id: 1, note: 'in' }))
    onPrepare = () => { throw new TypeError('disk full') }
    await expect(session.commit()).rejects.toThrow('disk full')
    expect(log.toSorted()).toEqual(['prepare 0', 'rollback 0 prepared', 'rollback 1 unprepared'])
    expect(await notes()).toEqual([])
    expect(await waiting()).toBe(0)
    onPrepare = () => undefined
    session.add(new Debit({ id: 2, note: 'out' }))
    await session.commit()
    expect(await notes()).toEqual(['out'])
  })

  test('rollback, close and a failed flush leave nothing prepared', async () => {
    await using session = open()
    session.add(new Debit({ id: 1, note: 'out' }))
    await session.flush()
    await session.rollback()
    session.add(new Debit({ id: 1, note: 'out' }))
    await session.flush()
    await session.close()
    session.add(new Debit({ id: 1, note: 'same' }), new Debit({ id: 2, note: 'same' }))
    await expect(session.commit()).rejects.toThrow(IntegrityError)
    await session.rollback()
    expect(log).toEqual(['rollback 0 unprepared', 'rollback 0 unprepared', 'rollback 0 unprepared'])
    expect([await notes(), await waiting()]).toEqual([[], 0])
  })

  test('savepoints within it', async () => {
    await using session = open()
    session.add(new Debit({ id: 1, note: 'kept' }))
    await expect(session.beginNested(async (s) => {
      s.add(new Debit({ id: 2, note: 'kept' }))
      await s.flush()
    })).rejects.toThrow(IntegrityError)
    await session.commit()
    expect([log, await notes()]).toEqual([['prepare 0', 'commit 0 prepared'], ['kept']])
  })

  test('a connection that is in a transaction already is refused', async () => {
    await using connection = await engines[0].connect()
    await using outer = await connection.begin()
    await using session = new Session(connection, { twoPhase: true })
    session.add(new Debit({ id: 1, note: 'out' }))
    const failure = session.flush()
    await expect(failure).rejects.toThrow(InvalidRequestError)
    await expect(failure).rejects.toMatchObject({ code: 'TRANSACTION_BEGUN' })
    expect(outer.isActive).toBe(true)
  })
})

onDatabases({ databases: ['sqlite'] }, (db) => {
  test('a database without it refuses the option when the session first needs the connection', async () => {
    const engine = createEngine(db.url)
    try {
      await Base.metadata.createAll(engine)
      await using session = new Session(engine, { twoPhase: true })
      await expect(session.get(Debit, 1)).rejects.toMatchObject({ code: 'DIALECT_FEATURE_MISSING', message: expect.stringContaining('no two-phase transactions') })
    } finally {
      await engine.dispose()
    }
  })
})
