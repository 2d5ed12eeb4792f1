import { func, insert, integer, select, sql as template, text, varchar } from '@athanor/expressions'
import { equal, near } from '../assertions.ts'
import { people, withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('functions')
const windows = casesOf('windows')
const numbers = (rows: readonly (readonly unknown[])[]): unknown[] => rows.map((row) => row.map((value) => (value === null ? null : Number(value))))

/** Functions, aggregates, windows. */
export const functionCases: readonly TestCase[] = [
  define('of texts and numbers', [], async (t) => {
    const p = await withPeople(t)
    const of = async (expression: Parameters<typeof t.value>[0]) => (await t.scalars(select({ v: expression }).where(p.c.id.eq(1))))[0]
    equal(await of(func.upper(p.c.name)), 'SANDY')
    equal(await of(func.lower(func.upper(p.c.name))), 'sandy')
    equal(await of(func.trim(p.c.name.concat('  '))), 'sandy')
    near(await of(func.charLength(p.c.name)), 5)
    near(await of(func.abs(p.c.age.neg())), 30)
    near(await of(func.coalesce(p.c.age, 0)), 30)
    equal(await t.scalars(select({ v: func.coalesce(p.c.nick, p.c.name) }).where(p.c.id.eq(2))), ['patrick'])
    equal(await t.scalars(select({ v: func.coalesce(p.c.age, -1) }).where(p.c.id.eq(3))), [-1])
    equal(await of(func.nullif(p.c.age, 30)), null)
    equal(await of(func('upper', p.c.name)), 'SANDY')
    equal(await t.scalars(select(p.c.id).where(func.upper(p.c.name).eq('GARY'))), [3])
    equal(await t.scalars(select(p.c.id).where(func<number>('length', p.c.name).gt(7))), [4])
    equal(Object.keys((await t.rows(select(func.upper(p.c.name)).limit(1)))[0]!), ['upper'])
  }),
  define('of the current time', [], async (t) => {
    const now = await t.value(func.now())
    equal(Object.prototype.toString.call(now), '[object Date]')
    equal(Object.prototype.toString.call(await t.value(func.currentTimestamp())), '[object Date]')
    equal(typeof await t.value(func.currentDate()), 'string')
  }),
  define('aggregates', [], async (t) => {
    const p = await withPeople(t)
    near(await t.scalar(select(func.count()).selectFrom(p)), 4)
    near(await t.scalar(select(func.count(p.c.age))), 3)
    near(await t.scalar(select(func.sum(p.c.age))), 95)
    // some databases keep four digits of an average
    near(await t.scalar(select(func.avg(p.c.age))), 95 / 3, 'avg', 1e-5)
    near(await t.scalar(select(func.max(p.c.age))), 40)
    near(await t.scalar(select(func.min(p.c.age))), 25)
    equal(await t.scalar(select(func.max(p.c.name))), 'squidward')
    equal(await t.scalar(select(func.sum(p.c.age)).where(p.c.id.eq(-1))), null)
    near(await t.scalar(select(func.count()).selectFrom(p).where(p.c.id.eq(-1))), 0)
    equal(typeof await t.scalar(select(func.count()).selectFrom(p)), 'number')
  }),
  define('aggregated texts', [], async (t) => {
    const p = await withPeople(t)
    const joined = await t.scalar(select(func.aggregateStrings(p.c.name, ', ')).where(p.c.id.in([1, 3])))
    equal(String(joined).split(', ').sort(), ['gary', 'sandy'])
  }),
  define('aggregated texts, in order', ['orderedAggregates'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalar(select({ v: func.aggregateStrings(p.c.name, ',').aggregateOrderBy(p.c.name.desc()) })), 'squidward,sandy,patrick,gary')
  }),
  define('FILTER', ['aggregateFilter'], async (t) => {
    const p = await withPeople(t)
    near(await t.scalar(select({ v: func.count().filter(p.c.active) }).selectFrom(p)), 2)
    near(await t.scalar(select({ v: func.sum(p.c.age).filter(p.c.id.gt(1), p.c.age.isNotNull()) })), 65)
  }),
  define('WITHIN GROUP', ['withinGroup'], async (t) => {
    const p = await withPeople(t)
    near(await t.scalar(select({ v: func.percentileCont(0.5).withinGroup(p.c.age) }).selectFrom(p)), 30)
    near(await t.scalar(select({ v: func.percentileDisc(1).withinGroup(p.c.age.desc()) }).selectFrom(p)), 25)
    equal(await t.scalar(select({ v: func.mode().withinGroup(p.c.active) }).selectFrom(p)) !== null, true)
  }),
  define('ROLLUP', ['rollup'], async (t) => {
    const { purchase } = await withPurchases(t)
    const rows = await t.tuples(select(purchase.c.item, func.sum(purchase.c.amount)).groupBy(func.rollup(purchase.c.item)))
    equal(rows.map(([item, sum]) => `${item} ${Number(sum)}`).sort(), ['acorn 12', 'clarinet 100', 'helmet 15', 'null 127'])
  }),
  define('CUBE and GROUPING SETS', ['cube', 'groupingSets'], async (t) => {
    const { purchase } = await withPurchases(t)
    near((await t.tuples(select(purchase.c.item, purchase.c.personId, func.count()).groupBy(func.cube(purchase.c.item, purchase.c.personId)))).length, 3 + 3 + 4 + 1)
    equal((await t.tuples(select(purchase.c.item, purchase.c.personId).groupBy(func.groupingSets(purchase.c.item, purchase.c.personId)))).length, 6)
  }),
  define('rows from functions', ['tableValuedFunctions'], async (t) => {
    const series = t.engine.name === 'sqlite' ? func('json_each', '[1,2,3]') : func.generateSeries(1, 3)
    const rows = series.tableValued({ value: integer() }, { name: 'series' })
    const found = select(rows.c.value).orderBy(rows.c.value)
    equal((await t.scalars(t.engine.name === 'sqlite' ? found : select(rows.renderDerived().c.value))).map(Number).sort((a, b) => a - b), [1, 2, 3])
  }),
  define('rows from functions: one column, ordinality, names and types', ['tableValuedFunctions', 'withOrdinality'], async (t) => {
    const values = func.generateSeries(4, 6).columnValued('x')
    equal(await t.scalars(select({ x: values }).where((values as unknown as { gt(n: number): never }).gt(4))), [5, 6])
    const ordered = func.generateSeries(4, 6).tableValued({ value: integer() }, { name: 'o', withOrdinality: 'place' }).renderDerived()
    const columns = ordered.c as typeof ordered.c & { place: typeof ordered.c.value }
    equal(numbers(await t.tuples(select(columns.value, columns.place).orderBy(columns.place))), [[4, 1], [5, 2], [6, 3]])
    const recordset = func('json_to_recordset', template`CAST(${'[{"a":1,"b":"x"},{"a":2,"b":"y"}]'} AS json)`).tableValued({ a: integer(), b: varchar() }, { name: 'r' })
      .renderDerived({ withTypes: true })
    equal(await t.rows(select(recordset.c.a, recordset.c.b).orderBy(recordset.c.a)), [{ a: 1, b: 'x' }, { a: 2, b: 'y' }])
  }),

  windows('ranks and numbers', ['windowFunctions'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    equal(numbers(await t.tuples(select(b.c.id, func.rowNumber().over({ orderBy: b.c.amount.desc() }).label('n')).orderBy(b.c.id))), [[10, 4], [11, 2], [12, 3], [13, 1]])
    equal(numbers(await t.tuples(select(b.c.id, func.rank().over({ orderBy: b.c.item }).label('r'), func.denseRank().over({ orderBy: b.c.item }).label('d')).orderBy(b.c.id))),
      [[10, 1, 1], [11, 4, 3], [12, 1, 1], [13, 3, 2]])
    equal(numbers(await t.tuples(select(b.c.id, func.ntile(2).over({ orderBy: b.c.id }).label('t')).orderBy(b.c.id))), [[10, 1], [11, 1], [12, 2], [13, 2]])
    near((await t.tuples(select(b.c.id, func.percentRank().over({ orderBy: b.c.id }).label('p')).orderBy(b.c.id.desc())))[0]![1], 1)
    near((await t.tuples(select(b.c.id, func.cumeDist().over({ orderBy: b.c.id }).label('p')).orderBy(b.c.id)))[0]![1], 0.25)
  }),
  windows('PARTITION BY', ['windowFunctions'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    equal(numbers(await t.tuples(select(b.c.id, func.sum(b.c.amount).over({ partitionBy: b.c.personId }).label('s')).orderBy(b.c.id))), [[10, 20], [11, 20], [12, 7], [13, 100]])
    equal(numbers(await t.tuples(select(b.c.id, func.rowNumber().over({ partitionBy: [b.c.personId], orderBy: [b.c.amount.desc(), b.c.id] }).label('n')).orderBy(b.c.id))), [[10, 2], [11, 1], [12, 1], [13, 1]])
    const ranked = select(b.c.id, func.rowNumber().over({ partitionBy: b.c.personId, orderBy: b.c.amount.desc() }).label('n')).subquery('ranked')
    equal(await t.scalars(select(ranked.c.id).where(ranked.c.n.eq(1)).orderBy(ranked.c.id)), [11, 12, 13])
  }),
  windows('neighbours', ['windowFunctions'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    const order = { orderBy: b.c.id }
    equal(numbers(await t.tuples(select(b.c.id, func.lag(b.c.amount).over(order).label('a'), func.lead(b.c.amount, 2).over(order).label('b')).orderBy(b.c.id))),
      [[10, null, 7], [11, 5, 100], [12, 15, null], [13, 7, null]])
    equal(numbers(await t.tuples(select(b.c.id, func.firstValue(b.c.amount).over(order).label('f'), func.lastValue(b.c.amount).over({ ...order, rows: [null, null] }).label('l'),
      func.nthValue(b.c.amount, 2).over({ ...order, rows: [null, null] }).label('n')).orderBy(b.c.id).limit(1))), [[10, 5, 100, 15]])
  }),
  windows('frames', ['windowFunctions'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    const sums = async (frame: Parameters<ReturnType<typeof func.count>['over']>[0]) =>
      (await t.tuples(select(b.c.id, func.sum(b.c.amount).over({ orderBy: b.c.id, ...frame }).label('s')).orderBy(b.c.id))).map(([, sum]) => (sum === null ? null : Number(sum)))
    equal(await sums({}), [5, 20, 27, 127])
    equal(await sums({ rows: [null, 0] }), [5, 20, 27, 127])
    equal(await sums({ rows: [-1, 0] }), [5, 20, 22, 107])
    equal(await sums({ rows: [-1, 1] }), [20, 27, 122, 107])
    equal(await sums({ rows: [0, null] }), [127, 122, 107, 100])
    equal(await sums({ rows: [1, 2] }), [22, 107, 100, null])
    equal(await sums({ rows: [null, -1] }), [null, 5, 20, 27])
    equal(await sums({ range: [-1, 1] }), [20, 27, 122, 107])
    equal(await sums({ range: [null, 0] }), [5, 20, 27, 127])
  }),
  windows('GROUPS', ['windowFunctions', 'windowGroups'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    equal(numbers(await t.tuples(select(b.c.id, func.sum(b.c.amount).over({ orderBy: b.c.item, groups: [0, 1] }).label('s')).orderBy(b.c.id))), [[10, 112], [11, 15], [12, 112], [13, 115]])
  }),
  windows('EXCLUDE', ['windowFunctions', 'windowExclude'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    equal(numbers(await t.tuples(select(b.c.id, func.sum(b.c.amount).over({ orderBy: b.c.id, rows: [null, null], exclude: 'current row' }).label('s')).orderBy(b.c.id))),
      [[10, 122], [11, 112], [12, 120], [13, 27]])
  }),
  windows('with FILTER', ['windowFunctions', 'aggregateFilter'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    equal(numbers(await t.tuples(select(b.c.id, func.sum(b.c.amount).filter(b.c.item.eq('acorn')).over({ orderBy: b.c.id }).label('s')).orderBy(b.c.id))), [[10, 5], [11, 5], [12, 12], [13, 12]])
  }),
  define('a text column counts its characters, not bytes', [], async (t) => {
    const word = t.table('tk_word', { id: integer().primaryKey({ autoincrement: false }), v: varchar(30) })
    await t.create()
    await t.run(insert(word), [{ id: 1, v: 'žluťoučký' }, { id: 2, v: people[0].name }])
    equal((await t.scalars(select(func.charLength(word.c.v)).orderBy(word.c.id))).map(Number), [9, 5])
    equal(await t.scalars(text('SELECT v FROM tk_word WHERE id = :id').bindparams({ id: 1 })), ['žluťoučký'])
  }),
]
