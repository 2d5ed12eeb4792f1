import { ArgumentError, type Dialect, type ValueProcessor } from '@athanor/interfaces'
import { defineType, op, SqlType, type Operator, BIG_INTEGER, DATETIME, DateTimeType, DateType, INTEGER, NUMERIC } from '@athanor/expressions/elements'

/** Which bounds belong to the range. */
export type RangeBounds = '[)' | '(]' | '[]' | '()'

/** A range of values; `null` is no bound. Plain data: it can be compared, copied and sent as JSON. */
export interface Range<T> {
  /** Lower bound; null: none. */
  readonly lower: T | null
  /** Upper bound; null: none. */
  readonly upper: T | null
  /** Which bounds belong to it. */
  readonly bounds: RangeBounds
  /** It has no values; the bounds mean nothing then. */
  readonly empty: boolean
}

/**
 * A range, which is `[1,5)` in PostgreSQL's notation. @example range(1, 5)
 * @throws {ArgumentError} for other bounds than `[)`, `(]`, `[]`, `()`
 */
export function range<T>(lower: T | null, upper: T | null, bounds: RangeBounds = '[)'): Range<T> {
  if (!/^[[(][\])]$/.test(bounds)) throw new ArgumentError(`Bounds of a range are [), (], [] or (), not ${JSON.stringify(bounds)}`)
  return { lower, upper, bounds, empty: false }
}
/** The range without values. */
export const emptyRange: Range<never> = { lower: null, upper: null, bounds: '[)', empty: true }

const quoteBound = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  // numbers, text and Temporal objects print themselves
  const text = value instanceof Date ? value.toISOString() : String(value as { toString(): string })
  return text === '' || /["\\,()[\]\s]/.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : text
}
/** A range as PostgreSQL writes it. */
export function rangeText(value: unknown): string {
  if (typeof value === 'string') return value
  const r = value as Range<unknown>
  if (typeof r !== 'object' || r === null || !('bounds' in r)) throw new ArgumentError('A range value is made with range(lower, upper)')
  return r.empty ? 'empty' : `${r.bounds[0]}${quoteBound(r.lower)},${quoteBound(r.upper)}${r.bounds[1]}`
}

const RANGE = /^([[(])(?:"((?:[^"\\]|\\.|"")*)"|([^,"]*)),(?:"((?:[^"\\]|\\.|"")*)"|([^\])"]*))([\])])$/s
const unquote = (quoted: string): string => quoted.replaceAll(/\\(.)|""/gs, (_m, c: string | undefined) => c ?? '"')
/** Reads what PostgreSQL writes; the bounds stay texts until `convert` makes values of them. */
export function parseRange<T>(text: string, convert: (bound: string) => T): Range<T> {
  if (text === 'empty') return emptyRange
  const match = RANGE.exec(text)
  if (match === null) throw new ArgumentError(`${JSON.stringify(text.slice(0, 60))} is not a range`)
  const bound = (quoted: string | undefined, plain: string | undefined): T | null =>
    quoted !== undefined ? convert(unquote(quoted)) : plain === undefined || plain === '' ? null : convert(plain)
  return { lower: bound(match[2], match[3]), upper: bound(match[4], match[5]), bounds: (match[1]! + match[6]!) as RangeBounds, empty: false }
}
const MEMBERS = /(?:[[(](?:"(?:[^"\\]|\\.|"")*"|[^,"]*),(?:"(?:[^"\\]|\\.|"")*"|[^\])"]*)[\])])/gs

