import { func, insert, integer, literal, literalColumn, select, timestamp, varchar, type WindowOptions } from '@athanor/expressions'
import { equal, rejects } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const windows = casesOf('windows')

/** Rows with equals among them: 1, 2, 2, 3, and NULLs between the values. */
async function steps(t: CaseScope) {
  const table = t.table('tk_step', { id: integer().primaryKey({ autoincrement: false }), n: integer(), v: integer().nullable(), word: varchar(5) })
  await t.create()
  await t.run(insert(table), [{ id: 1, n: 1, v: 10, word: 'a' }, { id: 2, n: 2, v: null, word: 'a' }, { id: 3, n: 2, v: 30, word: 'b' }, { id: 4, n: 3, v: null, word: 'b' }])
  const sums = async (window: WindowOptions): Promise<unknown[]> =>
    (await t.tuples(select(table.c.id, func.sum(table.c.id).over(window).label('s')).orderBy(table.c.id))).map(([, sum]) => (sum === null ? null : Number(sum)))
  return { table, sums }
}

/** Windows: every kind of frame and bound. */
export const windowDetailCases: readonly TestCase[] = [
  windows('frames between bounds on one side, and in reverse', ['windowFunctions'], async (t) => {
    const { table: s, sums } = await steps(t)
    equal(await sums({ orderBy: s.c.id, rows: [-2, -1] }), [null, 1, 3, 5])
    equal(await sums({ orderBy: s.c.id.desc(), rows: [null, 0] }), [10, 9, 7, 4])
    equal(await sums({ orderBy: [s.c.word, s.c.id.desc()], rows: [null, 0] }), [3, 2, 10, 7])
    equal(await sums({ partitionBy: [s.c.word, s.c.n], orderBy: s.c.id, rows: [null, null] }), [1, 2, 3, 4])
    equal(await sums({}), [10, 10, 10, 10])
    equal(await sums({ orderBy: s.c.id, rows: [literal(1, integer()), literal(1, integer())] }), [3, 6, 9, 7], 'expressions: preceding below, following above')
  }),
  windows('RANGE looks at values', ['windowFunctions'], async (t) => {
    const { table: s, sums } = await steps(t)
    equal(await sums({ orderBy: s.c.n, range: [null, 0] }), [1, 6, 6, 10])
    equal(await sums({ orderBy: s.c.n, range: [0, 1] }), [6, 9, 9, 4])
    equal(await sums({ orderBy: s.c.n, range: [-1, -1] }), [null, 1, 1, 5])
  }),
  windows('RANGE over moments', ['windowFunctions', 'dateArithmetic'], async (t) => {
    const event = t.table('tk_event', { id: integer().primaryKey({ autoincrement: false }), at: timestamp() })
    await t.create()
    await t.run(insert(event), [1, 2, 4].map((day) => ({ id: day, at: new Date(Date.UTC(2024, 0, day)) })))
    const within = func.count().over({ orderBy: event.c.at, range: [literalColumn("INTERVAL '1 day'"), 0] }).label('n')
    equal((await t.tuples(select(event.c.id, within).orderBy(event.c.id))).map((row) => row.map(Number)), [[1, 1], [2, 2], [4, 1]])
  }),
  windows('GROUPS look at equals', ['windowFunctions', 'windowGroups'], async (t) => {
    const { table: s, sums } = await steps(t)
    equal(await sums({ orderBy: s.c.n, groups: [null, 0] }), [1, 6, 6, 10])
    equal(await sums({ orderBy: s.c.n, groups: [-1, -1] }), [null, 1, 1, 5])
    equal(await sums({ orderBy: s.c.n, groups: [0, 1] }), [6, 9, 9, 4])
  }),
  windows('every kind of EXCLUDE', ['windowFunctions', 'windowExclude'], async (t) => {
    const { table: s, sums } = await steps(t)
    const whole = { orderBy: s.c.n, rows: [null, null] } as const
    equal(await sums({ ...whole, exclude: 'current row' }), [9, 8, 7, 6])
    equal(await sums({ ...whole, exclude: 'group' }), [9, 5, 5, 6])
    equal(await sums({ ...whole, exclude: 'ties' }), [10, 7, 8, 10])
    equal(await sums({ ...whole, exclude: 'no others' }), [10, 10, 10, 10])
  }),
  windows('values around a row, with places and defaults', ['windowFunctions'], async (t) => {
    const { table: s } = await steps(t)
    const order = { orderBy: s.c.id }
    if (t.has('lagDefault')) equal(await t.tuples(select(s.c.id, func.lag(s.c.n, 1, -1).over(order).label('before'), func.lead(s.c.n, 3, 0).over(order).label('after')).orderBy(s.c.id)), [[1, -1, 3], [2, 1, 0], [3, 2, 0], [4, 2, 0]])
    equal(await t.tuples(select(s.c.id, func.nthValue(s.c.n, 3).over({ ...order, rows: [null, 0] }).label('third')).orderBy(s.c.id)), [[1, null], [2, null], [3, 2], [4, 2]])
    const row = func.rowNumber().over({ partitionBy: s.c.word, orderBy: s.c.id.desc() })
    equal((await t.tuples(select(s.c.id, row.label('r')).orderBy(s.c.word, row))).map((one) => one.map(Number)), [[2, 1], [1, 2], [4, 1], [3, 2]])
  }),
  windows('in expressions, and of expressions', ['windowFunctions'], async (t) => {
    const { table: s } = await steps(t)
    const share = func.sum(s.c.id.mul(10)).over({ orderBy: s.c.id }).sub(s.c.id)
    equal((await t.scalars(select({ v: share }).orderBy(s.c.id))).map(Number), [9, 28, 57, 96])
    equal((await t.tuples(select(s.c.word, func.sum(func.sum(s.c.id)).over({ orderBy: s.c.word }).label('running')).groupBy(s.c.word).orderBy(s.c.word))).map(([word, n]) => [word, Number(n)]), [['a', 3], ['b', 10]])
  }),
  windows('that leave out NULLs', ['windowFunctions'], async (t) => {
    const { table: s } = await steps(t)
    const last = func.lastValue(s.c.v).ignoreNulls().over({ orderBy: s.c.id, rows: [null, 0] })
    const all = func.lastValue(s.c.v).respectNulls().over({ orderBy: s.c.id, rows: [null, 0] })
    if (t.has('nullTreatment')) {
      equal(await t.scalars(select({ v: last }).orderBy(s.c.id)), [10, 10, 30, 30])
      equal(await t.scalars(select({ v: all }).orderBy(s.c.id)), [10, null, 30, null])
    } else {
      const refusals = ['CompileError', 'UnsupportedCompilationError', 'ProgrammingError', 'OperationalError', 'DatabaseError', 'NotSupportedError']
      await rejects(() => t.scalars(select({ v: last })), { name: refusals })
      await rejects(() => t.scalars(select({ v: all })), { name: refusals })
    }
  }),
]
