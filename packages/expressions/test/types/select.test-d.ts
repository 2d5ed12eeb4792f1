import { alias, conn, exists, expectType, func, insert, integer, select, table, textType, boolean, union, values, varchar, text } from './api.ts'
import { addresses, orders, users } from './schema.ts'

// Column names that are also method names are no problem below `.c`.
const weird = table('weird', { alias: textType(), name: textType(), select: integer(), c: boolean() })
expectType<string>()(await conn.execute(select(weird.c.alias)).scalarOne())

// ---- rows
const q1 = select(users.c.id, users.c.name.label('n'), func.count().label('cnt')).where(users.c.id.gt(3))
const r1 = await conn.execute(q1).all()
expectType<{ id: number; n: string; cnt: number }[]>()(r1)
expectType<[number, string, number][]>()(await conn.execute(q1).tuples().all())
for await (const row of conn.execute(q1)) expectType<string>()(row.n)
expectType<number>()(await conn.execute(q1).scalarOne())
expectType<number[]>()(await conn.execute(q1).scalars().all())
expectType<{ id: number; name: string; fullname: string | null; age: number; role: 'admin' | 'user'; createdAt: Date }[]>()(
  await conn.execute(select(users)).all(),
)
// @ts-expect-error not selected
void r1[0]!.fullname
expectType<{ count: number }[]>()(await conn.execute(select(func.count())).all())

// ---- outer joins
const q2 = select(users.c.name, addresses.c.email, addresses.c.email.concat('!').label('loud'), func.coalesce(addresses.c.note, '').label('note'))
  .outerJoin(addresses, addresses.c.userId.eq(users.c.id))
  .where(users.c.id.eq(1)).orderBy(users.c.name.desc())
expectType<{ name: string; email: string | null; loud: string | null; note: string }[]>()(await conn.execute(q2).all())
expectType<[string, string | null, string | null, string][]>()(await conn.execute(q2).tuples().all())
expectType<{ name: string; email: string }[]>()(await conn.execute(select(users.c.name, addresses.c.email).join(addresses)).all())
expectType<{ name: string | null; email: string | null }[]>()(await conn.execute(select(users.c.name, addresses.c.email).fullJoin(addresses)).all())
expectType<{ name: string; email: string | null }[]>()(
  await conn.execute(select(users.c.name, addresses.c.email).outerJoinFrom(users, addresses)).all(),
)
const r4 = await conn.execute(select({ u: users, mail: addresses.c.email, a: addresses }).outerJoin(addresses)).first()
if (r4) { expectType<string>()(r4.u.name); expectType<string | null>()(r4.mail); expectType<string | undefined>()(r4.a?.email) }
expectType<{ name: string; id: number; email: string; userId: number; note: string | null }[]>()(
  await conn.execute(select(addresses, users.c.name).join(users)).all(),
)

// ---- aliases, subqueries, CTEs
const u2 = users.alias('u2')
expectType<{ id: number; name: string | null }[]>()(await conn.execute(select(users.c.id, u2.c.name).outerJoin(u2, u2.c.id.eq(users.c.id))).all())
expectType<{ id: number; name: string | null }[]>()(
  await conn.execute(select(users.c.id, alias(users, 'u3').c.name).outerJoin(alias(users, 'u3'))).all(),
)
const sub = select(users.c.id, users.c.name.label('n'), func.count().label('cnt')).groupBy(users.c.id).subquery('sub')
expectType<{ n: string; cnt: number }[]>()(await conn.execute(select(sub.c.n, sub.c.cnt).where(sub.c.cnt.gt(1))).all())
// @ts-expect-error not a column of the subquery
void sub.c.name
const cte = select(addresses.c.userId, func.max(addresses.c.id).label('last')).groupBy(addresses.c.userId).cte('last_addr')
expectType<{ name: string; last: number | null }[]>()(await conn.execute(select(users.c.name, cte.c.last).outerJoin(cte)).all())
const tree = select(users.c.id, users.c.age).cte('tree', { recursive: true })
  .unionAll((t) => select(users.c.id, users.c.age.add(1).label('age')).join(t, t.c.id.eq(users.c.id)))
