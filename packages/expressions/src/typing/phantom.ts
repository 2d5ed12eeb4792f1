/*
 * Phantom keys: members that exist for the checker only.
 *
 * A unique symbol never shows up in completion and can't collide with a column's name. All generic constraints compare
 * these few members instead of the large public interfaces, which keeps both instantiations and messages small.
 * There is no value behind any of them: import them with `import type`.
 */

/** Value type of an expression, a column definition or an attribute. */
export declare const VAL: unique symbol
/** Names of the FROM elements that something depends on (`never`: none). */
export declare const SRC: unique symbol
/** Key of a named expression in an object row. */
export declare const KEY: unique symbol
/** Brand of definitions and terms that are no values. */
export declare const KIND: unique symbol
/** Flags of a column definition: see `ColumnFlag`. */
export declare const FLAG: unique symbol
/** Entity that a relationship leads to. */
export declare const TARGET: unique symbol
/** Definitions of the columns (and relationships) of a table or a mapped class. */
export declare const DEFS: unique symbol
/** Object row of an executable statement or a FROM element. */
export declare const ROW: unique symbol
/** Tuple row of an executable statement. */
export declare const TUP: unique symbol
/** Contents of a bundle. */
export declare const ITEM: unique symbol
/** First column of a statement, where the statement stands for a value or a list of values. */
export declare const SCALAR: unique symbol
/** Entity that a loader option starts from. */
export declare const ROOT: unique symbol
/** Mark on strings that hold exact numbers. */
export declare const NUMERIC: unique symbol

/** Flattens an intersection, so that an editor shows `{ id: number; name: string }`. */
export type Show<T> = { [K in keyof T]: T[K] } & {}

/** `null` if T may be null, else `never`. */
export type Null<T> = Extract<T, null>

/** `A | B` to `A & B`. */
export type UnionToIntersection<U> =
  (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never
