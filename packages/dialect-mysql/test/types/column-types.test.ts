import { expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { createEngine, insert, integer, MetaData, select, table } from '@athanor/core'
import {
  longblob, longtext, mediumblob, mediumint, mediumtext, mysqlBigint, mysqlChar, mysqlDatetime, mysqlDecimal, mysqlDouble, mysqlFloat, mysqlInteger, mysqlNumeric, mysqlReal, mysqlSmallint,
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
})
