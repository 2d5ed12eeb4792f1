import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TestDatabase } from '@athanor-internal/databases'
import { sqliteDate, sqliteDatetime, sqliteJsonb, SqliteJsonType, sqliteTime } from '@athanor/dialect-sqlite'
import { createEngine, inspect, type Connection, type Engine } from '@athanor/engine'
import {
  check, CreateTable, CreateView, ddl, func, insert, integer, literal, MetaData, select, table, text, unique, update, varchar, type ColLike,
} from '@athanor/expressions'
import { ColumnDefinition, DOUBLE_PRECISION_TYPE, TIMESTAMP_TYPE, UUID_TYPE, type SqlType } from '@athanor/expressions/elements'

const column = <T>(type: SqlType): ColLike<T, 'opt'> => new ColumnDefinition(type).nullable() as never
const key = () => integer().primaryKey({ autoincrement: false })

/** Constructs of the package for SQLite. */
export function sqliteConstructs(db: TestDatabase): void {
  describe('constructs of the dialect\'s own', () => {
    let engine: Engine
    let conn: Connection
    beforeAll(async () => {
      engine = createEngine(db.url)
      conn = await engine.connect()
    })
    afterAll(async () => {
      await conn.close()
      await engine.dispose()
    })
    const within = async (metadata: MetaData, work: () => Promise<void>): Promise<void> => {
      await metadata.createAll(conn)
      try {
        await work()
      } finally {
        await conn.rollback()
        await metadata.dropAll(conn)
        await conn.commit()
      }
    }

    test('tables: STRICT, WITHOUT ROWID, AUTOINCREMENT', async () => {
      const metadata = new MetaData()
      const strict = table('sqc_strict', metadata, { id: key(), n: integer() }, { options: { sqlite: { strict: true, withRowid: false } } })
      const counted = table('sqc_counted', metadata, { id: integer().primaryKey(), name: varchar(10).nullable() }, { options: { sqlite: { autoincrement: true } } })
      await within(metadata, async () => {
        await expect(conn.exec("INSERT INTO sqc_strict VALUES (1, 'text')")).rejects.toThrow(/TEXT/)
        await conn.execute(insert(strict), { id: 1, n: 2 })
        await expect(conn.execute(select({ rowid: text('rowid') as never }).selectFrom(strict))).rejects.toThrow(/rowid/)
        // a key that was used is not used again
        await conn.execute(insert(counted), [{ name: 'a' }, { name: 'b' }])
        await conn.exec('DELETE FROM sqc_counted')
        expect((await conn.execute(insert(counted), { name: 'c' })).insertedPrimaryKey).toEqual([3])
      })
    })

    test('ON CONFLICT of constraints and columns', async () => {
      const metadata = new MetaData()
      const options = { sqlite: { onConflict: 'replace' } }
      const replaced = table('sqc_replaced', metadata, { id: key(), code: varchar(5), n: integer() }, (c) => [unique({ options }, c.code)])
      const ignored = table('sqc_ignored', metadata, { id: key().options({ sqlite: { onConflictPrimaryKey: 'ignore' } }), n: integer().unique().options({ sqlite: { onConflictUnique: 'ignore', onConflictNotNull: 'ignore' } }) }, (c) => [
        check(c.n.lt(100), { name: 'sqc_small', options: { sqlite: { onConflict: 'ignore' } } }),
      ])
      await within(metadata, async () => {
        await conn.execute(insert(replaced), [{ id: 1, code: 'a', n: 1 }, { id: 2, code: 'a', n: 2 }])
        expect(await conn.execute(select(replaced.c.id, replaced.c.n)).tuples().all()).toEqual([[2, 2]])
        await conn.execute(insert(ignored), [{ id: 1, n: 1 }, { id: 1, n: 2 }, { id: 2, n: 1 }, { id: 3, n: 3 }, { id: 4, n: null as never }])
        expect(await conn.execute(select(ignored.c.id).orderBy(ignored.c.id)).scalars().all()).toEqual([1, 3])
      })
    })

    test('dates in formats of one\'s own', async () => {
      const metadata = new MetaData()
      const t = table('sqc_date', metadata, {
        id: key(), a: sqliteDate({ storageFormat: '%(month)02d/%(day)02d/%(year)04d' }),
        b: sqliteDatetime({ storageFormat: '%(year)04d%(month)02d%(day)02d%(hour)02d%(minute)02d%(second)02d' }), c: sqliteDatetime(), d: sqliteDate(),
      })
      const at = new Date('2024-05-06T17:08:09Z')
      await within(metadata, async () => {
        await conn.execute(insert(t), { id: 1, a: '2024-05-06', b: at, c: at, d: '2024-05-06' })
        expect(await conn.execute(select(t.c.a, t.c.b, t.c.c, t.c.d)).tuples().one()).toEqual(['2024-05-06', at, at, '2024-05-06'])
        expect(await conn.execute(text('SELECT a, CAST(b AS TEXT) FROM sqc_date')).tuples().one()).toEqual(['05/06/2024', '20240506170809'])
        expect(await conn.execute(select(t.c.id).where(t.c.a.eq('2024-05-06'), t.c.b.eq(at))).scalars().all()).toEqual([1])
      })
    })

    test('dates that are only digits are texts all the same', async () => {
      const metadata = new MetaData()
      const t = table('sqc_digits', metadata, { id: key(), a: sqliteDate({ storageFormat: '%(year)04d%(month)02d%(day)02d' }) })
      await within(metadata, async () => {
        await conn.execute(insert(t), { id: 1, a: '0987-05-06' })
        expect(await conn.execute(select(t.c.a)).scalar()).toBe('0987-05-06')
      })
    })

    test('times of day in formats of one\'s own', async () => {
      const metadata = new MetaData()
      const t = table('sqc_time', metadata, { id: key(), a: sqliteTime({ storageFormat: '%(hour)02d-%(minute)02d' }), b: sqliteTime({ storageFormat: '%(hour)02d%(minute)02d%(second)02d' }), c: sqliteTime() })
      await within(metadata, async () => {
        await conn.execute(insert(t), { id: 1, a: '07:08', b: '07:08:09', c: '07:08:09' })
        expect(await conn.execute(select(t.c.a, t.c.b, t.c.c)).tuples().one()).toEqual(['07:08:00.000000', '07:08:09.000000', '07:08:09.000000'])
        expect(await conn.execute(text('SELECT a, b FROM sqc_time')).tuples().one()).toEqual(['07-08', '070809'])
        expect(await conn.execute(select(t.c.id).where(t.c.a.eq('07:08'))).scalars().all()).toEqual([1])
      })
    })

    test('JSON in its binary form', async () => {
      const metadata = new MetaData()
      const t = table('sqc_jsonb', metadata, { id: key(), body: sqliteJsonb<{ readonly a: readonly (boolean | number)[]; readonly n?: null }>() })
      await within(metadata, async () => {
        await conn.execute(insert(t), { id: 1, body: { a: [true, 1.5], n: null } })
        expect(await conn.execute(select(t.c.body)).scalar()).toEqual({ a: [true, 1.5], n: null })
        expect(await conn.execute(text('SELECT typeof(body) FROM sqc_jsonb')).scalar()).toBe('blob')
        expect(await conn.execute(select(t.c.body.path('a', 0).asBoolean(), t.c.body.path('a', 1).asFloat())).tuples().one()).toEqual([true, 1.5])
        expect(await conn.execute(select(t.c.body.at('a'))).scalar()).toEqual([true, 1.5])
      })
    })

    test('JSON under its own name', async () => {
      const metadata = new MetaData()
      const t = table('sqc_json', metadata, { id: key(), body: column<unknown>(new SqliteJsonType()) })
      await within(metadata, async () => {
        await conn.execute(insert(t), { id: 1, body: { a: [true, 1.5] } })
        expect(await conn.execute(select(t.c.body.at('a'))).scalar()).toEqual([true, 1.5])
        expect(await conn.execute(select(t.c.body)).scalar()).toEqual({ a: [true, 1.5] })
        expect(await conn.execute(select(t.c.body.path('a', 0).asBoolean())).scalar()).toBe(true)
      })
    })

    test('types by their exact names', async () => {
      const metadata = new MetaData()
      const at = new Date('2024-05-06T17:08:09Z')
      const t = table('sqc_exact', metadata, { id: key(), a: column<number>(new DOUBLE_PRECISION_TYPE()), b: column<Date>(new TIMESTAMP_TYPE()), c: column<string>(new UUID_TYPE()) })
      await within(metadata, async () => {
        await conn.execute(insert(t), { id: 1, a: 0.1, b: at, c: '0f8fad5b-d9cb-469f-a165-70867728950e' })
        expect(await conn.execute(select(t.c.a, t.c.b, t.c.c)).tuples().one()).toEqual([0.1, at, '0f8fad5b-d9cb-469f-a165-70867728950e'])
      })
    })

    test('schemas are other databases', async () => {
      await conn.exec("ATTACH DATABASE ':memory:' AS other")
      await conn.commit()
      const metadata = new MetaData({ schema: 'other' })
      const parent = table('sqc_parent', metadata, { id: key(), name: varchar(10).index('sqc_name') })
      const child = table('sqc_child', metadata, { id: key(), parentId: integer().references(() => parent.c.id) })
      await within(metadata, async () => {
        expect(await inspect(conn).hasTable('sqc_parent', { schema: 'other' })).toBe(true)
        await conn.execute(insert(parent), { id: 1, name: 'a' })
        await conn.execute(insert(child), { id: 1, parentId: 1 })
        await conn.execute(update(parent).set({ name: 'b' }).where(parent.c.id.eq(1)))
        expect(await conn.execute(select(parent.c.name, child.c.id).join(child)).tuples().all()).toEqual([['b', 1]])
        const moved = table('sqc_moved', new MetaData(), { id: key() })
        await conn.execute(new CreateTable(moved) as never, undefined, { schemaTranslateMap: new Map([[null, 'other']]) })
        expect(await conn.exec('SELECT count(*) FROM other.sqc_moved').scalar()).toBe(0)
      })
    })

    test('views that aren\'t made twice, functions, exact texts', async () => {
      const metadata = new MetaData()
      const t = table('sqc_view', metadata, { id: key() })
      await within(metadata, async () => {
        const view = new CreateView(select(t.c.id), 'sqc_v', { options: { sqlite: { ifNotExists: true } } } as never)
        await conn.execute(view as never)
        await conn.execute(view as never)
        await conn.execute(ddl('DROP VIEW sqc_v') as never)
        expect(await conn.execute(select({ v: func.localtimestamp() })).scalar()).toBeInstanceOf(Object)
        expect(await conn.execute(select({ v: literal(5, integer()).bitwiseXor(1) })).scalar()).toBe(4)
      })
    })
  })
}
