import { expect, test } from '@jest/globals'
import { createEngine, insert, integer, MetaData, select, table, text } from '@athanor/core'
import { sqliteDate, sqliteDatetime, sqliteJsonb, sqliteTime } from '@athanor/dialect-sqlite'

test('dates are stored in the given format and come back as values', async () => {
  await using engine = createEngine('sqlite:///:memory:')
  const metadata = new MetaData()
  const days = table('days', metadata, {
    id: integer().primaryKey(), day: sqliteDate({ storageFormat: '%(day)02d.%(month)02d.%(year)04d' }), at: sqliteDatetime({ storageFormat: '%(year)04d%(month)02d%(day)02dT%(hour)02d%(minute)02d' }), plain: sqliteDate(),
  })
  await metadata.createAll(engine)
  const row = { id: 1, day: '2024-05-06', at: new Date('2024-05-06T07:08:00Z'), plain: '2024-05-06' }
  await using conn = await engine.connect()
  await conn.execute(insert(days).values(row))
  expect(await conn.execute(select(days)).one()).toEqual(row)
  expect(await conn.execute(text('SELECT day, at, plain FROM days')).one()).toEqual({ day: '06.05.2024', at: '20240506T0708', plain: '2024-05-06' })
})

test('times of day are stored in the given format', async () => {
  await using engine = createEngine('sqlite:///:memory:')
  const metadata = new MetaData()
  const times = table('times', metadata, { id: integer().primaryKey(), short: sqliteTime({ storageFormat: '%(hour)02d%(minute)02d' }), plain: sqliteTime() })
  await using conn = await engine.connect()
  await metadata.createAll(conn)
  await conn.execute(insert(times).values({ id: 1, short: '07:08', plain: '07:08:09.5' }))
  expect(await conn.execute(select(times)).one()).toEqual({ id: 1, short: '07:08:00.000000', plain: '07:08:09.500000' })
  expect(await conn.execute(select(times.c.id).where(times.c.short.eq('07:08'))).scalars().all()).toEqual([1])
  expect(await conn.execute(text('SELECT typeof(short), short FROM times')).tuples().one()).toEqual(['text', '0708'])
})

test('JSONB is written in binary form and read as JSON', async () => {
  await using engine = createEngine('sqlite:///:memory:')
  const metadata = new MetaData()
  const docs = table('docs', metadata, { id: integer().primaryKey(), body: sqliteJsonb<unknown>() })
  await using conn = await engine.connect()
  await metadata.createAll(conn)
  const rows = [{ id: 1, body: { a: [1, "it's"] } }, { id: 2, body: null }, { id: 3, body: [] }]
  await conn.execute(insert(docs), rows)
  expect(await conn.execute(select(docs).orderBy(docs.c.id)).all()).toEqual(rows)
  expect(await conn.execute(text('SELECT DISTINCT typeof(body) FROM docs')).scalars().all()).toEqual(['blob'])
  expect(await conn.execute(select(docs.c.id).where(docs.c.body.eq({ a: [1, "it's"] }))).scalars().all()).toEqual([1])
  expect(await conn.execute(insert(docs).values({ id: 4, body: 'x' }).returning(docs.c.body)).scalars().all()).toEqual(['x'])
})
