import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { compile, CreateTable, insert, integer, interval, MetaData, select, table } from '@athanor/expressions'
import { createEngine, type Engine } from '@athanor/engine'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'

const spans = table('stored_span', new MetaData(), {
  id: integer().primaryKey({ autoincrement: false }), stored: interval({ native: false }).nullable(), own: interval().nullable(),
})

test('an interval that isn\'t a native one is a column of timestamps', () => {
  expect(compile(new CreateTable(spans), { dialect: new PostgreSQLDialect() }).sql).toContain('stored TIMESTAMP WITHOUT TIME ZONE')
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine(db.url)
    await engine.begin((conn) => conn.execute(new CreateTable(spans)))
  })
  afterAll(async () => {
    await engine.begin((conn) => conn.exec('DROP TABLE stored_span'))
    await engine.dispose()
  })

  test('both kinds come back as durations', async () => {
    await engine.begin(async (conn) => {
      await conn.execute(insert(spans), [{ id: 1, stored: 'PT36H', own: 'PT36H' }, { id: 2, stored: 'PT0.001234S', own: null }, { id: 3, stored: null, own: null }])
      const rows = await conn.execute(select(spans.c.stored, spans.c.own).orderBy(spans.c.id)).tuples().all()
      expect(rows).toEqual([['P1DT12H', 'PT36H'], ['PT0.001234S', null], [null, null]])
      expect(await conn.execute(select(spans.c.id).where(spans.c.stored.eq('PT36H'))).scalars().all()).toEqual([1])
    })
  })
})
