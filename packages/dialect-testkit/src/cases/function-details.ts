import {
  bindparam, caseWhen, collate, distinct, falseValue, float, func, insert, integer, literal, literalColumn, not, registerFunction, select, text, timestamp, tryCast, trueValue, varchar, type Criterion,
} from '@athanor/expressions'
import { equal, near, ok, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const functions = casesOf('functions')
const operators = casesOf('operators')
const isDate = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Date]'

/** Functions by name, functions in FROM, and what's left of operators. */
export const functionDetailCases: readonly TestCase[] = [
  functions('of numbers', [], async (t) => {
    near(await t.value(func.round(literal(2.567, float()), 0)), 3)
    near(await t.value(func.abs(literal(-3, integer()))), 3)
    if (t.has('ceilAndFloor')) {
      near(await t.value(func.ceil(literal(2.1, float()))), 3)
      near(await t.value(func.floor(literal(2.9, float()))), 2)
    }
    const random = Number(await t.value(func.random()))
    ok(Number.isFinite(random), `a random number: ${random}`)
    near(await t.value(func.length(literal('abc'))), 3)
  }),
  functions('of texts', [], async (t) => {
    if (t.has('concatFunction')) equal(await t.value(func.concat('a', literal('b'), 'c')), 'abc')
    equal(await t.value(func.nullif(literal('a'), 'b')), 'a')
    if (t.has('substring')) equal(await t.value(func('substring', literal('squirrel'), 1, 3)), 'squ')
  }),
  functions('of the session', ['sessionFunctions'], async (t) => {
    ok(typeof await t.value(func.currentUser()) === 'string', 'current_user')
    ok(typeof await t.value(func.sessionUser()) === 'string', 'session_user')
    ok(typeof await t.value(func.user()) === 'string', 'user')
  }),
  functions('of the time of day', [], async (t) => { equal(typeof await t.value(func.currentTime()), 'string') }),
  functions('of the local time', [], async (t) => { ok(isDate(await t.value(func.localtimestamp())), 'localtimestamp') }),
  functions('of the local time of day', ['localtimeFunction'], async (t) => { equal(typeof await t.value(func.localtime()), 'string') }),
  functions('of the time that the statement runs at', ['sysdate'], async (t) => { ok(isDate(await t.value(func.sysdate())), 'sysdate') }),
  functions('aggregates of booleans', ['booleanAggregates'], async (t) => {
    const p = await withPeople(t)
    equal(await t.tuples(select(func.boolAnd(p.c.active), func.boolOr(p.c.active))), [[false, true]])
    equal(await t.scalars(select(func.boolAnd(p.c.active)).where(p.c.id.lt(3))), [true])
  }),
  functions('DISTINCT inside an aggregate, by function and by method', [], async (t) => {
    const { purchase } = await withPurchases(t)
    near(await t.scalar(select(func.count(distinct(purchase.c.item)))), 3)
    near(await t.scalar(select(func.sum(purchase.c.amount.distinct()))), 127)
  }),
  functions('of one\'s own', [], async (t) => {
    const p = await withPeople(t)
    const upper = registerFunction('testkit_upper', { type: varchar(), sqlName: 'upper', arity: [1, 1] })
    equal(await t.scalars(select({ v: upper(p.c.name) }).where(p.c.id.eq(3))), ['GARY'])
    equal(await t.scalars(select({ v: upper('x').concat('!') })), ['X!'])
    const larger = registerFunction('testkit_larger', { type: 'firstArgument', sqlName: 'coalesce', argumentTypes: [integer()] })
    equal(await t.scalars(select({ v: larger(p.c.age, 5) }).where(p.c.id.eq(3))), [5])
    await rejects(() => upper('a', 'b'), { name: 'ArgumentError' })
  }),
  functions('WITHIN GROUP as a window', ['withinGroupOver', 'windowFunctions'], async (t) => {
    const { purchase: b } = await withPurchases(t)
    const half = func.percentileDisc<number>(0.5).withinGroup(b.c.amount).over({ partitionBy: b.c.personId })
    equal((await t.tuples(select(b.c.id, half.label('half')).orderBy(b.c.id))).map(([id, value]) => [id, Number(value)]), [[10, 5], [11, 5], [12, 7], [13, 100]])
  }),
  functions('rows of a document', ['jsonEach'], async (t) => {
    const rows = func('json_each', '[10, 20, 30]').tableValued({ key: integer(), value: integer() }, { name: 'rows' })
    equal((await t.tuples(select(rows.c.key, rows.c.value).where(rows.c.value.gt(10)).orderBy(rows.c.key))).map((row) => row.map(Number)), [[1, 20], [2, 30]])
    const again = rows.alias('again')
    equal((await t.scalars(select(again.c.value).orderBy(again.c.value.desc()))).map(Number), [30, 20, 10])
    const p = await withPeople(t)
    const mine = func('json_each', func('json_array', p.c.id, p.c.age)).tableValued({ value: integer() }, { name: 'mine', joinsImplicitly: true })
    equal((await t.tuples(select(p.c.id, mine.c.value).where(p.c.id.eq(1)).orderBy(mine.c.value))).map((row) => row.map(Number)), [[1, 1], [1, 30]])
  }),
  functions('that compare', [], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const same = func('coalesce', person.c.id.eq(purchase.c.personId), falseValue()).asComparison(1, 2)
    equal(await t.scalars(select(person.c.id).join(purchase, same).where(purchase.c.id.eq(13))), [4])
    equal(await t.scalars(select(person.c.id).join(purchase, not(same)).where(purchase.c.id.eq(13)).orderBy(person.c.id)), [1, 2, 3])
  }),
  functions('in FROM, by name', ['functionsInFrom'], async (t) => {
    const series = func.generateSeries(1, 3).alias('series')
    equal((await t.scalars(select({ v: series.column }).orderBy(series.column.desc()))).map(Number), [3, 2, 1])
    const rows = func.generateSeries(1, 2).tableValued({ n: integer() }, { name: 'rows' }).renderDerived()
    const again = rows.alias('again')
    equal(await t.scalars(select(again.c.n).orderBy(again.c.n)), [1, 2])
    const p = await withPeople(t)
    const mine = func.generateSeries(1, p.c.id).tableValued({ n: integer() }, { name: 'mine' }).renderDerived().lateral('mine')
    equal(await t.scalars(select(mine.c.n).selectFrom(p).join(mine, trueValue()).where(p.c.id.eq(3)).orderBy(mine.c.n)), [1, 2, 3])
    const comma = func.generateSeries(1, 2).tableValued({ n: integer() }, { name: 'comma', joinsImplicitly: true }).renderDerived()
    equal(await t.tuples(select(p.c.id, comma.c.n).where(p.c.id.eq(1)).orderBy(comma.c.n)), [[1, 1], [1, 2]])
  }),
  functions('whose row is a value', ['compositeFunctions'], async (t) => {
    equal(await t.value(func('json_each', text('\'{"a": 1}\'::json')).scalarTableValued<string>('key', varchar())), 'a')
  }),

  operators('negated', [], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(not(p.c.name.endsWith('ick'))), [1, 3, 4])
    equal(await ids(not(p.c.name.contains('ar'))), [1, 2])
    equal(await ids(not(p.c.name.istartsWith('SQ'))), [1, 2, 3])
    equal(await ids(not(p.c.name.iendsWith('ICK'))), [1, 3, 4])
    equal(await ids(not(p.c.name.ilike('S%'))), [2, 3])
    equal(await ids(not(p.c.id.in([1, 2]))), [3, 4])
    equal(await ids(not(p.c.age.isNull())), [1, 2, 4])
    equal(await ids(p.c.active.not()), [3, 4])
    equal(await ids(falseValue()), [])
    equal(await ids(not(falseValue())), [1, 2, 3, 4])
    equal(await ids(p.c.active.is(true)), [1, 2])
    equal(await ids(p.c.active.isNot(true)), [3, 4])
  }),
  operators('CASE by a mapping', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select({ v: caseWhen({ sandy: 'squirrel', gary: 'snail' }, { value: p.c.name, else: '?' }) }).orderBy(p.c.id)), ['squirrel', '?', 'snail', '?'])
    equal(await t.scalars(select({ v: caseWhen(new Map([[30, 'thirty'], [40, 'forty']]), { value: p.c.age }) }).orderBy(p.c.id)), ['thirty', null, null, 'forty'])
    equal(await t.scalars(select({ v: caseWhen({ 1: 'one', 2: 'two' }, { value: p.c.id, else: 'more' }) }).orderBy(p.c.id)), ['one', 'two', 'more', 'more'])
  }),
  operators('parentheses', [], async (t) => {
    const p = await withPeople(t)
    near(await t.value(literal(2, integer()).add(1).selfGroup().mul(3)), 9)
    equal(await t.scalars(select(p.c.id).where(p.c.name.collate(t.settings.caseSensitiveCollation ?? 'C').selfGroup().eq('gary'))), [3])
    equal(await t.scalars(select(p.c.id).orderBy(collate(p.c.name, t.settings.caseSensitiveCollation ?? 'C').asc())), [3, 2, 1, 4])
  }),
  operators('of one\'s own: precedence, result, association', ['customOperators'], async (t) => {
    near(await t.value(literal(2, integer()).op<number>('+', { precedence: 7, associative: true, returnType: integer() })(3).mul(4)), 20)
    equal(await t.value(literal(2, integer()).op<boolean>('<', { isComparison: true })(3)), true)
  }),
  operators('full-text search', ['matchOperator'], async (t) => {
    const doc = t.table('tk_match', { id: integer().primaryKey({ autoincrement: false }), body: varchar(200) })
    await t.create()
    await t.settings.prepareMatch?.(t, doc as never, doc.c.body as never)
    await t.run(insert(doc), [{ id: 1, body: 'the quick brown fox' }, { id: 2, body: 'a lazy dog' }, { id: 3, body: 'nothing of interest' }])
    equal(await t.scalars(select(doc.c.id).where(doc.c.body.match('lazy'))), [2])
    if (t.has('matchNegated')) equal(await t.scalars(select(doc.c.id).where(not(doc.c.body.match('lazy'))).orderBy(doc.c.id)), [1, 3])
  }),
  operators('a cast that gives NULL', ['tryCast'], async (t) => {
    equal(await t.value(tryCast(literal('x'), integer())), null)
    equal(await t.value(tryCast(literal('5'), integer())), 5)
  }),
  operators('parameters: required, written at execution, of a list', [], async (t) => {
    const p = await withPeople(t)
    const wanted = bindparam<number>('wanted', { type: integer(), required: true })
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(wanted)), { wanted: 2 }), [2])
    await rejects(t.scalars(select(p.c.id).where(p.c.id.eq(wanted))), { code: 'PARAMETER_REQUIRED' })
    equal(await t.scalars(select(p.c.id).where(p.c.name.eq(bindparam<string>('n', { type: varchar(), literalExecute: true }))), { n: 'gary' }), [3])
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(bindparam<number>('u', { value: 4, unique: true })))), [4])
    equal(await t.scalars(select(p.c.id).where(p.c.id.in(bindparam<number[]>('ids', { expanding: true, literalExecute: true, type: integer() as never }))).orderBy(p.c.id), { ids: [3, 4] }), [3, 4])
  }),
  operators('of dates', ['intervals', 'dateArithmetic'], async (t) => {
    const event = t.table('tk_event', { id: integer().primaryKey({ autoincrement: false }), at: timestamp() })
    await t.create()
    const [first, second] = [new Date('2024-05-06T10:00:00Z'), new Date('2024-05-06T12:30:00Z')]
    await t.run(insert(event), [{ id: 1, at: first }, { id: 2, at: second }])
    const other = event.alias('other')
    const span = await t.scalar(select({ v: other.c.at.sub(event.c.at) }).join(other, other.c.id.gt(event.c.id)))
    ok(/^PT2H30M|^02:30/.test(String(span)), `a span: ${String(span)}`)
    equal(await t.scalar(select({ v: event.c.at.add(literalColumn<string>("INTERVAL '150 minutes'")) }).where(event.c.id.eq(1))), second)
    equal(await t.scalar(select({ v: event.c.at.sub(literalColumn<string>("INTERVAL '150 minutes'")) }).where(event.c.id.eq(2))), first)
  }),
]
