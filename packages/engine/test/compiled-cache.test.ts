import { describe, expect, test } from '@jest/globals'
import { text } from '@athanor/expressions'
import { CompiledCache } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

describe('compiled cache', () => {
  const open = async (queryCacheSize?: number) => {
    const engines = new Engines()
    const engine = engines.open('sqlite://', queryCacheSize === undefined ? {} : { queryCacheSize })
    return { engine, conn: await engine.connect(), engines }
  }

  test('scenario 7: one compiled form for statements that differ in their values only', async () => {
    const { engine, conn, engines } = await open()
    for (const value of [1, 2, 3]) expect(await conn.execute(text('SELECT :x AS x').bindparams({ x: value })).scalar()).toBe(value)
    expect(engine.compiledCache.statistics).toMatchObject({ hits: 2, misses: 1, size: 1, capacity: 500 })
    await conn.execute(text('SELECT :x AS y').bindparams({ x: 1 }))
    expect(engine.compiledCache.statistics).toMatchObject({ hits: 2, misses: 2, size: 2 })
    engine.clearCompiledCache()
    expect(engine.compiledCache.statistics).toMatchObject({ hits: 0, misses: 0, size: 0 })
    expect(await conn.execute(text('SELECT :x AS y').bindparams({ x: 9 })).scalar()).toBe(9)
    await conn.close()
    await engines.dispose()
  })

  test('is pruned beyond 150 % down to its capacity, the longest unused first', async () => {
    const { engine, conn, engines } = await open(4)
    const statement = (i: number) => text(`SELECT ${i} AS n`)
    for (let i = 0; i < 6; i++) await conn.execute(statement(i))
    expect(engine.compiledCache.statistics).toMatchObject({ size: 6, pruned: 0 })
    await conn.execute(statement(0))
    await conn.execute(statement(6))
    expect(engine.compiledCache.statistics).toMatchObject({ size: 4, pruned: 3 })
    const { misses } = engine.compiledCache.statistics
    await conn.execute(statement(0))
    expect(engine.compiledCache.statistics.misses).toBe(misses)
    await conn.execute(statement(1))
    expect(engine.compiledCache.statistics.misses).toBe(misses + 1)
    await conn.close()
    await engines.dispose()
  })

  test('a statement whose compiled form was pruned is compiled again', async () => {
    const { conn, engines } = await open(1)
    const first = text('SELECT 1 AS n')
    for (let round = 0; round < 3; round++) {
      expect(await conn.execute(first).scalar()).toBe(1)
      for (let i = 2; i < 6; i++) await conn.execute(text(`SELECT ${i} AS n`))
    }
    await conn.close()
    await engines.dispose()
  })

  test('can be turned off, and replaced for one execution', async () => {
    const { engine, conn, engines } = await open(0)
    await conn.execute(text('SELECT 1'))
    await conn.execute(text('SELECT 1'))
    expect(engine.compiledCache.statistics).toMatchObject({ size: 0, misses: 2 })
    const own = new CompiledCache(10)
    for (const value of [1, 2]) expect(await conn.execute(text('SELECT :v AS v').bindparams({ v: value }), {}, { compiledCache: own }).scalar()).toBe(value)
    expect(own.statistics).toMatchObject({ hits: 1, misses: 1 })
    await conn.execute(text('SELECT 1'), {}, { compiledCache: null })
    expect(own.statistics.misses).toBe(1)
    await conn.close()
    await engines.dispose()
  })

  test('values given to execute() win over the statement\'s own', async () => {
    const { conn, engines } = await open()
    const statement = text('SELECT :a AS a, :b AS b').bindparams({ a: 1, b: 2 })
    expect(await conn.execute(statement, { b: 20 }).tuples().one()).toEqual([1, 20])
    expect(await conn.execute(statement).tuples().one()).toEqual([1, 2])
    expect(await rejection(conn.execute(text('SELECT :a AS a')))).toMatchObject({ code: 'PARAMETER_REQUIRED', message: expect.stringContaining("A value is required for bind parameter 'a'") })
    await conn.close()
    await engines.dispose()
  })
})
