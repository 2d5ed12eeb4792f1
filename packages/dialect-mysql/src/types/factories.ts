import type { ColumnDef, NumericString } from '@athanor/expressions'
import { ColumnDefinition, type SqlType } from '@athanor/expressions/elements'
import {
  MariadbInet4Type, MariadbInet6Type, MysqlBigintType, MysqlBitType, MysqlCharType, MysqlDatetimeType, MysqlDecimalType, MysqlDoubleType, MysqlEnumType, MysqlFloatType, MysqlIntegerType, MysqlLongblobType,
  MysqlLongtextType, MysqlMediumblobType, MysqlMediumintType, MysqlMediumtextType, MysqlNcharType, MysqlNumericType, MysqlNvarcharType, MysqlRealType, MysqlSetType, MysqlSmallintType,
  MysqlTextType, MysqlTimestampType, MysqlTimeType, MysqlTinyblobType, MysqlTinyintType, MysqlTinytextType, MysqlVarcharType, MysqlYearType,
  type MysqlIntegerOptions, type MysqlNumberOptions, type MysqlSetOptions, type MysqlStringOptions, type MysqlTimeOptions,
} from './mysql-types.ts'

// Columns of MySQL's own types. The definitions don't know their JavaScript type; their public face does. That is the reason of the cast.
const column = <T>(type: SqlType): ColumnDef<T> => new ColumnDefinition(type) as unknown as ColumnDef<T>

