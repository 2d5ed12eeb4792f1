import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

const ids = text('SELECT id FROM thing ORDER BY id')
const insert = text('INSERT INTO thing (id) VALUES (:id)')

describe('a database in memory: one connection for all', () => {
  const engines = new Engines()
  let engine: Engine
  beforeEach(async () => {
    engine = engines.open('sqlite://')
    await makeTable(engine)
  })
  afterEach(() => engines.dispose())

  test('transactions take turns', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => engine.begin(async (conn) => {
      await conn.execute(insert, { id: i })
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (i % 2 === 1) throw new Error('odd')
    }).catch(() => {})))
    await using conn = await engine.connect()
    expect(await conn.execute(ids).scalars().all()).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18])
  })

  test('closing one connection leaves the transaction of another alone', async () => {
    await using a = await engine.connect()
    await a.execute(insert, { id: 1 })
    const b = await engine.connect()
    await b.close()
    await a.commit()
    expect(await a.execute(ids).scalars().all()).toEqual([1])
  })

  test('a transaction that waits in vain fails, and harms nobody', async () => {
    await using a = await engine.connect()
    await a.execute(insert, { id: 1 })
    expect(await rejection(engine.begin((conn) => conn.execute(insert, { id: 2 })))).toMatchObject({ code: 'TRANSACTION_SHARED' })
    await a.commit()
    await engine.begin((conn) => conn.execute(insert, { id: 3 })).then(() => {})
    expect(await a.execute(ids).scalars().all()).toEqual([1, 3])
  }, 20_000)
})
