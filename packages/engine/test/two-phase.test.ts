import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

onDatabases({ databases: ['postgresql', 'mariadb'], requires: ['twoPhase'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(() => { engine = engines.open(db.url) })
  beforeEach(() => makeTable(engine))
  afterAll(() => engines.dispose())

  test('prepare, then commit', async () => {
    await using conn = await engine.connect()
    const tx = await conn.beginTwoPhase()
    await conn.exec('INSERT INTO thing (id) VALUES (1)')
    await tx.prepare()
    expect(tx.isPrepared).toBe(true)
    await tx.commit()
    expect(await conn.exec('SELECT id FROM thing').scalars().all()).toEqual([1])
  })

  test('prepare, then roll back', async () => {
    await using conn = await engine.connect()
    await using tx = await conn.beginTwoPhase()
    await conn.exec('INSERT INTO thing (id) VALUES (1)')
    await tx.prepare()
    await tx.rollback()
    expect(await conn.exec('SELECT id FROM thing').all()).toEqual([])
  })

  test('only when no transaction is under way', async () => {
    await using conn = await engine.connect()
    await conn.exec('SELECT 1')
    expect(await rejection(conn.beginTwoPhase())).toMatchObject({ code: 'TRANSACTION_BEGUN' })
  })
})

onDatabases({ databases: ['sqlite'] }, (db) => {
  test('a driver without two-phase transactions says so', async () => {
    const engines = new Engines()
    {
      await using conn = await engines.open(db.url).connect()
      expect(await rejection(conn.beginTwoPhase())).toMatchObject({ code: 'DIALECT_FEATURE_MISSING' })
    }
    await engines.dispose()
  })
})