/** `INTEGER` with `UNSIGNED`, `ZEROFILL` or a width; a number. @example new CreateTable(table('c', new MetaData(), { a: mysqlInteger({ unsigned: true }) }))   // MySQL: CREATE TABLE c ( a INTEGER UNSIGNED NOT NULL ) */
export const mysqlInteger = (options: MysqlIntegerOptions = {}): ColumnDef<number> => column(new MysqlIntegerType(options))
/** `TINYINT`, one byte; a number. @example new CreateTable(table('c', new MetaData(), { a: tinyint({ unsigned: true }) }))   // MySQL: CREATE TABLE c ( a TINYINT UNSIGNED NOT NULL ) */
export const tinyint = (options: MysqlIntegerOptions = {}): ColumnDef<number> => column(new MysqlTinyintType(options))
/** `SMALLINT` with `UNSIGNED`, `ZEROFILL` or a width; a number. @example new CreateTable(table('c', new MetaData(), { a: mysqlSmallint({ unsigned: true }) }))   // MySQL: CREATE TABLE c ( a SMALLINT UNSIGNED NOT NULL ) */
export const mysqlSmallint = (options: MysqlIntegerOptions = {}): ColumnDef<number> => column(new MysqlSmallintType(options))
/** `MEDIUMINT`, three bytes; a number. @example new CreateTable(table('c', new MetaData(), { a: mediumint({ unsigned: true }) }))   // MySQL: CREATE TABLE c ( a MEDIUMINT UNSIGNED NOT NULL ) */
export const mediumint = (options: MysqlIntegerOptions = {}): ColumnDef<number> => column(new MysqlMediumintType(options))
/** `BIGINT` with `UNSIGNED`, `ZEROFILL` or a width; a bigint. @example new CreateTable(table('c', new MetaData(), { a: mysqlBigint({ unsigned: true }) }))   // MySQL: CREATE TABLE c ( a BIGINT UNSIGNED NOT NULL ) */
export const mysqlBigint = (options: MysqlIntegerOptions = {}): ColumnDef<bigint> => column(new MysqlBigintType(options))
/** `YEAR`; a number. @example new CreateTable(table('c', new MetaData(), { a: year() }))   // MySQL: CREATE TABLE c ( a YEAR NOT NULL ) */
export const year = (): ColumnDef<number> => column(new MysqlYearType())
/** `NUMERIC(precision, scale)` with `UNSIGNED` or `ZEROFILL`; a string that keeps every digit. @example new CreateTable(table('c', new MetaData(), { a: mysqlNumeric(10, 2, { unsigned: true }) }))   // MySQL: CREATE TABLE c ( a NUMERIC(10, 2) UNSIGNED NOT NULL ) */
export const mysqlNumeric = (precision?: number, scale?: number, options: MysqlNumberOptions = {}): ColumnDef<NumericString> => column(new MysqlNumericType({ precision, scale, ...options }))
/** `DECIMAL(precision, scale)` with `UNSIGNED` or `ZEROFILL`; a string that keeps every digit. @example new CreateTable(table('c', new MetaData(), { a: mysqlDecimal(10, 2, { unsigned: true }) }))   // MySQL: CREATE TABLE c ( a DECIMAL(10, 2) UNSIGNED NOT NULL ) */
export const mysqlDecimal = (precision?: number, scale?: number, options: MysqlNumberOptions = {}): ColumnDef<NumericString> => column(new MysqlDecimalType({ precision, scale, ...options }))
/** `FLOAT` with digits, `UNSIGNED` or `ZEROFILL`; a number. @example new CreateTable(table('c', new MetaData(), { a: mysqlFloat(10, 2, { unsigned: true }) }))   // MySQL: CREATE TABLE c ( a FLOAT(10, 2) UNSIGNED NOT NULL ) */
export const mysqlFloat = (precision?: number, scale?: number, options: MysqlNumberOptions = {}): ColumnDef<number> => column(new MysqlFloatType({ precision, scale, ...options }))
/** `DOUBLE` with digits, `UNSIGNED` or `ZEROFILL`; a number. @example new CreateTable(table('c', new MetaData(), { a: mysqlDouble(10, 2, { unsigned: true }) }))   // MySQL: CREATE TABLE c ( a DOUBLE(10, 2) UNSIGNED NOT NULL ) */
export const mysqlDouble = (precision?: number, scale?: number, options: MysqlNumberOptions = {}): ColumnDef<number> => column(new MysqlDoubleType({ precision, scale, ...options }))
/** `REAL` with digits, `UNSIGNED` or `ZEROFILL`; a number. @example new CreateTable(table('c', new MetaData(), { a: mysqlReal(10, 2, { unsigned: true }) }))   // MySQL: CREATE TABLE c ( a REAL(10, 2) UNSIGNED NOT NULL ) */
export const mysqlReal = (precision?: number, scale?: number, options: MysqlNumberOptions = {}): ColumnDef<number> => column(new MysqlRealType({ precision, scale, ...options }))
/** `VARCHAR(length)` with a character set. @example new CreateTable(table('c', new MetaData(), { a: mysqlVarchar(30, { charset: 'utf8mb4' }) }))   // MySQL: CREATE TABLE c ( a VARCHAR(30) CHARACTER SET utf8mb4 NOT NULL ) */
export const mysqlVarchar = (length?: number, options: Omit<MysqlStringOptions, 'length'> = {}): ColumnDef<string> => column(new MysqlVarcharType({ ...options, length }))
/** `CHAR(length)` with a character set. @example new CreateTable(table('c', new MetaData(), { a: mysqlChar(3, { ascii: true }) }))   // MySQL: CREATE TABLE c ( a CHAR(3) ASCII NOT NULL ) */
export const mysqlChar = (length?: number, options: Omit<MysqlStringOptions, 'length'> = {}): ColumnDef<string> => column(new MysqlCharType({ ...options, length }))
/** `TEXT` with a character set. @example new CreateTable(table('c', new MetaData(), { a: mysqlText({ charset: 'utf8mb4' }) }))   // MySQL: CREATE TABLE c ( a TEXT CHARACTER SET utf8mb4 NOT NULL ) */
export const mysqlText = (options: Omit<MysqlStringOptions, 'length'> = {}): ColumnDef<string> => column(new MysqlTextType(options))
/** `TINYTEXT`, up to 255 bytes. @example new CreateTable(table('c', new MetaData(), { a: tinytext() }))   // MySQL: CREATE TABLE c ( a TINYTEXT NOT NULL ) */
export const tinytext = (options: Omit<MysqlStringOptions, 'length'> = {}): ColumnDef<string> => column(new MysqlTinytextType(options))
/** `MEDIUMTEXT`, up to 16 MiB. @example new CreateTable(table('c', new MetaData(), { a: mediumtext() }))   // MySQL: CREATE TABLE c ( a MEDIUMTEXT NOT NULL ) */
export const mediumtext = (options: Omit<MysqlStringOptions, 'length'> = {}): ColumnDef<string> => column(new MysqlMediumtextType(options))
/** `LONGTEXT`, up to 4 GiB. @example new CreateTable(table('c', new MetaData(), { a: longtext() }))   // MySQL: CREATE TABLE c ( a LONGTEXT NOT NULL ) */
export const longtext = (options: Omit<MysqlStringOptions, 'length'> = {}): ColumnDef<string> => column(new MysqlLongtextType(options))
/** `NATIONAL VARCHAR(length)`. @example new CreateTable(table('c', new MetaData(), { a: mysqlNvarchar(30, { collation: 'utf8mb3_bin' }) }))   // MySQL: CREATE TABLE c ( a NATIONAL VARCHAR(30) COLLATE utf8mb3_bin NOT NULL ) */
export const mysqlNvarchar = (length?: number, options: Pick<MysqlStringOptions, 'collation'> = {}): ColumnDef<string> => column(new MysqlNvarcharType({ ...options, length }))
/** `NATIONAL CHAR(length)`. @example new CreateTable(table('c', new MetaData(), { a: mysqlNchar(3) }))   // MySQL: CREATE TABLE c ( a NATIONAL CHAR(3) NOT NULL ) */
export const mysqlNchar = (length?: number, options: Pick<MysqlStringOptions, 'collation'> = {}): ColumnDef<string> => column(new MysqlNcharType({ ...options, length }))
/** `ENUM('a', 'b')` with a character set; one of the values. @example new CreateTable(table('c', new MetaData(), { a: mysqlEnum(['a', 'b'], { charset: 'utf8mb4' }) }))   // MySQL: CREATE TABLE c ( a ENUM('a','b') CHARACTER SET utf8mb4 NOT NULL ) */
export const mysqlEnum = <const V extends readonly string[]>(values: V, options: Omit<MysqlStringOptions, 'length' | 'national'> & { readonly validateStrings?: boolean } = {}): ColumnDef<V[number]> =>
  column(new MysqlEnumType(values, options))
