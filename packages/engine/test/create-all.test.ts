import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { boolean, check, CreateView, enumType, func, index, integer, MetaData, numeric, select, table, text, timestamp, unique, varchar } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(() => { engine = engines.open(db.url) })
  afterAll(() => engines.dispose())

  /** Tables with most of what CREATE TABLE can say. */
  function shop(): MetaData {
    const metadata = new MetaData({
      columnNaming: 'snake_case',
      namingConvention: { ix: 'ix_%(column_0_label)s', uq: 'uq_%(table_name)s_%(column_0_N_name)s', fk: 'fk_%(table_name)s_%(column_0_name)s', ck: 'ck_%(table_name)s_%(constraint_name)s' },
    })
    const article = table('shop_article', metadata, {
      id: integer().primaryKey(),
      fullName: varchar(50).index().comment("the article's name"),
      state: enumType(['new', 'sold'], { name: 'shop_state' }),
      price: numeric(10, 2).serverDefault('0.50'),
      isListed: boolean().serverDefault(text('false')),
      madeAt: timestamp().serverDefault(func.now()),
    }, { comment: 'what there is', constraints: (c) => [check(c.price.ge('0'), { name: 'price' }), unique(c.fullName, c.price)] })
    table('shop_line', metadata, {
      articleId: integer().references(() => article.c.id, { onDelete: 'cascade' }).primaryKey(),
      position: integer().primaryKey(),
      note: varchar(20).nullable(),
    }, (c) => [index({ name: 'ix_note_twice', unique: true }, c.note.desc(), c.position)])
    new CreateView(select(article.c.id, article.c.fullName), 'shop_names', { metadata })
    return metadata
  }
  let metadata: MetaData
  beforeEach(() => { metadata = shop() })
  afterEach(() => metadata.dropAll(engine))

  const exists = async (name: string): Promise<boolean> => {
    await using conn = await engine.connect()
    return conn.execute(text(`SELECT count(*) FROM ${name}`)).scalar().then(() => true, () => false)
  }

  describe('createAll and dropAll', () => {
    test('create everything, twice without harm, and drop it', async () => {
      await metadata.createAll(engine)
      await metadata.createAll(engine)
      expect([await exists('shop_article'), await exists('shop_line'), await exists('shop_names')]).toEqual([true, true, true])
      await metadata.dropAll(engine)
      await metadata.dropAll(engine)
      expect([await exists('shop_article'), await exists('shop_line'), await exists('shop_names')]).toEqual([false, false, false])
    })

    test('only what is missing is created', async () => {
      const all = [...metadata.tables.values()]
      await metadata.createAll(engine, { tables: all.filter((t) => t.name === 'shop_article') })
      expect([await exists('shop_article'), await exists('shop_line')]).toEqual([true, false])
      await metadata.createAll(engine)
      expect(await exists('shop_line')).toBe(true)
    })

    test('without a look, an existing table is an error', async () => {
      await metadata.createAll(engine)
      expect(await rejection(metadata.createAll(engine, { checkFirst: false }))).toMatchObject({ code: expect.any(String) })
    })

    test('defaults, generated keys, constraints and foreign keys are in force', async () => {
      await metadata.createAll(engine)
      await engine.begin(async (conn) => {
        await conn.execute(text("INSERT INTO shop_article (full_name, state) VALUES ('pen', 'new')"))
        const row = await conn.execute(text('SELECT id, full_name, price FROM shop_article')).one()
        expect({ ...(row as object), price: Number((row as { price: unknown }).price) }).toEqual({ id: 1, full_name: 'pen', price: 0.5 })
      })
      const failing = async (sql: string): Promise<string> => (await rejection(engine.begin(async (conn) => { await conn.execute(text(sql)) }))).name
      expect(await failing("INSERT INTO shop_article (full_name, state, price) VALUES ('pen', 'new', -1)")).toMatch(/IntegrityError|OperationalError/)
      expect(await failing("INSERT INTO shop_article (full_name, state, price) VALUES ('pen', 'new', 0.50)")).toBe('IntegrityError')
    })

    test('tables that refer to each other', async () => {
      const cycle = new MetaData()
      table('cycle_a', cycle, { id: integer().primaryKey(), b: integer().references('cycle_b.id', { name: 'cycle_fk_a' }).nullable() })
      table('cycle_b', cycle, { id: integer().primaryKey(), a: integer().references('cycle_a.id', { name: 'cycle_fk_b' }).nullable() })
      await cycle.createAll(engine)
      expect([await exists('cycle_a'), await exists('cycle_b')]).toEqual([true, true])
      await cycle.dropAll(engine)
      expect([await exists('cycle_a'), await exists('cycle_b')]).toEqual([false, false])
    })

    test('listeners get the connection, and are awaited', async () => {
      const seen: string[] = []
      metadata.on('afterCreate', async (_target, connection) => {
        const conn = connection as { execute(statement: unknown): { scalar(): Promise<unknown> } }
        seen.push(`count ${String(await conn.execute(text('SELECT count(*) FROM shop_article')).scalar())}`)
      })
      await metadata.createAll(engine)
      expect(seen).toEqual(['count 0'])
    })
  })
})
