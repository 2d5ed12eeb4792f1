import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { insert, integer, MetaData, select, sequence, table, varchar } from '@athanor/expressions'
import type { Connection, Engine } from '@athanor/engine'
import { Engines } from './support/engines.ts'

/** Keys that are fetched before the INSERT, since RETURNING is not to be used. */
onDatabases({ databases: ['postgresql'] }, (db) => {
  const metadata = new MetaData()
  const serial = table('gk "serial"', metadata, { id: integer().primaryKey(), name: varchar(20) }, { implicitReturning: false })
  const identity = table('gk_identity', metadata, { id: integer().primaryKey().identity({ start: 10 }), name: varchar(20) }, { implicitReturning: false })
  const sequenced = table('gk_seq', metadata, { id: integer().primaryKey().default(sequence('gk_counter', { start: 100, metadata })), name: varchar(20) }, { implicitReturning: false })
  const engines = new Engines()
  let engine: Engine
  let conn: Connection
  const sent: string[] = []
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
    engine.on('beforeCursorExecute', (_conn, sql) => { sent.push(sql) })
    conn = await engine.connect()
  })
  afterAll(async () => {
    await conn.close()
    await engines.dispose()
  })

  test.each([['SERIAL', serial, 1], ['an identity', identity, 10], ['a sequence', sequenced, 100]] as const)('of %s', async (_what, target, start) => {
    sent.length = 0
    const first = await conn.execute(insert(target).values({ name: 'a' } as never))
    expect(first.insertedPrimaryKey).toEqual([start])
    expect(sent).toHaveLength(2)
    expect(sent[0]).toMatch(/nextval/)
    expect(sent[1]).not.toMatch(/RETURNING|nextval/)
    expect((await conn.execute(insert(target).values({ name: 'b' } as never))).insertedPrimaryKey).toEqual([start + 1])
    expect(await conn.execute(select(target.c.id).orderBy(target.c.id)).scalars().all()).toEqual([start, start + 1])
  })

  test('in the schema that schemaTranslateMap names', async () => {
    await conn.exec('CREATE SCHEMA gk_tenant')
    await conn.exec('CREATE TABLE gk_tenant."gk ""serial""" (id SERIAL PRIMARY KEY, name VARCHAR(20))')
    const options = { schemaTranslateMap: new Map([[null, 'gk_tenant']]) }
    expect((await conn.execute(insert(serial).values({ name: 'a' }), undefined, options)).insertedPrimaryKey).toEqual([1])
    await conn.rollback()
  })
})
