import { del, insert, literal, not, table, update, varchar } from '@athanor/expressions'
import {
  bit, inet4, inet6, limit, longtext, MariaDBDialect, match, MatchAgainst, mediumint, mediumtext, MysqlBigintType, mysqlBigint, MysqlBitType, mysqlChar, MysqlCharType, mysqlDatetime, MysqlDatetimeType,
  MariadbInet4Type, MariadbInet6Type, mysqlDecimal, MysqlDecimalType, MySQLDialect, mysqlEnum, mysqlNchar, mysqlNvarchar, mysqlDouble, MysqlDoubleType, MysqlEnumType, mysqlFloat, MysqlFloatType, mysqlInteger, MysqlIntegerType, MysqlJsonType, MysqlLongblobType,
  MysqlLongtextType, MysqlMediumblobType, MysqlMediumintType, MysqlMediumtextType, MysqlNcharType, mysqlNumeric, MysqlNumericType, MysqlNvarcharType, mysqlReal, MysqlRealType, MysqlSetType,
  mysqlSmallint, MysqlSmallintType, mysqlText, MysqlTextType, mysqlTime, mysqlTimestamp, MysqlTimestampType, MysqlTimeType, MysqlTinyblobType, MysqlTinyintType, MysqlTinytextType,
  mysqlVarchar, MysqlVarcharType, MysqlYearType, setType, tinyint, tinytext, year,
} from '@athanor/dialect-mysql'

const t = table('t', { a: tinyint({ unsigned: true }), kind: setType(['a', 'b']), born: year(), big: mysqlBigint(), text: varchar() })
insert(t).values({ a: 1, kind: 'a,b', born: 2024, big: 5n, text: 'x' })
update(t).set({ a: 2 }).ext(limit(10))
del(t).ext(limit(literal(10)))
match([t.c.text], 'x', { booleanMode: true }).gt(0.5); del(t).where(match([t.c.text], 'x')); not(match([t.c.text], 'x'))

// ---- values of columns
// @ts-expect-error a text is no number
insert(t).values({ a: 'x', kind: 'a', born: 2024, big: 5n, text: 'x' })
// @ts-expect-error a set is a text with commas
insert(t).values({ a: 1, kind: ['a'], born: 2024, big: 5n, text: 'x' })
// @ts-expect-error a number is no bigint
t.c.big.eq(5)
// @ts-expect-error a year is a number
t.c.born.eq(new Date())

// ---- columns
// @ts-expect-error no such option
mysqlInteger({ unsgined: true })
// @ts-expect-error a width is an option
tinyint(1)
// @ts-expect-error no such option
mysqlSmallint({ zeroFill: true })
// @ts-expect-error digits are counted in numbers
mediumint({ displayWidth: '3' })
// @ts-expect-error options are an object
mysqlBigint('20')
// @ts-expect-error a year has no width
year(4)
// @ts-expect-error digits are counted in numbers
mysqlNumeric('10')
// @ts-expect-error no such option
mysqlDecimal(10, 2, { unsgined: true })
// @ts-expect-error options are an object
mysqlFloat(10, 2, 'unsigned')
// @ts-expect-error digits are counted in numbers
mysqlDouble('53')
// @ts-expect-error digits come first
mysqlReal({ unsigned: true })
// @ts-expect-error no such option
mysqlVarchar(30, { charSet: 'utf8mb4' })
// @ts-expect-error characters are counted in numbers
mysqlChar('3')
// @ts-expect-error a text has no length
mysqlText(100)
// @ts-expect-error a character set has a name
tinytext({ charset: 5 })
// @ts-expect-error a text has no length
mediumtext({ length: 5 })
// @ts-expect-error options are an object
longtext('utf8mb4')
// @ts-expect-error values stand in a list
setType('a', 'b')
// @ts-expect-error digits are called fsp
mysqlTimestamp({ precision: 6 })
// @ts-expect-error options are an object
mysqlDatetime(6)
// @ts-expect-error digits are counted in numbers
mysqlTime({ fsp: '6' })

