import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TestDatabase } from '@athanor-internal/databases'
import {
  bit, inet4, inet6, limit, longblob, longtext, match, mediumblob, mediumint, mediumtext, mysqlBigint, mysqlChar, mysqlDatetime, mysqlDecimal, mysqlDouble, mysqlEnum, mysqlFloat,
  mysqlInteger, MysqlJsonType, mysqlNchar, mysqlNumeric, mysqlNvarchar, mysqlReal, mysqlSmallint, mysqlText, mysqlTime, mysqlTimestamp, mysqlVarchar, setType, tinyblob, tinyint,
  tinytext, year,
} from '@athanor/dialect-mysql'
import { createEngine, inspect, type Connection, type Engine } from '@athanor/engine'
import {
  blob, boolean, cast, check, CreateIndex, customType, del, DropConstraint, DropIndex, float, func, index, insert, integer, literal, MetaData, primaryKey, select, table, text as textOf, timestamp, unique, update, varchar, type ColDefs, type ColLike, type TypeOf,
} from '@athanor/expressions'
import { ColumnDefinition, DOUBLE_PRECISION_TYPE, REAL_TYPE, TIMESTAMP_TYPE, type SqlType } from '@athanor/expressions/elements'

// what makes a column of a type that has no function; the class says nothing of values
const column = (type: SqlType): ColLike<unknown, 'opt'> => new ColumnDefinition(type).nullable() as never

