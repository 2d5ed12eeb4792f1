import { bigint, bindparam, func, insert, integer, literal, releaseSavepoint, rollbackToSavepoint, savepoint, select, text, update, varchar } from '@athanor/expressions'
import type { Connection } from '@athanor/engine'
import { equal, near, ok, rejects } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const transactions = casesOf('transactions')
const savepoints = casesOf('savepoints')
const isolation = casesOf('isolation')
const errors = casesOf('errors')
const cancellation = casesOf('cancellation')
const streaming = casesOf('streaming')
const results = casesOf('results')
const texts = casesOf('text')

async function items(t: CaseScope, rows = 0) {
  const table = t.table('tk_item', { id: integer().primaryKey({ autoincrement: false }), name: varchar(30).nullable() })
  await t.create()
  if (rows > 0) await t.run(insert(table), Array.from({ length: rows }, (_, id) => ({ id, name: `n${id}` })))
  return { table, count: async (conn?: Connection) => Number(conn === undefined ? await t.scalar(select(func.count()).selectFrom(table)) : await conn.execute(select(func.count()).selectFrom(table)).scalar()) }
}

/** Transactions, errors, results: what the engine does with a dialect's driver. */
export const connectionCases: readonly TestCase[] = [
  transactions('commit, rollback, close', [], async (t) => {
    const { table, count } = await items(t)
    const conn = await t.connect()
    await conn.execute(insert(table), { id: 1 })
    ok(conn.inTransaction, 'the first statement begins a transaction')
    await conn.rollback()
    equal(await count(conn), 0)
    await conn.execute(insert(table), { id: 2 })
    await conn.commit()
    equal(await count(conn), 1)
    await conn.execute(insert(table), { id: 3 })
    await conn.close()
    equal(await count(), 1)
  }),
  transactions('blocks', [], async (t) => {
    const { table, count } = await items(t)
    await t.engine.begin((conn) => conn.execute(insert(table), { id: 1 }))
    await rejects(t.engine.begin(async (conn) => {
      await conn.execute(insert(table), { id: 2 })
      throw new TypeError('stop')
    }), { name: 'TypeError' })
    equal(await count(), 1)
  }),
  transactions('other connections don\'t see what isn\'t committed', ['concurrentConnections', 'dirtyReadsPrevented'], async (t) => {
    const { table, count } = await items(t)
    const [a, b] = [await t.connect(), await t.connect()]
    await a.execute(insert(table), { id: 1 })
    equal(await count(b), 0)
    await b.rollback()
    await a.commit()
    equal(await count(b), 1)
  }),
  transactions('an error doesn\'t end the connection', [], async (t) => {
    const { table, count } = await items(t, 1)
    const conn = await t.connect()
    await rejects(conn.execute(insert(table), { id: 0 }), { name: 'IntegrityError' })
    await conn.rollback()
    await conn.execute(insert(table), { id: 1 })
    await conn.commit()
    equal(await count(conn), 2)
  }),
  transactions('two-phase', ['twoPhase'], async (t) => {
    const { table, count } = await items(t)
    const conn = await t.connect()
    const first = await conn.beginTwoPhase()
    await conn.execute(insert(table), { id: 1 })
    await first.prepare()
    await first.commit()
    equal(await count(conn), 1)
    await conn.rollback()
    const second = await conn.beginTwoPhase()
    await conn.execute(insert(table), { id: 2 })
    await second.prepare()
    await second.rollback()
    equal(await count(conn), 1)
  }),
  transactions('two-phase: prepared ones are found, and ended by another connection', ['twoPhase', 'concurrentConnections'], async (t) => {
    const { table, count } = await items(t)
    const conn = await t.connect()
    for (const [id, xid] of [[1, 'testkit_kept'], [2, 'testkit_lost']] as const) {
      const transaction = await conn.beginTwoPhase(xid)
      await conn.execute(insert(table), { id })
      await transaction.prepare()
      // the connection goes, as it would if this process ended here
      await conn.invalidate()
      await conn.rollback().catch(() => undefined)
    }
    const other = await t.connect()
    const found = await other.recoverTwoPhase()
    ok(found.includes('testkit_kept') && found.includes('testkit_lost'), `both are found: ${found.join(', ')}`)
    await other.commitPrepared('testkit_kept')
    await other.rollbackPrepared('testkit_lost')
    equal((await other.recoverTwoPhase()).filter((xid) => xid.startsWith('testkit_')), [])
    equal(await t.scalars(select(table.c.id)), [1])
    equal(await count(other), 1)
  }),
  savepoints('by statements with names', ['savepoints'], async (t) => {
    const { table } = await items(t)
    const conn = await t.connect()
    await conn.execute(insert(table), { id: 1 })
    await conn.execute(savepoint('tk "point"') as never)
    await conn.execute(insert(table), { id: 2 })
    await conn.execute(rollbackToSavepoint('tk "point"') as never)
    await conn.execute(insert(table), { id: 3 })
    if (t.has('releasedSavepoints')) await conn.execute(releaseSavepoint('tk "point"') as never)
    await conn.commit()
    equal(await t.scalars(select(table.c.id).orderBy(table.c.id)), [1, 3])
  }),
  savepoints('released, rolled back, nested', ['savepoints'], async (t) => {
    const { table } = await items(t)
    const conn = await t.connect()
    await conn.execute(insert(table), { id: 1 })
    await conn.beginNested(async () => { await conn.execute(insert(table), { id: 2 }) })
    await rejects(conn.beginNested(async () => {
      await conn.execute(insert(table), { id: 3 })
      throw new TypeError('stop')
    }), { name: 'TypeError' })
    await conn.beginNested(async () => {
      await conn.execute(insert(table), { id: 4 })
      const inner = await conn.beginNested()
      await conn.execute(insert(table), { id: 5 })
      await inner.rollback()
    })
    await conn.commit()
    equal(await t.scalars(select(table.c.id).orderBy(table.c.id)), [1, 2, 4])
  }),
  savepoints('scenario 2: an error inside is undone alone', ['savepoints'], async (t) => {
    const { table } = await items(t)
    await t.engine.begin(async (conn) => {
      await conn.execute(insert(table), { id: 1 })
      await rejects(conn.beginNested(() => conn.execute(insert(table), { id: 1 })), { name: 'IntegrityError' })
      await conn.execute(insert(table), { id: 2 })
    })
    equal(await t.scalars(select(table.c.id).orderBy(table.c.id)), [1, 2])
  }),
  isolation('a level is set for one use of a connection', ['isolationLevels'], async (t) => {
    const other = t.settings.otherIsolationLevel ?? 'SERIALIZABLE'
    const conn = await t.connect()
    const standard = await conn.getIsolationLevel()
    ok(standard !== other, 'otherIsolationLevel is another than the default')
    conn.executionOptions({ isolationLevel: other as never })
    await conn.execute(text('SELECT 1'))
    equal(await conn.getIsolationLevel(), other)
    await conn.close()
    const next = await t.connect()
    equal(await next.getIsolationLevel(), standard)
  }),
  isolation('AUTOCOMMIT', ['autocommit'], async (t) => {
    const { table, count } = await items(t)
    const conn = await t.engine.executionOptions({ isolationLevel: 'AUTOCOMMIT' }).connect()
    await conn.execute(insert(table), { id: 1 })
    await conn.close()
    equal(await count(), 1)
  }),
  isolation('SERIALIZABLE: of two that read and write each other\'s rows one fails', ['serializable', 'concurrentConnections'], async (t) => {
    const { table } = await items(t, 2)
    const strict = t.engine.executionOptions({ isolationLevel: 'SERIALIZABLE' })
    const [a, b] = [await strict.connect(), await strict.connect()]
    t.after(() => a.close())
    t.after(() => b.close())
    const attempt = async (): Promise<void> => {
      await a.execute(select(table.c.name).where(table.c.id.eq(0)))
      await b.execute(select(table.c.name).where(table.c.id.eq(1)))
      await Promise.all([a.execute(update(table).set({ name: 'a' }).where(table.c.id.eq(1))), b.execute(update(table).set({ name: 'b' }).where(table.c.id.eq(0)))])
      await a.commit()
      await b.commit()
    }
    await rejects(attempt(), { name: ['OperationalError', 'DatabaseError'] })
    await a.rollback()
    await b.rollback()
  }),

  errors('classes', [], async (t) => {
    const { table } = await items(t, 1)
    const conn = await t.connect()
    const duplicate = await rejects(conn.execute(insert(table), { id: 0 }), { name: 'IntegrityError', code: 'INTEGRITY_ERROR' }) as Error & { statement?: string; parameters?: unknown; cause?: unknown }
    ok(duplicate.statement?.includes('tk_item') === true, 'the error has the statement')
    ok(duplicate.cause !== undefined, 'the error has the driver\'s own as its cause')
    await conn.rollback()
    await rejects(conn.execute(text('SELEKT 1')), { name: ['ProgrammingError', 'OperationalError', 'DatabaseError'] })
    await conn.rollback()
    await rejects(conn.execute(text('SELECT * FROM tk_nowhere')), { name: ['ProgrammingError', 'OperationalError', 'DatabaseError'] })
    await conn.rollback()
    await rejects(conn.execute(text('SELECT nothing FROM tk_item')), { name: ['ProgrammingError', 'OperationalError', 'DatabaseError'] })
    await conn.rollback()
    equal(Number(await conn.execute(text('SELECT 1')).scalar()), 1)
  }),
  errors('many parameter sets, one of which fails', [], async (t) => {
    const { table, count } = await items(t)
    await rejects(t.run(insert(table), [{ id: 1 }, { id: 1 }]), { name: 'IntegrityError' })
    equal(await count(), 0)
  }),
  cancellation('a running statement', ['cancellation'], async (t) => {
    const { slowQuery } = t.settings
    if (slowQuery === undefined) return
    const conn = await t.connect()
    const started = performance.now()
    await rejects(conn.execute(text(slowQuery), {}, { signal: AbortSignal.timeout(100) }), { code: 'ABORTED' })
    ok(performance.now() - started < 10_000, 'it ended at once')
    await conn.rollback()
    equal(Number(await conn.execute(text('SELECT 1')).scalar()), 1)
  }),
  cancellation('a signal that has fired starts nothing', [], async (t) => {
    const { table, count } = await items(t)
    const conn = await t.connect()
    await rejects(conn.execute(insert(table), { id: 1 }, { signal: AbortSignal.abort() }), { code: 'ABORTED' })
    await conn.commit()
    equal(await count(), 0)
  }),

  streaming('all rows, in parts', ['streaming'], async (t) => {
    const { table } = await items(t, 500)
    const conn = await t.connect()
    const seen: unknown[] = []
    for await (const row of conn.stream(select(table).orderBy(table.c.id), undefined, { yieldPer: 50 })) seen.push(row.id)
    equal(seen, Array.from({ length: 500 }, (_, id) => id))
    const sizes: number[] = []
    for await (const part of conn.stream(select(table.c.id)).partitions(200)) sizes.push(part.length)
    equal(sizes, [200, 200, 100])
  }),
  streaming('left early', ['streaming'], async (t) => {
    const { table, count } = await items(t, 500)
    const conn = await t.connect()
    let n = 0
    for await (const _row of conn.stream(select(table), undefined, { yieldPer: 10 })) if (++n === 15) break
    equal(n, 15)
    equal(await count(conn), 500)
  }),
  streaming('values are converted', ['streaming', 'bigints'], async (t) => {
    const big = t.table('tk_big', { id: integer().primaryKey({ autoincrement: false }), b: bigint() })
    await t.create()
    await t.run(insert(big), { id: 1, b: 9_007_199_254_740_993n })
    const conn = await t.connect()
    equal(await conn.stream(select(big)).all(), [{ id: 1, b: 9_007_199_254_740_993n }])
  }),

  results('objects, tuples, scalars', [], async (t) => {
    const { table } = await items(t, 3)
    const result = await t.run(select(table).orderBy(table.c.id))
    equal(result.all(), [{ id: 0, name: 'n0' }, { id: 1, name: 'n1' }, { id: 2, name: 'n2' }])
    equal(result.tuples().all(), [[0, 'n0'], [1, 'n1'], [2, 'n2']])
    equal(result.scalars().all(), [0, 1, 2])
    equal(result.scalars('name').all(), ['n0', 'n1', 'n2'])
    equal(result.keys, ['id', 'name'])
    equal([...result].length, 3)
    equal(result.first(), { id: 0, name: 'n0' })
    await rejects(() => result.one(), { code: 'MULTIPLE_RESULTS_FOUND' })
    const none = await t.run(select(table).where(table.c.id.eq(-1)))
    equal([none.first(), none.scalar(), none.all()], [null, null, []])
    await rejects(() => none.one(), { code: 'NO_RESULT_FOUND' })
  }),
  results('columns of one name', [], async (t) => {
    const { table } = await items(t, 2)
    const other = table.alias('other')
    const statement = select(table.c.id, other.c.id).join(other, other.c.id.gt(table.c.id))
    equal(await t.tuples(statement), [[0, 1]])
    await rejects(t.rows(statement), { code: 'DUPLICATE_RESULT_KEY' })
    equal(await t.rows(select({ a: table.c.id, b: other.c.id }).join(other, other.c.id.gt(table.c.id))), [{ a: 0, b: 1 }])
  }),
  results('expressions without a name, and labels with everything in them', [], async (t) => {
    equal(await t.tuples(select(literal(1, integer()).add(1), literal('x'))), [[2, 'x']])
    for (const label of ['with space', 'CamelCase', '%percent', 'quote"d', 'back`tick', 'select', 'žluť', 'a.b', 'a:b', '__proto__x']) {
      equal(Object.keys((await t.rows(select(literal(1, integer()).label(label))))[0]!), [label], label)
    }
  }),

  texts('parameters', [], async (t) => {
    const { table } = await items(t, 3)
    equal(await t.scalars(text('SELECT id FROM tk_item WHERE id > :low AND id < :high OR id = :low ORDER BY id'), { low: 0, high: 2 }), [0, 1])
    equal(await t.scalars(text("SELECT '\\:no_parameter' AS x FROM tk_item WHERE id = :id"), { id: 1 }), [':no_parameter'])
    const among = text('SELECT name FROM tk_item WHERE id IN :ids ORDER BY id').bindparams({ ids: bindparam<number[]>('ids', { expanding: true, type: integer() as never }) })
    equal(await t.scalars(among, { ids: [0, 2] }), ['n0', 'n2'])
    equal(await t.scalars(among, { ids: [] }), [])
    await rejects(t.scalars(text('SELECT id FROM tk_item WHERE id = :id')), { code: 'PARAMETER_REQUIRED' })
    equal(await t.rows(text('SELECT id, name FROM tk_item WHERE id = 1').columns({ id: integer(), name: varchar() })), [{ id: 1, name: 'n1' }])
    const sub = text('SELECT id FROM tk_item WHERE id > 0').columns({ id: integer() }).subquery('sub')
    equal(await t.scalars(select(table.c.name).join(sub, sub.c.id.eq(table.c.id)).orderBy(table.c.id)), ['n1', 'n2'])
    near(await t.scalar(text('SELECT count(*) FROM tk_item')), 3)
  }),
]
