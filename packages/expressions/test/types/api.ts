/**
 * What the type tests use: the public entry point, and a connection that exists for the checker only (the real one is in the engine,
 * which this package doesn't know).
 */
import type { Executable, First } from '@athanor/expressions'

export {
  alias, and, any, array, bigint, bindparam, boolean, caseWhen, cast, check, column, del, enumType, exclude, exists, extract, foreignKey, func, index, insert,
  integer, json, literal, merge, MetaData, not, numeric, or, select, sequence, sql, table, text, text as textType, timestamp, tuple, union, unique, update, values, varchar,
} from '@athanor/expressions'

/** What the engine returns, reduced to its types. */
export interface Rows<out R, out T> extends AsyncIterable<R> {
  all(): Promise<R[]>
  one(): Promise<R>
  first(): Promise<R | null>
  scalar(): Promise<First<T> | null>
  scalarOne(): Promise<First<T>>
  scalars(): Values<First<T>>
  tuples(): Values<T>
}
export interface Values<out V> extends AsyncIterable<V> {
  all(): Promise<V[]>
  one(): Promise<V>
}
export declare const conn: { execute<R, T>(statement: Executable<R, T>): Rows<R, T> }

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
/** Fails to compile unless the argument's type is exactly T. */
export declare function expectType<T>(): <U>(value: U, ...ok: Equal<T, U> extends true ? [] : [error: 'types differ', got: U, want: T]) => void
