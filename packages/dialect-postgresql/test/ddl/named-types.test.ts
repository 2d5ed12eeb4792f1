import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, type Engine } from '@athanor/engine'
import {
  array, compile, copyTable, CreateSchema, CreateTable, customType, DropSchema, enumType, insert, integer, MetaData as PublicMetaData, select, table, varchar, type ColLike, type MetaData, type Table,
} from '@athanor/expressions'
import type { MetaData as RuntimeMetaData } from '@athanor/expressions/elements'
import { CreateDomainType, CreateEnumType, domain, DropDomainType, DropEnumType, pgEnum, PostgreSQLDialect } from '@athanor/dialect-postgresql'

const dialect = new PostgreSQLDialect()
const text = (node: unknown): string => compile(node, { dialect }).sql.replaceAll(/\s+/g, ' ').trim()
/** What `createAll` and `dropAll` execute. */
const statements = (metadata: MetaData, tables?: readonly Table<string, unknown>[]): readonly string[] => {
  const runtime = metadata as unknown as RuntimeMetaData
  const options = { checkFirst: false, tables: tables as never }
  return [runtime.planCreateAll(dialect, options), runtime.planDropAll(dialect, options)]
    .flatMap((plan) => plan.steps().flatMap((step) => (step.kind === 'ddl' ? [text(step.element)] : [])))
}
const mood = (options: Parameters<typeof enumType>[1] & object = {}) => enumType(['happy', 'sad'], { name: 'mood', ...options }).nullable()
const one = (column: ColLike<unknown, string>, metadata: MetaData = new PublicMetaData(), schema?: string): readonly string[] => {
  table('t', metadata, { a: column }, schema === undefined ? {} : { schema })
  return statements(metadata)
}

describe('types that are objects of the database', () => {
  test('are created before the tables and dropped after them', () => {
    expect(one(mood())).toEqual(["CREATE TYPE mood AS ENUM ('happy', 'sad')", 'CREATE TABLE t ( a mood )', 'DROP TABLE t', 'DROP TYPE mood'])
  })
  test('once, though several tables have them', () => {
    const metadata = new PublicMetaData()
    for (const name of ['t', 'u'] as const) table(name, metadata, { a: mood() })
    expect(statements(metadata).filter((s) => s.includes('TYPE'))).toEqual(["CREATE TYPE mood AS ENUM ('happy', 'sad')", 'DROP TYPE mood'])
  })
  test('stay where only a part of the tables is dropped', () => {
    const metadata = new PublicMetaData()
    const t = table('t', metadata, { a: mood() })
    expect(statements(metadata, [t])).toEqual(["CREATE TYPE mood AS ENUM ('happy', 'sad')", 'CREATE TABLE t ( a mood )', 'DROP TABLE t'])
  })
  test('are found in arrays, in types of one\'s own, in variants, and under domains', () => {
    const type = "CREATE TYPE mood AS ENUM ('happy', 'sad')"
    expect(one(array(mood()))).toEqual([type, 'CREATE TABLE t ( a mood[] NOT NULL )', 'DROP TABLE t', 'DROP TYPE mood'])
    expect(one(customType(mood(), {}))).toEqual([type, 'CREATE TABLE t ( a mood NOT NULL )', 'DROP TABLE t', 'DROP TYPE mood'])
    expect(one(customType(varchar(), { forDialect: () => customType(array(mood()), {}) }))).toContain(type)
    expect(one(varchar().with(mood(), 'postgresql'))).toContain(type)
    expect(one(varchar().with(mood(), 'mysql'))).toEqual(['CREATE TABLE t ( a VARCHAR NOT NULL )', 'DROP TABLE t'])
    expect(one(domain('good_mood', mood(), { check: "VALUE <> 'sad'" }))).toEqual([
      type, "CREATE DOMAIN good_mood AS mood CHECK (VALUE <> 'sad')", 'CREATE TABLE t ( a good_mood NOT NULL )', 'DROP TABLE t', 'DROP DOMAIN good_mood', 'DROP TYPE mood',
    ])
  })
  test('not with createType: false', () => {
    for (const column of [mood({ createType: false }), pgEnum('mood', ['x'], { createType: false }).nullable(), domain('mood', integer(), { createType: false }).nullable()]) {
      expect(one(column)).toEqual(['CREATE TABLE t ( a mood )', 'DROP TABLE t'])
    }
  })
  test('of a metadata collection, without a table', () => {
    const metadata = new PublicMetaData({ schema: 's' })
    mood({ metadata })
    pgEnum('size', ['S'], { metadata })
    expect(statements(metadata)).toEqual(["CREATE TYPE s.mood AS ENUM ('happy', 'sad')", "CREATE TYPE s.size AS ENUM ('S')", 'DROP TYPE s.size', 'DROP TYPE s.mood'])
    metadata.clear()
    expect(statements(metadata)).toEqual([])
  })
})

