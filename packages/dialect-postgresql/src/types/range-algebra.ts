import { ArgumentError } from '@athanor/interfaces'
import { emptyRange, type Range, type RangeBounds } from './range-types.ts'

/**
 * Ranges as values: what PostgreSQL's operators do, in JavaScript. Bounds are compared as numbers, bigints, dates, or texts in
 * the order of their characters (ISO dates; not NUMERIC in texts: convert those first). Ranges of whole numbers and days are
 * compared as PostgreSQL returns them, with `[)`; `[1,2]` and `[1,3)` are different ranges here (source: SQLAlchemy's `Range`).
 */
type Bound = number | bigint | string | Date

const order = (a: unknown, b: unknown): number => {
  const x = a instanceof Date ? a.getTime() : (a as Bound)
  const y = b instanceof Date ? b.getTime() : (b as Bound)
  return x < y ? -1 : x > y ? 1 : 0
}
const withLower = (r: Range<unknown>): boolean => r.bounds[0] === '['
const withUpper = (r: Range<unknown>): boolean => r.bounds[1] === ']'

/** A range that ends before it begins, or where it begins without including that, has nothing in it. */
export function isEmpty(range: Range<unknown>): boolean {
  if (range.empty) return true
  if (range.lower === null || range.upper === null) return false
  const compared = order(range.lower, range.upper)
  return compared > 0 || (compared === 0 && range.bounds !== '[]')
}

function compareLower(a: Range<unknown>, b: Range<unknown>): number {
  if (a.lower === null || b.lower === null) return a.lower === b.lower ? 0 : a.lower === null ? -1 : 1
  return order(a.lower, b.lower) || Number(withLower(b)) - Number(withLower(a))
}
function compareUpper(a: Range<unknown>, b: Range<unknown>): number {
  if (a.upper === null || b.upper === null) return a.upper === b.upper ? 0 : a.upper === null ? 1 : -1
  return order(a.upper, b.upper) || Number(withUpper(a)) - Number(withUpper(b))
}
/** Where the end of `a` is relative to the beginning of `b`: before with a gap (-1), touching without common values (0), beyond it (1). */
function endToStart(a: Range<unknown>, b: Range<unknown>): number {
  if (a.upper === null || b.lower === null) return 1
  const compared = order(a.upper, b.lower)
  if (compared !== 0) return compared
  return withUpper(a) && withLower(b) ? 1 : withUpper(a) || withLower(b) ? 0 : -1
}

/** `range @> value` */
export function rangeContains<T>(range: Range<T>, value: T): boolean {
  if (isEmpty(range)) return false
  const low = range.lower === null ? 1 : order(value, range.lower)
  const high = range.upper === null ? -1 : order(value, range.upper)
  return (low > 0 || (low === 0 && withLower(range))) && (high < 0 || (high === 0 && withUpper(range)))
}
/** `range @> other` */
export const rangeContainsRange = <T>(range: Range<T>, other: Range<T>): boolean =>
  isEmpty(other) || (!isEmpty(range) && compareLower(range, other) <= 0 && compareUpper(range, other) >= 0)
/** `a && b`: they have values in common. */
export const rangesOverlap = <T>(a: Range<T>, b: Range<T>): boolean => !isEmpty(a) && !isEmpty(b) && endToStart(a, b) > 0 && endToStart(b, a) > 0
/** `a -|- b`: one begins where the other ends, with nothing between and nothing in common. */
export const rangesAdjacent = <T>(a: Range<T>, b: Range<T>): boolean => !isEmpty(a) && !isEmpty(b) && (endToStart(a, b) === 0 || endToStart(b, a) === 0)
/** `a = b` */
export const rangesEqual = <T>(a: Range<T>, b: Range<T>): boolean =>
  (isEmpty(a) || isEmpty(b) ? isEmpty(a) && isEmpty(b) : compareLower(a, b) === 0 && compareUpper(a, b) === 0)

const made = <T>(low: Range<T>, high: Range<T>): Range<T> => ({
  lower: low.lower, upper: high.upper, empty: false,
  bounds: ((low.lower === null ? '(' : low.bounds[0]!) + (high.upper === null ? ')' : high.bounds[1]!)) as RangeBounds,
})

/** `a * b`: what they have in common. */
export function rangeIntersection<T>(a: Range<T>, b: Range<T>): Range<T> {
  if (!rangesOverlap(a, b)) return emptyRange
  return made(compareLower(a, b) >= 0 ? a : b, compareUpper(a, b) <= 0 ? a : b)
}
/**
 * `a + b`: the range of both.
 * @throws {ArgumentError} when there is a gap between them
 */
export function rangeUnion<T>(a: Range<T>, b: Range<T>): Range<T> {
  if (isEmpty(a)) return b
  if (isEmpty(b)) return a
  if (!rangesOverlap(a, b) && !rangesAdjacent(a, b)) throw new ArgumentError('The union of two ranges with a gap between them is not a range')
  return made(compareLower(a, b) <= 0 ? a : b, compareUpper(a, b) >= 0 ? a : b)
}
/**
 * `a - b`: `a` without what is in `b`.
 * @throws {ArgumentError} when `b` is inside `a`, so that two pieces are left
 */
export function rangeDifference<T>(a: Range<T>, b: Range<T>): Range<T> {
  if (isEmpty(a) || !rangesOverlap(a, b)) return a
  const startsEarlier = compareLower(a, b) < 0
  const endsLater = compareUpper(a, b) > 0
  if (startsEarlier && endsLater) throw new ArgumentError('The difference of these ranges would be two ranges')
  if (!startsEarlier && !endsLater) return emptyRange
  // a bound that b includes is no longer included, and the other way round
  return startsEarlier
    ? { lower: a.lower, upper: b.lower, bounds: (a.bounds[0]! + (withLower(b) ? ')' : ']')) as RangeBounds, empty: false }
    : { lower: b.upper, upper: a.upper, bounds: ((withUpper(b) ? '(' : '[') + a.bounds[1]!) as RangeBounds, empty: false }
}
