import { insert, table } from '@athanor/expressions'
import {
  bfile, binaryDouble, binaryFloat, long, nclob, number, nvarchar2, OracleBfileType, OracleBinaryDoubleType, OracleBinaryFloatType, OracleDialect, oracleInterval, OracleNclobType, oracleFloat, OracleFloatType, OracleIntervalType, OracleJsonType,
  OracleLongType, OracleNumberType, OracleNvarchar2Type, OracleRawType, OracleRowidType, oracleTimestamp, OracleTimestampType, OracleVarchar2Type, OracleVectorType, raw, rowid, varchar2,
  vector,
} from '@athanor/dialect-oracle'

const t = table('t', { name: varchar2(30), price: number(10, 2), ratio: binaryDouble(), key: raw(16), at: oracleTimestamp(), place: vector({ dim: 3 }) })
insert(t).values({ name: 'x', price: '12.50', ratio: 0.5, key: new Uint8Array(16), at: new Date(), place: [1, 2, 3] })

// ---- values of columns
// @ts-expect-error a number is no text
t.c.name.eq(5)
// @ts-expect-error exact numbers are texts
t.c.price.eq(12.5)
// @ts-expect-error a text is no number
t.c.ratio.eq('0.5')
// @ts-expect-error a text isn't bytes
t.c.key.eq('x')
// @ts-expect-error a vector is a list of numbers
t.c.place.eq('[1,2,3]')

// ---- columns
// @ts-expect-error characters are counted in numbers
varchar2('30')
// @ts-expect-error characters are counted in numbers
nvarchar2('30')
// @ts-expect-error digits are counted in numbers
number('10')
// @ts-expect-error no such option
oracleFloat({ precisionInBits: 53 })
// @ts-expect-error it has no digits
binaryDouble(53)
// @ts-expect-error it has no digits
binaryFloat(24)
// @ts-expect-error it has no length
long(5)
// @ts-expect-error a length is missing
raw()
// @ts-expect-error it has no length
rowid(5)
// @ts-expect-error no such option
oracleTimestamp({ local: true })
// @ts-expect-error options are an object
vector(3)

// ---- datatypes
// @ts-expect-error characters are counted in numbers
new OracleVarchar2Type(true)
// @ts-expect-error characters are counted in numbers
new OracleNvarchar2Type(true)
// @ts-expect-error options are an object
new OracleNumberType(10, 2)
// @ts-expect-error no such option
new OracleFloatType({ bits: 53 })
// @ts-expect-error options are an object
new OracleBinaryDoubleType(53)
// @ts-expect-error options are an object
new OracleBinaryFloatType(53)
// @ts-expect-error no such option
new OracleIntervalType({ days: 2 })
// @ts-expect-error characters are counted in numbers
new OracleLongType(true)
// @ts-expect-error bytes are counted in numbers
new OracleRawType('16')
// @ts-expect-error it has no arguments
new OracleRowidType('x')
// @ts-expect-error no such option
new OracleTimestampType({ local: true })
// @ts-expect-error no such option
new OracleJsonType({ blob: true })
// @ts-expect-error no such option
new OracleVectorType({ dimensions: 3 })
// @ts-expect-error a version is a list of numbers
new OracleDialect({ serverVersion: '23' })
// @ts-expect-error it has no length
bfile(5)
// @ts-expect-error a length is a number
new OracleBfileType('5')
// @ts-expect-error it has no length
nclob(5)
// @ts-expect-error options are an object
new OracleNclobType({ size: 5 })
// @ts-expect-error no such option
oracleInterval({ precision: 3 })
