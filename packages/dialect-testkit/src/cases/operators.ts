import {
  all, and, any, bigint, bindparam, caseWhen, cast, collate, extract, func, insert, integer, literal, literalColumn, not, numeric, or, select, timestamp, trueValue, tryCast, tuple,
  typeCoerce, varchar, type Criterion, type Expr,
} from '@athanor/expressions'
import { equal, near, rejects } from '../assertions.ts'
import { withPeople, withPurchases } from '../fixtures.ts'
import { casesOf, type TestCase } from '../test-case.ts'

const define = casesOf('operators')

/** Constructs of expressions: operators, CASE, casts, functions of dates. */
export const operatorCases: readonly TestCase[] = [
  define('comparisons', [], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(p.c.age.eq(30)), [1])
    equal(await ids(p.c.age.ne(30)), [2, 4])
    equal(await ids(p.c.age.lt(30)), [2])
    equal(await ids(p.c.age.le(30)), [1, 2])
    equal(await ids(p.c.age.gt(30)), [4])
    equal(await ids(p.c.age.ge(30)), [1, 4])
    equal(await ids(p.c.name.eq(p.c.name)), [1, 2, 3, 4])
    equal(await ids(literal(30).eq(p.c.age)), [1])
    equal(await ids(p.c.age.between(25, 30)), [1, 2])
    equal(await ids(p.c.age.notBetween(25, 30)), [4])
    equal(await ids(p.c.age.between(p.c.age, p.c.age.add(1))), [1, 2, 4])
  }),
  define('null, true and false', [], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(p.c.age.eq(null)), [3])
    equal(await ids(p.c.age.ne(null)), [1, 2, 4])
    equal(await ids(p.c.age.isNull()), [3])
    equal(await ids(p.c.age.isNotNull()), [1, 2, 4])
    equal(await ids(p.c.age.is(null)), [3])
    equal(await ids(p.c.age.isNot(null)), [1, 2, 4])
    equal(await ids(p.c.active.eq(true)), [1, 2])
    equal(await ids(p.c.active.eq(false)), [3, 4])
    equal(await ids(p.c.active.ne(true)), [3, 4])
    equal(await ids(p.c.active), [1, 2])
    equal(await ids(not(p.c.active)), [3, 4])
    equal(await ids(trueValue()), [1, 2, 3, 4])
    equal(await ids(not(trueValue())), [])
    equal(await ids(literal(true)), [1, 2, 3, 4])
  }),
  define('conjunctions and their precedence', [], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    const [a, b, c] = [p.c.id.eq(1), p.c.id.eq(2), p.c.age.gt(100)]
    equal(await ids(or(a, b)), [1, 2])
    equal(await ids(and(or(a, b), c)), [])
    equal(await ids(or(a, and(b, c))), [1])
    equal(await ids(or(and(a, c), b)), [2])
    equal(await ids(not(or(a, b))), [3, 4])
    equal(await ids(not(and(a, p.c.age.eq(30)))), [2, 3, 4])
    equal(await ids(a.or(b).and(p.c.active)), [1, 2])
    equal(await ids(and()), [1, 2, 3, 4])
    equal(await ids(or(undefined, false, a)), [1])
    equal(await ids(or(a, b), p.c.age.lt(30)), [2])
    equal(await ids(not(p.c.name.like('s%'))), [2, 3])
    equal(await ids(not(p.c.age.between(25, 30))), [4])
    equal(await ids(not(not(a))), [1])
  }),
  define('arithmetic and its precedence', [], async (t) => {
    const [two, three, seven] = [literal(2, integer()), literal(3, integer()), literal(7, integer())]
    const cases: readonly [Expr<number>, number][] = [
      [seven.add(three), 10], [seven.sub(three), 4], [seven.mul(three), 21], [seven.mod(three), 1], [seven.neg(), -7],
      [seven.sub(three.sub(two)), 6], [seven.sub(three).sub(two), 2], [seven.mul(three.add(two)), 35], [seven.mul(three).add(two), 23],
      [seven.neg().mul(two), -14], [seven.add(three).neg(), -10], [seven.sub(three.neg()), 10], [seven.add(three).mul(two), 20], [seven.mod(three.add(two)), 2],
    ]
    for (const [expression, expected] of cases) near(await t.value(expression), expected, String(expression))
  }),
  define('division', [], async (t) => {
    const [two, seven] = [literal(2, integer()), literal(7, integer())]
    near(await t.value(seven.div(two)), 3.5, 'true division of integers')
    near(await t.value(seven.floorDiv(two)), 3, 'floor division of integers')
    near(await t.value(cast('7.5', numeric(10, 2)).div(cast('2.5', numeric(10, 2)))), 3, 'division of exact numbers')
    const number = t.table('tk_number', { id: integer().primaryKey(), a: integer(), b: integer(), x: numeric(10, 2) })
    await t.create()
    await t.run(insert(number).values({ a: 15, b: 10, x: '7.50' }))
    near(await t.scalar(select({ v: number.c.a.div(number.c.b) })), 1.5, 'columns')
    near(await t.scalar(select({ v: number.c.a.floorDiv(number.c.b) })), 1, 'columns, floor')
    near(await t.scalar(select({ v: number.c.a.div(number.c.b.add(10)) })), 0.75, 'a right side with an operator')
    near(await t.scalar(select({ v: number.c.x.div('2.5') })), 3, 'exact column')
    near(await t.scalar(select({ v: number.c.a.div(number.c.b).mul(2) })), 3, 'a quotient in a product')
    near(await t.scalar(select({ v: number.c.a.mul(2).div(number.c.b) })), 3, 'a product in a quotient')
  }),
  define('power', ['pow'], async (t) => {
    near(await t.value(literal(2, integer()).pow(10)), 1024)
    near(await t.value(func.pow(literal(3, integer()), 2)), 9)
  }),
  define('bits', ['bitwise'], async (t) => {
    const [a, b] = [literal(12, integer()), literal(10, integer())]
    near(await t.value(a.bitwiseAnd(b)), 8, 'and')
    near(await t.value(a.bitwiseOr(b)), 14, 'or')
    near(await t.value(a.bitwiseLeftShift(2)), 48, '<<')
    near(await t.value(a.bitwiseRightShift(2)), 3, '>>')
    near(await t.value(a.bitwiseNot().bitwiseAnd(15)), 3, 'not')
    near(await t.value(a.bitwiseAnd(b).add(1)), 9, 'and, then plus')
  }),
  define('exclusive or', ['bitwise'], async (t) => {
    const [a, b] = [literal(12, integer()), literal(10, integer())]
    near(await t.value(a.bitwiseXor(b)), 6, 'alone')
    near(await t.value(a.bitwiseOr(b).bitwiseXor(3)), 13, 'of an or')
    near(await t.value(a.bitwiseOr(b.bitwiseXor(3))), 13, 'inside an or')
    near(await t.value(a.bitwiseXor(b).add(1)), 7, 'inside a sum')
    equal(await t.value(caseWhen([[a.bitwiseXor(b).eq(6), 'yes']], { else: 'no' })), 'yes')
  }),
  define('concatenation', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.value(literal('a').concat('b').concat(literal('c'))), 'abc')
    equal(await t.scalars(select({ v: p.c.name.concat('!').concat(p.c.name) }).where(p.c.id.eq(3))), ['gary!gary'])
    equal(await t.scalars(select(p.c.id).where(p.c.name.concat('x').eq('garyx'))), [3])
    equal(await t.scalars(select({ v: p.c.name.concat(p.c.nick) }).where(p.c.id.eq(2))), [null])
  }),
  define('LIKE', [], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(p.c.name.like('s%')), [1, 4])
    equal(await ids(p.c.name.notLike('s%')), [2, 3])
    equal(await ids(p.c.name.like('%_ard')), [4])
    equal(await ids(p.c.name.ilike('S%Y')), [1])
    equal(await ids(p.c.name.notIlike('S%')), [2, 3])
    equal(await ids(p.c.name.startsWith('sq')), [4])
    equal(await ids(p.c.name.endsWith('ick')), [2])
    equal(await ids(p.c.name.contains('ar')), [3, 4])
    equal(await ids(p.c.name.istartsWith('SQ')), [4])
    equal(await ids(p.c.name.iendsWith('ICK')), [2])
    equal(await ids(p.c.name.icontains('AR')), [3, 4])
    equal(await ids(not(p.c.name.startsWith('s'))), [2, 3])
    equal(await ids(not(p.c.name.icontains('AR'))), [1, 2])
    equal(await ids(p.c.name.startsWith(p.c.name)), [1, 2, 3, 4])
    equal(await ids(p.c.nick.contains(p.c.name)), [1])
  }),
  define('LIKE: wildcards in values', [], async (t) => {
    const like = t.table('tk_like', { id: integer().primaryKey({ autoincrement: false }), v: varchar(30) })
    await t.create()
    const texts = ['100%', '100', 'a_b', 'axb', 'a/b', 'a\\b', 'a#b']
    await t.run(insert(like), texts.map((v, id) => ({ id, v })))
    const found = async (criterion: Criterion) => (await t.scalars(select(like.c.v).where(criterion).orderBy(like.c.id)))
    equal(await found(like.c.v.contains('%', { autoescape: true })), ['100%'])
    equal(await found(like.c.v.contains('_', { autoescape: true })), ['a_b'])
    equal(await found(like.c.v.contains('/', { autoescape: true })), ['a/b'])
    equal(await found(like.c.v.startsWith('a_', { autoescape: true })), ['a_b'])
    equal(await found(like.c.v.endsWith('0%', { autoescape: true })), ['100%'])
    equal(await found(like.c.v.icontains('0%', { autoescape: true })), ['100%'])
    equal(await found(like.c.v.contains('#', { autoescape: true, escape: '#' })), ['a#b'])
    equal(await found(like.c.v.like('%#%', { escape: '#' })), ['100%'])
    equal(await found(like.c.v.like('a^_b', { escape: '^' })), ['a_b'])
    equal(await found(like.c.v.notLike('%^%%', { escape: '^' })), texts.slice(1))
    equal(await found(like.c.v.contains('\\', { autoescape: true })), ['a\\b'])
    equal(await found(like.c.v.eq('a\\b')), ['a\\b'])
  }),
  define('regular expressions', ['regexp'], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(p.c.name.regexpMatch('^s.*y$')), [1])
    equal(await ids(not(p.c.name.regexpMatch('^s'))), [2, 3])
    equal(await ids(p.c.nick.regexpMatch('(cheeks|squid)$')), [1, 4])
    equal(await ids(p.c.name.regexpMatch(p.c.name)), [1, 2, 3, 4])
  }),
  define('regular expressions: flags', ['regexp', 'regexpFlags'], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(p.c.name.regexpMatch('^S.*Y$', 'i')), [1])
    equal(await ids(not(p.c.name.regexpMatch('^S', 'i'))), [2, 3])
  }),
  define('regular expressions: replacing', ['regexpReplace'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select({ v: p.c.name.regexpReplace('[aeiou]+', '*') }).where(p.c.id.eq(3))), ['g*ry'])
  }),
  define('regular expressions: replacing with flags', ['regexpReplace', 'regexpFlags'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select({ v: p.c.name.regexpReplace('^G', '*', 'i') }).where(p.c.id.eq(3))), ['*ary'])
  }),
  define('IS DISTINCT FROM', ['isDistinctFrom'], async (t) => {
    const p = await withPeople(t)
    const ids = (...criteria: Criterion[]) => t.scalars(select(p.c.id).where(...criteria).orderBy(p.c.id))
    equal(await ids(p.c.age.isDistinctFrom(30)), [2, 3, 4])
    equal(await ids(p.c.age.isNotDistinctFrom(30)), [1])
    equal(await ids(p.c.age.isDistinctFrom(null)), [1, 2, 4])
    equal(await ids(p.c.age.isNotDistinctFrom(null)), [3])
    equal(await ids(not(p.c.age.isDistinctFrom(30))), [1])
  }),
  define('BETWEEN SYMMETRIC', ['betweenSymmetric'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(p.c.age.between(30, 25, { symmetric: true })).orderBy(p.c.id)), [1, 2])
    equal(await t.scalars(select(p.c.id).where(p.c.age.notBetween(30, 25, { symmetric: true }))), [4])
  }),
  define('collations', ['columnCollation'], async (t) => {
    const { caseInsensitiveCollation: ci, caseSensitiveCollation: cs } = t.settings
    const p = await withPeople(t)
    if (ci !== undefined) {
      equal(await t.scalars(select(p.c.id).where(p.c.name.collate(ci).eq('GARY'))), [3])
      equal(await t.scalars(select(p.c.id).where(collate(p.c.name, ci).eq('GARY'))), [3])
    }
    if (cs !== undefined) {
      equal(await t.scalars(select(p.c.id).where(p.c.name.collate(cs).eq('GARY'))), [])
      equal(await t.scalars(select(p.c.name).orderBy(p.c.name.collate(cs).desc()).limit(1)), ['squidward'])
    }
  }),
  define('row values', ['tupleComparison'], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select(p.c.id).where(tuple(p.c.id, p.c.name).eq([1, 'sandy'] as never))), [1])
    equal(await t.scalars(select(p.c.id).where(tuple(p.c.age, p.c.id).gt([30, 0] as never)).orderBy(p.c.id)), [1, 4])
  }),
  define('ANY and ALL of a query', ['anyAllSubquery'], async (t) => {
    const { person, purchase } = await withPurchases(t)
    const amounts = select(purchase.c.amount).where(purchase.c.personId.eq(1))
    equal(await t.scalars(select(purchase.c.id).where(purchase.c.amount.eq(any(amounts))).orderBy(purchase.c.id)), [10, 11])
    equal(await t.scalars(select(purchase.c.id).where(purchase.c.amount.gt(all(amounts))).orderBy(purchase.c.id)), [13])
    equal(await t.scalars(select(person.c.id).where(person.c.id.ne(all(select(purchase.c.personId))))), [3])
  }),
  define('operators of one\'s own', ['customOperators'], async (t) => {
    const p = await withPeople(t)
    near(await t.value(literal(7, integer()).op<number>('+', { precedence: 7 })(3)), 10)
    equal(await t.scalars(select(p.c.id).where(p.c.age.boolOp('>=')(30)).orderBy(p.c.id)), [1, 4])
    equal(await t.scalars(select(p.c.id).where(p.c.age.boolOp('>=')(30), p.c.active)), [1])
  }),
  define('CASE', [], async (t) => {
    const p = await withPeople(t)
    const grade = caseWhen([[p.c.age.lt(28), 'young'], [p.c.age.gt(35), 'old']], { else: 'fine' })
    equal(await t.scalars(select({ grade }).orderBy(p.c.id)), ['fine', 'young', 'fine', 'old'])
    equal(await t.scalars(select({ v: caseWhen([[p.c.age.lt(28), 'young']]) }).orderBy(p.c.id)), [null, 'young', null, null])
    equal(await t.scalars(select({ v: caseWhen([['sandy', 'squirrel'], ['gary', 'snail']], { value: p.c.name, else: '?' }) }).orderBy(p.c.id)), ['squirrel', '?', 'snail', '?'])
    equal(await t.scalars(select(p.c.id).where(caseWhen([[p.c.active, p.c.id]], { else: 0 }).gt(1))), [2])
    equal(await t.scalars(select(p.c.id).orderBy(caseWhen([[p.c.id.eq(3), 0]], { else: 1 }), p.c.id)), [3, 1, 2, 4])
  }),
  define('casts', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select({ v: cast(p.c.id, varchar(10)) }).orderBy(p.c.id).limit(1)), ['1'])
    equal(await t.value(cast(literal('42'), integer())), 42)
    near(await t.value(cast(literal('4.25'), numeric(10, 2))), 4.25)
    equal(await t.value(literal(5, integer()).cast(varchar(5)).concat('!')), '5!')
    equal(await t.scalars(select(p.c.id).where(p.c.id.cast(varchar(5)).eq('2'))), [2])
    equal(await t.value(cast(null, integer())), null)
  }),
  define('typeCoerce changes the values, not the SQL', [], async (t) => {
    const p = await withPeople(t)
    equal(await t.scalars(select({ v: typeCoerce(p.c.id, bigint()) }).where(p.c.id.eq(1))), [1n])
    equal(await t.scalar(select({ v: typeCoerce(literalColumn('1'), bigint()) })), 1n)
  }),
  define('what the dialect doesn\'t have is an error of compilation', [], async (t) => {
    const supportsTryCast = ((): boolean => {
      try { t.engine.compile(select({ v: tryCast(literal('x'), integer()) })); return true } catch { return false }
    })()
    if (!supportsTryCast) await rejects(() => t.engine.compile(select({ v: tryCast(literal('x'), integer()) })), { name: ['CompileError', 'UnsupportedCompilationError'] })
    if (!t.has('regexp')) await rejects(() => t.engine.compile(select({ v: literal('x').regexpMatch('y') })), { name: ['CompileError', 'UnsupportedCompilationError'] })
    if (!t.has('regexpReplace')) await rejects(() => t.engine.compile(select({ v: literal('x').regexpReplace('y', 'z') })), { name: ['CompileError', 'UnsupportedCompilationError'] })
  }),
  define('EXTRACT', [], async (t) => {
    const event = t.table('tk_event', { id: integer().primaryKey({ autoincrement: false }), at: timestamp() })
    await t.create()
    await t.run(insert(event).values({ id: 1, at: new Date('2024-05-06T17:08:09Z') } as never))
    const fields = { year: 2024, month: 5, day: 6, hour: 17, minute: 8, second: 9 }
    for (const [field, expected] of Object.entries(fields)) near(await t.scalar(select({ v: extract(field, event.c.at) })), expected, field)
    equal(await t.scalars(select(event.c.id).where(extract('month', event.c.at).eq(5))), [1])
  }),
  define('parameters by name, more than once', [], async (t) => {
    const p = await withPeople(t)
    const low = bindparam<number>('low', { type: integer() })
    const statement = select(p.c.id).where(or(p.c.age.lt(low), p.c.id.eq(low))).orderBy(p.c.id)
    equal(await t.scalars(statement, { low: 26 }), [2])
    equal(await t.scalars(statement, { low: 4 }), [4])
    equal(await t.scalars(statement.params({ low: 31 })), [1, 2])
    equal(await t.scalars(select(p.c.id).where(p.c.id.eq(bindparam('id', { value: () => 3 })))), [3])
    await rejects(t.scalars(statement), { code: 'PARAMETER_REQUIRED' })
  }),
]
