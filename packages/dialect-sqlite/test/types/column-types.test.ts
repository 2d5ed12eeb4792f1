import { expect, test } from '@jest/globals'
import { createEngine, insert, integer, MetaData, select, table, text } from '@athanor/core'
import { sqliteDate, sqliteDatetime } from '@athanor/dialect-sqlite'

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
