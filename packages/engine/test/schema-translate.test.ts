import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { insert, integer, MetaData, select, table, varchar } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines } from './support/engines.ts'

const metadata = new MetaData()
const things = table('st_thing', metadata, { id: integer().primaryKey(), name: varchar(20) })

onDatabases({ databases: ['postgresql'], requires: ['schemas'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await engine.begin(async (conn) => {
      for (const schema of ['tenant_a', 'tenant_b']) {
        await conn.exec(`CREATE SCHEMA ${schema}`)
        await conn.exec(`CREATE TABLE ${schema}.st_thing (id INTEGER PRIMARY KEY, name VARCHAR(20))`)
      }
    })
  })
  afterAll(() => engines.dispose())

  test('one statement works on the schema that the connection or the call names', async () => {
    const a = new Map([[null, 'tenant_a']])
    const b = new Map([[null, 'tenant_b']])
    await using conn = await engine.connect()
    conn.executionOptions({ schemaTranslateMap: a })
    const statement = select(things.c.name)
    await conn.execute(insert(things), { id: 1, name: 'in a' })
    await conn.execute(insert(things), { id: 1, name: 'in b' }, { schemaTranslateMap: b })
    expect(await conn.execute(statement).scalar()).toBe('in a')
    expect(await conn.execute(statement, {}, { schemaTranslateMap: b }).scalar()).toBe('in b')
    expect(await conn.execute(statement.executionOptions({ schemaTranslateMap: b })).scalar()).toBe('in b')
    expect(await conn.execute(statement).scalar()).toBe('in a')
  })
})
