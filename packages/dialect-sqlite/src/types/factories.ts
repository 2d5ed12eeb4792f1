import type { ColumnDef } from '@athanor/expressions'
import { ColumnDefinition, type SqlType } from '@athanor/expressions/elements'
import {
  SqliteDatetimeType, SqliteDateType, SqliteJsonbType, SqliteTimeType, type SqliteDateOptions,
} from './sqlite-types.ts'

// Columns of SQLite's own types. The definitions don't know their JavaScript type; their public face does. That is the reason of the cast.
const column = <T>(type: SqlType): ColumnDef<T> => new ColumnDefinition(type) as unknown as ColumnDef<T>

/** A timestamp in a text format of your own; a `Date`, in UTC. @example new CreateTable(table('c', new MetaData(), { a: sqliteDatetime({ storageFormat: '%(year)04d-%(month)02d-%(day)02d' }) }))   // SQLite: CREATE TABLE c ( a DATETIME NOT NULL ) */
export const sqliteDatetime = (options: SqliteDateOptions = {}): ColumnDef<Date> => column(new SqliteDatetimeType(options))
/** A date in a text format of your own; a string `2024-05-06`. @example new CreateTable(table('c', new MetaData(), { a: sqliteDate({ storageFormat: '%(year)04d%(month)02d%(day)02d' }) }))   // SQLite: CREATE TABLE c ( a DATE_CHAR NOT NULL ) */
export const sqliteDate = (options: SqliteDateOptions = {}): ColumnDef<string> => column(new SqliteDateType(options))
/** A time of day in a text format of your own; a string `07:08:09.000000`. @example new CreateTable(table('c', new MetaData(), { a: sqliteTime({ storageFormat: '%(hour)02d-%(minute)02d' }) }))   // SQLite: CREATE TABLE c ( a TIME NOT NULL ) */
export const sqliteTime = (options: SqliteDateOptions = {}): ColumnDef<string> => column(new SqliteTimeType(options))
/** `JSONB`: JSON in SQLite's binary form (since 3.45); any value that JSON can hold. @example new CreateTable(table('c', new MetaData(), { a: sqliteJsonb<{ color: string }>() }))   // SQLite: CREATE TABLE c ( a JSONB NOT NULL ) */
export const sqliteJsonb = <T = unknown>(options: { readonly noneAsNull?: boolean } = {}): ColumnDef<T> => column(new SqliteJsonbType(options))
