import type { ColumnDef, NumericString } from '@athanor/expressions'
import { ColumnDefinition, type SqlType } from '@athanor/expressions/elements'
import {
  MssqlDatetime2Type, MssqlDatetimeoffsetType, MssqlImageType, MssqlMoneyType, MssqlNtextType, MssqlRowversionType, MssqlSmalldatetimeType,
  MssqlSmallmoneyType, MssqlSqlVariantType, MssqlTimeType, MssqlTinyintType, MssqlUniqueidentifierType, MssqlVarbinaryType, MssqlXmlType,
} from './mssql-types.ts'

// Columns of SQL Server's own types. The definitions don't know their JavaScript type; their public face does. That is the reason of the cast.
const column = <T>(type: SqlType): ColumnDef<T> => new ColumnDefinition(type) as unknown as ColumnDef<T>

/** Options of dates and times. */
export interface TimePrecision {
  /** Digits of fractional seconds, 0 to 7. Default: the server's, 7. */
  readonly precision?: number | undefined
}

/** `TINYINT`, one byte without sign; a number. @example new CreateTable(table('c', new MetaData(), { a: tinyint() }))   // MSSQL: CREATE TABLE c ( a TINYINT NOT NULL ) */
export const tinyint = (): ColumnDef<number> => column(new MssqlTinyintType())
/** `MONEY`; a string that keeps every digit. @example new CreateTable(table('c', new MetaData(), { a: money() }))   // MSSQL: CREATE TABLE c ( a MONEY NOT NULL ) */
export const money = (): ColumnDef<NumericString> => column(new MssqlMoneyType())
/** `SMALLMONEY`; a string that keeps every digit. @example new CreateTable(table('c', new MetaData(), { a: smallmoney() }))   // MSSQL: CREATE TABLE c ( a SMALLMONEY NOT NULL ) */
export const smallmoney = (): ColumnDef<NumericString> => column(new MssqlSmallmoneyType())
/** `DATETIME2(precision)`; a `Date`, in UTC. @example new CreateTable(table('c', new MetaData(), { a: datetime2({ precision: 3 }) }))   // MSSQL: CREATE TABLE c ( a DATETIME2(3) NOT NULL ) */
export const datetime2 = (options: TimePrecision = {}): ColumnDef<Date> => column(new MssqlDatetime2Type(options))
/** `DATETIMEOFFSET(precision)`; a `Date`. @example new CreateTable(table('c', new MetaData(), { a: datetimeoffset({ precision: 3 }) }))   // MSSQL: CREATE TABLE c ( a DATETIMEOFFSET(3) NOT NULL ) */
export const datetimeoffset = (options: TimePrecision = {}): ColumnDef<Date> => column(new MssqlDatetimeoffsetType(options))
/** `SMALLDATETIME`; a `Date`, to the minute. @example new CreateTable(table('c', new MetaData(), { a: smalldatetime() }))   // MSSQL: CREATE TABLE c ( a SMALLDATETIME NOT NULL ) */
export const smalldatetime = (): ColumnDef<Date> => column(new MssqlSmalldatetimeType())
/** `NTEXT`; long Unicode text. @example new CreateTable(table('c', new MetaData(), { a: ntext() }))   // MSSQL: CREATE TABLE c ( a NTEXT NOT NULL ) */
export const ntext = (): ColumnDef<string> => column(new MssqlNtextType())
/** `XML`; text. @example new CreateTable(table('c', new MetaData(), { a: xml() }))   // MSSQL: CREATE TABLE c ( a XML NOT NULL ) */
export const xml = (): ColumnDef<string> => column(new MssqlXmlType())
/** `IMAGE`; bytes. @example new CreateTable(table('c', new MetaData(), { a: image() }))   // MSSQL: CREATE TABLE c ( a IMAGE NOT NULL ) */
export const image = (): ColumnDef<Uint8Array> => column(new MssqlImageType())
/** `UNIQUEIDENTIFIER`; a string. @example new CreateTable(table('c', new MetaData(), { a: uniqueidentifier() }))   // MSSQL: CREATE TABLE c ( a UNIQUEIDENTIFIER NOT NULL ) */
export const uniqueidentifier = (): ColumnDef<string> => column(new MssqlUniqueidentifierType())
/** `ROWVERSION`, which changes whenever the row does; bytes. @example new CreateTable(table('c', new MetaData(), { a: rowversion() }))   // MSSQL: CREATE TABLE c ( a ROWVERSION NOT NULL ) */
export const rowversion = (): ColumnDef<Uint8Array> => column(new MssqlRowversionType())
/** `SQL_VARIANT`; a value of any type, as the driver gives it. @example new CreateTable(table('c', new MetaData(), { a: sqlVariant() }))   // MSSQL: CREATE TABLE c ( a SQL_VARIANT NOT NULL ) */
export const sqlVariant = (): ColumnDef<unknown> => column(new MssqlSqlVariantType())
/** `TIME(precision)`; a string. @example new CreateTable(table('c', new MetaData(), { a: mssqlTime({ precision: 3 }) }))   // MSSQL: CREATE TABLE c ( a TIME(3) NOT NULL ) */
export const mssqlTime = (options: TimePrecision = {}): ColumnDef<string> => column(new MssqlTimeType(options))
/**
 * `VARBINARY(length)`, also in files of the server; bytes.
 * @throws {ArgumentError} for FILESTREAM with a length
 * @example new CreateTable(table('c', new MetaData(), { a: mssqlVarbinary({ filestream: true }) }))   // MSSQL: CREATE TABLE c ( a VARBINARY(max) FILESTREAM NOT NULL )
 */
export const mssqlVarbinary = (options: { readonly length?: number; readonly filestream?: boolean } = {}): ColumnDef<Uint8Array> => column(new MssqlVarbinaryType(options))
