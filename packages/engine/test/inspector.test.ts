import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { inspect, type Engine } from '@athanor/engine'
import { Engines, makeTable } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await makeTable(engine, 'insp')
    await engine.begin((conn) => conn.exec('CREATE VIEW insp_view AS SELECT id FROM insp'))
  })
  afterAll(() => engines.dispose())

  test('tables and views', async () => {
    const inspector = inspect(engine)
    expect(await inspector.hasTable('insp')).toBe(true)
    expect(await inspector.hasTable('insp_view')).toBe(true)
    expect(await inspector.hasTable('nowhere')).toBe(false)
    expect(await inspector.hasSequence('nowhere')).toBe(false)
    expect(await inspector.existing('table', ['nowhere', 'insp'])).toEqual(['insp'])
    expect(engine.pool.statistics().checkedOut).toBe(0)
  })

  test('on a connection it sees the transaction', async () => {
    await using conn = await engine.connect()
    await conn.exec('CREATE TABLE insp_new (id INTEGER)')
    expect(await inspect(conn).hasTable('insp_new')).toBe(true)
    await conn.exec('DROP TABLE insp_new')
    expect(await inspect(conn).hasTable('insp_new')).toBe(false)
  })
})
