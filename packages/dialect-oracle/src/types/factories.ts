import type { ColumnDef, NumericString } from '@athanor/expressions'
import { ColumnDefinition, type SqlType } from '@athanor/expressions/elements'
import {
  OracleBfileType, OracleBinaryDoubleType, OracleBinaryFloatType, OracleFloatType, OracleIntervalType, OracleLongType, OracleNclobType, OracleNumberType, OracleNvarchar2Type, OracleRawType,
  OracleRowidType, OracleTimestampType, OracleVarchar2Type, OracleVectorType, type OracleFloatOptions,
} from './oracle-types.ts'

// Columns of Oracle's own types. The definitions don't know their JavaScript type; their public face does. That is the reason of the cast.
const column = <T>(type: SqlType): ColumnDef<T> => new ColumnDefinition(type) as unknown as ColumnDef<T>

/** `VARCHAR2(length CHAR)` @example new CreateTable(table('c', new MetaData(), { a: varchar2(30) }))   // Oracle: CREATE TABLE c ( a VARCHAR2(30 CHAR) NOT NULL ) */
export const varchar2 = (length?: number): ColumnDef<string> => column(new OracleVarchar2Type({ length }))
/** `NVARCHAR2(length)` @example new CreateTable(table('c', new MetaData(), { a: nvarchar2(30) }))   // Oracle: CREATE TABLE c ( a NVARCHAR2(30) NOT NULL ) */
export const nvarchar2 = (length?: number): ColumnDef<string> => column(new OracleNvarchar2Type({ length }))
/** `NUMBER(precision, scale)`; a string that keeps every digit. @example new CreateTable(table('c', new MetaData(), { a: number(10, 2) }))   // Oracle: CREATE TABLE c ( a NUMBER(10, 2) NOT NULL ) */
export const number = (precision?: number, scale?: number): ColumnDef<NumericString> => column(new OracleNumberType({ precision, scale }))
/** `FLOAT(binary precision)`; a number. @example new CreateTable(table('c', new MetaData(), { a: oracleFloat({ binaryPrecision: 53 }) }))   // Oracle: CREATE TABLE c ( a FLOAT(53) NOT NULL ) */
export const oracleFloat = (options: OracleFloatOptions = {}): ColumnDef<number> => column(new OracleFloatType(options))
/** `BINARY_DOUBLE`; a number. @example new CreateTable(table('c', new MetaData(), { a: binaryDouble() }))   // Oracle: CREATE TABLE c ( a BINARY_DOUBLE NOT NULL ) */
export const binaryDouble = (): ColumnDef<number> => column(new OracleBinaryDoubleType())
/** `BINARY_FLOAT`; a number. @example new CreateTable(table('c', new MetaData(), { a: binaryFloat() }))   // Oracle: CREATE TABLE c ( a BINARY_FLOAT NOT NULL ) */
export const binaryFloat = (): ColumnDef<number> => column(new OracleBinaryFloatType())
/** `LONG`; text up to 2 GiB, of which a table has one column at most. @example new CreateTable(table('c', new MetaData(), { a: long() }))   // Oracle: CREATE TABLE c ( a LONG NOT NULL ) */
export const long = (): ColumnDef<string> => column(new OracleLongType())
/** `RAW(length)`; bytes. @example new CreateTable(table('c', new MetaData(), { a: raw(16) }))   // Oracle: CREATE TABLE c ( a RAW(16) NOT NULL ) */
export const raw = (length: number): ColumnDef<Uint8Array> => column(new OracleRawType(length))
/** `ROWID`: where a row is stored; a string. @example new CreateTable(table('c', new MetaData(), { a: rowid() }))   // Oracle: CREATE TABLE c ( a ROWID NOT NULL ) */
export const rowid = (): ColumnDef<string> => column(new OracleRowidType())
/** `TIMESTAMP`, also with the session's time zone; a `Date`. @example new CreateTable(table('c', new MetaData(), { a: oracleTimestamp({ localTimezone: true }) }))   // Oracle: CREATE TABLE c ( a TIMESTAMP WITH LOCAL TIME ZONE NOT NULL ) */
export const oracleTimestamp = (options: { readonly timezone?: boolean; readonly localTimezone?: boolean } = {}): ColumnDef<Date> => column(new OracleTimestampType(options))
/** `VECTOR(dim, format, storage)`; numbers. @example new CreateTable(table('c', new MetaData(), { a: vector({ dim: 3, storageFormat: 'FLOAT32' }) }))   // Oracle: CREATE TABLE c ( a VECTOR(3,FLOAT32,*) NOT NULL ) */
export const vector = (options: { readonly dim?: number; readonly storageFormat?: string; readonly storageType?: string } = {}): ColumnDef<number[]> => column(new OracleVectorType(options))
/** `NCLOB`; long text in the national character set. @example new CreateTable(table('c', new MetaData(), { a: nclob() }))   // Oracle: CREATE TABLE c ( a NCLOB NOT NULL ) */
export const nclob = (): ColumnDef<string> => column(new OracleNclobType())
/** `BFILE`: a file beside the database; bytes, to be read only. @example new CreateTable(table('c', new MetaData(), { a: bfile() }))   // Oracle: CREATE TABLE c ( a BFILE NOT NULL ) */
export const bfile = (): ColumnDef<Uint8Array> => column(new OracleBfileType())
/** `INTERVAL DAY TO SECOND`; a string. @example new CreateTable(table('c', new MetaData(), { a: oracleInterval({ dayPrecision: 4, secondPrecision: 3 }) }))   // Oracle: CREATE TABLE c ( a INTERVAL DAY(4) TO SECOND(3) NOT NULL ) */
export const oracleInterval = (options: { readonly dayPrecision?: number; readonly secondPrecision?: number } = {}): ColumnDef<string> => column(new OracleIntervalType(options))