expectType<{ id: number; age: number }[]>()(await conn.execute(select(tree)).all())
const count = select(func.count(addresses.c.id)).where(addresses.c.userId.eq(users.c.id)).scalarSubquery()
expectType<{ name: string; n: number | null }[]>()(
  await conn.execute(select(users.c.name, count.label('n')).where(count.gt(2), exists(select(addresses)), select(addresses).exists().correlate(users))).all(),
)
const last = select(addresses.c.email).where(addresses.c.userId.eq(users.c.id)).limit(1).lateral('last')
expectType<{ name: string; email: string | null }[]>()(await conn.execute(select(users.c.name, last.c.email).outerJoin(last)).all())
const v = values({ id: integer(), label: varchar() }, 'v').data([[1, 'a'], { id: 2, label: 'b' }])
expectType<{ id: number; label: string }[]>()(await conn.execute(select(v)).all())
const inserted = insert(addresses).values({ email: 'x', userId: 1 }).returning(addresses.c.id).cte('inserted')
expectType<{ id: number }[]>()(await conn.execute(select(inserted.c.id)).all())

// ---- set operations
const un = union(select(users.c.id, users.c.name), select(addresses.c.id, addresses.c.email))
expectType<{ id: number; name: string }[]>()(await conn.execute(un.orderBy(users.c.name).limit(3)).all())
// @ts-expect-error tuples of different types
union(select(users.c.id, users.c.name), select(addresses.c.email, addresses.c.id))
expectType<{ id: number }[]>()(await conn.execute(select(users.c.id).unionAll(select(addresses.c.id)).except(select(orders.c.userId))).all())
// @ts-expect-error tuples of different types
select(users.c.id).union(select(users.c.name))
users.c.id.in(union(select(users.c.id), select(addresses.c.id)))

// ---- functions and windows
expectType<{ name: string; row_number: number; lag: string | null }[]>()(await conn.execute(select(
  users.c.name, func.rowNumber().over({ partitionBy: users.c.role, orderBy: users.c.id.desc(), rows: [null, 0] }).label('row_number'),
  func.lag(users.c.name).over({ orderBy: users.c.id }).label('lag'),
)).all())
func.count().filter(users.c.age.gt(3)).over(); func.percentileCont(0.5).withinGroup(users.c.age)
expectType<number>()(await conn.execute(select(func<number>('similarity', users.c.name, 'x'))).scalarOne())
const nested = func.pkg!.rebuild!<string>(1, users.c.id)
expectType<string>()(await conn.execute(select(nested)).scalarOne())
const series = func.generateSeries(1, 10).tableValued({ value: integer() }, { name: 'series' })
expectType<{ value: number }[]>()(await conn.execute(select(series.c.value)).all())
// @ts-expect-error no sum of strings
func.sum(users.c.name)

// ---- other clauses, and conditional building
let q = select(users)
if (Math.random() > 0.5) q = q.where(users.c.id.eq(1)).limit(3)
q = q.where(text('id = 1'), users.c.name.like('x').and(text('id = 2')))
if (Math.random() > 0.5) q = q.join(addresses)
if (Math.random() > 0.5) q = q.outerJoin(addresses)
let qq = select(users.c.id, addresses.c.email).join(addresses)
// @ts-expect-error an outer join that makes a selected column nullable changes the row type
qq = qq.outerJoin(addresses)
void qq
expectType<{ n: number }[]>()(await conn.execute(q.withOnlyColumns(func.count().label('n'))).all())
expectType<{ id: number; name: string }[]>()(await conn.execute(select(users.c.id).addColumns(users.c.name)).all())
select(users).withForUpdate({ skipLocked: true, of: users }).prefixWith('/* x */').withHint(users, 'x', { dialect: 'oracle' }).executionOptions({ a: 1 })
select(users).distinct(users.c.name).filterBy({ name: 'x' }).fetch(3, { withTies: true }).correlate(null).params({ x: 1 })
const columns = [users.c.id, users.c.name]
expectType<Record<string, unknown>[]>()(await conn.execute(select(...columns)).all())
// @ts-expect-error strings are no columns
select('id')
select().addColumns(users.c.id)
// @ts-expect-error a query is no FROM element: it must be a subquery
select(select(users))
expectType<Record<string, unknown>[]>()(await conn.execute(text('SELECT 1')).all())
expectType<{ id: number }[]>()(await conn.execute(text('SELECT id FROM t').columns({ id: integer() })).all())

// ---- queries as values with a name, and from FROM elements
expectType<{ top: number | null }>()(await conn.execute(select(select(users.c.id).label('top'))).one())
expectType<{ id: number; name: string }[]>()(await conn.execute(select(users.c.id, users.c.name).subquery('s').select()).all())
expectType<Record<string, unknown>[]>()(await conn.execute(users.join(addresses).select()).all())
