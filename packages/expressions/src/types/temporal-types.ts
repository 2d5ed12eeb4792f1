import type { Dialect } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { adaptArithmetic } from './adaptations.ts'
import { quoteLiteral } from './literal-quoting.ts'
import { dateText, dateTimeText } from './literals.ts'
import { defineType, SqlType } from './sql-type.ts'

/** Representation of points in time: JavaScript's `Date`, the database's text (keeps microseconds), or Temporal. */
export type TemporalMode = 'date' | 'string' | 'temporal'
export interface TemporalOptions {
  /** With time zone. Default false. */
  readonly timezone?: boolean | undefined
  /** Digits of fractional seconds. */
  readonly precision?: number | undefined
  readonly mode?: TemporalMode | undefined
}

abstract class TemporalType extends SqlType {
  protected override get hasTextValues(): boolean { return true }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] { return adaptArithmetic(this, operator, other) }
}

/** `TIMESTAMP` or `DATETIME`, with or without time zone. Without one a `Date` is read and written as UTC. */
export class DateTimeType extends TemporalType {
  readonly timezone: boolean
  readonly precision: number | undefined
  readonly mode: TemporalMode
  constructor(options: TemporalOptions = {}) {
    super()
    this.timezone = options.timezone ?? false
    this.precision = options.precision
    this.mode = options.mode ?? 'date'
    if (this.timezone) Object.defineProperty(this, 'family', { value: 'datetimetz', enumerable: true, writable: true, configurable: true })
  }
  protected get args(): readonly unknown[] { return [this.timezone, this.precision, this.mode] }
  override literalProcessor(dialect: Dialect): (value: unknown) => string { return (value) => quoteLiteral(dialect, dateTimeText(value)) }
}
defineType(DateTimeType, 'visitDateTime', 'datetime')

/** `DATE`; a string `2024-05-06` unless `mode` says otherwise. */
export class DateType extends TemporalType {
  readonly mode: TemporalMode
  constructor(options: { readonly mode?: TemporalMode | undefined } = {}) {
    super()
    this.mode = options.mode ?? 'string'
  }
  protected get args(): readonly unknown[] { return [this.mode] }
  override literalProcessor(dialect: Dialect): (value: unknown) => string { return (value) => quoteLiteral(dialect, dateText(value)) }
}
defineType(DateType, 'visitDate', 'date')

/** `TIME`; a string `07:08:09.123456` unless `mode` says otherwise. */
export class TimeType extends TemporalType {
  readonly timezone: boolean
  readonly precision: number | undefined
  readonly mode: TemporalMode
  constructor(options: TemporalOptions = {}) {
    super()
    this.timezone = options.timezone ?? false
    this.precision = options.precision
    this.mode = options.mode ?? 'string'
  }
  protected get args(): readonly unknown[] { return [this.timezone, this.precision, this.mode] }
  override literalProcessor(dialect: Dialect): (value: unknown) => string { return (value) => quoteLiteral(dialect, String(value)) }
}
defineType(TimeType, 'visitTime', 'time')

/** A dialect with an interval type writes its values. */
interface WritesIntervals { intervalLiteral(text: string): string }

/** `INTERVAL`; a string in ISO 8601 or the database's form; stored as a timestamp relative to 1970 where there is no such type. */
export class IntervalType extends TemporalType {
  readonly native: boolean
  readonly secondPrecision: number | undefined
  readonly dayPrecision: number | undefined
  constructor(options: { readonly native?: boolean | undefined; readonly secondPrecision?: number | undefined; readonly dayPrecision?: number | undefined } = {}) {
    super()
    this.native = options.native ?? true
    this.secondPrecision = options.secondPrecision
    this.dayPrecision = options.dayPrecision
  }
  protected get args(): readonly unknown[] { return [this.native, this.secondPrecision, this.dayPrecision] }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined {
    // where there is no such type a value is stored in another form, and has no literal
    return 'intervalLiteral' in dialect ? (value) => (dialect as Dialect & WritesIntervals).intervalLiteral(String(value)) : undefined
  }
}
defineType(IntervalType, 'visitInterval', 'interval')
