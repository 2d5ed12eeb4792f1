import { and, bindparam, func, insert, integer, literal, not, nullValue, or, select, tuple, varchar } from '@athanor/expressions'
import { equal, near, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const inList = casesOf('in')
const nulls = casesOf('nulls')

/** IN with lists of any length, and NULL. */
export const inAndNullCases: readonly TestCase[] = [
  inList('lists of any length, from one compiled form', [], async (t) => {
    const p = await withPeople(t)
    t.engine.clearCompiledCache()
    const within = (ids: number[]) => t.scalars(select(p.c.id).where(p.c.id.in(ids)).orderBy(p.c.id))
    equal(await within([]), [])
    equal(await within([2]), [2])
    equal(await within([1, 3, 99]), [1, 3])
    equal(await within(Array.from({ length: 900 }, (_, i) => i)), [1, 2, 3, 4])
    equal(t.engine.compiledCache.statistics.misses, 1)
  }),
  inList('empty lists', [], async (t) => {
    const p = await withPeople(t)
    const ids = (criterion: Parameters<typeof not>[0]) => t.scalars(select(p.c.id).where(criterion).orderBy(p.c.id))
    equal(await ids(p.c.id.in([])), [])
    equal(await ids(p.c.id.notIn([])), [1, 2, 3, 4])
    equal(await ids(not(p.c.id.in([]))), [1, 2, 3, 4])
    equal(await ids(and(p.c.id.notIn([]), p.c.active)), [1, 2])
    equal(await ids(or(p.c.id.in([]), p.c.id.eq(2))), [2])
    equal(await ids(p.c.name.in([])), [])
    equal(await ids(p.c.age.notIn([])), [1, 2, 3, 4])
  }),
  inList('NOT IN', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.id.notIn([1, 2])).orderBy(p.c.id)), [3, 4])
    equal(await t.scalars(select(p.c.id).where(not(p.c.name.in(['sandy', 'gary']))).orderBy(p.c.id)), [2, 4])
    equal(await t.scalars(select(p.c.id).where(p.c.age.notIn([25])).orderBy(p.c.id)), [1, 4], 'NULL is neither in nor not in a list')
  }),
  inList('expressions and nulls in the list', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.id.in([literal(1, integer()), p.c.id.add(1), 4])).orderBy(p.c.id)), [1, 4])
    equal(await t.scalars(select(p.c.id).where(p.c.age.in([30, null as never])).orderBy(p.c.id)), [1])
    equal(await t.scalars(select(p.c.id).where(p.c.age.notIn([30, null as never]))), [])
  }),
  inList('a list that comes at execution', [], async (t) => {
    const p = await withPeople(t)
    const statement = select(p.c.id).where(p.c.id.in(bindparam<number[]>('ids', { expanding: true }))).orderBy(p.c.id)
    equal(await t.scalars(statement, { ids: [3, 1] }), [1, 3])
    equal(await t.scalars(statement, { ids: [] }), [])
    equal(await t.scalars(statement, { ids: [2] }), [2])
    await rejects(t.scalars(statement, { ids: 5 }), { code: 'PARAMETER_NOT_A_LIST' })
    await rejects(() => p.c.id.in('123' as never))
  }),
  inList('subqueries', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.scalars(select(person.c.id).where(person.c.id.in(select(purchase.c.personId).where(purchase.c.amount.gt(6)))).orderBy(person.c.id)), [1, 2, 4])
    equal(await t.scalars(select(person.c.id).where(person.c.id.notIn(select(purchase.c.personId)))), [3])
  }),
  inList('row values', ['tupleIn'], async (t) => {
    const p = await withPeople(t)
    const among = (rows: [number, string][]) => t.scalars(select(p.c.id).where(tuple(p.c.id, p.c.name).in(rows)).orderBy(p.c.id))
    equal(await among([[1, 'sandy'], [2, 'gary'], [4, 'squidward']]), [1, 4])
    equal(await among([[3, 'gary']]), [3])
    equal(await among([]), [])
    equal(await t.scalars(select(p.c.id).where(tuple(p.c.id, p.c.name).notIn([[1, 'sandy']])).orderBy(p.c.id)), [2, 3, 4])
    equal(await t.scalars(select(p.c.id).where(tuple(p.c.id, p.c.name).notIn([])).orderBy(p.c.id)), [1, 2, 3, 4])
  }),
  inList('row values in a subquery', ['tupleInSubquery'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const best = select(purchase.c.personId, func.max(purchase.c.amount)).groupBy(purchase.c.personId)
    equal(await t.scalars(select(purchase.c.id).where(tuple(purchase.c.personId, purchase.c.amount).in(best as never)).orderBy(purchase.c.id)), [11, 12, 13])
    near(await t.scalar(select(func.count()).selectFrom(person)), 4)
  }),

  nulls('go in and come out', [], async (t) => {
    const item = t.table('tk_null', { id: integer().primaryKey({ autoincrement: false }), a: varchar(10).nullable(), b: integer().nullable() })
    await t.create()
    await t.run(insert(item), [{ id: 1, a: null, b: null }, { id: 2, a: '', b: 0 }])
    await t.run(insert(item), { id: 3 })
    await t.run(insert(item).values({ id: 4, a: nullValue(), b: null } as never))
    equal(await t.tuples(select(item).where(item.c.id.ne(2)).orderBy(item.c.id)), [[1, null, null], [3, null, null], [4, null, null]])
    if (t.has('emptyStringIsNotNull')) equal(await t.tuples(select(item).where(item.c.id.eq(2))), [[2, '', 0]])
    near(await t.scalar(select(func.count(item.c.a))), t.has('emptyStringIsNotNull') ? 1 : 0)
  }),
  nulls('in three-valued logic', [], async (t) => {
    const p = await withPeople(t)
    const ids = (criterion: Parameters<typeof not>[0]) => t.scalars(select(p.c.id).where(criterion).orderBy(p.c.id))
    equal(await ids(p.c.age.ne(30)), [2, 4])
    equal(await ids(not(p.c.age.eq(30))), [2, 4])
    equal(await ids(or(p.c.age.ne(30), p.c.age.isNull())), [2, 3, 4])
    equal(await ids(p.c.nick.eq(p.c.nick)), [1, 3, 4])
    equal(await t.scalars(select({ v: p.c.age.add(1) }).where(p.c.id.eq(3))), [null])
    equal(await t.value(literal(null, integer() as never).isNull().and(literal(1, integer()).eq(1))).then(Boolean), true)
  }),
  nulls('undefined is never a value', [], async (t) => {
    const p = await withPeople(t)
    await rejects(() => p.c.id.eq(undefined as never), { code: 'UNDEFINED_VALUE' })
    await rejects(() => p.c.id.in([1, undefined as never]), { code: 'UNDEFINED_VALUE' })
  }),
]
