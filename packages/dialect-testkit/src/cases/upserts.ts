import { integer, insert, select, varchar } from '@athanor/expressions'
import { equal, rejects } from '../assertions.ts'
import type { CaseScope } from '../scope.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('upsert')

async function stock(t: CaseScope) {
  const table = t.table('tk_stock', {
    id: integer().primaryKey({ autoincrement: false }), code: varchar(20).unique('tk_stock_code'), n: integer(), note: varchar(20).nullable(),
  })
  await t.create()
  await t.run(insert(table), [{ id: 1, code: 'a', n: 10 }, { id: 2, code: 'b', n: 20 }])
  return { table, all: () => t.tuples(select(table.c.id, table.c.code, table.c.n).orderBy(table.c.id)) }
}

/** INSERT … ON CONFLICT, and ON DUPLICATE KEY UPDATE. */
export const upsertCases: readonly TestCase[] = [
  define('ON CONFLICT DO NOTHING', ['upsertOnConflict'], async (t) => {
    const { table: s, all } = await stock(t)
    await t.run(insert(s).values({ id: 1, code: 'x', n: 0 } as never).onConflictDoNothing())
    await t.run(insert(s).values({ id: 3, code: 'a', n: 0 } as never).onConflictDoNothing({ indexElements: ['code'] }))
    await t.run(insert(s).values({ id: 4, code: 'd', n: 40 } as never).onConflictDoNothing({ indexElements: [s.c.code] }))
    equal(await all(), [[1, 'a', 10], [2, 'b', 20], [4, 'd', 40]])
    await rejects(t.run(insert(s).values({ id: 1, code: 'y', n: 0 } as never).onConflictDoNothing({ indexElements: ['code'] })), { name: 'IntegrityError' })
  }),
  define('ON CONFLICT DO UPDATE', ['upsertOnConflict'], async (t) => {
    const { table: s, all } = await stock(t)
    await t.run(insert(s).values({ id: 1, code: 'x', n: 5 } as never).onConflictDoUpdate({ indexElements: ['id'], set: (excluded) => ({ n: s.c.n.add(excluded.n), code: excluded.code }) }))
    equal(await all(), [[1, 'x', 15], [2, 'b', 20]])
    const statement = insert(s).values({ id: 2, code: 'b', n: 1 } as never)
    await t.run(statement.onConflictDoUpdate({ indexElements: [s.c.code], set: { n: statement.excluded.n }, where: s.c.n.gt(100) }))
    equal(await all(), [[1, 'x', 15], [2, 'b', 20]])
    await t.run(statement.onConflictDoUpdate({ indexElements: [s.c.code], set: { n: 7 } }))
    equal(await all(), [[1, 'x', 15], [2, 'b', 7]])
    const many = insert(s)
    await t.run(many.onConflictDoUpdate({ indexElements: ['id'], set: { n: many.excluded.n } }), [{ id: 1, code: 'x', n: 100 }, { id: 3, code: 'c', n: 300 }])
    equal(await all(), [[1, 'x', 100], [2, 'b', 7], [3, 'c', 300]])
  }),
  define('ON CONFLICT with RETURNING', ['upsertOnConflict', 'insertReturning'], async (t) => {
    const { table: s } = await stock(t)
    equal(await t.rows(insert(s).values({ id: 1, code: 'a', n: 5 } as never).onConflictDoUpdate({ indexElements: ['id'], set: { n: 99 } }).returning(s.c.id, s.c.n)), [{ id: 1, n: 99 }])
    equal(await t.rows(insert(s).values({ id: 1, code: 'a', n: 5 } as never).onConflictDoNothing().returning(s.c.id)), [])
  }),
  define('ON CONFLICT ON CONSTRAINT', ['upsertOnConflictConstraint'], async (t) => {
    const { table: s, all } = await stock(t)
    await t.run(insert(s).values({ id: 9, code: 'a', n: 5 } as never).onConflictDoUpdate({ constraint: 'tk_stock_code', set: (excluded) => ({ n: excluded.n }) }))
    equal(await all(), [[1, 'a', 5], [2, 'b', 20]])
  }),
  define('ON CONFLICT from a query', ['upsertOnConflict'], async (t) => {
    const { table: s, all } = await stock(t)
    const other = s.alias('other')
    await t.run(insert(s).fromSelect(['id', 'code', 'n'], select(other.c.id, other.c.code, other.c.n.add(1)).where(other.c.id.gt(0)))
      .onConflictDoUpdate({ indexElements: ['id'], set: (excluded) => ({ n: excluded.n }) }))
    equal(await all(), [[1, 'a', 11], [2, 'b', 21]])
  }),
  define('ON DUPLICATE KEY UPDATE', ['upsertOnDuplicateKey'], async (t) => {
    const { table: s, all } = await stock(t)
    await t.run(insert(s).values({ id: 1, code: 'x', n: 5 } as never).onDuplicateKeyUpdate((inserted) => ({ n: s.c.n.add(inserted.n), code: inserted.code })))
    await t.run(insert(s).values({ id: 9, code: 'b', n: 5 } as never).onDuplicateKeyUpdate({ n: 7 }))
    equal(await all(), [[1, 'x', 15], [2, 'b', 7]])
    await t.run(insert(s).onDuplicateKeyUpdate((inserted) => ({ n: inserted.n })), [{ id: 1, code: 'x', n: 100 }, { id: 3, code: 'c', n: 300 }])
    equal(await all(), [[1, 'x', 100], [2, 'b', 7], [3, 'c', 300]])
  }),
  define('what the database doesn\'t have is an error of compilation', [], async (t) => {
    const { table: s } = await stock(t)
    const statement = insert(s).values({ id: 1, code: 'a', n: 1 } as never)
    if (!t.has('upsertOnConflict')) await rejects(() => t.engine.compile(statement.onConflictDoNothing()), { name: ['CompileError', 'UnsupportedCompilationError'] })
    if (!t.has('upsertOnDuplicateKey')) await rejects(() => t.engine.compile(statement.onDuplicateKeyUpdate({ n: 1 })), { name: ['CompileError', 'UnsupportedCompilationError'] })
  }),
]