describe('the schema of such a type', () => {
  const inSchema = () => new PublicMetaData({ schema: 's' })
  test('is that of the metadata', () => {
    expect(one(mood(), inSchema())).toEqual(["CREATE TYPE s.mood AS ENUM ('happy', 'sad')", 'CREATE TABLE s.t ( a s.mood )', 'DROP TABLE s.t', 'DROP TYPE s.mood'])
    expect(one(domain('d', integer()), inSchema())[0]).toBe('CREATE DOMAIN s.d AS INTEGER')
    expect(one(array(mood()), inSchema())[1]).toBe('CREATE TABLE s.t ( a s.mood[] NOT NULL )')
    expect(one(customType(varchar(), { forDialect: () => mood() }), inSchema())[1]).toBe('CREATE TABLE s.t ( a s.mood NOT NULL )')
    expect(one(varchar().with(mood(), 'postgresql'), inSchema())[1]).toBe('CREATE TABLE s.t ( a s.mood NOT NULL )')
  })
  test('not that of the table, unless inheritSchema says so', () => {
    expect(one(mood(), inSchema(), 'other')[1]).toBe('CREATE TABLE other.t ( a s.mood )')
    expect(one(mood({ inheritSchema: true }), inSchema(), 'other')[1]).toBe('CREATE TABLE other.t ( a other.mood )')
  })
  test('or its own', () => {
    expect(one(mood({ schema: 'own' }), inSchema(), 'other')[0]).toBe("CREATE TYPE own.mood AS ENUM ('happy', 'sad')")
  })
  test('a definition is used in several collections', () => {
    const column = mood()
    expect(['a', 'b'].map((schema) => one(column, new PublicMetaData({ schema }))[1])).toEqual(['CREATE TABLE a.t ( a a.mood )', 'CREATE TABLE b.t ( a b.mood )'])
  })
  test('moves with a copy of the table that goes to another schema', () => {
    const source = table('t', inSchema(), { a: mood(), b: mood({ schema: 'own' }) })
    expect(text(new CreateTable(copyTable(source, new PublicMetaData(), { schema: 'q' })))).toBe('CREATE TABLE q.t ( a q.mood, b own.mood )')
    expect(text(new CreateTable(copyTable(source, new PublicMetaData({ schema: 'z' }))))).toBe('CREATE TABLE s.t ( a s.mood, b own.mood )')
    expect(text(new CreateTable(copyTable(source, new PublicMetaData({ schema: 'z' }), { schema: null })))).toBe('CREATE TABLE z.t ( a z.mood, b own.mood )')
  })
})

test('statements of their own', () => {
  const zip = domain('zip', varchar(5), { notNull: true })
  expect([new CreateEnumType(mood()), new DropEnumType(pgEnum('size', ['S'])), new CreateDomainType(zip), new DropDomainType(zip)].map(text)).toEqual([
    "CREATE TYPE mood AS ENUM ('happy', 'sad')", 'DROP TYPE size', 'CREATE DOMAIN zip AS VARCHAR(5) NOT NULL', 'DROP DOMAIN zip',
  ])
  expect(() => new CreateEnumType('mood' as never)).toThrow('CreateEnumType needs a type')
})

test('labels of any text', () => {
  expect(one(enumType(["it's \\ 100%", 'a\u0001b'], { name: 'x' }))[0]).toBe("CREATE TYPE x AS ENUM ('it''s \\ 100%', 'a\u0001b')")
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine(db.url)
    await engine.begin((conn) => conn.execute(new CreateSchema('nt_app')))
  })
  afterAll(async () => {
    await engine.begin((conn) => conn.execute(new DropSchema('nt_app', { cascade: true })))
    await engine.dispose()
  })
  test('types of a schema are looked up there, created, used and dropped', async () => {
    const metadata = new PublicMetaData({ schema: 'nt_app' })
    const t = table('nt_thing', metadata, {
      id: integer().primaryKey({ autoincrement: false }), feeling: customType(mood(), { bind: (v: number) => (v > 0 ? 'happy' as const : 'sad' as const), result: (v) => (v === 'happy' ? 1 : -1) }),
      all: array(mood()), good: domain('nt_good', mood(), { check: "VALUE <> 'sad'" }).nullable(),
    })
    for (let round = 0; round < 2; round++) {
      await metadata.createAll(engine)
      await metadata.createAll(engine)
      await engine.begin(async (conn) => {
        await conn.execute(insert(t), { id: 1, feeling: 1, all: ['sad', 'happy'], good: 'happy' })
        expect(await conn.execute(select(t).where(t.c.feeling.eq(1))).all()).toEqual([{ id: 1, feeling: 1, all: ['sad', 'happy'], good: 'happy' }])
      })
      await expect(engine.begin((conn) => conn.execute(insert(t), { id: 2, feeling: 1, all: [], good: 'sad' }).all())).rejects.toMatchObject({ name: 'IntegrityError' })
      await metadata.dropAll(engine)
      await metadata.dropAll(engine)
    }
    await engine.begin(async (conn) => {
      expect(await conn.exec("SELECT typname FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = typnamespace WHERE nspname = 'nt_app'").scalars().all()).toEqual([])
    })
  })
})
