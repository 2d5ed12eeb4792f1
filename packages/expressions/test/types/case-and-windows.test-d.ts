import { caseWhen, conn, exists, expectType, func, insert, select, sql, text, update } from './api.ts'
import { addresses, users } from './schema.ts'

// ---- CASE of a mapping from values to results
expectType<{ n: number }[]>()(await conn.execute(select({ n: caseWhen({ sandy: 1, patrick: 2 }, { value: users.c.name, else: 0 }) })).all())
expectType<{ n: number | null }[]>()(await conn.execute(select({ n: caseWhen(new Map([['sandy', 1]]), { value: users.c.name }) })).all())
expectType<{ n: string | null }[]>()(await conn.execute(select({ n: caseWhen({ 1: 'one', 2: 'two' }, { value: users.c.id }) })).all())
caseWhen({ admin: 1 }, { value: users.c.role, else: users.c.age })
// @ts-expect-error not in the enumeration
caseWhen({ boss: 1 }, { value: users.c.role })
// @ts-expect-error a mapping needs the value that is compared
caseWhen({ admin: 1 })

// ---- windows that leave rows out
expectType<{ n: number | null }[]>()(await conn.execute(select({ n: func.lag(users.c.age).ignoreNulls().over({ orderBy: users.c.id }) })).all())

// ---- statements
expectType<{ name: string | null; email: string | null }[]>()(
  await conn.execute(select(users.c.name, addresses.c.email).fullJoinFrom(users, addresses)).all(),
)
expectType<{ email: string }[]>()(await conn.execute(select(users).withOnlyColumns(addresses.c.email, { maintainColumnFroms: true })).all())
expectType<[boolean][]>()(await conn.execute(exists(users).select()).tuples().all())
insert(users).values({ name: 'a', age: 5 }).returnDefaults('createdAt', { supplementalColumns: ['role'] })
// @ts-expect-error no such column
update(users).set({ name: 'a' }).returnDefaults('createdAt', { supplementalColumns: ['nope'] })
expectType<string[]>()(update(users).set({ name: 'a' }).returning(users.c.id).columnDescriptions.map((c) => c.name))
void text('SELECT :a').params({ a: 5 }).comment('x')
void sql`SELECT 1`.comment('x')
users.c.name.match('x', { postgresql: { regconfig: 'english' }, mysql: { booleanMode: false } })
// @ts-expect-error no such option
users.c.name.match('x', { postgresql: { config: 'english' } })
