import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, type Engine } from '@athanor/engine'
import {
  array, boolean, compile, customType, date, enumType, insert, integer, interval, json, largeBinary, literal, MetaData, numeric, select, table, timestamp, uuid, varchar, type ColumnDef,
} from '@athanor/expressions'
import { int4range, jsonb, pgArray, PostgreSQLDialect, range } from '@athanor/dialect-postgresql'

const dialect = new PostgreSQLDialect()
const list = () => customType(varchar(), { bind: (v: readonly string[]) => v.join('|'), result: (v) => v.split('|') })
const sample = <T>(name: string, type: ColumnDef<T[]>, value: T[], text: string) => ({ name, type: type as ColumnDef<unknown>, value: value as unknown, text })

/** Arrays, and how they are written as literals. */
const samples = [
  sample('numbers', array(integer()), [1, -2], 'ARRAY[1, -2]'),
  sample('texts', array(varchar()), ["it's", '{}', '"', 'NULL'], `ARRAY['it''s', '{}', '"', 'NULL']`),
  sample('booleans', array(boolean()), [true, false], 'ARRAY[true, false]'),
  sample('exact numbers', array(numeric(10, 2)), ['1.50'], 'ARRAY[1.50]'),
  sample('dates', array(date({ as: 'date' })), [new Date('2024-05-06T00:00:00Z')], "ARRAY['2024-05-06']::DATE[]"),
  sample('timestamps', array(timestamp({ timezone: true })), [new Date('2024-05-06T07:08:09.123Z')], "ARRAY['2024-05-06 07:08:09.123']::TIMESTAMP WITH TIME ZONE[]"),
  sample('intervals', array(interval()), ['PT5H'], 'ARRAY[make_interval(secs=>18000.0)]'),
  sample('UUIDs', array(uuid()), ['6ba7b810-9dad-11d1-80b4-00c04fd430c8'], "ARRAY['6ba7b810-9dad-11d1-80b4-00c04fd430c8']::UUID[]"),
  sample('bytes', array(largeBinary()), [Buffer.from([1, 255])], String.raw`ARRAY['\x01ff'::BYTEA]`),
  sample('documents that are arrays themselves', array(json<unknown>()), [{ a: 1 }, [1, [2]], 'x'], `ARRAY['{"a":1}', '[1,[2]]', '"x"']::JSON[]`),
  sample('documents in binary form, of two dimensions', pgArray(jsonb<unknown>(), { dimensions: 2 }) as ColumnDef<unknown[]>, [[[1], {}], [null, 'x']], `ARRAY[ARRAY['[1]', '{}'], ARRAY[NULL, '"x"']]::JSONB[][]`),
  sample('a type of one\'s own whose values are arrays', array(list()), [['a', 'b'], ['c']], "ARRAY['a|b', 'c']"),
  sample('the same, of two dimensions', pgArray(list(), { dimensions: 2 }) as ColumnDef<unknown[]>, [[['a', 'b']], [['c']]], "ARRAY[ARRAY['a|b'], ARRAY['c']]"),
  sample('a type of one\'s own over an enumeration', array(customType(enumType(['on', 'off'], { name: 'ar_switch' }), { bind: (v: number) => (v > 0 ? 'on' : 'off'), result: (v) => (v === 'on' ? 1 : 0) })), [1, 0], "ARRAY['on', 'off']::ar_switch[]"),
  sample('ranges', array(int4range()), [range(1, 5)], "ARRAY['[1,5)']::INT4RANGE[]"),
  sample('nothing', array(integer()), [], 'ARRAY[]::INTEGER[]'),
]

describe('arrays as literals', () => {
  test.each(samples)('of $name', ({ type, value, text }) => { expect(compile(literal(value, type), { dialect, literalBinds: true }).sql).toBe(text) })
})

onDatabases({ databases: ['postgresql'] }, (db) => {
  let engine: Engine
  const metadata = new MetaData()
  const tables = samples.map(({ type }, i) => table(`ar_${i}`, metadata, { id: integer().primaryKey({ autoincrement: false }), v: type }))
  beforeAll(async () => {
    engine = createEngine(db.url)
    await metadata.createAll(engine)
  })
  afterAll(async () => {
    await metadata.dropAll(engine)
    await engine.dispose()
  })
  test.each(samples.map((s, i) => ({ ...s, t: tables[i]! })))('go in and come out: $name', async ({ value, text, t }) => {
    await using conn = await engine.connect()
    await conn.execute(insert(t).values({ id: 1, v: value }))
    await conn.exec(`INSERT INTO ${t.name} VALUES (2, ${text})`)
    expect(await conn.execute(select(t.c.v).orderBy(t.c.id)).scalars().all()).toEqual([value, value])
  })
})
