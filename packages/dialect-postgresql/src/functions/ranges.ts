import type { Expr, Operand, Sql } from '@athanor/expressions'
import { BOOLEAN, expression, op, SqlFunction, type Operator } from '@athanor/expressions/elements'
import { AbstractRangeType, type Range } from '../types/range-types.ts'

/** A range, or a list of them (a multirange). */
type Ranges = Range<unknown> | readonly Range<unknown>[]
type BoundOf<R> = R extends Range<infer T> ? T : R extends readonly Range<infer T>[] ? T : never

// elements are loosely typed; the signatures say what comes out
const combine = <R>(operator: Operator, left: Sql<R>, right: unknown): Expr<R> => expression(left, 'The left range').operate(operator, right) as unknown as Expr<R>
const bound = <T>(name: string, ranges: Sql<unknown>): Expr<T> => {
  const element = expression(ranges, `The argument of ${name}()`)
  return new SqlFunction(name, [element], element.type instanceof AbstractRangeType ? { type: element.type.boundType } : {}) as unknown as Expr<T>
}
const test = (name: string, ranges: Sql<unknown>): Expr<boolean | null> => new SqlFunction(name, [ranges], { type: BOOLEAN }) as unknown as Expr<boolean | null>

/** `left + right`. @example unionOf(bookings.c.during, range(new Date(0), null))   // PostgreSQL: booking.during + :during_1::TSRANGE */
export const unionOf = <R extends Ranges | null>(left: Sql<R>, right: Operand<NonNullable<R>>): Expr<R> => combine(op.add, left, right)
/** `left * right`: what they have in common. @example intersectionOf(bookings.c.during, range(new Date(0), null))   // PostgreSQL: booking.during * :during_1::TSRANGE */
export const intersectionOf = <R extends Ranges | null>(left: Sql<R>, right: Operand<NonNullable<R>>): Expr<R> => combine(op.mul, left, right)
/** `left - right`. @example differenceOf(bookings.c.during, range(new Date(0), null))   // PostgreSQL: booking.during - :during_1::TSRANGE */
export const differenceOf = <R extends Ranges | null>(left: Sql<R>, right: Operand<NonNullable<R>>): Expr<R> => combine(op.sub, left, right)
/** `lower(range)`: null without a lower bound. @example lowerOf(bookings.c.during)   // PostgreSQL: lower(booking.during) */
export const lowerOf = <R extends Ranges | null>(ranges: Sql<R>): Expr<BoundOf<NonNullable<R>> | null> => bound('lower', ranges)
/** `upper(range)`: null without an upper bound. @example upperOf(bookings.c.during)   // PostgreSQL: upper(booking.during) */
export const upperOf = <R extends Ranges | null>(ranges: Sql<R>): Expr<BoundOf<NonNullable<R>> | null> => bound('upper', ranges)
/** `isempty(range)`. @example isEmptyRange(bookings.c.during)   // PostgreSQL: isempty(booking.during) */
export const isEmptyRange = (ranges: Sql<Ranges | null>): Expr<boolean | null> => test('isempty', ranges)
/** `lower_inc(range)`: the lower bound belongs to it. @example lowerIncluded(bookings.c.during)   // PostgreSQL: lower_inc(booking.during) */
export const lowerIncluded = (ranges: Sql<Ranges | null>): Expr<boolean | null> => test('lower_inc', ranges)
/** `upper_inc(range)`: the upper bound belongs to it. @example upperIncluded(bookings.c.during)   // PostgreSQL: upper_inc(booking.during) */
export const upperIncluded = (ranges: Sql<Ranges | null>): Expr<boolean | null> => test('upper_inc', ranges)
/** `lower_inf(range)`: there is no lower bound. @example lowerInfinite(bookings.c.during)   // PostgreSQL: lower_inf(booking.during) */
export const lowerInfinite = (ranges: Sql<Ranges | null>): Expr<boolean | null> => test('lower_inf', ranges)
/** `upper_inf(range)`: there is no upper bound. @example upperInfinite(bookings.c.during)   // PostgreSQL: upper_inf(booking.during) */
export const upperInfinite = (ranges: Sql<Ranges | null>): Expr<boolean | null> => test('upper_inf', ranges)
