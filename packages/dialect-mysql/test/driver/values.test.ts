import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { ConversionOptions } from '@athanor/interfaces'
import { mysqlConversions } from '../../src/conversions/mysql-conversions.ts'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { open } from './open.ts'

type Family = keyof typeof mysqlConversions
const conversion = (family: Family, options: Partial<ConversionOptions> = {}) => {
  const table: Record<string, (type: ConversionOptions) => { bind?: unknown; result?: unknown } | undefined> = mysqlConversions
  const found = table[family]?.({ visitName: family, family, ...options })
  return { bind: found?.bind as ((v: unknown) => unknown) | undefined, result: found?.result as ((v: unknown) => unknown) | undefined }
}

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  let conn: Mysql2DriverConnection
  beforeAll(async () => { conn = await open(db.url) })
  afterAll(() => conn.close())

  test.each([true, false])('duplicate column names survive (prepare: %p)', async prepare => {
    const result = await conn.execute("SELECT 1 AS a, 2 AS a, 'x' AS b", [], { prepare })
    expect(result.columns.map(column => column.name)).toEqual(['a', 'a', 'b'])
    expect(result.rows.map(row => row.map(String))).toEqual([['1', '2', 'x']])
    expect(result.rowCount).toBe(1)
  })

  test.each([true, false])('nothing is parsed where parsing loses something (prepare: %p)', async prepare => {
    await conn.execute('DROP TABLE IF EXISTS raws', [])
    await conn.execute('CREATE TABLE raws (a BIGINT, b BIGINT UNSIGNED, c DECIMAL(30, 10), d DATETIME(6), e DATE, f TIME(6), g JSON, h INT, i DOUBLE, j BLOB, k TEXT, l INT)', [])
    await conn.execute(
      `INSERT INTO raws VALUES (9007199254740993, 18446744073709551615, 1.1, '2024-01-31 12:00:00.123456', '2024-01-31', '25:01:02.123456', '[1, 2]', 5, 1.5, X'00FF', 'ü', NULL)`, [])
    const { rows } = await conn.execute('SELECT * FROM raws', [], { prepare })
    expect(rows).toEqual([[
      '9007199254740993', '18446744073709551615', '1.1000000000', '2024-01-31 12:00:00.123456', '2024-01-31', '25:01:02.123456', '[1, 2]',
      5, 1.5, Buffer.from([0, 255]), 'ü', null,
    ]])
  })

  test('integers of parameters keep their digits, and LIMIT takes them', async () => {
    const { rows } = await conn.execute('SELECT ? = 9007199254740993, ? = 9007199254740992, ? = 18446744073709551615 LIMIT ?', [9_007_199_254_740_993n, 9_007_199_254_740_993n, 2n ** 64n - 1n, 5])
    expect(rows.map(row => row.map(Number))).toEqual([[1, 0, 1]])
    expect((await conn.execute("SELECT ?, ?, CONCAT(?, '')", ['x', undefined, new Uint8Array([120])])).rows).toMatchObject([['x', null, expect.anything()]])
    expect(() => conn.execute('SELECT ?', [Symbol('x')])).toThrow('symbol')
  })

  test('rows found are counted, not rows changed; generated keys', async () => {
    await conn.execute('CREATE TABLE counted (id BIGINT PRIMARY KEY AUTO_INCREMENT, a INT)', [])
    expect(await conn.execute('INSERT INTO counted (a) VALUES (?), (?)', [1, 1])).toMatchObject({ rowCount: 2, lastInsertId: 1, rows: [], columns: [] })
    expect(await conn.execute('UPDATE counted SET a = 1', [])).toMatchObject({ rowCount: 2, lastInsertId: undefined })
    expect(await conn.execute('INSERT INTO counted VALUES (?, 1)', [2n ** 62n])).toMatchObject({ rowCount: 1, lastInsertId: expect.anything() })
    expect(await conn.execute('INSERT INTO counted (a) VALUES (1)', [])).toMatchObject({ lastInsertId: 2n ** 62n + 1n })
    expect(await conn.execute('DELETE FROM counted WHERE id = 77', [])).toMatchObject({ rowCount: 0 })
  })

  const now = new Date('2024-02-29T13:14:15.678Z')
  describe('round trips through a column of the type', () => {
    test.each<[string, Family, unknown, unknown, Partial<ConversionOptions>?]>([
      ['INT', 'integer', -5, -5],
      ['BIGINT', 'integer', 5, 5],
      ['BIGINT', 'bigint', 2n ** 63n - 1n, 2n ** 63n - 1n],
      ['BIGINT UNSIGNED', 'bigint', 2n ** 64n - 1n, 2n ** 64n - 1n],
      ['INT', 'bigint', 7, 7n],
      ['DECIMAL(40, 20)', 'numeric', '12345678901234567890.12345678901234567890', '12345678901234567890.12345678901234567890'],
      ['DECIMAL(10, 2)', 'numeric', 1.5, 1.5, { mode: 'number' }],
      ['DOUBLE', 'float', 0.1, 0.1],
      ['DOUBLE', 'float', 1, 1],
      ['DECIMAL(10, 2)', 'float', 0.25, 0.25],
      ['BOOL', 'boolean', true, true],
      ['BOOL', 'boolean', false, false],
      ['BIT(1)', 'boolean', true, true],
      ['VARCHAR(20)', 'string', 'é\\\'"😀', 'é\\\'"😀'],
      ['DATE', 'date', '2024-02-29', '2024-02-29'],
      ['DATE', 'date', now, new Date('2024-02-29'), { mode: 'date' }],
      ['TIME(6)', 'time', '-13:14:15.678901', '-13:14:15.678901'],
      ['TIME(6)', 'time', '113:14:15.500', '113:14:15.5'],
      ['TIME(6)', 'time', '13:14', '13:14:00'],
      ['DATETIME(6)', 'datetime', now, now],
      ['DATETIME(6)', 'datetime', '2024-02-29T13:14:15.678901', '2024-02-29 13:14:15.678901', { mode: 'string' }],
      ['DATETIME(6)', 'datetimetz', '2024-02-29 13:14:15.678+05:30', new Date('2024-02-29T07:44:15.678Z')],
      ['TIMESTAMP(6) NULL', 'datetimetz', now, now],
      ['TIMESTAMP(6) NULL', 'datetimetz', now, '2024-02-29 13:14:15.678000+00:00', { mode: 'string' }],
      ['DATETIME(6)', 'interval', 'P1DT2H', 'P1DT2H'],
      ['DATETIME(6)', 'interval', 1500.5, 1500.5, { mode: 'number' }],
      ['JSON', 'json', { a: [1, null, { b: 'ü' }] }, { a: [1, null, { b: 'ü' }] }],
      ['JSON', 'json', 'text', 'text'],
      ['JSON', 'json', [], []],
      ['CHAR(32)', 'uuid', 'F47AC10B-58CC-4372-A567-0E02B2C3D479', 'f47ac10b-58cc-4372-a567-0e02b2c3d479'],
      ['BLOB', 'bytes', new Uint8Array([0, 92, 255, 39]), Buffer.from([0, 92, 255, 39])],
      ['VARBINARY(5)', 'bytes', new ArrayBuffer(2), Buffer.alloc(2)],
    ])('%s as %s: %p', async (...[declared, family, value, back, options]) => {
      const { bind, result } = conversion(family, options)
      await conn.execute('DROP TABLE IF EXISTS v', [])
      await conn.execute(`CREATE TABLE v (v ${declared})`, [])
      await conn.execute('INSERT INTO v VALUES (?)', [bind ? bind(value) : value], { prepare: false })
      for (const prepare of [true, false]) {
        const { rows: [[raw] = []] } = await conn.execute('SELECT v FROM v', [], { prepare })
        expect(result ? result(raw) : raw).toEqual(back)
      }
    })
  })

  test('comparisons and counts have their types', async () => {
    const { rows: [[comparison, count] = []] } = await conn.execute('SELECT 1 = 1, COUNT(*) FROM (SELECT 1 AS a) t', [])
    expect(conversion('boolean').result!(comparison)).toBe(true)
    expect(conversion('integer').result!(count)).toBe(1)
  })

  test('the session is in UTC', async () => {
    const { rows: [[written] = []] } = await conn.execute('SELECT @@session.time_zone', [])
    expect(written).toBe('+00:00')
  })

  test.each<[Family, unknown]>([
    ['integer', '9007199254740993'], ['bigint', '1.5'], ['boolean', 'x'], ['datetime', '0000-00-00 00:00:00'], ['datetimetz', 'secret'], ['json', '{'], ['uuid', 'x'], ['interval', 5],
  ])('%s refuses %p from the database', (family, value) => {
    expect(() => conversion(family).result!(value)).toThrow(expect.objectContaining({ name: 'DataError', message: expect.stringContaining(`'${family}'`) }))
    expect(() => conversion(family).result!(value)).not.toThrow('secret')
  })

  test.each<[Family, unknown]>([
    ['bigint', 1.5], ['bigint', 'x'], ['boolean', 'x'], ['datetime', new Date(Number.NaN)], ['date', 5], ['time', 'x'], ['interval', 'P1M'], ['json', 1n], ['json', undefined], ['bytes', 'x'], ['uuid', 'x'],
  ])('%s refuses %p', (family, value) => {
    expect(() => conversion(family).bind!(value)).toThrow(expect.objectContaining({ name: 'DataError', message: expect.stringContaining(`'${family}'`) }))
  })
})

onDatabases({ databases: ['mariadb'] }, db => {
  test('RETURNING on MariaDB', async () => {
    const conn = await open(db.url)
    await conn.execute('CREATE TABLE r (id INT PRIMARY KEY AUTO_INCREMENT, a INT)', [])
    expect(await conn.execute('INSERT INTO r (a) VALUES (?), (?) RETURNING id, a', [5, 6])).toMatchObject({ rows: [[1, 5], [2, 6]], rowCount: 2 })
    expect((await conn.execute('DELETE FROM r WHERE id = ? RETURNING a', [1])).rows).toEqual([[5]])
    await conn.close()
  })
})
