import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { cast, compile, insert, integer, json, literal, MetaData, nullValue, select, table, text, update, varchar } from '@athanor/expressions'
import { createEngine, type Engine } from '@athanor/engine'
import { Engines } from './support/engines.ts'

test('what writes and reads JSON has to be a function', () => {
  for (const option of ['jsonSerializer', 'jsonDeserializer']) expect(() => createEngine('sqlite://', { [option]: 'x' })).toThrow(`'${option}' must be a function`)
})

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  const metadata = new MetaData()
  const key = integer().primaryKey({ autoincrement: false })
  const docs = table('js_doc', metadata, { id: key, body: json<unknown>().nullable(), plain: json<unknown>({ noneAsNull: true }).nullable() })
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await metadata.createAll(engine)
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engines.dispose()
  })

  test('null is JSON\'s null, SQL NULL is asked for or left out', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(docs).values({ id: 1, body: null }))
    await conn.execute(insert(docs).values({ id: 2, body: nullValue() }))
    await conn.execute(insert(docs).values({ id: 3 }))
    await conn.execute(insert(docs), [{ id: 4, body: null }, { id: 5, body: { a: null } }])
    await conn.execute(insert(docs).values({ id: 6, body: literal(null, json<unknown>()) }))
    const isNull = select(docs.c.id).where(docs.c.body.isNull()).orderBy(docs.c.id)
    expect(await conn.execute(isNull).scalars().all()).toEqual([2, 3])
    expect(await conn.execute(select(docs.c.id).where(docs.c.body.eq(null)).orderBy(docs.c.id)).scalars().all()).toEqual([2, 3])
    // both are read as null
    expect(await conn.execute(select(docs.c.body).orderBy(docs.c.id)).scalars().all()).toEqual([null, null, null, null, { a: null }, null])
    expect(await conn.execute(select(docs.c.id).where(cast(docs.c.body, varchar(10)).eq('null')).orderBy(docs.c.id)).scalars().all()).toEqual([1, 4, 6])
    await conn.execute(update(docs).set({ body: null }).where(docs.c.id.eq(2)))
    expect(await conn.execute(isNull).scalars().all()).toEqual([3])
  })

  test('with noneAsNull null is SQL NULL, and JSON\'s null a literal', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert(docs), [{ id: 1, plain: null }, { id: 2, plain: [null] }])
    await conn.execute(insert(docs).values({ id: 3, plain: literal(null, json<unknown>()) }))
    expect(await conn.execute(select(docs.c.id).where(docs.c.plain.isNull()).orderBy(docs.c.id)).scalars().all()).toEqual([1])
    expect(await conn.execute(select(docs.c.plain).orderBy(docs.c.id)).scalars().all()).toEqual([null, [null], null])
  })

  test('the engine writes and reads JSON as it is told', async () => {
    const bigints = createEngine(db.url, {
      jsonSerializer: (value) => JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? { bigint: String(v) } : v)),
      jsonDeserializer: (source) => JSON.parse(source, (_key, v: unknown) => (v !== null && typeof v === 'object' && 'bigint' in v ? BigInt(v.bigint as string) : v)) as unknown,
    })
    try {
      await using conn = await bigints.connect()
      const body = { n: 9_007_199_254_740_993n, list: [1n] }
      await conn.execute(insert(docs), [{ id: 1, body }, { id: 2, body: null }])
      expect(await conn.execute(select(docs.c.body).orderBy(docs.c.id)).scalars().all()).toEqual([body, null])
      expect(await conn.execute(select(docs.c.id).where(docs.c.body.isNull())).scalars().all()).toEqual([])
      expect(compile(literal({ n: 5n }, json()), { dialect: bigints.dialect, literalBinds: true }).sql).toContain('\'{"n":{"bigint":"5"}}\'')
      expect(await conn.execute(text("SELECT body FROM js_doc WHERE id = 1").columns({ body: json<unknown>() })).scalar()).toEqual(body)
      await conn.rollback()
    } finally {
      await bigints.dispose()
    }
  })
})
