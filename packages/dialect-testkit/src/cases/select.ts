import { exists, func, integer, join, lateral, literal, literalColumn, outerJoin, select, sql, text, union, values, varchar } from '@athanor/expressions'
import { equal, near, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('select')
const inLimit = casesOf('limit')

/** SELECT: FROM, joins, subqueries, grouping, ordering, locking. */
export const selectCases: readonly TestCase[] = [
  define('without a table', [], async (t) => {
    equal(await t.rows(select(literal(1, integer()).label('one'), literal('x').label('x'))), [{ one: 1, x: 'x' }])
    equal(await t.scalars(select({ v: literal(1, integer()) }).where(literal(1, integer()).eq(2))), [])
  }),
  define('inner joins, by foreign key and by condition', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const byKey = select(person.c.name, purchase.c.item).join(purchase).where(purchase.c.amount.gt(10)).orderBy(purchase.c.id)
    equal(await t.rows(byKey), [{ name: 'sandy', item: 'helmet' }, { name: 'squidward', item: 'clarinet' }])
    equal(await t.rows(select(person.c.name, purchase.c.item).join(purchase, purchase.c.personId.eq(person.c.id)).where(purchase.c.amount.gt(10)).orderBy(purchase.c.id)), await t.rows(byKey))
    equal(await t.scalars(select(purchase.c.id).selectFrom(join(person, purchase)).where(person.c.name.eq('sandy')).orderBy(purchase.c.id)), [10, 11])
    equal(await t.scalars(select(purchase.c.id).joinFrom(person, purchase).where(person.c.name.eq('sandy')).orderBy(purchase.c.id)), [10, 11])
  }),
  define('outer joins', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.tuples(select(person.c.id, purchase.c.item).outerJoin(purchase).where(person.c.id.gt(1)).orderBy(person.c.id)), [[2, 'acorn'], [3, null], [4, 'clarinet']])
    equal(await t.scalars(select(person.c.id).selectFrom(outerJoin(person, purchase)).where(purchase.c.id.isNull())), [3])
    equal(await t.rows(select({ person: person.c.id, purchase }).outerJoin(purchase).where(person.c.id.eq(3))), [{ person: 3, purchase: null }])
  }),
  define('full outer joins', ['fullOuterJoin'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const rows = await t.tuples(select(person.c.id, purchase.c.id).fullJoin(purchase, person.c.id.eq(purchase.c.personId).and(purchase.c.amount.gt(10))))
    equal(rows.length, 6)
    equal(rows.filter(([id]) => id === null).length, 2)
  }),
  define('a table joined to itself', [], async (t) => {
    const p = await withPeople(t)
    const [a, b] = [p.alias('a'), p.alias('b')]
    equal(await t.tuples(select(a.c.name, b.c.name).join(b, b.c.age.gt(a.c.age)).where(a.c.id.eq(1))), [['sandy', 'squidward']])
    const anonymous = p.alias()
    equal(await t.scalars(select(anonymous.c.id).where(anonymous.c.name.eq('gary'))), [3])
  }),
  define('joins of joins', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const other = purchase.alias('other')
    const inner = join(purchase, other, other.c.item.eq(purchase.c.item).and(other.c.id.ne(purchase.c.id)))
    equal(await t.tuples(select(person.c.id, purchase.c.id, other.c.id).selectFrom(outerJoin(person, inner, person.c.id.eq(purchase.c.personId))).orderBy(person.c.id)),
      [[1, 10, 12], [2, 12, 10], [3, null, null], [4, null, null]])
  }),
  define('subqueries in FROM', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const totals = select(purchase.c.personId, func.sum(purchase.c.amount).label('total')).groupBy(purchase.c.personId).subquery('totals')
    const rows = await t.tuples(select(person.c.name, totals.c.total).join(totals, totals.c.personId.eq(person.c.id)).orderBy(person.c.id))
    equal(rows.map(([name, total]) => [name, Number(total)]), [['sandy', 20], ['patrick', 7], ['squidward', 100]])
    const anonymous = select(person.c.id).where(person.c.id.gt(2)).subquery()
    equal(await t.scalars(select(anonymous.c.id).orderBy(anonymous.c.id.desc())), [4, 3])
  }),
  define('scalar subqueries, correlated', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const count = select(func.count()).selectFrom(purchase).where(purchase.c.personId.eq(person.c.id)).scalarSubquery()
    equal((await t.tuples(select(person.c.id, count.label('n')).orderBy(person.c.id))).map(([id, n]) => [id, Number(n)]), [[1, 2], [2, 1], [3, 0], [4, 1]])
    equal(await t.scalars(select(person.c.id).where(count.gt(1))), [1])
    equal(await t.scalars(select(person.c.id).where(person.c.age.eq(select(func.max(person.alias('x').c.age)).scalarSubquery()))), [4])
    equal(await t.scalars(select(person.c.id).orderBy(count.desc(), person.c.id)), [1, 2, 4, 3])
  }),
  define('EXISTS', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const bought = exists(select(purchase.c.id).where(purchase.c.personId.eq(person.c.id)))
    equal(await t.scalars(select(person.c.id).where(bought).orderBy(person.c.id)), [1, 2, 4])
    equal(await t.scalars(select(person.c.id).where(bought.not())), [3])
    equal(await t.scalars(select(person.c.id).where(exists(purchase).where(purchase.c.personId.eq(person.c.id), purchase.c.amount.gt(50)))), [4])
    equal(Boolean(await t.value(select(purchase.c.id).exists())), true)
  }),
  define('scenario 8: what an inner query takes from the outer one', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.scalars(select(person.c.id).where(exists().where(purchase.c.personId.eq(person.c.id))).orderBy(person.c.id)), [1, 2, 4])
    equal(await t.scalars(select(person.c.id).where(person.c.age.eq(select(func.max(person.c.age)).scalarSubquery()))), [4])
  }),
  define('LATERAL', ['lateral'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const dearest = lateral(select(purchase.c.item, purchase.c.amount).where(purchase.c.personId.eq(person.c.id)).orderBy(purchase.c.amount.desc()).limit(1), 'dearest')
    equal(await t.tuples(select(person.c.id, dearest.c.item).outerJoin(dearest, literal(1, integer()).eq(1)).orderBy(person.c.id)), [[1, 'helmet'], [2, 'acorn'], [3, null], [4, 'clarinet']])
  }),
  define('VALUES', ['valuesInFrom'], async (t) => {
    const p = await withPeople(t)
    const v = values({ id: integer(), word: varchar() }, 'v').data([[1, 'one'], [3, 'three']])
    equal(await t.tuples(select(p.c.name, v.c.word).join(v, v.c.id.eq(p.c.id)).orderBy(p.c.id)), [['sandy', 'one'], ['gary', 'three']])
  }),
  define('VALUES in WITH, and in a list', ['valuesInCte'], async (t) => {
    const p = await withPeople(t)
    const cte = values({ id: integer(), word: varchar() }, 'w').data([[2, 'two']]).cte('w')
    equal(await t.tuples(select(p.c.name, cte.c.word).join(cte, cte.c.id.eq(p.c.id))), [['patrick', 'two']])
    equal(await t.scalars(select(p.c.id).where(p.c.id.in(values({ id: integer() }).data([[2], [4]]).scalarValues() as never)).orderBy(p.c.id)), [2, 4])
  }),
  define('TABLESAMPLE', ['tablesample'], async (t) => {
    const p = await withPeople(t)
    const all = p.tablesample(100, { name: 's' })
    equal(await t.scalars(select(all.c.id).orderBy(all.c.id)), [1, 2, 3, 4])
    const some = p.tablesample(func('system', 100), { name: 's', seed: 5 })
    equal((await t.scalars(select(some.c.id))).length, 4)
  }),
  define('DISTINCT', [], async (t) => {
    const { purchase } = await withPurchases(t)
    equal(await t.scalars(select(purchase.c.item).distinct().orderBy(purchase.c.item)), ['acorn', 'clarinet', 'helmet'])
    near(await t.value(select(func.count(purchase.c.item.distinct())).scalarSubquery()), 3)
  }),
  define('DISTINCT ON', ['distinctOn'], async (t) => {
    const { purchase } = await withPurchases(t)
    equal(await t.tuples(select(purchase.c.item, purchase.c.amount).distinct(purchase.c.item).orderBy(purchase.c.item, purchase.c.amount.desc())), [['acorn', 7], ['clarinet', 100], ['helmet', 15]])
  }),
  define('GROUP BY and HAVING', [], async (t) => {
    const { purchase } = await withPurchases(t)
    const total = func.sum(purchase.c.amount)
    const rows = await t.tuples(select(purchase.c.item, func.count().label('n'), total.label('total')).groupBy(purchase.c.item).orderBy(purchase.c.item))
    equal(rows.map(([item, n, sum]) => [item, Number(n), Number(sum)]), [['acorn', 2, 12], ['clarinet', 1, 100], ['helmet', 1, 15]])
    equal(await t.scalars(select(purchase.c.item).groupBy(purchase.c.item).having(func.count().gt(1))), ['acorn'])
    equal(await t.scalars(select(purchase.c.item).groupBy(purchase.c.item).having(total.between(13, 50))), ['helmet'])
    equal((await t.scalars(select(func.count()).selectFrom(purchase).groupBy(purchase.c.amount.gt(10)).orderBy(func.count()))).map(Number), [2, 2])
  }),
  define('ORDER BY', [], async (t) => {
    const p = await withPeople(t)
    const doubled = p.c.id.mul(-2).label('doubled')
    equal(await t.scalars(select(p.c.id, doubled).orderBy(doubled)), [4, 3, 2, 1])
    equal(await t.scalars(select(p.c.id, doubled).orderBy('doubled')), [4, 3, 2, 1])
    equal(await t.scalars(select(p.c.id, doubled).orderBy(doubled.desc())), [1, 2, 3, 4])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.active.desc(), p.c.name.asc())), [2, 1, 3, 4])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id).orderBy(null).orderBy(p.c.id.desc())), [4, 3, 2, 1])
  }),
  define('NULLS FIRST and NULLS LAST', ['nullsFirst'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).orderBy(p.c.age.nullsFirst())), [3, 2, 1, 4])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.age.nullsLast())), [2, 1, 4, 3])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.age.desc().nullsLast())), [4, 1, 2, 3])
  }),
  define('FOR UPDATE', ['forUpdate'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(1)).withForUpdate()), [1])
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(1)).withForUpdate({ read: true })), [1])
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(1)).withForUpdate({ nowait: true })), [1])
    if (t.has('forUpdateOf')) {
      const other = p.alias('other')
      equal(await t.scalars(select(p.c.id).join(other, other.c.id.eq(p.c.id)).where(p.c.id.eq(1)).withForUpdate({ of: other })), [1])
    }
  }),
  define('FOR UPDATE: SKIP LOCKED and NOWAIT meet a lock', ['forUpdate', 'forUpdateSkipLocked', 'concurrentConnections'], async (t) => {
    const p = await withPeople(t)
    const [first, second] = [await t.connect(), await t.connect()]
    await first.execute(select(p.c.id).where(p.c.id.eq(1)).withForUpdate())
    equal(await second.execute(select(p.c.id).where(p.c.id.in([1, 2])).orderBy(p.c.id).withForUpdate({ skipLocked: true })).scalars().all(), [2])
    await rejects(second.execute(select(p.c.id).where(p.c.id.eq(1)).withForUpdate({ nowait: true })), { name: ['OperationalError', 'DatabaseError'] })
    await second.rollback()
    await first.rollback()
  }),
  define('a lock where there is none is left out', [], async (t) => {
    if (t.has('forUpdate')) return
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(1)).withForUpdate()), [1])
  }),
  define('text and templates inside statements', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(sql<boolean>`${p.c.age} + ${5} > ${40}`)), [4])
    equal(await t.scalars(select(p.c.id).where(text('age = :age').bindparams({ age: 25 }) as never)), [2])
    equal(await t.scalars(select({ v: literalColumn<number>('1 + 1', integer()) }).limit(1)), [2])
    equal(await t.scalars(select(p.c.id).orderBy(text('age DESC') as never).where(p.c.age.isNotNull())), [4, 1, 2])
    equal(await t.scalars(select({ v: sql<string>`upper(${p.c.name})` }).where(p.c.id.eq(3))), ['GARY'])
  }),
  define('comments, prefixes and hints don\'t change what is found', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).comment('who asks? */ me').where(p.c.id.eq(1))), [1])
    equal(await t.scalars(select(p.c.id).prefixWith('DISTINCT').where(p.c.id.eq(1))), [1])
  }),
  define('filterBy', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.scalars(select(person.c.id).filterBy({ name: 'gary' })), [3])
    equal(await t.scalars(select(person.c.id).join(purchase).filterBy({ item: 'helmet' })), [1])
    await rejects(() => select(person.c.id).filterBy({ nothing: 1 }), { message: /nothing/ })
  }),
  define('columns of one name in a subquery', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const sub = select(person.c.id, purchase.c.id).join(purchase).where(purchase.c.id.eq(13)).subquery('sub')
    const columns = sub.c as unknown as Record<string, typeof person.c.id>
    equal(await t.tuples(select({ a: columns['id']!, b: columns['id_1']! })), [[4, 13]])
  }),
  define('a union inside FROM', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const both = union(select(person.c.name.label('word')), select(purchase.c.item.label('word'))).subquery('both')
    near(await t.scalar(select(func.count()).selectFrom(both)), 7)
    equal(await t.scalars(select(both.c.word).where(both.c.word.like('s%')).orderBy(both.c.word)), ['sandy', 'squidward'])
  }),

  inLimit('LIMIT and OFFSET', [], async (t) => {
    const p = await withPeople(t)
    const all = select(p.c.id).orderBy(p.c.id)
    equal(await t.scalars(all.limit(2)), [1, 2])
    equal(await t.scalars(all.limit(2).offset(1)), [2, 3])
    equal(await t.scalars(all.slice(1, 3)), [2, 3])
    equal(await t.scalars(all.limit(0)), [])
    equal(await t.scalars(all.limit(100).offset(3)), [4])
    equal(await t.scalars(all.limit(2).limit(null)), [1, 2, 3, 4])
    for (const n of [1, 2, 3]) equal((await t.scalars(all.limit(n))).length, n)
  }),
  inLimit('OFFSET without LIMIT', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id).offset(2)), [3, 4])
  }),
  inLimit('inside subqueries', ['limitInSubquery'], async (t) => {
    const p = await withPeople(t)
    const top = select(p.c.id, p.c.name).orderBy(p.c.id.desc()).limit(2).subquery('top')
    equal(await t.scalars(select(top.c.name).orderBy(top.c.id)), ['gary', 'squidward'])
    const counted = select(p.c.id).orderBy(p.c.id).limit(3).offset(1).subquery('counted')
    near(await t.scalar(select(func.count()).selectFrom(counted)), 3)
  }),
  inLimit('FETCH FIRST', ['fetchFirst'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id).fetch(2)), [1, 2])
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id).fetch(2).offset(1)), [2, 3])
  }),
  inLimit('FETCH FIRST … WITH TIES', ['fetchTies'], async (t) => {
    const { purchase } = await withPurchases(t)
    equal(await t.scalars(select(purchase.c.item).orderBy(purchase.c.item).fetch(1, { withTies: true })), ['acorn', 'acorn'])
  }),
  inLimit('expressions', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).orderBy(p.c.id).limit(literal(2, integer())).offset(literal(1, integer()))), [2, 3])
  }),
]
