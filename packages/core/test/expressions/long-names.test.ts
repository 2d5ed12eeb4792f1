import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, insert, integer, MetaData, select, table, type Engine } from '@athanor/core'
import { sqlOf } from '../support/dialects.ts'

// As long as a column may be in PostgreSQL and MySQL: as a label it is shortened.
const long = `col_${'x'.repeat(58)}`
const metadata = new MetaData()
const t = table('long_names', metadata, { id: integer().primaryKey({ autoincrement: false }), value: integer().dbName(long) })

describe('a column whose name is too long for a label', () => {
  test('has the shortened name outside of the subquery, too', () => {
    const inner = select(t.c.id, t.c.value).subquery('s')
    const short = `${long.slice(0, 57)}_1`
    expect(sqlOf(select(inner.c.value), 'postgresql')).toBe(`SELECT s.${short} FROM (SELECT long_names.id AS id, long_names.${long} AS ${short} FROM long_names) AS s`)
    const cte = select(t.c.value).cte('c')
    expect(sqlOf(select(cte.c.value), 'postgresql')).toBe(`WITH c AS (SELECT long_names.${long} AS ${short} FROM long_names) SELECT c.${short} FROM c`)
  })
})

onDatabases((db) => {
  let engine: Engine
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
    await engine.begin((conn) => conn.execute(insert(t).values({ id: 1, value: 7 })))
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  test('is found through subqueries, CTEs and aliases', async () => {
    const inner = select(t.c.id, t.c.value).subquery('s')
    const cte = select(inner.c.value).cte('c')
    await using conn = await engine.connect()
    expect(await conn.execute(select(inner.c.value)).scalar()).toBe(7)
    expect(await conn.execute(select(cte.c.value)).all()).toEqual([{ value: 7 }])
    expect(await conn.execute(select(t.alias('a').c.value)).all()).toEqual([{ value: 7 }])
  })
})
