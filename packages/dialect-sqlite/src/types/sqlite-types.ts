import type { Dialect, ValueProcessor } from '@athanor/interfaces'
import { DateTimeType, DateType, defineType, JsonType, SqlFunction, TimeType, type ColumnElement } from '@athanor/expressions/elements'
import { StorageFormat, type DateParts } from './storage-format.ts'

/** Options of dates that are stored as text. */
export interface SqliteDateOptions {
  /** How values are written, e.g. `%(year)04d|%(month)02d|%(day)02d`. Default: ISO 8601. */
  readonly storageFormat?: string | undefined
}
const partsOf = (value: Date): DateParts => ({
  year: value.getUTCFullYear(), month: value.getUTCMonth() + 1, day: value.getUTCDate(),
  hour: value.getUTCHours(), minute: value.getUTCMinutes(), second: value.getUTCSeconds(), microsecond: value.getUTCMilliseconds() * 1000,
})
const dateOf = (p: DateParts): Date => new Date(Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second, Math.trunc(p.microsecond / 1000)))

/** A timestamp in a text format of your own; a `Date`, in UTC. @example new SqliteDatetimeType({ storageFormat: '%(year)04d-%(month)02d-%(day)02d' })   // SQLite: DATETIME */
export class SqliteDatetimeType extends DateTimeType {
  /** How values are written; undefined: ISO 8601. */
  readonly storageFormat: StorageFormat | undefined
  constructor(options: SqliteDateOptions = {}) {
    super()
    this.storageFormat = options.storageFormat === undefined ? undefined : new StorageFormat(options.storageFormat)
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.storageFormat?.template] }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = this.storageFormat
    return format === undefined ? super.bindProcessor(dialect) : (value) => (value instanceof Date ? format.write(partsOf(value)) : value)
  }
  override resultProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = this.storageFormat
    return format === undefined ? super.resultProcessor(dialect) : (value) => dateOf(format.read(String(value)))
  }
}
defineType(SqliteDatetimeType, 'visitDateTime', 'datetime')

/** A date in a text format of your own; a string `2024-05-06`. @example new SqliteDateType({ storageFormat: '%(year)04d%(month)02d%(day)02d' })   // SQLite: DATE_CHAR */
export class SqliteDateType extends DateType {
  /** How values are written; undefined: ISO 8601. */
  readonly storageFormat: StorageFormat | undefined
  constructor(options: SqliteDateOptions = {}) {
    super()
    this.storageFormat = options.storageFormat === undefined ? undefined : new StorageFormat(options.storageFormat)
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.storageFormat?.template] }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = this.storageFormat
    return format === undefined ? super.bindProcessor(dialect) : (value) => format.write(partsOf(new Date(`${String(value)}T00:00:00Z`)))
  }
  override resultProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = this.storageFormat
    return format === undefined ? super.resultProcessor(dialect) : (value) => dateOf(format.read(String(value))).toISOString().slice(0, 10)
  }
}
defineType(SqliteDateType, 'visitDate', 'date')

/** `JSON`, which SQLite gives a numeric affinity. @example new SqliteJsonType()   // SQLite: JSON */
export class SqliteJsonType extends JsonType {}
defineType(SqliteJsonType, 'visitJSON', 'json')

/** A time of day in a text format of your own; a string `07:08:09.000000`. @example new SqliteTimeType({ storageFormat: '%(hour)02d%(minute)02d' })   // SQLite: TIME_CHAR */
export class SqliteTimeType extends TimeType {
  /** How values are written; undefined: ISO 8601. */
  readonly storageFormat: StorageFormat | undefined
  constructor(options: SqliteDateOptions = {}) {
    super()
    this.storageFormat = options.storageFormat === undefined ? undefined : new StorageFormat(options.storageFormat)
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.storageFormat?.template] }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = this.storageFormat
    const plain = super.bindProcessor(dialect)
    return format === undefined || plain === undefined ? plain : (value) => format.write(ISO_TIME.read(String(plain(value))))
  }
  override resultProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = this.storageFormat
    return format === undefined ? super.resultProcessor(dialect) : (value) => ISO_TIME.write(format.read(String(value)))
  }
}
defineType(SqliteTimeType, 'visitTime', 'time')
const ISO_TIME = new StorageFormat('%(hour)02d:%(minute)02d:%(second)02d.%(microsecond)06d')

/** `JSONB`: JSON in SQLite's binary form, written by `jsonb()` and read by `json()`; since SQLite 3.45. @example new SqliteJsonbType()   // SQLite: JSONB */
export class SqliteJsonbType extends JsonType {
  override bindExpression(bind: ColumnElement): ColumnElement | undefined { return new SqlFunction('jsonb', [bind], { type: this }) }
  override columnExpression(column: ColumnElement): ColumnElement | undefined { return new SqlFunction('json', [column], { type: this }) }
}
defineType(SqliteJsonbType, 'visitJSONB', 'json')
