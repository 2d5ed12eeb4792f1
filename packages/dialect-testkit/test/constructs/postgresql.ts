import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import {
  aggregateOrderBy, arrayOf, astext, containedBy, contains, deletePath, distinctOn, hasAll, hasAny, hasKey, int4range, jsonb, overlaps, pathAstext, pathExists, pathMatch, pgArray, pgEnum,
  plaintoTsquery, toTsquery, toTsvector, tsHeadline, websearchToTsquery, adjacentTo, strictlyLeftOf,
} from '@athanor/dialect-postgresql'
import { createEngine, type Connection, type Engine } from '@athanor/engine'
import { func, insert, integer, literal, MetaData, select, table, varchar, type Criterion } from '@athanor/expressions'

// Constructs of the dialect's own package, on the real server: what the portable suite can't know.
onDatabases({ databases: ['postgresql'] }, (db) => {
  const metadata = new MetaData()
  const t = table('pgc', metadata, {
    id: integer().primaryKey({ autoincrement: false }), tags: pgArray(varchar()), numbers: pgArray(integer()), doc: jsonb<Record<string, unknown>>(), span: int4range(),
    mood: pgEnum('pgc_mood', ['happy', 'sad']), body: varchar(),
  })
  let engine: Engine
  let conn: Connection
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
    conn = await engine.connect()
    await conn.execute(insert(t), [
      { id: 1, tags: ['a', 'b'], numbers: [1, 2, 3], doc: { a: 1, b: { c: [1, 2] }, s: 'x' }, span: { lower: 1, upper: 5, bounds: '[)' }, mood: 'happy', body: 'the quick brown foxes' },
      { id: 2, tags: ['b', "it's"], numbers: [], doc: { z: null }, span: { lower: 5, upper: 9, bounds: '[)' }, mood: 'sad', body: 'a lazy dog' },
    ] as never)
    await conn.commit()
  })
  afterAll(async () => {
    await conn.close()
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  const ids = async (criterion: Criterion): Promise<unknown[]> => {
    const found = await conn.execute(select(t.c.id).where(criterion).orderBy(t.c.id)).scalars().all()
    await conn.commit()
    return found
  }
  const first = async (expression: Parameters<typeof select>[0]): Promise<unknown> => conn.execute(select({ v: expression as never }).selectFrom(t).where(t.c.id.eq(1))).scalar()

  test('arrays', async () => {
    expect(await ids(contains(t.c.tags, ['b']))).toEqual([1, 2])
    expect(await ids(contains(t.c.tags, ["it's", 'b']))).toEqual([2])
    expect(await ids(containedBy(t.c.tags, ['a', 'b', 'c']))).toEqual([1])
    expect(await ids(overlaps(t.c.numbers, [3, 4]))).toEqual([1])
    expect(await ids(contains(t.c.numbers, arrayOf([1, 2])))).toEqual([1])
    expect(await first(arrayOf([1, t.c.id.add(1)], integer()))).toEqual([1, 2])
    expect(await conn.execute(select({ v: func('array_agg', aggregateOrderBy(t.c.id, t.c.id.desc())).cast(pgArray(integer())) })).scalar()).toEqual([2, 1])
  })

  test('JSONB', async () => {
    expect(await ids(hasKey(t.c.doc, 'a'))).toEqual([1])
    expect(await ids(hasAny(t.c.doc, ['z', 'y']))).toEqual([2])
    expect(await ids(hasAll(t.c.doc, ['a', 's']))).toEqual([1])
    expect(await ids(contains(t.c.doc, { b: { c: [2] } }))).toEqual([1])
    expect(await ids(pathExists(t.c.doc, '$.b.c[*] ? (@ > 1)'))).toEqual([1])
    expect(await ids(pathMatch(t.c.doc, '$.a == 1'))).toEqual([1])
    expect(await first(astext(t.c.doc, 's'))).toBe('x')
    expect(await first(pathAstext(t.c.doc, ['b', 'c', 1]))).toBe('2')
    expect(await first(deletePath(t.c.doc, ['b', 'c']))).toEqual({ a: 1, b: {}, s: 'x' })
    expect(await first(t.c.doc.at('a'))).toBe(1)
    expect(await first(t.c.doc.path('b', 'c', 0).asInteger())).toBe(1)
  })

  test('ranges', async () => {
    expect(await ids(contains(t.c.span, 3))).toEqual([1])
    expect(await ids(overlaps(t.c.span, { lower: 4, upper: 6, bounds: '[)' }))).toEqual([1, 2])
    expect(await ids(strictlyLeftOf(t.c.span, { lower: 5, upper: 6, bounds: '[)' }))).toEqual([1])
    expect(await ids(adjacentTo(t.c.span, { lower: 9, upper: 10, bounds: '[)' }))).toEqual([2])
    expect(await first(t.c.span)).toMatchObject({ lower: 1, upper: 5 })
  })

  test('text search', async () => {
    const vector = toTsvector('english', t.c.body)
    expect(await ids(vector.boolOp('@@')(toTsquery('english', 'fox & brown')))).toEqual([1])
    expect(await ids(vector.boolOp('@@')(plaintoTsquery('english', 'lazy dogs')))).toEqual([2])
    expect(await ids(vector.boolOp('@@')(websearchToTsquery('english', 'fox or dog')))).toEqual([1, 2])
    expect(await ids(t.c.body.match('lazy'))).toEqual([2])
    expect(await first(tsHeadline('english', t.c.body, toTsquery('english', 'fox')))).toContain('<b>foxes</b>')
  })

  test('DISTINCT ON, enums', async () => {
    const statement = select(t.c.id) as never as { ext(extension: unknown): never }
    expect(await conn.execute(statement.ext(distinctOn(t.c.mood))).scalars().all()).toHaveLength(2)
    expect(await ids(t.c.mood.eq('sad'))).toEqual([2])
    expect(await ids(t.c.mood.in(['happy', 'sad']))).toEqual([1, 2])
    expect(await conn.execute(select({ v: literal(5, integer()).in([t.c.id, 5]) }).limit(1)).scalar()).toBe(true)
  })
})
