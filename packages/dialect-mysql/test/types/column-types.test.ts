import { expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { compile, createEngine, insert, integer, MetaData, select, table } from '@athanor/core'
import {
  bit, inet4, inet6, longblob, longtext, mediumblob, mediumint, mediumtext, mysqlBigint, mysqlChar, mysqlDatetime, mysqlDecimal, mysqlDouble, mysqlEnum, mysqlFloat, mysqlInteger, mysqlNchar, mysqlNumeric, mysqlNvarchar, mysqlReal, mysqlSmallint,
  mysqlText, mysqlTime, mysqlTimestamp, mysqlVarchar, setType, tinyblob, tinyint, tinytext, year,
} from '@athanor/dialect-mysql'

onDatabases({ databases: ['mariadb', 'mysql'] }, (db) => {
  test('columns of the database\'s own types take values and give them back', async () => {
    await using engine = createEngine(db.url)
    const metadata = new MetaData()
    const samples = table('own_types', metadata, {
      id: integer().primaryKey(), int: mysqlInteger({ unsigned: true }), tiny: tinyint(), small: mysqlSmallint({ zerofill: true, displayWidth: 4 }), medium: mediumint(), big: mysqlBigint({ unsigned: true }),
      born: year(), exact: mysqlNumeric(10, 2, { unsigned: true }), decimal: mysqlDecimal(30, 10), float: mysqlFloat(), double: mysqlDouble(), real: mysqlReal(),
      name: mysqlVarchar(30, { charset: 'utf8mb4', collation: 'utf8mb4_bin' }), code: mysqlChar(3, { charset: 'latin1' }), body: mysqlText({ charset: 'utf8mb4' }),
      tinyText: tinytext(), mediumText: mediumtext(), longText: longtext(), flags: setType(['a', 'b', 'c']),
      tinyBlob: tinyblob(), mediumBlob: mediumblob(), longBlob: longblob(), stamp: mysqlTimestamp({ fsp: 3 }), at: mysqlDatetime({ fsp: 3 }), clock: mysqlTime({ fsp: 3 }),
    })
    await metadata.createAll(engine)
    const bytes = new Uint8Array([0, 255, 10])
    const row = {
      id: 1, int: 4_000_000_000, tiny: -128, small: 7, medium: 8_000_000, big: 18_000_000_000_000_000_000n, born: 2024, exact: '12.50', decimal: '12345678901234567890.0123456789',
      float: 1.5, double: 0.1, real: 0.25, name: 'Žluťoučký', code: 'abc', body: 'x', tinyText: 't', mediumText: 'm', longText: 'l', flags: 'a,c',
      tinyBlob: bytes, mediumBlob: bytes, longBlob: bytes, stamp: new Date('2024-05-06T07:08:09.123Z'), at: new Date('2024-05-06T07:08:09.123Z'), clock: '07:08:09.123',
    }
    await using conn = await engine.connect()
    await conn.execute(insert(samples).values(row))
    const read = await conn.execute(select(samples)).one()
    expect({ ...read, tinyBlob: [...read.tinyBlob], mediumBlob: [...read.mediumBlob], longBlob: [...read.longBlob] })
      .toEqual({ ...row, tinyBlob: [0, 255, 10], mediumBlob: [0, 255, 10], longBlob: [0, 255, 10] })
    await conn.commit()
  })

  test('sets with the empty text travel as bits', async () => {
    await using engine = createEngine(db.url)
    const metadata = new MetaData()
    const flags = table('own_sets', metadata, { id: integer().primaryKey(), a: setType(['', 'a', 'b_c'], { retrieveAsBitwise: true }).nullable() })
    await metadata.createAll(engine)
    await using conn = await engine.connect()
    const rows = [{ id: 1, a: new Set(['']) }, { id: 2, a: new Set(['', 'b_c']) }, { id: 3, a: new Set<string>() }, { id: 4, a: null }]
    await conn.execute(insert(flags), rows)
    expect(await conn.execute(select(flags).orderBy(flags.c.id)).all()).toEqual(rows)
    expect(await conn.execute(select(flags.c.id).where(flags.c.a.eq(new Set(['', 'b_c'])))).scalars().all()).toEqual([2])
    expect(compile(flags.c.a.eq(new Set(['', 'b_c'])), { dialect: engine.dialect, literalBinds: true }).sql).toBe('own_sets.a = 5')
    await expect(conn.execute(insert(flags).values({ a: new Set(['z']) as never })).all()).rejects.toMatchObject({ code: 'PARAMETER_CONVERSION' })
    await conn.rollback()
    expect(() => setType(['', 'a'])).toThrow('needs retrieveAsBitwise')
  })

  test('enumerations and texts with a character set, bits', async () => {
    await using engine = createEngine(db.url)
    const metadata = new MetaData()
    const samples = table('own_texts', metadata, {
      id: integer().primaryKey(), e: mysqlEnum(['x', "y'z"], { charset: 'utf8mb4', collation: 'utf8mb4_bin' }), n: mysqlNvarchar(10), c: mysqlNchar(2), bits: bit(16),
    })
    await metadata.createAll(engine)
    await using conn = await engine.connect()
    const row = { id: 1, e: "y'z" as const, n: 'Žluť', c: 'ab', bits: new Uint8Array([1, 255]) }
    await conn.execute(insert(samples).values(row))
    const read = await conn.execute(select(samples)).one()
    expect({ ...read, bits: [...read.bits] }).toEqual({ ...row, bits: [1, 255] })
    await conn.rollback()
  })

  if (db.name === 'mariadb') {
    test('addresses', async () => {
      await using engine = createEngine(db.url)
      const metadata = new MetaData()
      const hosts = table('own_hosts', metadata, { id: integer().primaryKey(), four: inet4(), six: inet6() })
      await metadata.createAll(engine)
      await using conn = await engine.connect()
      await conn.execute(insert(hosts).values({ id: 1, four: '192.168.0.1', six: '::1' }))
      expect(await conn.execute(select(hosts).where(hosts.c.six.eq('0::1'))).all()).toEqual([{ id: 1, four: '192.168.0.1', six: '::1' }])
      await conn.rollback()
    })
  }
})
