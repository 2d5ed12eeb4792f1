import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { inspect, type Engine } from '@athanor/engine'
import { asGeneric, compile, CreateTable, insert, MetaData, numeric, select, type SchemaColumn } from '@athanor/expressions'
import { Engines, rejection } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await engine.begin(async (conn) => {
      await conn.exec(`CREATE TABLE rf_parent (a INTEGER NOT NULL, b VARCHAR(20) NOT NULL, CONSTRAINT rf_pk PRIMARY KEY (a, b), CONSTRAINT rf_check CHECK (a > 0))`)
      await conn.exec(`CREATE TABLE rf_child (
        id INTEGER NOT NULL PRIMARY KEY, pa INTEGER, pb VARCHAR(20), code VARCHAR(20) DEFAULT 'a: b' NOT NULL, amount NUMERIC(8, 2),
        CONSTRAINT rf_code UNIQUE (code), CONSTRAINT rf_fk FOREIGN KEY (pa, pb) REFERENCES rf_parent (a, b) ON DELETE CASCADE)`)
      await conn.exec('CREATE INDEX rf_ix ON rf_child (amount, code DESC)')
      await conn.exec('CREATE VIEW rf_view AS SELECT id FROM rf_child')
    })
  })
  afterAll(() => engines.dispose())

  test('tables that can be used', async () => {
    const metadata = new MetaData()
    await metadata.reflect(engine)
    expect([...metadata.tables.keys()].sort()).toEqual(['rf_child', 'rf_parent'])
    expect(metadata.sortedTables.map((table) => table.name)).toEqual(['rf_parent', 'rf_child'])
    const [parent, child] = [metadata.tables.get('rf_parent')!, metadata.tables.get('rf_child')!]
    await using conn = await engine.connect()
    await conn.execute(insert(parent).values({ a: 1, b: 'x' }))
    await conn.execute(insert(child).values({ id: 1, pa: 1, pb: 'x', amount: '1.50' }))
    const statement = select(child).join(parent)
    expect(await conn.execute(statement).all()).toEqual([{ id: 1, pa: 1, pb: 'x', code: 'a: b', amount: '1.50' }])
  })

  test('columns are changed, or left out with what mentions them', async () => {
    const metadata = new MetaData()
    const seen: string[] = []
    await metadata.reflect(engine, {
      only: ['rf_child'],
      column: (column, t) => {
        seen.push(`${t.name}.${column.name}`)
        if (column.name === 'code' || column.name === 'pb') return null
        return column.name === 'amount' ? { key: 'price', type: numeric(8, 2, { as: 'number' }), nullable: false, info: { read: true } } : undefined
      },
    })
    expect(seen.sort()).toEqual(['rf_child.amount', 'rf_child.code', 'rf_child.id', 'rf_child.pa', 'rf_child.pb'])
    const child = metadata.tables.get('rf_child')!
    expect(Object.keys(child.c)).toEqual(['id', 'pa', 'price'])
    const { price } = child.c as unknown as Record<'price', SchemaColumn<number, string, string>>
    expect([price.name, price.nullable, price.info]).toEqual(['amount', false, { read: true }])
    expect([child.foreignKeyConstraints, child.indexes]).toEqual([[], []])
    expect(child.constraints.map((c) => c.columns.map(({ key }) => key))).toEqual([['id']])
    await using conn = await engine.connect()
    await conn.exec("INSERT INTO rf_parent (a, b) VALUES (7, 'y')")
    await conn.exec("INSERT INTO rf_child (id, pa, pb, amount) VALUES (7, 7, 'y', 2.5)")
    expect(await conn.execute(select(child).where(price.eq(2.5))).all()).toEqual([{ id: 7, pa: 7, price: 2.5 }])
  })

  test('keys of columns are used by constraints, and types can be made portable', async () => {
    const metadata = new MetaData()
    await metadata.reflect(engine, { column: ({ name, type }) => ({ key: `${name}Key`, type: asGeneric(type) }) })
    const [parent, child] = [metadata.tables.get('rf_parent')!, metadata.tables.get('rf_child')!]
    expect(parent.primaryKey.map(({ key }) => key)).toEqual(['aKey', 'bKey'])
    expect(child.foreignKeyConstraints[0]!.elements.map((e) => [e.parent!.key, e.column.key])).toEqual([['paKey', 'aKey'], ['pbKey', 'bKey']])
    expect(compile(new CreateTable(child)).sql.replaceAll(/\s+/g, ' ')).toMatch(/^ ?CREATE TABLE rf_child \( id INTEGER NOT NULL, pa INTEGER, pb VARCHAR\(20\), code VARCHAR\(20\) DEFAULT .* NOT NULL, amount NUMERIC\(8, 2\), /)
    expect(compile(select(child).join(parent)).sql).toContain('JOIN rf_parent ON rf_parent.a = rf_child.pa AND rf_parent.b = rf_child.pb')
  })

  test('what is made of them again is the same', async () => {
    const read = async () => {
      const inspector = inspect(engine)
      const names = await inspector.getTableNames()
      return Promise.all(names.map(async (name) => ({
        columns: (await inspector.getColumns(name)).map(({ type, ...column }) => ({ ...column, type: type.key })), key: await inspector.getPkConstraint(name),
        foreignKeys: await inspector.getForeignKeys(name), indexes: await inspector.getIndexes(name), uniques: await inspector.getUniqueConstraints(name),
        checks: await inspector.getCheckConstraints(name),
      })))
    }
    const before = await read()
    const metadata = new MetaData()
    await metadata.reflect(engine)
    await engine.begin((conn) => conn.exec('DROP VIEW rf_view'))
    await metadata.dropAll(engine)
    expect(await inspect(engine).getTableNames()).toEqual([])
    await metadata.createAll(engine)
    expect(await read()).toEqual(before)
    await engine.begin((conn) => conn.exec('CREATE VIEW rf_view AS SELECT id FROM rf_child'))
  })

  test('some tables, views, and what foreign keys refer to', async () => {
    const names = async (options: Parameters<MetaData['reflect']>[1]) => {
      const metadata = new MetaData()
      await engine.begin((conn) => metadata.reflect(conn, options))
      return [...metadata.tables.keys()].sort()
    }
    expect(await names({ only: ['rf_parent'] })).toEqual(['rf_parent'])
    expect(await names({ only: ['rf_child'] })).toEqual(['rf_child', 'rf_parent'])
    expect(await names({ only: ['rf_child'], resolveForeignKeys: false })).toEqual(['rf_child'])
    expect(await names({ only: (name) => name.endsWith('parent') })).toEqual(['rf_parent'])
    expect(await names({ only: ['rf_view'], views: true })).toEqual(['rf_view'])
    expect(await rejection(names({ only: ['rf_view', 'nowhere'] }))).toMatchObject({ code: 'REFLECT_NOT_FOUND', message: expect.stringContaining("'rf_view', 'nowhere'") })
  })
})
