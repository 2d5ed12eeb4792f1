import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { createEngine, type Engine } from '@athanor/engine'
import {
  boolean, check, CreateTableAs, CreateView, ddl, DropTable, DropView, enumType, func, index, insert, integer, MetaData, select, table, text, unique, varchar,
} from '../../src/index.ts'

/** DDL that goes beyond CREATE TABLE, executed. */
onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  let engine: Engine
  beforeAll(() => { engine = createEngine(db.url) })
  afterAll(() => engine.dispose())
  const run = (statement: unknown, values?: object): Promise<unknown> => engine.begin(async (conn) => { await conn.execute(statement as never, values as never) })
  const failure = async (promise: Promise<unknown>): Promise<string> => promise.then(() => 'nothing', (error: Error) => error.name)

  describe('checks of types that the database doesn\'t have', () => {
    const metadata = new MetaData()
    const flags = table('x_flag', metadata, {
      id: integer().primaryKey({ autoincrement: false }),
      isOn: boolean({ createConstraint: true, name: 'ck_x_flag_on' }).nullable(),
      color: enumType(['red', 'blue'], { name: 'ck_x_flag_color', nativeEnum: false, createConstraint: true }),
    })
    beforeAll(() => metadata.createAll(engine))
    afterAll(() => metadata.dropAll(engine))
    test('refuse other values', async () => {
      await run(insert(flags).values({ id: 1, isOn: true, color: 'red' }))
      await run(insert(flags).values({ id: 2, isOn: null, color: 'blue' }))
      expect(await failure(run(text("INSERT INTO x_flag (id, color) VALUES (3, 'pink')")))).toMatch(/IntegrityError|OperationalError/)
      await using conn = await engine.connect()
      expect(await conn.execute(select(flags).orderBy(flags.c.id)).all()).toEqual([{ id: 1, isOn: true, color: 'red' }, { id: 2, isOn: null, color: 'blue' }])
    })
    // elsewhere a boolean is a type
    if (db.name === 'sqlite') {
      test('refuse numbers that are no booleans', async () => {
        expect(await failure(run(text("INSERT INTO x_flag (id, \"isOn\", color) VALUES (4, 2, 'red')")))).toBe('IntegrityError')
      })
    }
  })

  describe('computed and identity columns', () => {
    const metadata = new MetaData()
    const boxes = table('x_box', metadata, {
      id: db.name === 'postgresql' ? integer().identity({ start: 10, increment: 5 }).primaryKey() : integer().primaryKey(),
      side: integer(),
      area: integer().computed('side * side', { persisted: true }),
    })
    beforeAll(() => metadata.createAll(engine))
    afterAll(() => metadata.dropAll(engine))
    test('are made by the database and fetched', async () => {
      await using conn = await engine.connect()
      const first = await conn.execute(insert(boxes).values({ side: 3 }))
      expect(first.insertedPrimaryKey).toEqual(db.name === 'postgresql' ? [10] : [1])
      await conn.execute(insert(boxes).values({ side: 4 }))
      expect(await conn.execute(select(boxes.c.area).orderBy(boxes.c.id)).scalars().all()).toEqual([9, 16])
      await conn.rollback()
    })
  })

  describe('events and conditions', () => {
    test('run DDL under the dialects that it is for, and functions with the connection', async () => {
      const metadata = new MetaData()
      const seen: string[] = []
      const things = table('x_event', metadata, { id: integer().primaryKey(), name: varchar(20).nullable(), n: integer().nullable() }, (c) => [
        check(c.n.gt(0), { name: 'ck_x_event_n' }).ddlIf({ dialect: ['sqlite', 'postgresql'] }),
        unique({ name: 'uq_x_event_name' }, c.name).ddlIf({ callable: ({ dialect, state }) => dialect.name === state, state: 'nothing like it' }),
        index({ name: 'ix_x_event_name' }, c.name).ddlIf({ dialect: 'nothing like it' }),
      ])
      things.on('beforeCreate', () => { seen.push('before table') })
      things.on('afterCreate', ddl("INSERT INTO %(fullname)s (id, name) VALUES (1, '100%%')"))
      things.on('afterCreate', ddl('this is not SQL').executeIf({ dialect: 'nothing like it' }))
      things.on('afterCreate', async (target: { readonly name: string }, connection: unknown) => {
        const conn = connection as { execute(statement: unknown): { scalar(): Promise<unknown> } }
        seen.push(`${target.name}: ${String(await conn.execute(select(func.count()).selectFrom(things)).scalar())}`)
      })
      metadata.on('afterCreate', () => { seen.push('after all') })
      metadata.on('beforeDrop', () => { seen.push('before drop') })
      await metadata.createAll(engine)
      try {
        expect(seen).toEqual(['before table', 'x_event: 1', 'after all'])
        await run(insert(things), { id: 2, name: '100%', n: 1 })
        const refused = await failure(run(insert(things), { id: 3, n: -1 }))
        expect(refused).toBe(db.name === 'sqlite' || db.name === 'postgresql' ? 'IntegrityError' : 'nothing')
      } finally {
        await metadata.dropAll(engine)
      }
      expect(seen.at(-1)).toBe('before drop')
    })
  })

  describe('views and tables from queries', () => {
    const metadata = new MetaData()
    const people = table('x_person', metadata, { id: integer().primaryKey({ autoincrement: false }), name: varchar(20), age: integer() })
    const adults = new CreateView(select(people.c.id, people.c.name.label('who')).where(people.c.age.ge(18), people.c.name.ne("o'x")), 'x_adult', { metadata })
    beforeAll(async () => {
      await metadata.createAll(engine)
      await engine.begin((conn) => conn.execute(insert(people), [{ id: 1, name: 'a', age: 20 }, { id: 2, name: 'b', age: 10 }, { id: 3, name: "o'x", age: 50 }]))
    })
    afterAll(() => metadata.dropAll(engine))
    test('a view is created after its tables, and selected from with its types', async () => {
      await using conn = await engine.connect()
      expect(await conn.execute(select(adults.table)).all()).toEqual([{ id: 1, who: 'a' }])
      await conn.rollback()
      // what exists is left alone
      await metadata.createAll(engine)
    })
    test('CREATE TABLE AS', async () => {
      const copy = new CreateTableAs(select(people.c.id, people.c.age).where(people.c.age.gt(10)), 'x_copy')
      await run(copy)
      try {
        await using conn = await engine.connect()
        expect(await conn.execute(select(copy.table).orderBy(copy.table.c.id)).tuples().all()).toEqual([[1, 20], [3, 50]])
        await conn.rollback()
      } finally {
        await run(new DropTable(copy.table))
      }
    })
    if (db.name === 'postgresql') {
      test('a materialized view', async () => {
        const view = new CreateView(select(func.count().label('n')).selectFrom(people), 'x_count', { materialized: true })
        await run(view)
        await run(text("INSERT INTO x_person (id, name, age) VALUES (9, 'z', 1)"))
        await using conn = await engine.connect()
        expect(await conn.execute(select(view.table)).scalar()).toBe(3)
        await conn.exec('REFRESH MATERIALIZED VIEW x_count')
        expect(await conn.execute(select(view.table)).scalar()).toBe(4)
        await conn.rollback()
        await run(new DropView(view.table, { materialized: true, ifExists: true }))
      })
    }
  })
})