/** Constructs of the package for MySQL and MariaDB, on the real servers. */
export function mysqlConstructs(db: TestDatabase, name = 'mysql'): void {
  describe(`constructs of the dialect's own, under the name ${name}`, () => {
    const metadata = new MetaData()
    const post = table('myc_post', metadata, { id: integer().primaryKey({ autoincrement: false }), title: varchar(100), body: varchar(200) }, (c) => [
      index({ name: 'myc_full', options: { mysql: { prefix: 'FULLTEXT' }, mariadb: { prefix: 'FULLTEXT' } } }, c.title, c.body),
    ])
    const both = table('myc_words', metadata, { id: integer().primaryKey({ autoincrement: false }), words: varchar(100) }, (c) => [
      index({ name: 'myc_words_full', options: { mysql: { prefix: 'FULLTEXT' }, mariadb: { prefix: 'FULLTEXT' } } }, c.words),
    ])
    let engine: Engine
    let conn: Connection
    beforeAll(async () => {
      engine = createEngine(db.url.replace(/^\w+/, name))
      await metadata.createAll(engine)
      conn = await engine.connect()
      await conn.execute(insert(post), [{ id: 1, title: 'Databases', body: 'about storage' }, { id: 2, title: 'Cooking', body: 'about soup' }, { id: 3, title: 'More storage', body: 'databases again' }])
      await conn.execute(insert(both), [{ id: 1, words: 'about soup' }, { id: 2, words: 'nothing else' }])
      await conn.commit()
    })
    afterAll(async () => {
      await conn.close()
      await metadata.dropAll(engine)
      await engine.dispose()
    })
    // conn commits first wherever another connection makes a table: its snapshot wouldn't have it
    /** Creates, inserts, reads, drops. */
    const through = async (name: string, columns: ColDefs, row: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const some = new MetaData()
      const t = table(name, some, { id: integer().primaryKey({ autoincrement: false }), ...columns })
      await conn.commit()
      await some.createAll(engine)
      try {
        await conn.execute(insert(t) as never, { id: 1, ...row } as never)
        return { ...await conn.execute(select(t)).one() as object }
      } finally {
        await conn.commit()
        await some.dropAll(engine)
      }
    }

    test('MATCH … AGAINST', async () => {
      const found = (text: string, options?: Parameters<typeof match>[2]) => conn.execute(select(post.c.id).where(match([post.c.title, post.c.body], text, options) as never).orderBy(post.c.id)).scalars().all()
      expect(await found('+databases -again', { booleanMode: true })).toEqual([1])
      expect(await found('databases', { naturalLanguage: true })).toEqual([1, 3])
      expect(await found('databases', { naturalLanguage: true, queryExpansion: true })).toEqual([1, 3])
      expect(await found('soup')).toEqual([2])
      const single = (options?: Parameters<typeof post.c.body.match>[1]) => conn.execute(select(both.c.id).where(both.c.words.match('soup', options)).orderBy(both.c.id)).scalars().all()
      expect([await single(), await single({ mysql: { booleanMode: false, naturalLanguage: true } }), await single({ mysql: { booleanMode: false, queryExpansion: true } })]).toEqual([[1], [1], [1]])
      expect(Number(await conn.execute(select({ v: match([post.c.title, post.c.body], 'soup') }).where(post.c.id.eq(2))).scalar())).toBeGreaterThan(0)
    })

    test('UPDATE and DELETE with a LIMIT', async () => {
      const changed = await conn.execute(update(post).set({ title: 'x' }).ext(limit(2)))
      expect(changed.rowCount).toBe(2)
      const deleted = await conn.execute(del(post).ext(limit(1)))
      expect(deleted.rowCount).toBe(1)
      const byOption = await conn.execute(del(post).withDialectOptions({ [engine.name]: { limit: 1 } }))
      expect(byOption.rowCount).toBe(1)
      await conn.rollback()
    })

    test('whole numbers', async () => {
      expect(await through('myc_int', {
        a: tinyint({ unsigned: true }), b: mysqlSmallint(), c: mediumint(), d: mysqlInteger({ unsigned: true }),
        e: mysqlBigint({ unsigned: true }), f: year(), g: mysqlInteger({ zerofill: true, displayWidth: 8 }),
      }, { a: 255, b: -32_768, c: 8_388_607, d: 4_294_967_295, e: 18_446_744_073_709_551_615n, f: 2024, g: 7 }))
        .toEqual({ id: 1, a: 255, b: -32_768, c: 8_388_607, d: 4_294_967_295, e: 18_446_744_073_709_551_615n, f: 2024, g: 7 })
    })

    test('other numbers', async () => {
      expect(await through('myc_num', {
        a: mysqlNumeric(10, 2, { unsigned: true }), b: mysqlDecimal(8, 3), c: mysqlFloat(), d: mysqlDouble(),
        e: mysqlReal(), f: column(new REAL_TYPE()), h: column(new DOUBLE_PRECISION_TYPE()), g: mysqlDouble(10, 2),
      }, { a: '1.50', b: '-2.125', c: 0.5, d: 1e100, e: -0.25, f: 2.5, g: 1.25, h: 0.1 })).toEqual({ id: 1, a: '1.50', b: '-2.125', c: 0.5, d: 1e100, e: -0.25, f: 2.5, g: 1.25, h: 0.1 })
    })

    test('texts', async () => {
      expect(await through('myc_text', {
        a: mysqlVarchar(20, { charset: 'utf8mb4', collation: 'utf8mb4_bin' }), b: mysqlChar(5, { ascii: true }), c: mysqlNvarchar(10),
        d: mysqlNchar(3), e: mysqlText(), f: tinytext(), g: mediumtext({ charset: 'utf8mb4' }), h: longtext(),
        i: mysqlVarchar(10, { national: true }), j: mysqlVarchar(10, { binary: true }), k: mysqlVarchar(10, { unicode: true }),
      }, { a: 'žluť', b: 'abc', c: 'č', d: 'ž', e: "it's", f: 'tiny', g: '漢字', h: 'x'.repeat(70_000), i: 'n', j: 'b', k: 'ř' }))
        .toEqual({ id: 1, a: 'žluť', b: 'abc', c: 'č', d: 'ž', e: "it's", f: 'tiny', g: '漢字', h: 'x'.repeat(70_000), i: 'n', j: 'b', k: 'ř' })
    })

    test('bytes and bits', async () => {
      const bytes = new Uint8Array([0, 39, 255])
      const row = await through('myc_bytes', {
        a: tinyblob(), b: mediumblob(), c: longblob(), d: bit(8),
      }, { a: bytes, b: bytes, c: bytes, d: new Uint8Array([5]) }) as Record<string, Uint8Array>
      for (const key of ['a', 'b', 'c']) expect([...row[key]!]).toEqual([0, 39, 255])
      expect([...row['d']!]).toEqual([5])
    })

    test('enumerations, sets, documents', async () => {
      expect(await through('myc_enum', {
        a: mysqlEnum(['small', "it's"], { charset: 'utf8mb4' }), b: setType(['x', 'y', 'z']), c: column(new MysqlJsonType()),
      }, { a: "it's", b: 'x,z', c: { a: [1, null] } })).toEqual({ id: 1, a: "it's", b: 'x,z', c: { a: [1, null] } })
    })

    test('sets as sets', async () => {
      expect(await through('myc_set', { a: setType(['x', 'y', 'z'], { retrieveAsBitwise: true }).nullable() }, { a: new Set(['x', 'z']) })).toEqual({ id: 1, a: new Set(['x', 'z']) })
    })

    test('addresses', async () => {
      if (db.name !== 'mariadb') return
      expect(await through('myc_inet', { a: inet4().nullable(), b: inet6().nullable() }, { a: '10.0.0.1', b: '2001:db8::1' })).toEqual({ id: 1, a: '10.0.0.1', b: '2001:db8::1' })
    })

    test('times with their fractions', async () => {
      const at = new Date('2024-05-06T17:08:09.123Z')
      expect(await through('myc_time', {
        a: mysqlDatetime({ fsp: 3 }), b: mysqlTimestamp({ fsp: 3 }), c: mysqlTime({ fsp: 2 }), d: column(new TIMESTAMP_TYPE()), e: timestamp({ precision: 3 }).nullable(),
      }, { a: at, b: at, c: '10:11:12.25', d: new Date('2024-05-06T17:08:09Z'), e: at })).toEqual({ id: 1, a: at, b: at, c: '10:11:12.25', d: new Date('2024-05-06T17:08:09Z'), e: at })
    })

    test('casts to its own types', async () => {
      const value = (type: TypeOf<unknown>, of: unknown): Promise<unknown> => conn.execute(select({ v: cast(literal(of), type) })).scalar()
      expect(await value(mysqlInteger({ unsigned: true }), '42')).toBe(42)
      expect(await value(mysqlChar(2), 'abc')).toBe('ab')
      expect(await value(mysqlDatetime(), '2024-05-06 10:11:12')).toEqual(new Date('2024-05-06T10:11:12Z'))
      expect(await value(mysqlDecimal(5, 2), '1.5')).toBe('1.50')
      // what it can't cast to is left as it is
      expect(await conn.execute(select(cast(post.c.id, boolean())).where(post.c.id.eq(1))).scalar()).toBe(true)
    })

    test('functions under the names that these databases have', async () => {
      expect(Number(await conn.execute(select({ v: func.random() })).scalar())).toBeLessThan(1)
      expect(await conn.execute(select({ v: func.sysdate() })).scalar()).toBeInstanceOf(Object)
      expect(await conn.execute(select({ v: func.sessionUser() })).scalar()).toContain('@')
      await conn.commit()
    })

    test('options of tables, indexes and keys; comments on columns by ALTER TABLE', async () => {
      const some = new MetaData()
      const by = index({ name: 'myo_prefix', options: { [engine.name]: { length: { name: 5 }, using: 'btree' } } }, 'name')
      const t = table('myo', some, { id: integer(), name: varchar(50), code: varchar(10) }, {
        options: { [engine.name]: { engine: 'InnoDB', charset: 'utf8mb4', collate: 'utf8mb4_bin', autoIncrement: 100 } }, comment: "it's; a table",
        constraints: (c) => [primaryKey({ options: { [engine.name]: { using: 'btree' } } }, c.id), by, unique({ name: 'myo_code' }, c.code)],
      })
      await conn.commit()
      await some.createAll(engine)
      try {
        expect((await inspect(engine).getTableComment('myo')).text).toBe("it's; a table")
        expect(await inspect(engine).hasIndex('myo', 'myo_prefix')).toBe(true)
        await conn.execute(new DropIndex(by) as never)
        await conn.execute(new CreateIndex(by) as never)
        await conn.execute(insert(t), { id: 1, name: 'Gary', code: 'a' })
        expect(await conn.execute(select(t.c.id).where(t.c.name.eq('gary'))).scalars().all()).toEqual([])
        await conn.commit()
      } finally {
        await some.dropAll(engine)
      }
    })

    test('partitions, parsers, lengths', async () => {
      const some = new MetaData()
      const part = table('myp', some, { id: integer().primaryKey({ autoincrement: false }), name: varchar(50) }, { options: { mysql: { partitionBy: 'HASH (id)', partitions: 4, characterSet: 'utf8mb4' }, mariadb: { partitionBy: 'HASH (id)', partitions: 4, characterSet: 'utf8mb4' } } })
      const parser = db.name === 'mysql' ? { withParser: 'ngram' } : {}
      const words = table('myw', some, { id: integer().primaryKey({ autoincrement: false }), body: varchar(200), code: varchar(50) }, (c) => [
        index({ name: 'myw_full', options: { [engine?.name ?? name]: { prefix: 'FULLTEXT', ...parser } } }, c.body),
        // what MariaDB isn't told it takes from MySQL's options
        index({ name: 'myw_short', options: { mysql: { length: 5, using: 'hash' }, mariadb: { length: 5 } } }, c.code), index({ name: 'myw_some', options: { [name]: { length: { body: 9 } } } }, c.body, c.id),
      ])
      await conn.commit()
      await some.createAll(engine)
      try {
        await conn.execute(insert(part), [{ id: 1, name: 'a' }, { id: 2, name: 'b' }])
        await conn.execute(insert(words), { id: 1, body: 'databases', code: 'x' })
        await conn.commit()
        expect(await conn.execute(select(words.c.id).where(match([words.c.body], 'databases'))).scalars().all()).toEqual([1])
        const made = await conn.exec('SHOW CREATE TABLE myp').tuples().one() as string[]
        expect(made[1]).toMatch(/PARTITION BY HASH/i)
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('an upsert into a table that is called as its proposed row would be', async () => {
      const some = new MetaData()
      const t = table('new', some, { id: integer().primaryKey({ autoincrement: false }), n: integer() })
      await conn.commit()
      await some.createAll(engine)
      try {
        await conn.execute(insert(t), { id: 1, n: 1 })
        await conn.execute(insert(t).values({ id: 1, n: 5 }).onDuplicateKeyUpdate((inserted) => ({ n: inserted.n.add(t.c.n) })))
        expect(await conn.execute(select(t.c.n)).scalar()).toBe(6)
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('types of a size, and without', async () => {
      expect(await through('myt', { a: bit(), b: mysqlFloat(), c: textOf(100).nullable(), d: blob(100).nullable(), e: mysqlChar() }, { a: new Uint8Array([1]), b: 0.5, c: 'x', d: new Uint8Array([7]), e: 'y' }))
        .toEqual({ id: 1, a: expect.anything() as unknown, b: 0.5, c: 'x', d: expect.anything() as unknown, e: 'y' })
    })

    test('casts of more types', async () => {
      const value = (type: TypeOf<unknown>, of: unknown): Promise<unknown> => conn.execute(select({ v: cast(literal(of), type) })).scalar()
      const cents = customType(integer(), { bind: (euro: number) => Math.round(euro * 100), result: (n) => n / 100 })
      expect(await value(cents, '250')).toBe(2.5)
      expect(await value(timestamp(), '2024-05-06 10:11:12')).toEqual(new Date('2024-05-06T10:11:12Z'))
      expect([...await value(blob(), 'ab') as Uint8Array]).toEqual([97, 98])
      expect(Number(await value(float(), '1.5'))).toBe(1.5)
      expect(Number(await value(year(), 2024))).toBe(2024)
    })

    test('DROP of each kind of constraint', async () => {
      const some = new MetaData()
      const parent = table('myd_parent', some, { id: integer().primaryKey({ autoincrement: false }) })
      const child = table('myd', some, { id: varchar(5), n: integer().references(() => parent.c.id, { name: 'myd_fk' }), m: integer() }, (c) => [
        primaryKey(c.id), check(c.m.gt(0), { name: 'myd_check' }), unique({ name: 'myd_unique' }, c.m),
      ])
      await conn.commit()
      await some.createAll(engine)
      try {
        const { constraints, primaryKeyConstraint } = child
        expect(constraints).toHaveLength(4)
        for (const one of [...constraints.filter((c) => c !== primaryKeyConstraint), primaryKeyConstraint]) await conn.execute(new DropConstraint(one) as never)
        await conn.execute(insert(child), [{ id: 'a', n: 99, m: -1 }, { id: 'a', n: 99, m: -1 }])
        expect(await conn.execute(select(func.count()).selectFrom(child)).scalar()).toBe(2)
        await conn.commit()
      } finally {
        await some.dropAll(engine)
      }
    })
  })
}
