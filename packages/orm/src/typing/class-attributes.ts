import type {
  Column, ColLike, Cond, Criterion, InstanceOf, KEY, KIND, Named, RelationshipLike, SRC, TARGET, VAL,
} from '@athanor/expressions'
import type { ToMany, ToOne } from './attribute-defs.ts'

/** Class side of a mapped class, `.c`: attributes as SQL. */
export type ClassAttrs<N extends string, D> = { readonly [K in keyof D]: ClassAttr<D[K], K & string, N> }

/** One attribute as SQL. */
export type ClassAttr<A, K extends string, N extends string> =
  A extends ColLike<infer T, string> ? Column<T, K, N>
  : A extends () => infer R ? (
    R extends ToMany<infer T, unknown> ? RelAttr<T, K, N, true>
    : R extends ToOne<infer T, unknown> ? RelAttr<T, K, N, false>
    : R extends { readonly [VAL]: infer T } ? Named<T, K, N> : never)
  : A extends { readonly [VAL]: infer T } ? Named<T, K, N>
  : never

/** A relationship to many, as `this` of its operators. */
type AnyToMany = RelAttr<unknown, string, string, true>
/** A relationship to one, as `this` of its operators. */
type AnyToOne = RelAttr<unknown, string, string, false>

/**
 * A relationship of class N as SQL: a join target, a start of loader options, and operators that compare by EXISTS or
 * by foreign key.
 */
export interface RelAttr<out T, out K extends string, out N extends string, out Many extends boolean> extends RelationshipLike<T> {
  readonly [KIND]: 'rel'
  readonly [TARGET]: T
  readonly [SRC]: N
  readonly [KEY]: K
  /** `EXISTS (SELECT 1 FROM target WHERE … AND criteria)`, of a collection. */
  any(this: AnyToMany, ...criteria: Criterion[]): Cond
  /** `EXISTS (SELECT 1 FROM target WHERE … AND criteria)`, of a scalar. */
  has(this: AnyToOne, ...criteria: Criterion[]): Cond
  /** The collection contains this object, by key. */
  contains(this: AnyToMany, object: InstanceOf<T>): Cond
  /** `foreign key = key of object`; null is `IS NULL`. */
  is(this: AnyToOne, object: InstanceOf<T> | null): Cond
  /** `foreign key != key of object OR foreign key IS NULL`; null is `IS NOT NULL`. */
  isNot(this: AnyToOne, object: InstanceOf<T> | null): Cond
  /** The same relationship, seen as one to a subclass or an alias. */
  ofType<U>(target: U): RelAttr<U, K, N, Many>
  /** Adds criteria to the ON clause of a join, or to a loader. */
  and(...criteria: Criterion[]): RelAttr<T, K, N, Many>
}
