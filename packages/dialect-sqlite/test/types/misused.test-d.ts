import { insert, table } from '@athanor/expressions'
import {
  sqliteDate, SqliteDatetimeType, sqliteDatetime, SqliteDateType, SQLiteDialect, sqliteJsonb, SqliteJsonbType, SqliteJsonType, sqliteTime, SqliteTimeType, StorageFormat,
} from '@athanor/dialect-sqlite'

const t = table('t', { day: sqliteDate(), at: sqliteDatetime({ storageFormat: '%(year)04d' }) })
insert(t).values({ day: '2024-05-06', at: new Date() })
// @ts-expect-error a date is a text
insert(t).values({ day: new Date(), at: new Date() })
// @ts-expect-error a text is no point in time
t.c.at.eq('2024')
// @ts-expect-error options are an object
sqliteDate('%(year)04d')
// @ts-expect-error no such option
sqliteDatetime({ format: '%(year)04d' })
// @ts-expect-error no such option
new SqliteDatetimeType({ format: '%(year)04d' })
// @ts-expect-error options are an object
new SqliteDateType('%(year)04d')
// @ts-expect-error no such option
new SqliteJsonType({ nullAsNone: true })
// @ts-expect-error a format is text
new StorageFormat(5)
// @ts-expect-error parts are missing
new StorageFormat('%(year)04d').write({ year: 2024 })
// @ts-expect-error what is stored is text
new StorageFormat('%(year)04d').read(2024)
// @ts-expect-error no such style
new SQLiteDialect({ paramStyle: 'dollar' })

const own = table('own', { doc: sqliteJsonb<{ color: string }>(), time: sqliteTime() })
insert(own).values({ doc: { color: 'red' }, time: '07:08:09' })
// @ts-expect-error another document
insert(own).values({ doc: { colour: 'red' }, time: '07:08:09' })
// @ts-expect-error no such option
sqliteJsonb({ nullAsNone: true })
// @ts-expect-error no such option
new SqliteJsonbType({ nullAsNone: true })
// @ts-expect-error no such option
sqliteTime({ format: '%(hour)02d' })
// @ts-expect-error options are an object
new SqliteTimeType('%(hour)02d')
