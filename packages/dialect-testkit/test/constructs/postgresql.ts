import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TestDatabase } from '@athanor-internal/databases'
import {
  adjacentTo, aggregateOrderBy, arrayOf, astext, bit, bytea, bitVarying, cidr, citext, containedBy, contains, CreateDomainType, CreateEnumType, datemultirange, daterange, deletePath, differenceOf, distinctOn, domain, DropDomainType, DropEnumType, emptyRange, hasAll, hasAny,
  hasKey, hstore, hstoreDefined, hstoreDelete, hstoreKeys, hstoreOf, hstoreSlice, hstoreToArray, hstoreToMatrix, hstoreValues, inet, int4multirange, int4range, int8multirange, int8range, intersectionOf,
  isEmptyRange, jsonb, jsonpath, lowerIncluded, lowerInfinite, lowerOf, macaddr, macaddr8, money, notExtendLeftOf, notExtendRightOf, nummultirange, numrange, oid, overlaps, pathAstext, pathExists, pathMatch,
  pgArray, pgEnum, PgIntervalType, pgInterval, PgJsonType, PgTimestampType, PgTimeType, phrasetoTsquery, plaintoTsquery, range, regclass, regconfig, strictlyLeftOf, strictlyRightOf, toTsquery,
  toTsvector, tsHeadline, tsmultirange, tsquery, tsrange, tstzmultirange, tstzrange, tsvector, unionOf, upperIncluded, upperInfinite, upperOf, websearchToTsquery, type Range,
} from '@athanor/dialect-postgresql'
import { createEngine, inspect, type Connection, type Engine } from '@athanor/engine'
import {
  cast, check, compile, CreateIndex, CreateTable, CreateView, ddl, DropConstraint, DropConstraintComment, DropIndex, DropSchema, DropView, enumType, exclude, func, index, insert, integer, largeBinary, literal, MetaData, not, numeric, select, SetConstraintComment, sql, table, text, unique, varchar, type ColDefs,
  type ColLike, type Criterion, type Sql,
} from '@athanor/expressions'
import { ColumnDefinition, DOUBLE_PRECISION_TYPE, UUID_TYPE, type SqlType } from '@athanor/expressions/elements'

const column = <T>(type: SqlType): ColLike<T, 'opt'> => new ColumnDefinition(type).nullable() as never
const key = () => integer().primaryKey({ autoincrement: false })
const half = <T>(lower: T | null, upper: T | null): Range<T> => range(lower, upper)

