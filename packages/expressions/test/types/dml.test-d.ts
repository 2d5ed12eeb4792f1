import { and, conn, del, expectType, func, insert, integer, literal, or, select, table, update, varchar } from './api.ts'
import { addresses, users } from './schema.ts'

// ---- INSERT
insert(users).values({ name: 'a', age: 1 }); insert(users).values([{ name: 'a', age: 1, id: 5, createdAt: new Date() }])
insert(users).values({ name: func.lower(literal('A')), age: 3 })
// @ts-expect-error age is missing
insert(users).values({ name: 'a' })
// @ts-expect-error unknown column
insert(users).values({ name: 'a', age: 1, foo: 1 })
// @ts-expect-error wrong type
insert(users).values({ name: 1, age: 1 })
// @ts-expect-error null in a NOT NULL column
insert(users).values({ name: null, age: 1 })
// @ts-expect-error Core requires foreign keys; the ORM fills them in
insert(addresses).values({ email: 'x' })
expectType<{ id: number; createdAt: Date }>()(await conn.execute(insert(users).values({ name: 'a', age: 1 }).returning(users.c.id, users.c.createdAt)).one())
expectType<number>()(await conn.execute(insert(users).values({ name: 'a', age: 1 }).returning(users.c.id)).scalarOne())
expectType<never[]>()(await conn.execute(insert(users).values({ name: 'a', age: 1 })).all())
insert(addresses).fromSelect(['email', 'userId'], select(users.c.name, users.c.id))
// @ts-expect-error unknown column
insert(addresses).fromSelect(['mail'], select(users.c.name))
insert(users).values({ name: 'a', age: 1 })
  .onConflictDoUpdate({ indexElements: ['name'], set: (excluded) => ({ age: excluded.age }), where: users.c.age.lt(3) })
insert(users).values({ name: 'a', age: 1 }).onConflictDoUpdate({ constraint: 'uq', set: { age: users.c.age.add(1) } }).onConflictDoNothing()
insert(users).values({ name: 'a', age: 1 }).onDuplicateKeyUpdate((row) => ({ fullname: row.name })).returnDefaults('createdAt').inline()
// @ts-expect-error unknown column in an upsert
insert(users).values({ name: 'a', age: 1 }).onConflictDoUpdate({ indexElements: ['nope'], set: {} })
// @ts-expect-error wrong type in an upsert
insert(users).values({ name: 'a', age: 1 }).onConflictDoUpdate({ indexElements: ['name'], set: { age: 'x' } })

// Which columns may be left out: keys that the database generates, nullable ones, those with a default or a computed value.
const t = table('t', {
  id: integer().identity(), code: varchar().primaryKey(), total: integer().computed('a + b'), kind: varchar().discriminator(),
  version: integer().version(), required: varchar(),
})
insert(t).values({ code: 'a', required: 'x' })
// @ts-expect-error a primary key of strings isn't generated
insert(t).values({ required: 'x' })

// ---- UPDATE
update(users).set({ age: users.c.age.add(1), fullname: null }).where(users.c.id.eq(1), undefined, false)
// @ts-expect-error null in a NOT NULL column
update(users).set({ age: null })
// @ts-expect-error unknown column
update(users).set({ foo: 1 })
update(users).ordered(['age', 3], ['name', 'x']).from(addresses)
// @ts-expect-error value of another column's type
update(users).ordered(['age', 'x'])
expectType<{ age: number }[]>()(await conn.execute(update(users).set({ age: 1 }).returning(users.c.age)).all())

// ---- DELETE
expectType<{ id: number; email: string; userId: number; note: string | null }[]>()(
  await conn.execute(del(addresses).where(and(addresses.c.id.eq(1), or(addresses.c.email.eq('x'), undefined))).using(users).returning(addresses)).all(),
)
// @ts-expect-error a string is no condition
del(users).where('id = 1')