// ---- functions
// @ts-expect-error a number is missing
limit()
// @ts-expect-error columns stand in a list
match(t.c.text, 'x')
// @ts-expect-error no such option
match([t.c.text], 'x', { boolean: true })
// @ts-expect-error made by match()
new MatchAgainst(t.c.text, 'x')

// ---- datatypes
// @ts-expect-error no such option
new MysqlIntegerType({ unsgined: true })
// @ts-expect-error a width is an option
new MysqlTinyintType(1)
// @ts-expect-error no such option
new MysqlSmallintType({ unsgined: true })
// @ts-expect-error no such option
new MysqlMediumintType({ unsgined: true })
// @ts-expect-error no such option
new MysqlBigintType({ unsgined: true })
// @ts-expect-error digits are counted in numbers
new MysqlYearType('4')
// @ts-expect-error no such option
new MysqlNumericType({ digits: 5 })
// @ts-expect-error options are an object
new MysqlDecimalType(10, 2)
// @ts-expect-error no such option
new MysqlFloatType({ digits: 5 })
// @ts-expect-error no such option
new MysqlDoubleType({ digits: 5 })
// @ts-expect-error no such option
new MysqlRealType({ digits: 5 })
// @ts-expect-error bits are counted in numbers
new MysqlBitType('8')
// @ts-expect-error options are an object
new MysqlVarcharType(30)
// @ts-expect-error no such option
new MysqlCharType({ charSet: 'latin1' })
// @ts-expect-error options are an object
new MysqlNvarcharType(30)
// @ts-expect-error options are an object
new MysqlNcharType(30)
// @ts-expect-error no such option
new MysqlTextType({ charSet: 'latin1' })
// @ts-expect-error no such option
new MysqlTinytextType({ charSet: 'latin1' })
// @ts-expect-error no such option
new MysqlMediumtextType({ charSet: 'latin1' })
// @ts-expect-error no such option
new MysqlLongtextType({ charSet: 'latin1' })
// @ts-expect-error values stand in a list
new MysqlSetType('a')
// @ts-expect-error values stand in a list
new MysqlEnumType('a')
// @ts-expect-error bytes are counted in numbers
new MysqlTinyblobType('5')
// @ts-expect-error bytes are counted in numbers
new MysqlMediumblobType('5')
// @ts-expect-error bytes are counted in numbers
new MysqlLongblobType('5')
// @ts-expect-error digits are called fsp
new MysqlTimestampType({ precision: 6 })
// @ts-expect-error digits are called fsp
new MysqlDatetimeType({ precision: 6 })
// @ts-expect-error digits are called fsp
new MysqlTimeType({ precision: 6 })
// @ts-expect-error no such option
new MysqlJsonType({ nullAsNone: true })

// ---- dialects
// @ts-expect-error a version is a list of numbers
new MySQLDialect({ serverVersion: '8.0' })
// @ts-expect-error no such option
new MariaDBDialect({ version: [10, 5] })

// ---- what single servers or modes have
const flags = table('flags', { a: setType(['', 'a'], { retrieveAsBitwise: true }), e: mysqlEnum(['x', 'y'], { charset: 'utf8mb4' }), bits: bit(8), at: inet6() })
insert(flags).values({ a: new Set(['', 'a']), e: 'x', bits: new Uint8Array([1]), at: '::1' })
// @ts-expect-error with bits it is a set
insert(flags).values({ a: 'a', e: 'x', bits: new Uint8Array([1]), at: '::1' })
// @ts-expect-error a value that there isn't
flags.c.e.eq('z')
// @ts-expect-error a value that there isn't
flags.c.a.eq(new Set(['b']))
// @ts-expect-error a length is a number
bit('8')
// @ts-expect-error it has no length
inet4(4)
// @ts-expect-error it has no length
inet6(6)
// @ts-expect-error it has no length
new MariadbInet4Type(4)
// @ts-expect-error it has no length
new MariadbInet6Type(6)
// @ts-expect-error the character set is the national one
mysqlNvarchar(5, { charset: 'utf8mb4' })
// @ts-expect-error the character set is the national one
mysqlNchar(5, { charset: 'utf8mb4' })
// @ts-expect-error values are texts
mysqlEnum([1])
