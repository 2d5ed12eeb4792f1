import type { EntityLike, InstanceOf } from './entity-face.ts'
import type { FromClause } from './from.ts'
import type { ITEM, KEY, Show, SRC, UnionToIntersection } from './phantom.ts'
import type { Sql } from './sql.ts'

/*
 * Row types. A statement keeps its raw items (C: a tuple, or an object of items) and the names of the sources that an
 * outer join made nullable (N). What is below is evaluated only when somebody touches a result.
 */

/** Something that `select` and `returning` take. */
export type SelectItem = Sql<unknown> | FromClause<string, unknown> | EntityLike<string> | Bundle<unknown>

/** At least one item. */
export type SelectItems = readonly [SelectItem, ...SelectItem[]]

/** Several expressions that become one object in the row. */
export interface Bundle<out B> {
  readonly [ITEM]: B
}

/** Select list of a dynamic `select(...columns)`, whose rows have unknown keys. */
export interface Dynamic {
  readonly [ITEM]: 'dynamic'
}

/** Value of one item; nullable if it depends on a source in N. */
export type ItemVal<I, N extends string> =
  I extends Sql<infer T, infer S> ? ([S & N] extends [never] ? T : T | null)
  : I extends FromClause<infer S, infer R> ? ([S & N] extends [never] ? R : R | null)
  : I extends EntityLike<infer S> ? ([S & N] extends [never] ? InstanceOf<I> : InstanceOf<I> | null)
  : I extends Bundle<infer B> ? { [K in keyof B]: ItemVal<B[K], N> }
  : never

/** Key of one item in an object row: its label, column or function name, or the name of its entity. */
export type ItemKey<I> =
  I extends { readonly [KEY]: infer K } ? K & string
  : I extends EntityLike<infer S> ? S
  : never

/** Items of a tuple of items, as a union. */
export type ItemsOf<C> = C extends readonly (infer I)[] ? I : never

/** Row as a tuple, in the order of the select list. */
export type TupleRow<C, N extends string> = { -readonly [I in keyof C]: ItemVal<C[I], N> }

/** Tuple row of any select list; unknown where the list isn't a tuple. */
export type TupleOf<C, N extends string> = C extends readonly unknown[] ? TupleRow<C, N> : unknown[]

/** Columns of the tables in a positional select list, flattened into one object. */
type FlatTables<C, N extends string> = UnionToIntersection<
  ItemsOf<C> extends infer I
    ? I extends FromClause<infer S, infer R>
      ? ([S & N] extends [never] ? R : { [K in keyof R]: R[K] | null })
      : never
    : never
>

/** Row as a plain object: the default form of a row. */
export type ObjectRow<C, N extends string> =
  C extends Dynamic ? Record<string, unknown>
  : C extends readonly [FromClause<infer S, infer R>] ? Show<[S & N] extends [never] ? R : { [K in keyof R]: R[K] | null }>
  : C extends readonly unknown[]
    ? Show<
        & { [I in ItemsOf<C> as ItemKey<I>]: ItemVal<I, N> }
        & ([Extract<ItemsOf<C>, FromClause<string, unknown>>] extends [never] ? {} : FlatTables<C, N>)
      >
    : Show<{ -readonly [K in keyof C]: ItemVal<C[K], N> }>

/** First value of a row: what `.scalars()` gives. */
export type FirstVal<C, N extends string> = C extends readonly [infer I, ...unknown[]] ? ItemVal<I, N> : unknown

/** First value of a tuple row. */
export type First<T> =
  T extends readonly [infer F, ...unknown[]] ? F
  : T extends readonly (infer E)[] ? E
  : never

/** Names of the sources that a select list depends on; an outer join of anything else leaves the row type unchanged. */
export type Sources<C> =
  (C extends readonly unknown[] ? C[number] : C[keyof C]) extends infer I
    ? I extends { readonly [SRC]: infer S } ? S : never
    : never

/** Names of the entities in a select list: what loader options may start from. */
export type RootNames<C> =
  (C extends readonly unknown[] ? ItemsOf<C> : C[keyof C]) extends infer I
    ? I extends EntityLike<infer S> ? S : never
    : never
