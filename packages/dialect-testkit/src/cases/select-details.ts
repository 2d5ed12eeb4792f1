import {
  exists, func, insert, integer, literal, select, text, union, unionAll, varchar, type Select,
} from '@athanor/expressions'
import { equal, near, ok, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('select')
const sets = casesOf('set operations')

/** SELECT: correlation, lists of columns, hints, locks, and set operations by method. */
export const selectDetailCases: readonly TestCase[] = [
  define('correlation that is stated', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const mine = select(func.count()).selectFrom(purchase).where(purchase.c.personId.eq(person.c.id))
    equal((await t.scalars(select({ n: mine.correlate(person).scalarSubquery() }).selectFrom(person).orderBy(person.c.id))).map(Number), [2, 1, 0, 1])
    equal((await t.scalars(select({ n: mine.scalarSubquery().correlate(person) }).selectFrom(person).orderBy(person.c.id))).map(Number), [2, 1, 0, 1])
    equal((await t.scalars(select({ n: mine.correlateExcept(purchase).scalarSubquery() }).selectFrom(person).orderBy(person.c.id))).map(Number), [2, 1, 0, 1])
    equal((await t.scalars(select({ n: mine.scalarSubquery().correlateExcept(purchase) }).selectFrom(person).orderBy(person.c.id))).map(Number), [2, 1, 0, 1])
    // without correlation the inner query has a FROM of its own
    const all = select(func.count()).selectFrom(purchase).where(purchase.c.personId.eq(person.c.id)).correlate(null).scalarSubquery()
    equal((await t.scalars(select({ n: all }).selectFrom(person).orderBy(person.c.id))).map(Number), [4, 4, 4, 4])
    const has = exists().where(purchase.c.personId.eq(person.c.id))
    equal(await t.scalars(select(person.c.id).where(has.correlate(person)).orderBy(person.c.id)), [1, 2, 4])
    equal(await t.scalars(select(person.c.id).where(has.correlateExcept(purchase)).orderBy(person.c.id)), [1, 2, 4])
    equal(await t.scalars(select(person.c.id).where(exists().selectFrom(purchase).where(purchase.c.personId.eq(person.c.id), purchase.c.amount.gt(50)))), [4])
    equal(await t.scalars(select(person.c.id).where(person.c.age.gt(select(func.avg(person.c.age)).scalarSubquery().where(person.c.active))).orderBy(person.c.id)), [1, 4])
  }),
  define('EXISTS as a query, and by the columns that keep their FROM', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal((await t.scalars(exists(select(purchase.c.id).where(purchase.c.amount.gt(50))).select())).map(Boolean), [true])
    equal((await t.scalars(exists(select(purchase.c.id).where(purchase.c.amount.gt(500))).select())).map(Boolean), [false])
    equal((await t.scalars(select(person.c.id).withOnlyColumns(literal(7, integer()), { maintainColumnFroms: true }))), [7, 7, 7, 7])
    if (!t.has('fullOuterJoin')) return
    const rows = await t.tuples(select(person.c.id, purchase.c.id).fullJoinFrom(person, purchase, person.c.id.eq(purchase.c.personId).and(purchase.c.amount.gt(10))))
    equal([rows.length, rows.filter(([id]) => id === null).length], [6, 2])
  }),
  define('criteria of a scalar subquery', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const item = select(purchase.c.item).where(purchase.c.personId.eq(person.c.id)).scalarSubquery()
    equal(await t.tuples(select(person.c.id, item.where(purchase.c.amount.gt(10)).label('item')).orderBy(person.c.id)), [[1, 'helmet'], [2, null], [3, null], [4, 'clarinet']])
  }),
  define('other columns, more columns, fewer columns', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const joined = select(person, purchase.c.personId, purchase.c.item).join(purchase).where(purchase.c.id.eq(11))
    equal(await t.tuples(joined.withOnlyColumns(person.c.id, purchase.c.item)), [[1, 'helmet']])
    equal(await t.tuples(select(person.c.id).where(person.c.id.eq(4)).addColumns(person.c.name)), [[4, 'squidward']])
    // of two columns of one name that are equal by their foreign key, one is left out
    const hero = t.table('tk_hero', { id: integer().primaryKey({ autoincrement: false }).references(() => person.c.id), power: varchar(20) })
    await t.create()
    await t.run(insert(hero), { id: 2, power: 'sleep' })
    const reduced = select(person.c.id, hero.c.id, hero.c.power).join(hero).reduceColumns()
    equal(await t.tuples(reduced as unknown as Select<[typeof person.c.id, typeof hero.c.power]>), [[2, 'sleep']])
  }),
  define('styles of labels', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const both = select(person.c.id, purchase.c.id).join(purchase).where(purchase.c.id.eq(13))
    equal(await t.tuples(both.setLabelStyle('tablename_plus_col')), [[4, 13]])
    const sub = both.setLabelStyle('tablename_plus_col').subquery('sub') as unknown as { c: Record<string, typeof person.c.id> } & ReturnType<typeof both.subquery>
    equal(await t.tuples(select(sub.c['tk_person_id']!, sub.c['tk_purchase_id']!)), [[4, 13]])
    equal(await t.tuples(both.setLabelStyle('none')), [[4, 13]])
    equal(await t.tuples(both.setLabelStyle('disambiguate')), [[4, 13]])
    equal(await t.rows(union(select(person.c.id), select(purchase.c.personId)).orderBy(person.c.id).limit(1).setLabelStyle('none')), [{ id: 1 }])
  }),
  define('what a statement says of itself', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const statement = select(person.c.id, purchase.c.item.label('what')).join(purchase).where(purchase.c.id.eq(13))
    equal(statement.columnDescriptions.map(({ name }) => name), ['id', 'what'])
    equal(statement.getFinalFroms().length, 1)
    const { id, what } = statement.selectedColumns
    equal(await t.tuples(select(id, what).join(purchase).where(purchase.c.id.eq(13))), [[4, 'clarinet']])
    equal([statement.columnsClauseFroms.length, statement.innerColumns.length, select(person).innerColumns.length], [2, 2, 5])
    const change = insert(purchase).values({ id: 99, personId: 1, amount: 1, item: 'x' }).returning(purchase.c.id)
    equal([change.columnDescriptions.map(({ name }) => name), (change.table as unknown) === purchase], [['id'], true])
    const both = union(select(person.c.id), select(purchase.c.personId))
    equal(both.columnDescriptions.map(({ name }) => name), ['id'])
    equal(Object.keys(both.selectedColumns), ['id'])
  }),
  define('outer joins from a given side', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.tuples(select(person.c.id, purchase.c.id).outerJoinFrom(person, purchase).where(person.c.id.gt(2)).orderBy(person.c.id)), [[3, null], [4, 13]])
    const other = purchase.alias('other')
    const joins = person.join(purchase).outerJoin(other, other.c.item.eq(purchase.c.item).and(other.c.id.ne(purchase.c.id)))
    equal(await t.tuples(select(purchase.c.id, other.c.id).selectFrom(joins).orderBy(purchase.c.id)), [[10, 12], [11, null], [12, 10], [13, null]])
    equal(await t.tuples(select(person.c.id, purchase.c.id).selectFrom(person.join(purchase, purchase.c.personId.eq(person.c.id), { isOuter: true })).where(person.c.id.eq(3))), [[3, null]])
    equal(await t.scalars(select(person.c.id).selectFrom(person.outerJoin(purchase)).where(purchase.c.id.isNull())), [3])
    const sub = select(purchase.c.personId, purchase.c.item).subquery('sub')
    equal(await t.scalars(select(sub.alias('again').c.item).orderBy(text('item') as never).limit(1)), ['acorn'])
  }),
  define('grouping a join on the right', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const other = person.alias('other')
    const right = purchase.join(other, other.c.id.eq(purchase.c.personId))
    equal(await t.tuples(select(person.c.id, purchase.c.id).selectFrom(person.outerJoin(right, purchase.c.personId.eq(person.c.id))).where(person.c.id.gt(2)).orderBy(person.c.id)), [[3, null], [4, 13]])
  }),
  define('texts behind a statement, hints, and comments', [], async (t) => {
    const p = await withPeople(t)
    const one = select(p.c.id).where(p.c.id.eq(1))
    equal(await t.scalars(one.suffixWith('/* at the end */')), [1])
    equal(await t.scalars(one.suffixWith('NOT SQL AT ALL', { dialect: 'nobody' })), [1])
    equal(await t.scalars(one.prefixWith('NOT SQL AT ALL', { dialect: 'nobody' })), [1])
    equal(await t.scalars(one.withStatementHint('/* no hint, only a comment */')), [1])
    equal(await t.scalars(one.withStatementHint('NOT SQL AT ALL', { dialect: 'nobody' })), [1])
    equal(await t.scalars(one.withHint(p, 'NOT SQL AT ALL', { dialect: 'nobody' })), [1])
    equal(await t.scalars(select(p.c.id).prefixWith(text('/* a text */') as never).where(p.c.id.eq(2))), [2])
    equal(await t.rows(select(p.c.id.label('i')).where(p.c.id.eq(1)).options()), [{ i: 1 }])
    equal(await t.scalars(union(one, select(p.c.id).where(p.c.id.eq(2))).orderBy('id').comment('both')), [1, 2])
    equal(await t.scalars(one.executionOptions({ mine: 1 })), [1])
    equal(await t.scalars(union(one, one).executionOptions({ mine: 1 })), [1])
  }),
  define('hints behind a table', [], async (t) => {
    const hint = t.settings.fromHint
    if (hint === undefined) return
    const item = t.table('tk_hinted', { id: integer().primaryKey({ autoincrement: false }), n: integer().index('tk_hinted_n') })
    await t.create()
    await t.run(insert(item), [{ id: 1, n: 5 }, { id: 2, n: 6 }])
    equal(await t.scalars(select(item.c.id).withHint(item, hint('tk_hinted_n')).where(item.c.n.eq(6))), [2])
    ok(t.engine.compile(select(item.c.id).withHint(item, hint('tk_hinted_n'))).sql.includes(hint('tk_hinted_n')), 'the hint is in the SQL')
    const alias = item.alias('h')
    equal(await t.scalars(select(alias.c.id).withHint(alias, hint('tk_hinted_n')).where(alias.c.n.eq(5))), [1])
  }),
  define('FOR UPDATE: the weaker locks', ['forUpdate', 'keyShareLocks'], async (t) => {
    const p = await withPeople(t)
    const one = select(p.c.id).where(p.c.id.eq(1))
    equal(await t.scalars(one.withForUpdate({ keyShare: true })), [1])
    equal(await t.scalars(one.withForUpdate({ read: true, keyShare: true })), [1])
    if (!t.has('concurrentConnections')) return
    // FOR NO KEY UPDATE lets FOR KEY SHARE pass, and FOR UPDATE doesn't
    const [a, b] = [await t.connect(), await t.connect()]
    await a.execute(one.withForUpdate({ keyShare: true }))
    equal(await b.execute(one.withForUpdate({ read: true, keyShare: true, nowait: true })).scalars().all(), [1])
    await b.rollback()
    await rejects(b.execute(one.withForUpdate({ nowait: true })))
    await b.rollback()
    await a.rollback()
  }),
  define('FOR UPDATE of one column\'s table', ['forUpdate', 'forUpdateOf'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    equal(await t.scalars(select(person.c.id).join(purchase).where(purchase.c.id.eq(13)).withForUpdate({ of: purchase.c.id })), [4])
    equal(await t.scalars(select(person.c.id).join(purchase).where(purchase.c.id.eq(13)).withForUpdate({ of: [person, purchase], ...(t.has('forUpdateSkipLocked') ? { skipLocked: true } : {}) })), [4])
  }),
  define('GROUP BY the name of a label, and nothing', [], async (t) => {
    const { purchase } = await withPurchases(t)
    const item = func.upper(purchase.c.item).label('word')
    equal((await t.tuples(select(item, func.count().label('n')).groupBy('word').orderBy('word'))).map(([word, n]) => [word, Number(n)]), [['ACORN', 2], ['CLARINET', 1], ['HELMET', 1]])
    near(await t.scalar(select(func.count()).selectFrom(purchase).groupBy(purchase.c.item).groupBy(null)), 4)
  }),

  sets('by method', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const [a, b] = [select(person.c.id.label('id')), select(purchase.c.personId.label('id')).where(purchase.c.id.ne(13))]
    equal((await t.scalars(a.unionAll(b))).length, 7)
    if (t.has('intersect')) equal(await t.scalars(a.intersect(b).orderBy('id')), [1, 2])
    if (t.has('except')) equal(await t.scalars(a.except(b).orderBy('id')), [3, 4])
    if (t.has('intersectAll')) equal((await t.scalars(b.intersectAll(b))).length, 3)
    if (t.has('exceptAll')) equal(await t.scalars(b.exceptAll(b.where(purchase.c.id.eq(10))).orderBy('id')), [1, 2])
    if (!t.has('nestedSetOperations')) return
    const both = unionAll(a, b)
    equal((await t.scalars(both.union(a).orderBy('id'))), [1, 2, 3, 4])
    equal((await t.scalars(both.unionAll(a))).length, 11)
    if (t.has('intersect')) equal(await t.scalars(both.intersect(b).orderBy('id')), [1, 2])
    if (t.has('except')) equal(await t.scalars(both.except(b).orderBy('id')), [3, 4])
    if (t.has('intersectAll')) equal((await t.scalars(both.intersectAll(both))).length, 7)
    if (t.has('exceptAll')) equal((await t.scalars(both.exceptAll(a))).length, 3)
  }),
  sets('as subqueries, scalars, WITH, EXISTS', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const both = union(select(person.c.id.label('id')).where(person.c.id.lt(3)), select(purchase.c.personId.label('id')).where(purchase.c.id.eq(13)))
    const [sub, alias] = [both.subquery('sub'), both.alias('al')]
    equal(await t.scalars(select(sub.c.id).orderBy(sub.c.id)), [1, 2, 4])
    equal(await t.scalars(select(alias.c.id).orderBy(alias.c.id.desc()).limit(1)), [4])
    if (t.has('ctes')) {
      const cte = both.cte('w')
      equal(await t.scalars(select(person.c.name).join(cte, cte.c.id.eq(person.c.id)).orderBy(person.c.id)), ['sandy', 'patrick', 'squidward'])
    }
    equal(await t.scalars(select(person.c.id).where(person.c.id.eq(union(select(literal(2, integer())), select(literal(2, integer()))).scalarSubquery()))), [2])
    equal(await t.scalars(select(person.c.id).where(both.exists()).orderBy(person.c.id).limit(1)), [1])
    equal(await t.scalars(both.orderBy('id').params({})), [1, 2, 4])
    if (t.has('lateral')) {
      const mine = union(select(purchase.c.item.label('item')).where(purchase.c.personId.eq(person.c.id)), select(literal('nothing').label('item'))).lateral('mine')
      equal(await t.tuples(select(person.c.id, mine.c.item).join(mine, literal(1, integer()).eq(1)).where(person.c.id.gt(2)).orderBy(person.c.id, mine.c.item)), [[3, 'nothing'], [4, 'clarinet'], [4, 'nothing']])
    }
    if (t.has('fetchFirst')) equal(await t.scalars(both.orderBy('id').fetch(2).offset(1)), [2, 4])
    equal(await t.scalars(union(select(person.c.id.label('id')), select(person.c.id.label('id'))).orderBy('id').offset(1).limit(1)), [2])
  }),
  sets('texts as members\' FROM', [], async (t) => {
    await withPurchases(t)
    const rows = text('SELECT id, name FROM tk_person WHERE id > :low').columns({ id: integer(), name: varchar() })
    equal(await t.scalars(select(rows.subquery('s').c.name).orderBy(text('name') as never), { low: 2 }), ['gary', 'squidward'])
    equal(await t.rows(rows.bindparams({ low: 3 })), [{ id: 4, name: 'squidward' }])
    if (t.has('ctes')) {
      const cte = rows.bindparams({ low: 2 }).cte('c')
      equal(await t.scalars(select(cte.c.id).orderBy(cte.c.id)), [3, 4])
    }
    equal(await t.value(text('SELECT max(id) AS id FROM tk_person').columns({ id: integer() }).scalarSubquery()), 4)
    equal(await t.scalars(select({ v: literal(1, integer()) }).where(text('SELECT id FROM tk_person WHERE id = 99').columns({ id: integer() }).exists())), [])
    equal(await t.rows(rows.bindparams({ low: 3 }).executionOptions({ mine: 1 })), [{ id: 4, name: 'squidward' }])
    if (t.has('lateral')) {
      const lateral = text('SELECT 1 AS one').columns({ one: integer() }).lateral('l')
      equal(await t.scalars(select(lateral.c.one)), [1])
    }
  }),
]
