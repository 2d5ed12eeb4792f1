import { cast, func, fromDmlColumn, insert, integer, literal, merge, select, update, upsert, values, varchar } from '@athanor/expressions'
import { equal, rejects } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const merges = casesOf('merge')
const upserts = casesOf('upsert')

/** Goods in stock, and news of them: one of a known article, one of an unknown one. */
async function stock(t: CaseScope) {
  const key = () => integer().primaryKey({ autoincrement: false })
  const table = t.table('tk_stock', { id: key(), name: varchar(20), n: integer(), note: varchar(20).default('new').onUpdate('changed') })
  const news = t.table('tk_news', { id: key(), name: varchar(20), n: integer() })
  await t.create()
  await t.run(insert(table), [{ id: 1, name: 'a', n: 10, note: 'old' }, { id: 2, name: 'b', n: 20, note: 'old' }])
  await t.run(insert(news), [{ id: 2, name: 'bb', n: 5 }, { id: 3, name: 'c', n: 7 }])
  return { table, news, all: () => t.tuples(select(table.c.id, table.c.name, table.c.n, table.c.note).orderBy(table.c.id)) }
}

/** MERGE, and upserts that are the same for all databases. */
export const mergeCases: readonly TestCase[] = [
  merges('updates what is there, and inserts what isn\'t', ['merge'], async (t) => {
    const { table: s, news, all } = await stock(t)
    await t.run(merge(s).using(news, news.c.id.eq(s.c.id))
      .whenMatched().thenUpdate({ n: s.c.n.add(news.c.n), name: news.c.name })
      .whenNotMatched().thenInsert({ id: news.c.id, name: news.c.name, n: news.c.n }))
    equal(await all(), [[1, 'a', 10, 'old'], [2, 'bb', 25, 'changed'], [3, 'c', 7, 'new']])
  }),
  merges('deletes, and does nothing; the first branch whose condition is met', ['merge'], async (t) => {
    const { table: s, news, all } = await stock(t)
    await t.run(merge(s).using(news, news.c.id.eq(s.c.id)).whenMatched(s.c.n.gt(15), s.c.name.eq('b')).thenDelete().whenMatched().thenUpdate({ n: 0 }).whenNotMatched().thenDoNothing())
    equal(await all(), [[1, 'a', 10, 'old']])
    await t.run(merge(s).using(news, news.c.id.eq(s.c.id)).whenNotMatched(news.c.id.eq(3)).thenInsert({ id: news.c.id, name: 'x', n: literal(1, integer()).add(1) }))
    equal(await all(), [[1, 'a', 10, 'old'], [3, 'x', 2, 'new']])
    await t.run(merge(s).using(news, news.c.id.eq(s.c.id)).whenMatched(s.c.id.eq(3)).thenDoNothing().whenMatched().thenDelete())
    equal((await all()).length, 2)
  }),
  merges('from a query, rows of values, and an alias', ['merge'], async (t) => {
    const { table: s, news, all } = await stock(t)
    const sums = select(news.c.id, func.sum(news.c.n).label('n')).groupBy(news.c.id).subquery('sums')
    await t.run(merge(s).using(sums, sums.c.id.eq(s.c.id)).whenMatched().thenUpdate({ n: sums.c.n as never }).whenNotMatched().thenInsert({ id: sums.c.id, name: 'q', n: sums.c.n as never }))
    equal(await all(), [[1, 'a', 10, 'old'], [2, 'b', 5, 'changed'], [3, 'q', 7, 'new']])
    if (t.has('valuesInFrom')) {
      const rows = values({ id: integer(), n: integer() }, 'v').data([[1, 100], [9, 900]])
      await t.run(merge(s).using(rows, rows.c.id.eq(s.c.id)).whenMatched().thenUpdate({ n: rows.c.n }).whenNotMatched().thenInsert({ id: rows.c.id, name: 'v', n: rows.c.n }))
      equal((await all()).map(([id, , n]) => [id, n]), [[1, 100], [2, 5], [3, 7], [9, 900]])
    }
  }),
  merges('with a WITH', ['merge', 'mergeCtes'], async (t) => {
    const { table: s, news, all } = await stock(t)
    const few = select(news.c.id, news.c.n).where(news.c.n.lt(6)).cte('few')
    await t.run(merge(s).using(few, few.c.id.eq(s.c.id)).whenMatched().thenUpdate({ n: few.c.n }))
    equal((await all()).map(([id, , n]) => [id, n]), [[1, 10], [2, 5]])
  }),
  merges('RETURNING', ['merge', 'mergeReturning'], async (t) => {
    const { table: s, news } = await stock(t)
    const rows = await t.rows(merge(s).using(news, news.c.id.eq(s.c.id)).whenMatched().thenUpdate({ n: 0 }).whenNotMatched().thenInsert({ id: news.c.id, name: news.c.name, n: news.c.n })
      .returning(s.c.id, func.mergeAction().label('what')))
    equal(rows.sort((a, b) => a.id - b.id), [{ id: 2, what: 'UPDATE' }, { id: 3, what: 'INSERT' }])
  }),
  merges('rows of which the source knows nothing', ['merge', 'mergeBySource'], async (t) => {
    const { table: s, news, all } = await stock(t)
    await t.run(merge(s).using(news, news.c.id.eq(s.c.id)).whenNotMatchedBySource(s.c.id.eq(1)).thenDelete())
    equal((await all()).map(([id]) => id), [2])
  }),
  merges('what isn\'t whole, or isn\'t there, is an error of compilation', [], async (t) => {
    const { table: s, news } = await stock(t)
    const open = merge(s).using(news, news.c.id.eq(s.c.id))
    await rejects(() => t.engine.compile(open), { name: ['CompileError', 'UnsupportedCompilationError'] })
    const whole = open.whenMatched().thenDelete()
    if (!t.has('merge')) await rejects(t.run(whole), { name: ['CompileError', 'UnsupportedCompilationError'] })
    if (!t.has('merge') || !t.has('mergeBySource')) await rejects(t.run(open.whenNotMatchedBySource().thenDelete()), { name: ['CompileError', 'UnsupportedCompilationError', 'ProgrammingError'] })
  }),

  upserts('upsert(): inserts, or updates what was given', ['portableUpsert'], async (t) => {
    const { table: s, all } = await stock(t)
    await t.run(upsert(s).values({ id: 1, name: 'aa', n: 1 }))
    await t.run(upsert(s).values({ id: 4, name: 'd', n: 4 }))
    equal((await all()).map((row) => row.slice(0, 3)), [[1, 'aa', 1], [2, 'b', 20], [4, 'd', 4]])
    await t.run(upsert(s, { keys: ['id'], update: ['n'] }).values({ id: 2, name: 'ignored', n: 99 }))
    await t.run(upsert(s, { keys: ['id'], update: [] }).values({ id: 4, name: 'ignored', n: 99 }))
    equal((await all()).map((row) => row.slice(0, 3)), [[1, 'aa', 1], [2, 'b', 99], [4, 'd', 4]])
  }),
  upserts('upsert(): many parameter sets, several rows, a query', ['portableUpsert'], async (t) => {
    const { table: s, news, all } = await stock(t)
    await t.run(upsert(s), [{ id: 1, name: 'x', n: 100 }, { id: 5, name: 'e', n: 50 }])
    equal((await all()).map((row) => row.slice(0, 3)), [[1, 'x', 100], [2, 'b', 20], [5, 'e', 50]])
    if (t.has('multirowInsert')) await t.run(upsert(s).values([{ id: 5, name: 'ee', n: 51 }, { id: 6, name: 'f', n: 60 }]))
    else await t.run(upsert(s), [{ id: 5, name: 'ee', n: 51 }, { id: 6, name: 'f', n: 60 }])
    await t.run(upsert(s).fromSelect(['id', 'name', 'n'], select(news.c.id, news.c.name, news.c.n).where(news.c.id.gt(0))))
    equal((await all()).map((row) => row.slice(0, 3)), [[1, 'x', 100], [2, 'bb', 5], [3, 'c', 7], [5, 'ee', 51], [6, 'f', 60]])
  }),
  upserts('a value that the same statement gives to another column', [], async (t) => {
    const { table: s, all } = await stock(t)
    await t.run(update(s).set({ n: 15, note: cast(fromDmlColumn(s.c.n).mul(2), varchar(20)) }).where(s.c.id.eq(1)))
    await t.run(insert(s).values({ id: 7, name: 'g', n: 70, note: fromDmlColumn(s.c.name).concat('!') }))
    equal(await all(), [[1, 'a', 15, '30'], [2, 'b', 20, 'old'], [7, 'g', 70, 'g!']])
    await rejects(() => t.engine.compile(update(s).set({ n: fromDmlColumn(s.c.n).add(1) })), { name: 'CompileError' })
  }),
]
