import { expectTypeOf } from 'expect-type'
import { insert, integer, select, sql, table, text, update, varchar } from '@athanor/expressions'
import type { Connection, Engine, Result, Rows, StreamResult } from '@athanor/engine'

declare const conn: Connection
declare const engine: Engine
const users = table('user_account', { id: integer().primaryKey(), name: varchar(30), nick: varchar(10).nullable() })
const posts = table('post', { id: integer().primaryKey(), title: varchar(30), userId: integer() })
type User = { id: number; name: string; nick: string | null }

export async function rows(): Promise<void> {
  expectTypeOf(await conn.execute(select(users)).all()).toEqualTypeOf<User[]>()
  expectTypeOf(await conn.execute(select(users.c.id, users.c.nick)).one()).toEqualTypeOf<{ id: number; nick: string | null }>()
  expectTypeOf(await conn.execute(select(users.c.id, users.c.nick)).tuples().all()).toEqualTypeOf<[number, string | null][]>()
  expectTypeOf(await conn.execute(select(users.c.id)).scalars().all()).toEqualTypeOf<number[]>()
  expectTypeOf(await conn.execute(select(users.c.id)).scalarOne()).toEqualTypeOf<number>()
  expectTypeOf(await conn.execute(select(users.c.id)).scalar()).toEqualTypeOf<number | null>()
  expectTypeOf(await conn.execute(select(users.c.id)).first()).toEqualTypeOf<{ id: number } | null>()
  expectTypeOf(await conn.execute(select(users.c.id)).oneOrNone()).toEqualTypeOf<{ id: number } | null>()
  expectTypeOf(await conn.scalar(select(users.c.name))).toEqualTypeOf<string | null>()
  for await (const row of conn.execute(select(users))) expectTypeOf(row).toEqualTypeOf<User>()
  for await (const row of conn.stream(select(users.c.id, posts.c.title).outerJoin(posts))) expectTypeOf(row).toEqualTypeOf<{ id: number; title: string | null }>()
}

export async function results(): Promise<void> {
  const result = await conn.execute(select(users.c.id, users.c.name))
  expectTypeOf(result).toEqualTypeOf<Result<{ id: number; name: string }, [number, string]>>()
  expectTypeOf(result.all()).toEqualTypeOf<{ id: number; name: string }[]>()
  expectTypeOf(result.tuples()).toEqualTypeOf<Rows<[number, string]>>()
  expectTypeOf(result.scalars().one()).toEqualTypeOf<number>()
  expectTypeOf(result.scalars<string>('name').one()).toEqualTypeOf<string>()
  expectTypeOf(await conn.stream(select(users.c.id))).toEqualTypeOf<StreamResult<{ id: number }, [number]>>()
  expectTypeOf((await conn.execute(text('SELECT 1'))).all()).toEqualTypeOf<Record<string, unknown>[]>()
  expectTypeOf((await conn.execute(sql`SELECT ${1}`)).all()).toEqualTypeOf<Record<string, unknown>[]>()
  expectTypeOf(await conn.execute(select({ one: sql<number>`1` })).one()).toEqualTypeOf<{ one: number }>()
}

export async function dml(): Promise<void> {
  expectTypeOf(await conn.execute(insert(users).values({ name: 'a' }).returning(users.c.id)).scalarOne()).toEqualTypeOf<number>()
  expectTypeOf(await conn.execute(insert(users).values({ name: 'a' })).all()).toEqualTypeOf<never[]>()
  expectTypeOf((await conn.execute(update(users).set({ name: 'b' }))).rowCount).toEqualTypeOf<number>()
}

export async function blocks(): Promise<void> {
  expectTypeOf(await engine.begin(() => 5)).toEqualTypeOf<number>()
  expectTypeOf(await engine.begin(async (c) => c.execute(select(users.c.id)).all())).toEqualTypeOf<{ id: number }[]>()
  expectTypeOf(await engine.begin()).toEqualTypeOf<Connection>()
  expectTypeOf(await conn.beginNested(async (savepoint) => savepoint.name)).toEqualTypeOf<string>()
}

export function errors(): void {
  // @ts-expect-error a string is no statement
  void conn.execute('SELECT 1')
  // @ts-expect-error a table is no statement
  void conn.execute(users.c.id)
  // @ts-expect-error no such event
  engine.on('beforeExcute', () => {})
  // @ts-expect-error not an isolation level
  conn.executionOptions({ isolationLevel: 'CHAOS' })
  // @ts-expect-error parameters are named
  void conn.execute(text('SELECT 1'), [1, 2])
}