/** A range type, or with `multi` a list of disjoint ranges. */
export abstract class AbstractRangeType extends SqlType {
  /** A list of disjoint ranges. */
  declare readonly isMulti: boolean
  /** Type of the bounds. */
  declare readonly boundType: SqlType
  protected get args(): readonly unknown[] { return [] }
  /** Values of the bounds from their text. */
  protected abstract bound(text: string): unknown
  override coerceComparedValue(operator: Operator, value: unknown): SqlType {
    // a text is the server's to understand
    return Array.isArray(value) || (value !== null && typeof value === 'object' && 'bounds' in value) ? this : super.coerceComparedValue(operator, value)
  }
  override adaptOperator(operator: Operator, _other: SqlType): readonly [Operator, SqlType] {
    return operator === op.add || operator === op.sub || operator === op.mul ? [operator, this] : [operator, this]
  }
  override bindProcessor(): ValueProcessor {
    return this.isMulti ? (value) => (Array.isArray(value) ? `{${value.map(rangeText).join(',')}}` : rangeText(value)) : rangeText
  }
  override resultProcessor(_dialect: Dialect): ValueProcessor {
    const one = (text: string): Range<unknown> => parseRange(text, (b) => this.bound(b))
    return this.isMulti ? (value) => (String(value).slice(1, -1).match(MEMBERS) ?? []).map(one) : (value) => one(String(value))
  }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const bind = this.bindProcessor()
    return (value) => (dialect as Dialect & { quoteStringLiteral(text: string): string }).quoteStringLiteral(String(bind(value)))
  }
}
const instant = (t: string): Date => new Date(t.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00').replace(/(?<![+-]\d\d:\d\d|Z)$/, 'Z'))
const DAY = new DateType()
const INSTANT = new DateTimeType({ timezone: true })
const define = (cls: { readonly prototype: AbstractRangeType }, name: string, isMulti: boolean, boundType: SqlType): void => {
  defineType(cls, `visit${name}`, isMulti ? 'multirange' : 'range', 'range')
  Object.defineProperty(cls.prototype, 'isMulti', { value: isMulti })
  Object.defineProperty(cls.prototype, 'boundType', { value: boundType })
}

/** `INT4RANGE`; bounds are numbers. @example new Int4RangeType()   // PostgreSQL: INT4RANGE */
export class Int4RangeType extends AbstractRangeType {
  protected bound(text: string): number { return Number(text) }
}
define(Int4RangeType, 'INT4RANGE', false, INTEGER)
/** `INT8RANGE`; bounds are bigints. @example new Int8RangeType()   // PostgreSQL: INT8RANGE */
export class Int8RangeType extends AbstractRangeType {
  protected bound(text: string): bigint { return BigInt(text) }
}
define(Int8RangeType, 'INT8RANGE', false, BIG_INTEGER)
/** `NUMRANGE`; bounds are strings that keep every digit. @example new NumRangeType()   // PostgreSQL: NUMRANGE */
export class NumRangeType extends AbstractRangeType {
  protected bound(text: string): string { return text }
}
define(NumRangeType, 'NUMRANGE', false, NUMERIC)
/** `DATERANGE`; bounds are strings such as `2024-05-06`. @example new DateRangeType()   // PostgreSQL: DATERANGE */
export class DateRangeType extends AbstractRangeType {
  protected bound(text: string): string { return text }
}
define(DateRangeType, 'DATERANGE', false, DAY)
/** `TSRANGE`; bounds are `Date`s, in UTC. @example new TsRangeType()   // PostgreSQL: TSRANGE */
export class TsRangeType extends AbstractRangeType {
  protected bound(text: string): Date { return instant(text) }
}
define(TsRangeType, 'TSRANGE', false, DATETIME)
/** `TSTZRANGE`; bounds are `Date`s. @example new TstzRangeType()   // PostgreSQL: TSTZRANGE */
export class TstzRangeType extends AbstractRangeType {
  protected bound(text: string): Date { return instant(text) }
}
define(TstzRangeType, 'TSTZRANGE', false, INSTANT)
/** `INT4MULTIRANGE`; a list of ranges of numbers. @example new Int4MultirangeType()   // PostgreSQL: INT4MULTIRANGE */
export class Int4MultirangeType extends AbstractRangeType {
  protected bound(text: string): number { return Number(text) }
}
define(Int4MultirangeType, 'INT4MULTIRANGE', true, INTEGER)
/** `INT8MULTIRANGE`; a list of ranges of bigints. @example new Int8MultirangeType()   // PostgreSQL: INT8MULTIRANGE */
export class Int8MultirangeType extends AbstractRangeType {
  protected bound(text: string): bigint { return BigInt(text) }
}
define(Int8MultirangeType, 'INT8MULTIRANGE', true, BIG_INTEGER)
/** `NUMMULTIRANGE`; a list of ranges of exact numbers, as strings. @example new NumMultirangeType()   // PostgreSQL: NUMMULTIRANGE */
export class NumMultirangeType extends AbstractRangeType {
  protected bound(text: string): string { return text }
}
define(NumMultirangeType, 'NUMMULTIRANGE', true, NUMERIC)
/** `DATEMULTIRANGE`; a list of ranges of dates, as strings. @example new DateMultirangeType()   // PostgreSQL: DATEMULTIRANGE */
export class DateMultirangeType extends AbstractRangeType {
  protected bound(text: string): string { return text }
}
define(DateMultirangeType, 'DATEMULTIRANGE', true, DAY)
/** `TSMULTIRANGE`; a list of ranges of `Date`s, in UTC. @example new TsMultirangeType()   // PostgreSQL: TSMULTIRANGE */
export class TsMultirangeType extends AbstractRangeType {
  protected bound(text: string): Date { return instant(text) }
}
define(TsMultirangeType, 'TSMULTIRANGE', true, DATETIME)
/** `TSTZMULTIRANGE`; a list of ranges of `Date`s. @example new TstzMultirangeType()   // PostgreSQL: TSTZMULTIRANGE */
export class TstzMultirangeType extends AbstractRangeType {
  protected bound(text: string): Date { return instant(text) }
}
define(TstzMultirangeType, 'TSTZMULTIRANGE', true, INSTANT)
