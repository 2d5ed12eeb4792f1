import type { Dialect, ValueProcessor } from '@athanor/interfaces'
import { DateTimeType, DateType, defineType, JsonType } from '@athanor/expressions/elements'
import { StorageFormat, type DateParts } from './storage-format.ts'

export interface SqliteDateOptions {
  /** How values are written, e.g. `%(year)04d|%(month)02d|%(day)02d`. Default: ISO 8601. */
  readonly storageFormat?: string | undefined
}
const partsOf = (value: Date): DateParts => ({
  year: value.getUTCFullYear(), month: value.getUTCMonth() + 1, day: value.getUTCDate(),
  hour: value.getUTCHours(), minute: value.getUTCMinutes(), second: value.getUTCSeconds(), microsecond: value.getUTCMilliseconds() * 1000,
})
const dateOf = (p: DateParts): Date => new Date(Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second, Math.trunc(p.microsecond / 1000)))

/** A timestamp in a text format of your own; a `Date`, in UTC. */
export class SqliteDatetimeType extends DateTimeType {
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

/** A date in a text format of your own; a string `2024-05-06`. */
export class SqliteDateType extends DateType {
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

/** `JSON`, which SQLite gives a numeric affinity. */
export class SqliteJsonType extends JsonType {}
defineType(SqliteJsonType, 'visitJSON', 'json')