/** Constructs of the package for PostgreSQL, on the real server: what the portable suite can't know. */
export function postgresqlConstructs(db: TestDatabase): void {
  describe('constructs of the dialect\'s own', () => {
    const metadata = new MetaData()
    const t = table('pgc', metadata, {
      id: key(), tags: pgArray(varchar()), numbers: pgArray(integer()), doc: jsonb<Record<string, unknown>>(), span: int4range(), mood: pgEnum('pgc_mood', ['happy', 'sad']), body: varchar(),
    })
    let engine: Engine
    let conn: Connection
    beforeAll(async () => {
      engine = createEngine(db.url)
      await metadata.createAll(engine)
      conn = await engine.connect()
      await conn.execute(insert(t), [
        { id: 1, tags: ['a', 'b'], numbers: [1, 2, 3], doc: { a: 1, b: { c: [1, 2] }, s: 'x' }, span: range(1, 5), mood: 'happy', body: 'the quick brown foxes' },
        { id: 2, tags: ['b', "it's"], numbers: [], doc: { z: null }, span: range(5, 9), mood: 'sad', body: 'a lazy dog' },
      ])
      await conn.commit()
    })
    afterAll(async () => {
      await conn.close()
      await metadata.dropAll(engine)
      await engine.dispose()
    })
    const ids = async (criterion: Criterion): Promise<unknown[]> => {
      const found = await conn.execute(select(t.c.id).where(criterion).orderBy(t.c.id)).scalars().all()
      await conn.commit()
      return found
    }
    const first = async (expression: Parameters<typeof select>[0]): Promise<unknown> => conn.execute(select({ v: expression as never }).selectFrom(t).where(t.c.id.eq(1))).scalar()
    const value = (expression: Sql<unknown>): Promise<unknown> => conn.execute(select({ v: expression })).scalar()
    /** Creates, inserts, reads, and reads by each value; drops. */
    const through = async (name: string, columns: ColDefs, row: Readonly<Record<string, unknown>>, compared: readonly string[] = Object.keys(row)): Promise<unknown> => {
      const some = new MetaData()
      const own = table(name, some, { id: key(), ...columns })
      await some.createAll(engine)
      try {
        await conn.execute(insert(own) as never, { id: 1, ...row } as never)
        const all = own.c as unknown as Record<string, typeof t.c.body>
        for (const one of compared) expect([one, await conn.execute(select(all['id']!).where(all[one]!.eq(row[one] as never))).scalars().all()]).toEqual([one, [1]])
        const { id: _, ...read } = await conn.execute(select(own)).one() as Record<string, unknown>
        return read
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    }
    /** Whether an extension is there; without its package on the server, what needs it can't run. */
    const hasExtension = async (name: string): Promise<boolean> => {
      const isThere = await conn.execute(text('SELECT 1 FROM pg_available_extensions WHERE name = :name').bindparams({ name })).scalar() !== null
      if (isThere) await conn.exec(`CREATE EXTENSION IF NOT EXISTS ${name}`)
      else process.stderr.write(`[testkit] postgresql: what needs the extension ${name} SKIPPED: the server doesn't have it\n`)
      await conn.commit()
      return isThere
    }

    test('arrays', async () => {
      expect(await ids(contains(t.c.tags, ['b']))).toEqual([1, 2])
      expect(await ids(contains(t.c.tags, ["it's", 'b']))).toEqual([2])
      expect(await ids(containedBy(t.c.tags, ['a', 'b', 'c']))).toEqual([1])
      expect(await ids(overlaps(t.c.numbers, [3, 4]))).toEqual([1])
      expect(await ids(contains(t.c.numbers, arrayOf([1, 2])))).toEqual([1])
      expect(await first(arrayOf([1, t.c.id.add(1)], integer()))).toEqual([1, 2])
      expect(await first(arrayOf([arrayOf([1, 2]), arrayOf([3, 4])]))).toEqual([[1, 2], [3, 4]])
      expect(await value(arrayOf([7, 8], integer()).at(2))).toBe(8)
      expect(await conn.execute(select({ v: func('array_agg', aggregateOrderBy(t.c.id, t.c.id.desc())).cast(pgArray(integer())) })).scalar()).toEqual([2, 1])
    })

    test('arrays without elements have a type', async () => {
      expect(await value(arrayOf([], integer()))).toEqual([])
      expect(await value(cast(arrayOf([]), pgArray(varchar())))).toEqual([])
      expect(await ids(contains(t.c.numbers, arrayOf([])))).toEqual([1, 2])
      expect(await ids(contains(t.c.numbers, []))).toEqual([1, 2])
      expect(await ids(containedBy(t.c.numbers, arrayOf<number>([])))).toEqual([2])
      expect(await ids(t.c.numbers.eq([]))).toEqual([2])
      expect(() => compile(select({ v: arrayOf([]) }), { dialect: engine.dialect })).toThrow(/empty array/)
    })

    test('JSONB', async () => {
      expect(await ids(hasKey(t.c.doc, 'a'))).toEqual([1])
      expect(await ids(hasAny(t.c.doc, ['z', 'y']))).toEqual([2])
      expect(await ids(hasAll(t.c.doc, ['a', 's']))).toEqual([1])
      expect(await ids(contains(t.c.doc, { b: { c: [2] } }))).toEqual([1])
      expect(await ids(containedBy(t.c.doc, { z: null, more: 1 }))).toEqual([2])
      expect(await ids(pathExists(t.c.doc, '$.b.c[*] ? (@ > 1)'))).toEqual([1])
      expect(await ids(pathMatch(t.c.doc, '$.a == 1'))).toEqual([1])
      expect(await ids(pathExists(t.c.doc, cast(literal('$.b.c'), jsonpath())))).toEqual([1])
      expect(await first(astext(t.c.doc, 's'))).toBe('x')
      expect(await first(pathAstext(t.c.doc, ['b', 'c', 1]))).toBe('2')
      expect(await first(deletePath(t.c.doc, ['b', 'c']))).toEqual({ a: 1, b: {}, s: 'x' })
      expect(await first(t.c.doc.at('a'))).toBe(1)
      expect(await first(t.c.doc.path('b', 'c', 0).asInteger())).toBe(1)
    })

    test('ranges in conditions', async () => {
      expect(await ids(contains(t.c.span, 3))).toEqual([1])
      expect(await ids(overlaps(t.c.span, half(4, 6)))).toEqual([1, 2])
      expect(await ids(strictlyLeftOf(t.c.span, half(5, 6)))).toEqual([1])
      expect(await ids(strictlyRightOf(t.c.span, half(1, 5)))).toEqual([2])
      expect(await ids(notExtendRightOf(t.c.span, half(0, 5)))).toEqual([1])
      expect(await ids(notExtendLeftOf(t.c.span, half(5, 6)))).toEqual([2])
      expect(await ids(adjacentTo(t.c.span, half(9, 10)))).toEqual([2])
      expect(await ids(containedBy(t.c.span, range(0, 8, '[]')))).toEqual([1, 2])
      expect(await first(t.c.span)).toEqual(range(1, 5))
    })

    test('ranges that are computed', async () => {
      expect(await first(unionOf(t.c.span, half(3, 7)))).toEqual(half(1, 7))
      expect(await first(intersectionOf(t.c.span, half(3, 7)))).toEqual(half(3, 5))
      expect(await first(differenceOf(t.c.span, half(3, 7)))).toEqual(half(1, 3))
      expect(await first(differenceOf(t.c.span, half(0, 9)))).toEqual(emptyRange)
      expect([await first(lowerOf(t.c.span)), await first(upperOf(t.c.span))]).toEqual([1, 5])
      expect([await first(isEmptyRange(t.c.span)), await first(lowerIncluded(t.c.span)), await first(upperIncluded(t.c.span))]).toEqual([false, true, false])
      expect([await first(lowerInfinite(t.c.span)), await first(upperInfinite(intersectionOf(t.c.span, half<number>(2, null))))]).toEqual([false, false])
    })

    test('ranges of every type', async () => {
      const [from, to] = [new Date('2024-01-01T00:00:00Z'), new Date('2024-02-01T00:00:00Z')]
      const row = {
        a: half(1n, 9_007_199_254_740_993n), b: half('1.5', '2.25'), c: half('2024-01-01', '2024-02-01'), d: half(from, to), e: range(from, to, '(]'), f: range<number>(null, 5, '()'),
        g: [half(1, 3), half(7, 9)], h: [half(1n, 3n)], i: [half('0.5', '1')], j: [half('2024-01-01', '2024-01-05')], k: [half(from, to)], l: [range(from, to, '(]')], m: emptyRange,
      }
      expect(await through('pgr', {
        a: int8range(), b: numrange(), c: daterange(), d: tsrange(), e: tstzrange(), f: int4range(), g: int4multirange(), h: int8multirange(), i: nummultirange(), j: datemultirange(), k: tsmultirange(),
        l: tstzmultirange(), m: int4range(),
      }, row)).toEqual(row)
    })

    test('text search', async () => {
      const vector = toTsvector('english', t.c.body)
      expect(await ids(vector.boolOp('@@')(toTsquery('english', 'fox & brown')))).toEqual([1])
      expect(await ids(vector.boolOp('@@')(plaintoTsquery('english', 'lazy dogs')))).toEqual([2])
      expect(await ids(vector.boolOp('@@')(phrasetoTsquery('english', 'quick brown')))).toEqual([1])
      expect(await ids(vector.boolOp('@@')(websearchToTsquery('english', 'fox or dog')))).toEqual([1, 2])
      expect(await ids(t.c.body.match('lazy'))).toEqual([2])
      expect(await ids(t.c.body.match('foxes', { postgresql: { regconfig: 'english' } }))).toEqual([1])
      expect(await first(tsHeadline('english', t.c.body, toTsquery('english', 'fox')))).toContain('<b>foxes</b>')
      expect(await first(tsHeadline(t.c.body, toTsquery('quick')))).toContain('<b>quick</b>')
      expect(await value(toTsvector('a b a'))).toBe("'b':2")
    })

    test('columns of text search', async () => {
      const some = new MetaData()
      const doc = table('pgs', some, { id: key(), v: tsvector(), q: tsquery(), config: regconfig() })
      await some.createAll(engine)
      try {
        await conn.execute(insert(doc), { id: 1, v: "'fox':2 'quick':1", q: "'fox' & 'quick'", config: 'english' })
        expect(await conn.execute(select(doc.c.v, doc.c.q, doc.c.config)).tuples().one()).toEqual(["'fox':2 'quick':1", "'fox' & 'quick'", 'english'])
        expect(await conn.execute(select(doc.c.id).where(doc.c.v.boolOp('@@')(doc.c.q), doc.c.v.match('fox'))).scalars().all()).toEqual([1])
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('HSTORE', async () => {
      if (!await hasExtension('hstore')) return
      const some = new MetaData()
      const h = table('pgh', some, { id: key(), v: hstore() })
      await some.createAll(engine)
      try {
        await conn.execute(insert(h), { id: 1, v: { a: '1', "it's": 'x, "y" => z', none: null } })
        const one = (expression: Sql<unknown>): Promise<unknown> => conn.execute(select({ v: expression }).selectFrom(h)).scalar()
        expect(await one(h.c.v)).toEqual({ a: '1', "it's": 'x, "y" => z', none: null })
        expect(await one(h.c.v.at('a' as never))).toBe('1')
        expect(await one(hstoreDelete(h.c.v, 'a').at('a' as never))).toBeNull()
        expect([await one(hasKey(h.c.v, 'none')), await one(hasAll(h.c.v, ['a', 'none'])), await one(hasAny(h.c.v, ['x', 'y']))]).toEqual([true, true, false])
        expect([await one(contains(h.c.v, { a: '1' })), await one(containedBy(h.c.v, { a: '1' }))]).toEqual([true, false])
        expect((await one(hstoreKeys(h.c.v)) as string[]).sort()).toEqual(['a', "it's", 'none'])
        expect(await one(hstoreValues(hstoreSlice(h.c.v, arrayOf(['a']))))).toEqual(['1'])
        expect([await one(hstoreDefined(h.c.v, 'a')), await one(hstoreDefined(h.c.v, 'none'))]).toEqual([true, false])
        expect(await one(hstoreDelete(h.c.v, arrayOf(['a', "it's"])))).toEqual({ none: null })
        expect(await one(hstoreToArray(hstoreSlice(h.c.v, arrayOf(['a']))))).toEqual(['a', '1'])
        expect(await one(hstoreToMatrix(hstoreSlice(h.c.v, arrayOf(['a']))))).toEqual([['a', '1']])
        expect(await one(h.c.v.eq({ none: null, a: '1', "it's": 'x, "y" => z' }))).toBe(true)
        expect(await value(literal<Record<string, string | null>>({ '\\': '"\\' }, hstore()))).toEqual({ '\\': '"\\' })
        expect(await conn.exec(compile(select({ v: literal<Record<string, string | null>>({ "a'": '\\', b: null }, hstore()) }), { dialect: engine.dialect, literalBinds: true }).sql).scalar()).toContain('=>')
        expect(await one(hstoreOf('k', 'v'))).toEqual({ k: 'v' })
        expect(await one(hstoreOf(arrayOf(['k', 'l']), arrayOf(['v', 'w'])))).toEqual({ k: 'v', l: 'w' })
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('types under PostgreSQL\'s names', async () => {
      const row = {
        a: '10.0.0.1', b: '10.0.0.0/8', c: '08:00:2b:01:02:03', d: '08:00:2b:01:02:03:04:05', e: '$1,234.50', f: '1259', g: 'pgc', i: '10110', j: '101', k: 'P1DT2H',
      }
      expect(await through('pgt', {
        a: inet(), b: cidr(), c: macaddr(), d: macaddr8(), e: money(), f: oid(), g: regclass(), i: bit(5), j: bitVarying(8), k: pgInterval({ fields: 'DAY TO SECOND', precision: 3 }),
      }, row)).toEqual(row)
      const at = new Date('2024-05-06T17:08:09.123Z')
      expect(await through('pgt2', {
        a: column(new DOUBLE_PRECISION_TYPE()), b: column(new PgTimestampType({ precision: 3 })), c: column(new PgTimeType({ precision: 2 })), d: column(new PgJsonType()), e: column(new PgIntervalType()), f: largeBinary(), k: bytea(),
        i: varchar(20, { collation: 'C', collationSchema: 'pg_catalog' }), g: pgArray(numeric(6, 2), { dimensions: 2 }), h: column(new UUID_TYPE()),
      }, { a: 0.1, b: at, c: '10:11:12.25', d: { x: [1] }, e: 'PT5M', f: new Uint8Array([0, 255]), g: [['1.50', '2.00']], h: '0f8fad5b-d9cb-469f-a165-70867728950e', i: 'x', k: new Uint8Array([1, 92]) }, ['a', 'b', 'c', 'e', 'f']))
        .toEqual({ a: 0.1, b: at, c: '10:11:12.25', d: { x: [1] }, e: 'PT5M', f: new Uint8Array([0, 255]), g: [['1.50', '2.00']], h: '0f8fad5b-d9cb-469f-a165-70867728950e', i: 'x', k: new Uint8Array([1, 92]) })
    })

    test('CITEXT', async () => {
      if (!await hasExtension('citext')) return
      expect(await through('pgci', { a: citext() }, { a: 'Gary' })).toEqual({ a: 'Gary' })
      expect(await value(cast(literal('Gary'), citext()).eq(cast(literal('GARY'), citext())))).toBe(true)
    })

    test('domains', async () => {
      const some = new MetaData()
      const zip = domain('pgc_zip', varchar(10), { check: "VALUE ~ '^[0-9]{5}$'", notNull: true, default: literal('00000'), constraintName: 'pgc_zip_check', collation: 'C' })
      const d = table('pgd', some, { id: key(), zip })
      await some.createAll(engine)
      try {
        await conn.execute(insert(d), { id: 1, zip: '12345' })
        await conn.exec('INSERT INTO pgd (id) VALUES (2)')
        expect(await conn.execute(select(d.c.zip).orderBy(d.c.id)).scalars().all()).toEqual(['12345', '00000'])
        expect(await conn.execute(select(d.c.id).where(d.c.zip.eq('12345'))).scalars().all()).toEqual([1])
        await conn.commit()
        await expect(conn.execute(insert(d), { id: 3, zip: 'no' })).rejects.toMatchObject({ message: expect.stringContaining('pgc_zip_check') as unknown })
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
      expect(await conn.execute(text("SELECT count(*) FROM pg_type WHERE typname = 'pgc_zip'")).scalar()).toBe(0)
    })

    test('DISTINCT ON, enums, functions', async () => {
      expect(await conn.execute(select(t.c.id).ext(distinctOn(t.c.mood)).orderBy(t.c.mood)).scalars().all()).toEqual([1, 2])
      expect(await ids(t.c.mood.eq('sad'))).toEqual([2])
      expect(await ids(t.c.mood.in(['happy', 'sad']))).toEqual([1, 2])
      expect(await ids(t.c.mood.gt('happy'))).toEqual([2])
      expect(await value(literal(5, integer()).in([t.c.id, 5]))).toBe(true)
      expect(await value(func('substring', literal('squirrel'), 3))).toBe('uirrel')
    })

    test('regular expressions with other flags', async () => {
      expect(await value(literal('one\nTWO').regexpMatch('^two$', 'in'))).toBe(true)
      expect(await value(literal('one\nTWO').regexpMatch('^two$', 's'))).toBe(false)
      expect(await value(not(literal('one\nTWO').regexpMatch('^two$', 'in')))).toBe(false)
    })

    test('elements of what functions give', async () => {
      expect(await value(cast(literal('{"a": {"b": 5}}'), jsonb()).at('a').at('b'))).toBe(5)
      expect(await value(cast(func('jsonb_build_object', literal('a'), 7), jsonb()).at('a').asInteger())).toBe(7)
      expect(await conn.execute(select({ v: func<{ a: number }>('to_jsonb', t.c.doc).typeCoerce(jsonb<{ a: number }>()).at('a') }).where(t.c.id.eq(1))).scalar()).toBe(1)
    })

    test('an enumeration that is there already', async () => {
      const some = new MetaData()
      const e = table('pge', some, { id: key(), mood: enumType(['happy', 'sad'], { name: 'pgc_mood', createType: false }) })
      await some.createAll(engine)
      try {
        await conn.execute(insert(e), { id: 1, mood: 'sad' })
        expect(await conn.execute(select(e.c.mood)).scalar()).toBe('sad')
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
      expect(await ids(t.c.mood.eq('sad'))).toEqual([2])
    })

    test('types by statements', async () => {
      const [mood, zip] = [pgEnum('pgs_mood', ['happy', "it's"]), domain('pgs_zip', varchar(5), { check: "VALUE ~ '^[0-9]+$'" })]
      await conn.execute(new CreateEnumType(mood) as never)
      await conn.execute(new CreateDomainType(zip) as never)
      expect(await value(cast(literal("it's"), mood))).toBe("it's")
      expect(await value(cast(literal('123'), zip))).toBe('123')
      await conn.execute(new DropDomainType(zip) as never)
      await conn.execute(new DropEnumType(mood) as never)
      expect(await conn.execute(text("SELECT count(*) FROM pg_type WHERE typname IN ('pgs_mood', 'pgs_zip')")).scalar()).toBe(0)
      await conn.rollback()
    })

    test('identity columns beside a key, domains with a default as text', async () => {
      const some = new MetaData()
      const d = table('pgn', some, { id: key(), n: integer().identity({ start: 7 }), z: domain('pgn_domain', integer(), { default: '42' }) })
      await some.createAll(engine)
      try {
        await conn.exec('INSERT INTO pgn (id) VALUES (1)')
        expect(await conn.execute(select(d.c.n, d.c.z)).tuples().one()).toEqual([7, 42])
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('constraints dropped with what depends on them', async () => {
      const some = new MetaData()
      const only = unique({ name: 'pgx_n' }, 'n')
      const parent = table('pgx', some, { id: key(), n: integer() }, () => [only])
      const child = table('pgx_child', some, { id: key(), n: integer().references(() => parent.c.n) })
      await some.createAll(engine)
      try {
        await conn.execute(new DropConstraint(only, { ifExists: true, cascade: true }) as never)
        await conn.execute(new DropConstraint(only, { ifExists: true }) as never)
        await conn.execute(insert(child), { id: 1, n: 99 })
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
      await conn.exec('CREATE SCHEMA pgx_schema')
      await conn.exec('CREATE TABLE pgx_schema.t (id integer)')
      await conn.execute(new DropSchema('pgx_schema', { cascade: true }) as never)
      await conn.commit()
      expect(await inspect(engine).hasSchema('pgx_schema')).toBe(false)
    })

    test('indexes with all their options', async () => {
      const some = new MetaData()
      const full = index({ name: 'pgi_gin', options: { postgresql: { using: 'gin', ops: { doc: 'jsonb_path_ops' }, with: { fastupdate: false } } } }, 'doc')
      const some2 = index({ name: 'pgi_cover', unique: true, options: { postgresql: { include: ['note'], nullsNotDistinct: true, where: sql`${text('n') as never} > 0`, with: { fillfactor: 50 } } } }, 'n')
      const plain = index({ name: 'pgi_plain', options: { postgresql: { nullsNotDistinct: false, tablespace: 'pg_default', with: { fillfactor: 60n, deduplicate_items: true } } } }, 'note')
      const by = table('pgi', some, { id: key(), doc: jsonb<unknown>(), n: integer().nullable(), note: varchar().nullable() }, () => [full, some2, plain])
      await some.createAll(engine)
      try {
        const later = index({ name: 'pgi_later', options: { postgresql: { concurrently: true } } }, by.c.note)
        // it waits for the end of every other transaction
        await conn.commit()
        const outside = await engine.executionOptions({ isolationLevel: 'AUTOCOMMIT' }).connect()
        await outside.execute(new CreateIndex(later, { ifNotExists: true }) as never)
        await outside.execute(new DropIndex(later) as never)
        await outside.execute(new CreateIndex(later) as never)
        await outside.close()
        const names = (await inspect(engine).getIndexes('pgi')).map(({ name }) => name)
        expect(names).toEqual(expect.arrayContaining(['pgi_gin', 'pgi_cover', 'pgi_later']))
        await conn.execute(insert(by), { id: 1, doc: { a: 1 }, n: 1, note: 'x' })
        await expect(conn.execute(insert(by), { id: 2, doc: {}, n: 1, note: 'y' })).rejects.toMatchObject({ name: 'IntegrityError' })
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('constraints with all their options, and comments on them', async () => {
      const some = new MetaData()
      const rule = check('n > 0', { name: 'pgk_rule', comment: "it's a rule", options: { postgresql: { notValid: true } } })
      const k = table('pgk', some, { id: key(), n: integer().nullable(), m: integer().nullable(), span: int4range() }, (c) => [
        rule, unique({ name: 'pgk_unique', options: { postgresql: { nullsNotDistinct: true, include: ['m'] } } }, c.n), exclude({ name: 'pgk_once', using: 'gist', where: 'm IS NOT NULL', options: { postgresql: { ops: { span: 'range_ops' } } } }, [c.span, '&&']),
        unique({ name: 'pgk_distinct', options: { postgresql: { nullsNotDistinct: false } } }, c.m, c.n),
      ])
      await some.createAll(engine)
      const comment = (): Promise<unknown> => conn.execute(text("SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = 'pgk_rule'")).scalar()
      try {
        expect(await comment()).toBe("it's a rule")
        await conn.execute(new DropConstraintComment(rule) as never)
        expect(await comment()).toBeNull()
        await conn.execute(new SetConstraintComment(rule) as never)
        expect(await comment()).toBe("it's a rule")
        await conn.execute(insert(k), { id: 1, n: null, m: 1, span: half(1, 5) })
        await conn.commit()
        for (const row of [{ id: 2, n: null, m: null, span: half(7, 8) }, { id: 2, n: 2, m: 1, span: half(4, 8) }, { id: 2, n: -2, m: null, span: half(7, 8) }]) {
          await expect(conn.execute(insert(k), row)).rejects.toMatchObject({ name: 'IntegrityError' })
          await conn.rollback()
        }
      } finally {
        await conn.rollback()
        await some.dropAll(engine)
      }
    })

    test('tables with all their options', async () => {
      const some = new MetaData()
      const whole = table('pgp', some, { id: integer(), day: integer() }, { options: { postgresql: { partitionBy: 'RANGE (day)' } } })
      const base = table('pgb', some, { id: integer() }, { options: { postgresql: { with: { fillfactor: 50, autovacuum_enabled: false }, using: 'heap' } } })
      const heir = table('pgb_heir', some, { more: integer() }, { options: { postgresql: { inherits: ['pgb'], withOids: false, tablespace: 'pg_default' } } })
      some.on('afterCreate', ddl('CREATE TABLE pgp_one PARTITION OF pgp FOR VALUES FROM (1) TO (10)'))
      await base.create(engine)
      await some.createAll(engine)
      try {
        await conn.execute(insert(whole), { id: 1, day: 5 })
        expect(await conn.execute(text('SELECT id FROM pgp_one')).scalars().all()).toEqual([1])
        await conn.exec('INSERT INTO pgb_heir (id, more) VALUES (1, 2)')
        expect(await conn.execute(select(base.c.id)).scalars().all()).toEqual([1])
        // the hint that PostgreSQL has
        expect(await conn.execute(select(base.c.id).withHint(base, 'ONLY')).scalars().all()).toEqual([])
        expect(await conn.execute(select(heir.c.more)).scalars().all()).toEqual([2])
        const passing = table('pgtmp', new MetaData(), { id: integer() }, { prefixes: ['TEMPORARY'], options: { postgresql: { onCommit: 'delete_rows' } } })
        await conn.execute(new CreateTable(passing) as never)
        await conn.execute(insert(passing), { id: 1 })
        await conn.commit()
        expect(await conn.execute(select(passing.c.id)).scalars().all()).toEqual([])
        const view = new CreateView(select(base.c.id), 'pgv', { materialized: true, options: { postgresql: { with: { fillfactor: 70 } } } } as never)
        await conn.execute(view as never)
        expect(await conn.execute(select(func.count()).selectFrom(view.table)).scalar()).toBe(1)
        await conn.execute(new DropView(view.table, { materialized: true }) as never)
      } finally {
        await conn.rollback()
        await conn.exec('DROP TABLE pgb_heir')
        await conn.commit()
        await some.dropAll(engine)
      }
    })
  })
}
