import { describe, expect, test } from '@jest/globals'
import { del, func, insert, integer, literal, MetaData, select, table, text, update, varchar } from '@athanor/expressions'
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

  test('each statement has its own values, also in a FROM object that only its columns mention', async () => {
    const { engine, conn, engines } = await open()
    const metadata = new MetaData()
    const things = table('cc_thing', metadata, { id: integer().primaryKey(), name: varchar(20) })
    await metadata.createAll(conn)
    await conn.exec("INSERT INTO cc_thing VALUES (1, 'a'), (2, 'b')")
    const inner = (id: number) => select(things.c.name).where(things.c.id.eq(id))
    const forms = {
      subquery: (id: number) => { const from = inner(id).subquery('sub'); return select(from.c.name) },
      cte: (id: number) => { const from = inner(id).cte('cte'); return select(from.c.name) },
      'alias of a cte': (id: number) => { const from = inner(id).cte('cte').alias('other'); return select(from.c.name) },
      union: (id: number) => { const from = inner(id).union(inner(id)).subquery('sub'); return select(from.c.name) },
      'nested subquery': (id: number) => { const from = inner(id).subquery('one'); const outer = select(from.c.name).subquery('two'); return select(outer.c.name) },
      'in a function': (id: number) => { const from = inner(id).subquery('sub'); return select(func.lower(from.c.name)) },
      'in a criterion': (id: number) => { const from = inner(id).subquery('sub'); return select(things.c.name).where(things.c.name.eq(from.c.name)) },
    }
    for (const [form, statement] of Object.entries(forms)) {
      const before = engine.compiledCache.statistics.hits
      const results = []
      for (const id of [1, 2, 1]) results.push(await conn.execute(statement(id)).scalar())
      expect([form, ...results]).toEqual([form, 'a', 'b', 'a'])
      expect(engine.compiledCache.statistics.hits).toBe(before + 2)
    }
    await conn.close()
    await engines.dispose()
  })

  test('statements of one outline are told apart, however often they alternate', async () => {
    const { engine, conn, engines } = await open()
    const metadata = new MetaData()
    const things = table('cc_one', metadata, { id: integer().primaryKey(), name: varchar(20), size: integer() })
    await metadata.createAll(conn)
    await conn.exec("INSERT INTO cc_one VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 30)")
    const forms = [
      (n: number) => select(things.c.name).where(things.c.id.eq(n)),
      (n: number) => select(things.c.name).where(things.c.size.eq(n * 10)),
      (n: number) => select(things.c.name).where(things.c.id.in([n, 99])),
      (n: number) => select(things.c.name).where(things.c.id.between(n, n)),
    ]
    const before = engine.compiledCache.statistics.misses
    // Often enough for code to be made for each of them.
    for (let round = 0; round < 250; round++) {
      const n = 1 + round % 3
      for (const [i, form] of forms.entries()) expect([i, n, await conn.execute(form(n)).scalar()]).toEqual([i, n, 'abc'[n - 1]])
    }
    expect(engine.compiledCache.statistics).toMatchObject({ misses: before + forms.length, matchers: forms.length })
    await conn.close()
    await engines.dispose()
  })

  test('more statements of one outline than are remembered are found by their hash', async () => {
    const { engine, conn, engines } = await open()
    const forms = Array.from({ length: 12 }, (_, i) => (n: number) => select(literal(n).label(`c${i}`)))
    for (let round = 0; round < 3; round++) for (const [i, form] of forms.entries()) expect(await conn.execute(form(round)).one()).toEqual({ [`c${i}`]: round })
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 12, hits: 24, size: 12 })
    await conn.close()
    await engines.dispose()
  })

  test('a statement that is kept is not compared again; a pruned form is not used', async () => {
    const { engine, conn, engines } = await open(2)
    const kept = select(literal(1).label('n'))
    const build = (name: string) => select(literal(2).label(name))
    for (let i = 0; i < 3; i++) expect(await conn.execute(kept).scalar()).toBe(1)
    expect(await conn.execute(build('n')).scalar()).toBe(2)
    for (const name of ['a', 'b', 'c', 'd']) expect(await conn.execute(build(name)).one()).toEqual({ [name]: 2 })
    const { misses } = engine.compiledCache.statistics
    expect(await conn.execute(kept).one()).toEqual({ n: 1 })
    expect(engine.compiledCache.statistics.misses).toBe(misses + 1)
    await conn.close()
    await engines.dispose()
  })

  test('parameters of INSERT, UPDATE and DELETE are each statement\'s own', async () => {
    const { engine, conn, engines } = await open()
    const metadata = new MetaData()
    const things = table('cc_dml', metadata, { id: integer().primaryKey({ autoincrement: false }), size: integer() })
    await metadata.createAll(conn)
    const before = engine.compiledCache.statistics.misses
    for (let id = 0; id < 260; id++) await conn.execute(insert(things).values({ id, size: id }))
    for (let id = 0; id < 260; id++) await conn.execute(update(things).set({ size: id + 1 }).where(things.c.id.eq(id)))
    for (let id = 0; id < 260; id += 2) await conn.execute(del(things).where(things.c.id.eq(id)))
    expect(engine.compiledCache.statistics.misses).toBe(before + 3)
    expect(await conn.execute(select(things.c.id, things.c.size).orderBy(things.c.id)).tuples().all()).toEqual(Array.from({ length: 130 }, (_, i) => [2 * i + 1, 2 * i + 2]))
    await conn.close()
    await engines.dispose()
  })

  test('code for comparisons is made for the most used forms, 64 at most', async () => {
    const { engine, engines } = await open()
    const build = (i: number) => select(literal(i).label(`c${i}`))
    for (let i = 0; i < 70; i++) for (let n = 0; n < 210; n++) expect(engine.compile(build(i)).parameters).toEqual([BigInt(i)])
    expect(engine.compiledCache.statistics).toMatchObject({ size: 70, misses: 70, matchers: 64 })
    for (let n = 0; n < 210; n++) for (const i of [0, 69]) expect(engine.compile(build(i))).toMatchObject({ sql: `SELECT ? AS c${i}`, parameters: [BigInt(i)] })
    expect(engine.compiledCache.statistics).toMatchObject({ misses: 70, matchers: 64 })
    engine.clearCompiledCache()
    expect(engine.compiledCache.statistics.matchers).toBe(0)
    await engines.dispose()
  })
})
