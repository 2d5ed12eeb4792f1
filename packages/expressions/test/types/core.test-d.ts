import { table, integer, varchar, timestamp, boolean, enumType, textType, json, func, select, conn, union, insert, update, del, and, or, exists, literal, sql } from './api.ts'
import { expectType } from './api.ts'

const users = table('user_account', {
  id: integer().primaryKey(),
  name: varchar(30),
  fullname: varchar().nullable(),
  age: integer(),
  role: enumType('admin', 'user').default('user'),
  createdAt: timestamp().serverDefault(func.now()),
})
const addresses = table('address', {
  id: integer().primaryKey(),
  email: varchar(),
  userId: integer().references('user_account.id'),
  note: textType().nullable(),
})
// collision-prone column names are no problem under .c
const weird = table('weird', { alias: textType(), name: textType(), select: integer(), c: boolean() })
expectType<string>()(await conn.execute(select(weird.c.alias)).scalarOne())

// --- operators ---
users.c.name.eq('x'); users.c.name.eq(users.c.fullname); users.c.fullname.eq(null)
// @ts-expect-error string vs number
users.c.name.eq(1)
// @ts-expect-error number vs string
users.c.id.eq('x')
// @ts-expect-error eq(null) on NOT NULL column
users.c.name.eq(null)
users.c.name.isNull()
// @ts-expect-error comparing with a column of another type
users.c.id.eq(addresses.c.email)
users.c.name.like('%x'); users.c.fullname.like('%x')
// @ts-expect-error like on number
users.c.id.like('x')
users.c.age.add(1)
// @ts-expect-error add on string
users.c.name.add('x')
users.c.name.concat(users.c.fullname)
users.c.id.in([1, 2, 3]); users.c.id.in(select(addresses.c.userId))
// @ts-expect-error wrong element type
users.c.id.in(['a'])
// @ts-expect-error wrong subquery type
users.c.id.in(select(addresses.c.email))
users.c.role.eq('admin')
// @ts-expect-error not in the enum
users.c.role.eq('boss')
users.c.createdAt.between(new Date(), func.now())

// --- rows ---
const q1 = select(users.c.id, users.c.name.label('n'), func.count().label('cnt')).where(users.c.id.gt(3))
const r1 = await conn.execute(q1).all()
expectType<{ id: number; n: string; cnt: number }[]>()(r1)
const t1 = await conn.execute(q1).tuples().all()
expectType<[number, string, number][]>()(t1)
for await (const row of conn.execute(q1)) expectType<string>()(row.n)
expectType<number>()(await conn.execute(q1).scalarOne())
expectType<number[]>()(await conn.execute(q1).scalars().all())
const rAll = await conn.execute(select(users)).all()
expectType<{ id: number; name: string; fullname: string | null; age: number; role: 'admin' | 'user'; createdAt: Date }[]>()(rAll)
// @ts-expect-error not selected
r1[0]!.fullname

// --- outer join nullability ---
const q2 = select(users.c.name, addresses.c.email, addresses.c.email.concat('!').label('loud'), func.coalesce(addresses.c.note, '').label('note'))
  .outerJoin(addresses, addresses.c.userId.eq(users.c.id))
  .where(users.c.id.eq(1)).orderBy(users.c.name.desc())
expectType<{ name: string; email: string | null; loud: string | null; note: string }[]>()(await conn.execute(q2).all())
expectType<[string, string | null, string | null, string][]>()(await conn.execute(q2).tuples().all())
const q3 = select(users.c.name, addresses.c.email).join(addresses)
expectType<{ name: string; email: string }[]>()(await conn.execute(q3).all())
const q3f = select(users.c.name, addresses.c.email).fullJoin(addresses)
expectType<{ name: string | null; email: string | null }[]>()(await conn.execute(q3f).all())
// object form, nested tables
const q4 = select({ u: users, mail: addresses.c.email, a: addresses }).outerJoin(addresses)
const r4 = await conn.execute(q4).first()
if (r4) { expectType<string>()(r4.u.name); expectType<string | null>()(r4.mail); expectType<string | undefined>()(r4.a?.email) }
// mixed positional: flattened
const q5 = select(addresses, users.c.name).join(users)
expectType<{ name: string; id: number; email: string; userId: number; note: string | null }[]>()(await conn.execute(q5).all())

// --- alias / subquery / cte / scalar subquery ---
const u2 = users.alias('u2')
const q6 = select(users.c.id, u2.c.name).outerJoin(u2, u2.c.id.eq(users.c.id))
expectType<{ id: number; name: string | null }[]>()(await conn.execute(q6).all())
const sub = select(users.c.id, users.c.name.label('n'), func.count().label('cnt')).groupBy(users.c.id).subquery('sub')
expectType<{ n: string; cnt: number }[]>()(await conn.execute(select(sub.c.n, sub.c.cnt).where(sub.c.cnt.gt(1))).all())
// @ts-expect-error unknown subquery column
sub.c.name
const cte = select(addresses.c.userId, func.max(addresses.c.id).label('last')).groupBy(addresses.c.userId).cte('last_addr')
expectType<{ name: string; last: number | null }[]>()(await conn.execute(select(users.c.name, cte.c.last).outerJoin(cte)).all())
const tree = select(users.c.id, users.c.age).cte('tree', { recursive: true }).unionAll(t => select(users.c.id, users.c.age.add(1).label('age')).join(t, t.c.id.eq(users.c.id)))
expectType<{ id: number; age: number }[]>()(await conn.execute(select(tree)).all())
const ssq = select(func.count(addresses.c.id)).where(addresses.c.userId.eq(users.c.id)).scalarSubquery()
expectType<{ name: string; n: number | null }[]>()(await conn.execute(select(users.c.name, ssq.label('n')).where(ssq.gt(2), exists(select(addresses)))).all())
// --- union ---
const un = union(select(users.c.id, users.c.name), select(addresses.c.id, addresses.c.email))
expectType<{ id: number; name: string }[]>()(await conn.execute(un.orderBy(users.c.name)).all())
// @ts-expect-error incompatible tuple
union(select(users.c.id, users.c.name), select(addresses.c.email, addresses.c.id))

// --- DML ---
insert(users).values({ name: 'a', age: 1 }); insert(users).values([{ name: 'a', age: 1, id: 5, createdAt: new Date() }])
insert(users).values({ name: func.lower(literal('A')), age: 3 })
// @ts-expect-error age missing
insert(users).values({ name: 'a' })
// @ts-expect-error unknown column
insert(users).values({ name: 'a', age: 1, foo: 1 })
// @ts-expect-error wrong type
insert(users).values({ name: 1, age: 1 })
// @ts-expect-error FK is required in Core insert
insert(addresses).values({ email: 'x' })
const ins = insert(users).values({ name: 'a', age: 1 }).returning(users.c.id, users.c.createdAt)
expectType<{ id: number; createdAt: Date }>()(await conn.execute(ins).one())
update(users).set({ age: users.c.age.add(1), fullname: null }).where(users.c.id.eq(1))
// @ts-expect-error null into NOT NULL
update(users).set({ age: null })
del(users).where(and(users.c.id.eq(1), or(users.c.name.eq('x'), undefined))).returning(users)
expectType<{ x: number }[]>()(await conn.execute(select(sql<number>`1`.label('x'))).all())
expectType<{ count: number }[]>()(await conn.execute(select(func.count())).all())
