import { and, any, caseWhen, cast, conn, expectType, func, integer, not, or, select, sql, text, tuple, varchar } from './api.ts'
import { addresses, orders, users } from './schema.ts'

// ---- comparison
users.c.name.eq('x'); users.c.name.eq(users.c.fullname); users.c.fullname.eq(null); users.c.name.isNull()
// @ts-expect-error string against number
users.c.name.eq(1)
// @ts-expect-error number against string
users.c.id.eq('x')
// @ts-expect-error eq(null) on a NOT NULL column
users.c.name.eq(null)
// @ts-expect-error undefined is never a value
users.c.fullname.eq(undefined)
// @ts-expect-error order comparisons take no null, even on nullable columns
users.c.fullname.lt(null)
// @ts-expect-error columns of different types
users.c.id.eq(addresses.c.email)
users.c.role.eq('admin')
// @ts-expect-error not in the enumeration
users.c.role.eq('boss')
users.c.createdAt.between(new Date(), func.now())
users.c.age.between(1, 2, { symmetric: true })
users.c.fullname.is(null); users.c.fullname.isDistinctFrom(null); users.c.name.isNotDistinctFrom(users.c.fullname)

// ---- IN
users.c.id.in([1, 2, 3]); users.c.id.in(select(addresses.c.userId)); users.c.id.in([1, users.c.age])
// @ts-expect-error wrong element type
users.c.id.in(['a'])
// @ts-expect-error a query of another type
users.c.id.in(select(users.c.name))
// @ts-expect-error a string is not a list
users.c.name.in('abc')
tuple(users.c.id, users.c.name).in([[1, 'a']]); tuple(users.c.id, users.c.name).in(select(addresses.c.userId, addresses.c.email))
// @ts-expect-error wrong order of elements
tuple(users.c.id, users.c.name).in([['a', 1]])
// @ts-expect-error a query of another shape
tuple(users.c.id, users.c.name).in(select(addresses.c.email, addresses.c.userId))
users.c.id.eq(any(select(addresses.c.userId)))
// @ts-expect-error an array of another type
users.c.id.eq(any(orders.c.tags))

// ---- strings
users.c.name.like('%x'); users.c.fullname.ilike('%x', { escape: '/' }); users.c.name.startsWith('a', { autoescape: true })
users.c.name.icontains(users.c.fullname); users.c.name.regexpMatch('^a', 'i'); users.c.name.collate('C')
// @ts-expect-error like on a number
users.c.id.like('x')
// @ts-expect-error contains on a date
users.c.createdAt.contains('x')
expectType<{ a: string; b: string | null }[]>()(
  await conn.execute(select(users.c.name.concat('!').label('a'), users.c.name.concat(users.c.fullname).label('b'))).all(),
)

// ---- arithmetic
users.c.age.add(1)
// @ts-expect-error a number added to a string
users.c.name.add(1)
// @ts-expect-error strings are concatenated with concat
users.c.name.add('x')
// @ts-expect-error no product of strings
users.c.name.mul(2)
// @ts-expect-error no product of dates
users.c.createdAt.mul(2)
// @ts-expect-error a string operand of a number
users.c.age.add(users.c.name)
const sums = select(
  users.c.age.add(1).label('plain'), orders.c.price.mul(2).label('scaled'), orders.c.quantity.mul(orders.c.price).label('mixed'),
  orders.c.price.sub(orders.c.discount).label('nullable'), orders.c.rate.div(2).label('rate'), orders.c.id.div(2n).label('quotient'),
  users.c.age.neg().bitwiseAnd(3).label('bits'), users.c.createdAt.sub(users.c.createdAt).label('span'),
)
const sum = await conn.execute(sums).one()
expectType<number>()(sum.plain); expectType<number>()(sum.rate); expectType<number>()(sum.quotient); expectType<number>()(sum.bits)
const exact: string = sum.scaled; const mixed: string = sum.mixed; const nullable: string | null = sum.nullable; const span: string = sum.span
void [exact, mixed, nullable, span]
// @ts-expect-error the difference with a nullable column is nullable
const notNull: string = sum.nullable
void notNull
orders.c.price.eq('12.50'); orders.c.price.eq((12.5).toFixed(2)); orders.c.price.gt(orders.c.discount)
// @ts-expect-error exact numbers are strings unless declared otherwise
orders.c.price.eq(12.5)

// ---- logic
and(users.c.id.eq(1), or(users.c.name.eq('x'), undefined), false); not(users.c.id.eq(1)); users.c.id.eq(1).and(users.c.age.gt(2)).not()
const name: string | undefined = Math.random() > 0.5 ? 'x' : undefined
select(users).where(name && users.c.name.eq(name) || undefined, name !== undefined && users.c.name.eq(name))
// @ts-expect-error a column of strings is no condition
and(users.c.name)
// @ts-expect-error a boolean is no condition: this would be the result of a JavaScript comparison
and(true)
// @ts-expect-error no conjunction of numbers
users.c.id.and(users.c.id.eq(1))

// ---- custom operators, casts, case
expectType<{ d: number }[]>()(await conn.execute(select(orders.c.tags.op('<->', { returnType: integer() })('x').label('d'))).all())
select(users).where(users.c.name.boolOp('%%', { precedence: 5 })('x'))
expectType<{ a: string; b: string | null; c: 'minor' | 'adult' }[]>()(await conn.execute(select(
  users.c.id.cast(varchar()).label('a'), cast(addresses.c.note, varchar()).label('b'),
  caseWhen([[users.c.age.lt(18), 'minor' as const]], { else: 'adult' as const }).label('c'),
)).all())
expectType<{ x: number }[]>()(await conn.execute(select(sql<number>`1`.label('x'))).all())

// ---- JSON and arrays
const json = await conn.execute(select(
  orders.c.meta.at('color').label('color'), orders.c.meta.at('sizes').at(0).label('size'), orders.c.raw.at('x').asString().label('raw'),
  orders.c.raw.path('a', 0, 'b').asInteger().label('deep'), orders.c.tags.at(1).label('tag'), orders.c.tags.slice(1, 2).label('tags'),
)).one()
expectType<{ color: string | null; size: number | null; raw: string | null; deep: number | null; tag: string | null; tags: string[] }>()(json)
// @ts-expect-error no slice of a string
users.c.name.slice(1, 2)

// ---- order
select(users).orderBy(users.c.name.desc().nullsLast(), users.c.id, 'name', users.c.age.nullsFirst()).orderBy(null)

// ---- text as a condition
and(text('a = 1'), users.c.id.eq(1)); select(users).where(or(text('a = 1'), text('b = 1')))
// @ts-expect-error NOT would bind the first part of the text only
not(text('a = 1 OR b = 1'))
