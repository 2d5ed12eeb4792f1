import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { integer, MetaData, table, text, varchar } from '@athanor/expressions'
import { createAll, dropAll, type Engine } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  const metadata = new MetaData()
  const parent = table('ca_parent', metadata, { id: integer().primaryKey(), name: varchar(30).unique() })
  table('ca_child', metadata, { id: integer().primaryKey(), parentId: integer().references(() => parent.c.id), note: varchar(20).index() })
  beforeAll(() => { engine = engines.open(db.url) })
  afterEach(() => metadata.dropAll(engine))
  afterAll(() => engines.dispose())
  const count = text('SELECT count(*) FROM ca_child')

  test('creates what is missing, and leaves alone what is there', async () => {
    await metadata.createAll(engine)
    await engine.begin((conn) => conn.exec("INSERT INTO ca_parent (id, name) VALUES (1, 'a')"))
    await metadata.createAll(engine)
    await engine.begin(async (conn) => {
      expect(Number(await conn.execute(text('SELECT count(*) FROM ca_parent')).scalar())).toBe(1)
      expect(Number(await conn.execute(count).scalar())).toBe(0)
    })
    await metadata.dropAll(engine)
    await metadata.dropAll(engine)
    expect(await rejection(engine.begin((conn) => conn.execute(count)))).toMatchObject({ name: 'ProgrammingError' })
  })

  test('on a connection it is part of the transaction', async () => {
    {
      await using conn = await engine.connect()
      await createAll(conn, metadata)
      expect(Number(await conn.execute(count).scalar())).toBe(0)
      await conn.rollback()
    }
    await using conn = await engine.connect()
    const exists = await conn.execute(count).then(() => true, () => false)
    expect(exists).toBe(!db.capabilities.transactionalDdl)
    await conn.rollback()
    await dropAll(conn, metadata)
    await conn.commit()
  })

  test('checkFirst: false runs the DDL as it is', async () => {
    await metadata.createAll(engine)
    expect(await rejection(metadata.createAll(engine, { checkFirst: false } as never))).toMatchObject({ name: 'ProgrammingError' })
  })

  test('events are told the dialect, the tables in order, and what is looked up', async () => {
    const own = new MetaData()
    const seen: unknown[] = []
    table('ca_second', own, { id: integer().primaryKey(), first: integer().references('ca_first.id') }).on('beforeDrop', (t, _connection, { tables }) => { seen.push([t.name, tables]) })
    table('ca_first', own, { id: integer().primaryKey() })
    own.on('beforeCreate', (_target, _connection, { dialect, tables, checkFirst }) => { seen.push([dialect.name, tables.map((t) => t.name), checkFirst]) })
    await own.createAll(engine)
    await own.dropAll(engine, { checkFirst: false })
    expect(seen).toEqual([[engine.dialect.name, ['ca_first', 'ca_second'], true], ['ca_second', []]])
  })

  test('events of tables get the connection', async () => {
    const own = new MetaData()
    const seen: string[] = []
    const thing = table('ca_event', own, { id: integer().primaryKey() })
    own.on('afterCreate', (_target: unknown, connection: unknown) => { seen.push(String(connection).startsWith('Connection(') ? 'metadata' : 'no connection') })
    void thing
    await own.createAll(engine)
    await own.dropAll(engine)
    expect(seen).toEqual(['metadata'])
  })
})
