import type { DEFS, KIND, ROOT, SRC, TARGET } from './phantom.ts'

/** A mapped class or an alias of one, as `select` and `join` see it: a name, definitions, and an instance type. */
export interface EntityLike<out N extends string> {
  readonly [SRC]: N
  readonly [DEFS]: unknown
  /** Its instances. */
  readonly prototype: unknown
}

/** A relationship attribute that leads to entity T: a target of `join`. */
export interface RelationshipLike<out T> {
  readonly [KIND]: 'rel'
  readonly [TARGET]: T
}

/** A loader option for entities named Root: what `Select.options` takes (`never`: any statement). */
export interface StatementOption<out Root extends string> {
  readonly [ROOT]: Root
}

/** Instance type of a class, by indexed access: inferring a construct signature would resolve the class too early. */
export type InstanceOf<T> = T extends { readonly prototype: unknown } ? T['prototype'] : never

/** Name by which an entity is known in statements; a hierarchy shares its root's. */
export type EntityName<T> = T extends EntityLike<infer N> ? N : string

/** Definitions of an entity. Indexed access, not `infer`, which would evaluate the relationship thunks. */
export type DefsOf<E> = E extends { readonly [DEFS]: unknown } ? E[typeof DEFS] : never
