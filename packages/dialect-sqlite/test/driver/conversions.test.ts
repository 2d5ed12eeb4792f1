import { describe, expect, test } from '@jest/globals'
import type { ConversionOptions } from '@athanor/interfaces'
import { sqliteConversions } from '../../src/conversions/sqlite-conversions.ts'
import { open } from './open.ts'

type Family = keyof typeof sqliteConversions
const conversion = (family: Family, options: Partial<ConversionOptions> = {}) => {
  const table: Record<string, (type: ConversionOptions) => { bind?: unknown; result?: unknown } | undefined> = sqliteConversions
  const found = table[family]?.({ visitName: family, family, ...options })
  return { bind: found?.bind as ((v: unknown) => unknown) | undefined, result: found?.result as ((v: unknown) => unknown) | undefined }
}

/** Sends a value through a column of the given declared type and back. */
async function roundTrip(declared: string, family: Family, value: unknown, options?: Partial<ConversionOptions>): Promise<{ stored: unknown; back: unknown }> {
  const conn = await open()
  const { bind, result } = conversion(family, options)
  conn.execute(`CREATE TABLE t (v ${declared})`, [])
  conn.execute('INSERT INTO t VALUES (?)', [bind ? bind(value) : value])
  const [[stored]] = conn.execute('SELECT v FROM t', []).rows as [[unknown]]
  return { stored, back: result ? result(stored) : stored }
}

const now = new Date('2024-02-29T13:14:15.678Z')

describe('round trips', () => {
  test.each<[string, string, Family, unknown, unknown, unknown, Partial<ConversionOptions>?]>([
    ['integer in an untyped column', '', 'integer', 5, 5, 5],
    ['bigint', 'BIGINT', 'bigint', 2n ** 62n + 1n, 2n ** 62n + 1n, 2n ** 62n + 1n],
    ['small bigint', 'BIGINT', 'bigint', 7n, 7, 7n],
    ['numeric', 'NUMERIC(10, 2)', 'numeric', '12.30', 12.3, '12.30', { scale: 2 }],
    ['whole numeric', 'NUMERIC(10, 2)', 'numeric', '12', 12, '12.00', { scale: 2 }],
    ['tiny numeric', 'NUMERIC', 'numeric', '0.0000001', 1e-7, '0.0000001'],
    ['long whole numeric', 'NUMERIC', 'numeric', '9007199254740993', 9_007_199_254_740_993n, '9007199254740993'],
    ['numeric as number', 'NUMERIC', 'numeric', 1.5, 1.5, 1.5, { mode: 'number' }],
    ['float', 'FLOAT', 'float', 1, 1, 1],
    ['true', 'BOOLEAN', 'boolean', true, 1, true],
    ['false', 'BOOLEAN', 'boolean', false, 0, false],
    ['text', 'TEXT', 'string', 'é\u0000ü', 'é\u0000ü', 'é\u0000ü'],
    ['timestamp', 'DATETIME', 'datetime', now, '2024-02-29 13:14:15.678000', now],
    ['timestamp with zone', 'DATETIME', 'datetimetz', '2024-02-29T14:14:15.678+01:00', '2024-02-29 13:14:15.678000', now],
    ['timestamp as text keeps microseconds', 'DATETIME', 'datetime', '2024-02-29T13:14:15.678901', '2024-02-29 13:14:15.678901', '2024-02-29 13:14:15.678901', { mode: 'string' }],
    ['date', 'DATE', 'date', '2024-02-29', '2024-02-29', '2024-02-29'],
    ['date from Date', 'DATE', 'date', now, '2024-02-29', new Date('2024-02-29'), { mode: 'date' }],
    ['time', 'TIME', 'time', '13:14', '13:14:00.000000', '13:14:00.000000'],
    ['interval', 'DATETIME', 'interval', 'P1DT2H', '1970-01-02 02:00:00.000000', 'P1DT2H'],
    ['negative interval', 'DATETIME', 'interval', -1500, '1969-12-31 23:59:58.500000', '-PT1.5S'],
    ['json', 'JSON', 'json', { a: [1, null, 'x'] }, '{"a":[1,null,"x"]}', { a: [1, null, 'x'] }],
    ['json number', 'JSON', 'json', 5, 5, 5],
    ['uuid', 'CHAR(32)', 'uuid', 'F47AC10B-58CC-4372-A567-0E02B2C3D479', 'f47ac10b58cc4372a5670e02b2c3d479', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'],
    ['year 1', 'DATETIME', 'datetime', new Date('0001-01-01T00:00:00Z'), '0001-01-01 00:00:00.000000', new Date('0001-01-01T00:00:00Z')],
  ])('%s', async (...[, declared, family, value, stored, back, options]) => {
    expect(await roundTrip(declared, family, value, options)).toEqual({ stored, back })
  })

  test('bytes, also from an ArrayBuffer', async () => {
    const { back } = await roundTrip('BLOB', 'bytes', new Uint8Array([1, 2, 3]).buffer)
    expect([...back as Uint8Array]).toEqual([1, 2, 3])
  })

  test('a codec sees the plain text', async () => {
    const codec = { bind: (v: unknown) => (v as { text: string }).text, result: (v: unknown) => ({ text: v }) }
    expect(await roundTrip('NUMERIC', 'numeric', { text: '1.25' }, { codec })).toEqual({ stored: 1.25, back: { text: '1.25' } })
  })
})

test('what SQLite returns rightly is not converted', () => {
  for (const family of ['integer', 'float', 'string', 'enum'] as const) expect(conversion(family).result).toBeUndefined()
})

test('a text in a column of bytes is read as its bytes', () => {
  const bytes = new Uint8Array([1, 255])
  expect(conversion('bytes').result!(bytes)).toBe(bytes)
  expect([...conversion('bytes').result!('až') as Uint8Array]).toEqual([97, 197, 190])
})

describe('malformed values', () => {
  test.each<[Family, unknown]>([
    ['integer', 1.5], ['integer', '5'], ['integer', 2n ** 64n], ['bigint', Number.NaN], ['numeric', 'abc'], ['numeric', Number.NaN], ['boolean', 'yes'],
    ['float', 'x'], ['datetime', new Date(Number.NaN)], ['datetime', '2024-02-30'], ['datetime', '2024-13-01 00:00:00'], ['datetime', 'now'],
    ['date', ''], ['time', '25:61'], ['interval', 'P1M'], ['json', 1n], ['json', undefined], ['uuid', 'f47ac10b'], ['bytes', 'text'],
    ['datetime', '2024-01-01 00:00:00.'], ['datetime', '2024-01-01 00:00:00+99999'], ['datetime', '2024-01-01x00:00:00'],
  ])('%s refuses %p', (family, value) => {
    expect(() => conversion(family).bind!(value)).toThrow(expect.objectContaining({ name: 'DataError', code: 'VALUE_MALFORMED', message: expect.stringContaining(`'${family}'`) }))
  })

  test.each<[Family, unknown]>([
    ['bigint', 1.5], ['boolean', 'x'], ['datetime', 'secret'], ['datetimetz', 5], ['json', '{'], ['uuid', 'zz'], ['interval', 'x'], ['numeric', 'x'], ['time', 'x'], ['date', 'x'],
  ])('%s refuses %p from the database', (family, value) => {
    expect(() => conversion(family).result!(value)).toThrow(expect.objectContaining({ name: 'DataError', message: expect.not.stringContaining('secret') }))
  })
})
