import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { ConversionOptions } from '@athanor/interfaces'
import { postgresqlConversions } from '../../src/conversions/postgresql-conversions.ts'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { open } from './open.ts'

type Family = keyof typeof postgresqlConversions
const conversion = (family: Family, options: Partial<ConversionOptions> = {}) => {
  const table: Record<string, (type: ConversionOptions) => { bind?: unknown; result?: unknown } | undefined> = postgresqlConversions
  const found = table[family]?.({ visitName: family, family, ...options })
  return { bind: found?.bind as ((v: unknown) => unknown) | undefined, result: found?.result as ((v: unknown) => unknown) | undefined }
}
const item = (family: Family): Partial<ConversionOptions> => ({ itemType: { visitName: family, family } })

onDatabases({ databases: ['postgresql'] }, db => {
  let conn: PgConnection
  beforeAll(async () => { conn = await open(db.url) })
  afterAll(() => conn.close())

  test('duplicate column names survive', async () => {
    const result = await conn.execute('SELECT 1 AS a, 2 AS a, $1::text AS b', ['x'])
    expect(result.columns).toEqual([{ name: 'a', type: 23 }, { name: 'a', type: 23 }, { name: 'b', type: 25 }])
    expect(result.rows).toEqual([[1, 2, 'x']])
    expect(result.rowCount).toBe(1)
  })

  test('nothing is parsed where parsing loses something', async () => {
    const { rows } = await conn.execute(
      `SELECT 9007199254740993::int8, 1.10::numeric, '2024-01-31 12:00:00.123456'::timestamp, '[1, 2]'::json, '2024-01-31'::date, '1 day'::interval,
        true, 1::int2, 1.5::float8, 'NaN'::float4, NULL::int, '\\x00ff'::bytea, 'f47ac10b-58cc-4372-a567-0e02b2c3d479'::uuid`, [])
    expect(rows).toEqual([[
      '9007199254740993', '1.10', '2024-01-31 12:00:00.123456', '[1, 2]', '2024-01-31', '1 day',
      true, 1, 1.5, Number.NaN, null, Buffer.from([0, 255]), 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    ]])
  })

  test('plain values of statements written by hand', async () => {
    const sql = "SELECT $1::int, $2::bool, $3::bytea, $4::timestamptz = '2024-01-31T12:00:00Z', $5::text[], $6::jsonb->>'a', $7::int8, $8::text"
    const params = [5, true, new Uint8Array([1, 2]), new Date('2024-01-31T12:00:00Z'), ['a b', null, 'c"\\,{}'], { a: 'x' }, 2n ** 62n, undefined]
    const { rows } = await conn.execute(sql, params)
    expect(rows).toEqual([[5, true, Buffer.from([1, 2]), true, '{"a b",NULL,"c\\"\\\\,{}"}', 'x', '4611686018427387904', null]])
    expect(() => conn.execute('SELECT $1', [Symbol('x')])).toThrow('symbol')
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
  })

  const now = new Date('2024-02-29T13:14:15.678Z')
  describe('round trips through a column of the type', () => {
    test.each<[string, Family, unknown, unknown, Partial<ConversionOptions>?]>([
      ['int4', 'integer', -5, -5],
      ['int8', 'integer', 5, 5],
      ['int8', 'bigint', 2n ** 63n - 1n, 2n ** 63n - 1n],
      ['int4', 'bigint', 7, 7n],
      ['numeric(40, 20)', 'numeric', '12345678901234567890.12345678901234567890', '12345678901234567890.12345678901234567890'],
      ['numeric', 'numeric', 'NaN', 'NaN'],
      ['numeric', 'numeric', 1.5, 1.5, { mode: 'number' }],
      ['float8', 'float', 0.1, 0.1],
      ['float8', 'float', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      ['numeric', 'float', 0.25, 0.25],
      ['bool', 'boolean', false, false],
      ['text', 'string', 'é\\\'"', 'é\\\'"'],
      ['date', 'date', '2024-02-29', '2024-02-29'],
      ['date', 'date', now, new Date('2024-02-29'), { mode: 'date' }],
      ['time', 'time', '13:14:15.678901', '13:14:15.678901'],
      ['timestamp', 'datetime', now, now],
      ['timestamp', 'datetime', '2024-02-29 13:14:15.678901', '2024-02-29 13:14:15.678901', { mode: 'string' }],
      ['timestamp', 'datetime', new Date('0001-01-01T00:00:00Z'), new Date('0001-01-01T00:00:00Z')],
      ['timestamp', 'datetime', new Date('-000044-03-15T12:00:00Z'), new Date('-000044-03-15T12:00:00Z')],
      ['timestamp', 'datetime', new Date('+012345-06-07T08:09:10Z'), new Date('+012345-06-07T08:09:10Z')],
      ['timestamptz', 'datetimetz', now, now],
      ['timestamptz', 'datetimetz', '2024-02-29 13:14:15.678+05:30', new Date('2024-02-29T07:44:15.678Z')],
      ['timestamptz', 'datetimetz', new Date('-000044-03-15T12:00:00Z'), new Date('-000044-03-15T12:00:00Z')],
      ['interval', 'interval', 'P1Y2M3DT4H5M6.789S', 'P1Y2M3DT4H5M6.789S'],
      ['interval', 'interval', '-P1DT2H', 'P-1DT-2H'],
      ['interval', 'interval', 'P1DT-2H', 'P1DT-2H'],
      ['interval', 'interval', 90_061_001.5, 90_061_001.5, { mode: 'number' }],
      ['interval', 'interval', 0, 'PT0S'],
      ['jsonb', 'json', { a: [1, null, { b: 'ü' }] }, { a: [1, null, { b: 'ü' }] }],
      ['json', 'json', 'text', 'text'],
      ['json', 'json', [], []],
      ['uuid', 'uuid', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'],
      ['bytea', 'bytes', new Uint8Array([0, 92, 255]), Buffer.from([0, 92, 255])],
      ['bytea', 'bytes', new ArrayBuffer(2), Buffer.alloc(2)],
      ['int4[]', 'array', [1, null, 3], [1, null, 3], item('integer')],
      ['int8[]', 'array', [2n ** 60n], [2n ** 60n], item('bigint')],
      ['text[]', 'array', ['', 'null', 'NULL', 'a,b', '{}', '"', '\\', ' x ', null], ['', 'null', 'NULL', 'a,b', '{}', '"', '\\', ' x ', null], item('string')],
      ['int4[]', 'array', [[1, 2], [3, 4]], [[1, 2], [3, 4]], item('integer')],
      ['bool[]', 'array', [true, false], [true, false], item('boolean')],
      ['bytea[]', 'array', [new Uint8Array([1, 2])], [Buffer.from([1, 2])], item('bytes')],
      ['timestamp[]', 'array', [now], [now], item('datetime')],
      ['jsonb[]', 'array', [{ a: '"' }], [{ a: '"' }], item('json')],
      ['numeric[]', 'array', ['1.10'], ['1.10'], item('numeric')],
      ['int4[]', 'array', [], [], item('integer')],
      ['int4[]', 'array', '[0:1]={7,8}', [7, 8], item('integer')],
    ])('%s as %s: %p', async (...[declared, family, value, back, options]) => {
      const { bind, result } = conversion(family, options)
      await conn.executeScript(`DROP TABLE IF EXISTS v; CREATE TABLE v (v ${declared})`)
      await conn.execute('INSERT INTO v VALUES ($1)', [bind ? bind(value) : value], { prepare: false })
      const { rows: [[raw] = []] } = await conn.execute('SELECT v FROM v', [], { prepare: false })
      expect(result ? result(raw) : raw).toEqual(back)
    })
  })

  test('timestamps with zone are read whatever the session\'s zone is', async () => {
    const other = await open(db.url, { query: { options: '-c TimeZone=Asia/Kolkata -c DateStyle=German -c IntervalStyle=iso_8601' } })
    const { rows: [[moment, interval] = []] } = await other.execute("SELECT '2024-02-29T13:14:15.678Z'::timestamptz, '1 day 02:00'::interval", [])
    expect(conversion('datetimetz').result!(moment)).toEqual(now)
    expect(conversion('interval').result!(interval)).toBe('P1DT2H')
    await other.close()
  })

  test('what the driver returns rightly is not converted', () => {
    for (const family of ['boolean', 'string', 'uuid', 'enum', 'date', 'time', 'bytes'] as const) expect(conversion(family).result).toBeUndefined()
  })

  test.each<[Family, unknown]>([
    ['integer', '9007199254740993'], ['integer', 'x'], ['bigint', '1.5'], ['datetime', 'infinity'], ['datetimetz', 'secret'], ['datetime', 5], ['interval', 'x'],
    ['json', '{'], ['array', '{1'], ['array', '{"a'], ['array', 'x'], ['array', '{1}x'], ['array', 5],
  ])('%s refuses %p from the database', (family, value) => {
    expect(() => conversion(family).result!(value)).toThrow(expect.objectContaining({ name: 'DataError', message: expect.stringContaining(`'${family}'`) }))
    expect(() => conversion(family).result!(value)).not.toThrow('secret')
  })

  test.each<[Family, unknown]>([
    ['bigint', 1.5], ['bigint', 'x'], ['datetime', new Date(Number.NaN)], ['date', 5], ['interval', {}], ['json', 1n], ['json', undefined], ['bytes', 'x'], ['array', 5], ['array', [{}]],
  ])('%s refuses %p', (family, value) => {
    expect(() => conversion(family).bind!(value)).toThrow(expect.objectContaining({ name: 'DataError', message: expect.stringContaining(`'${family}'`) }))
  })
})