interface SetFactory {
  (values: readonly string[], options?: MysqlStringOptions & { readonly retrieveAsBitwise?: false }): ColumnDef<string>
  <const V extends readonly string[]>(values: V, options: MysqlStringOptions & { readonly retrieveAsBitwise: true }): ColumnDef<ReadonlySet<V[number]>>
}
/**
 * `SET('a', 'b')`: any of the values; a string with commas. With `retrieveAsBitwise` a `Set`, which travels as a number of bits.
 * @throws {ArgumentError} for an empty text among the values, without `retrieveAsBitwise`
 * @example new CreateTable(table('c', new MetaData(), { a: setType(['a', 'b']) }))   // MySQL: CREATE TABLE c ( a SET('a','b') NOT NULL )
 */
export const setType = ((values: readonly string[], options: MysqlSetOptions = {}) => column(new MysqlSetType(values, options))) as SetFactory
/** `BIT(length)`; bytes. @example new CreateTable(table('c', new MetaData(), { a: bit(8) }))   // MySQL: CREATE TABLE c ( a BIT(8) NOT NULL ) */
export const bit = (length?: number): ColumnDef<Uint8Array> => column(new MysqlBitType(length))
/** `INET4` of MariaDB; an address, as a string. @example new CreateTable(table('c', new MetaData(), { a: inet4() }))   // MySQL: CREATE TABLE c ( a INET4 NOT NULL ) */
export const inet4 = (): ColumnDef<string> => column(new MariadbInet4Type())
/** `INET6` of MariaDB; an address of either version, as a string. @example new CreateTable(table('c', new MetaData(), { a: inet6() }))   // MySQL: CREATE TABLE c ( a INET6 NOT NULL ) */
export const inet6 = (): ColumnDef<string> => column(new MariadbInet6Type())
/** `TINYBLOB`, up to 255 bytes; a `Uint8Array`. @example new CreateTable(table('c', new MetaData(), { a: tinyblob() }))   // MySQL: CREATE TABLE c ( a TINYBLOB NOT NULL ) */
export const tinyblob = (): ColumnDef<Uint8Array> => column(new MysqlTinyblobType())
/** `MEDIUMBLOB`, up to 16 MiB; a `Uint8Array`. @example new CreateTable(table('c', new MetaData(), { a: mediumblob() }))   // MySQL: CREATE TABLE c ( a MEDIUMBLOB NOT NULL ) */
export const mediumblob = (): ColumnDef<Uint8Array> => column(new MysqlMediumblobType())
/** `LONGBLOB`, up to 4 GiB; a `Uint8Array`. @example new CreateTable(table('c', new MetaData(), { a: longblob() }))   // MySQL: CREATE TABLE c ( a LONGBLOB NOT NULL ) */
export const longblob = (): ColumnDef<Uint8Array> => column(new MysqlLongblobType())
/** `TIMESTAMP(fsp)`; a `Date`. @example new CreateTable(table('c', new MetaData(), { a: mysqlTimestamp({ fsp: 6 }) }))   // MySQL: CREATE TABLE c ( a TIMESTAMP(6) NOT NULL ) */
export const mysqlTimestamp = (options: MysqlTimeOptions = {}): ColumnDef<Date> => column(new MysqlTimestampType(options))
/** `DATETIME(fsp)`; a `Date`, in UTC. @example new CreateTable(table('c', new MetaData(), { a: mysqlDatetime({ fsp: 6 }) }))   // MySQL: CREATE TABLE c ( a DATETIME(6) NOT NULL ) */
export const mysqlDatetime = (options: MysqlTimeOptions = {}): ColumnDef<Date> => column(new MysqlDatetimeType(options))
/** `TIME(fsp)`; a string. @example new CreateTable(table('c', new MetaData(), { a: mysqlTime({ fsp: 6 }) }))   // MySQL: CREATE TABLE c ( a TIME(6) NOT NULL ) */
export const mysqlTime = (options: MysqlTimeOptions = {}): ColumnDef<string> => column(new MysqlTimeType(options))
