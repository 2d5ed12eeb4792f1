import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

const insert = text('INSERT INTO thing (id, name) VALUES (:id, :name)')
const ids = text('SELECT id FROM thing ORDER BY id')

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(() => { engine = engines.open(db.url) })
  beforeEach(() => makeTable(engine))
  afterAll(() => engines.dispose())

  test('statements that are not awaited run in the order of the calls', async () => {
    await using conn = await engine.connect()
    const before = conn.execute(ids).scalars().all()
    void conn.execute(insert, { id: 1, name: 'a' })
    const between = conn.execute(ids).scalars().all()
    void conn.execute(insert, { id: 2, name: 'b' })
    void conn.commit()
    void conn.execute(insert, { id: 3, name: 'c' })
    void conn.rollback()
    const after = conn.execute(ids).scalars().all()
    expect(await Promise.all([before, between, after])).toEqual([[], [1], [1, 2]])
  })

  test('values are read when execute() is called', async () => {
    await using conn = await engine.connect()
    const row = { id: 1, name: 'first' }
    void conn.execute(insert, row)
    row.id = 2
    row.name = 'second'
    void conn.execute(insert, row)
    row.id = 3
    expect(await conn.execute(text('SELECT id, name FROM thing ORDER BY id')).tuples().all()).toEqual([[1, 'first'], [2, 'second']])
  })

  test('close() waits for work in flight', async () => {
    const conn = await engine.connect()
    void conn.execute(insert, { id: 1, name: 'a' })
    void conn.commit()
    await conn.close()
    await using next = await engine.connect()
    expect(await next.execute(ids).scalars().all()).toEqual([1])
  })

  test('a hundred statements at once on one connection', async () => {
    await using conn = await engine.connect()
    await Promise.all(Array.from({ length: 100 }, (_, i) => conn.execute(insert, { id: i, name: `n${i}` })))
    const found = await Promise.all(Array.from({ length: 100 }, (_, i) => conn.execute(text('SELECT name FROM thing WHERE id = :id'), { id: i }).scalarOne()))
    expect(found).toEqual(Array.from({ length: 100 }, (_, i) => `n${i}`))
  })

  describe('a failure that nobody awaits', () => {
    test('is reported by commit(), which commits nothing', async () => {
      await using conn = await engine.connect()
      await conn.execute(insert, { id: 1, name: 'a' })
      void conn.execute(text('INSERT INTO nowhere (id) VALUES (1)'))
      expect(await rejection(conn.commit())).toMatchObject({ code: 'PROGRAMMING_ERROR', message: expect.stringContaining('nowhere') })
      await conn.rollback()
      expect(await conn.execute(ids).all()).toEqual([])
    })

    test('makes engine.begin(fn) roll back and fail', async () => {
      const error = await rejection(engine.begin(async (conn) => {
        await conn.execute(insert, { id: 1, name: 'a' })
        void conn.execute(text('INSERT INTO nowhere (id) VALUES (1)'))
      }))
      expect(error.message).toContain('nowhere')
      await using conn = await engine.connect()
      expect(await conn.execute(ids).all()).toEqual([])
    })

    test('is reported when the connection is released', async () => {
      const conn = await engine.connect()
      void conn.execute(text('SELECT * FROM nowhere'))
      expect((await rejection(conn.close())).message).toContain('nowhere')
      expect(engine.pool.statistics().checkedOut).toBe(0)
    })

    test('is not reported again once it was awaited', async () => {
      const conn = await engine.connect()
      const execution = conn.execute(text('SELECT * FROM nowhere'))
      await rejection(execution)
      expect(await conn.close()).toBeUndefined()
    })
  })

  test('two connections at once do not share their transactions', async () => {
    if (db.name === 'sqlite') return
    await using a = await engine.connect()
    await using b = await engine.connect()
    await a.execute(insert, { id: 1, name: 'a' })
    expect(await b.execute(ids).all()).toEqual([])
    await a.commit()
    await b.rollback()
    expect(await b.execute(ids).scalars().all()).toEqual([1])
  })

  test('fifty tasks over a pool of two', async () => {
    await using small = engines.open(db.url, { poolSize: 2, maxOverflow: 0 })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => small.begin((conn) => conn.execute(text('SELECT :n + 0 AS n'), { n: i }).scalar().then(Number))))
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(small.pool.statistics()).toMatchObject({ checkedOut: 0, waiting: 0 })
    expect(small.pool.statistics().created).toBeLessThanOrEqual(2)
  })
})
