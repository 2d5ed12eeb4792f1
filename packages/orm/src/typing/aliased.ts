import type { DefsOf, EntityLike, EntityName, FromClause, InstanceOf } from '@athanor/expressions'
import type { ClassAttrs } from './class-attributes.ts'

/** A mapped class under another name in one statement. */
export interface AliasedEntity<out E, out A extends string> extends EntityLike<A> {
  /** Attributes as SQL, of the alias. */
  readonly c: ClassAttrs<A, DefsOf<E>>
  readonly prototype: InstanceOf<E>
}

/** `aliased(User, 'u2')`, or `aliased(User, subquery)` to load entities from a subquery. */
export interface AliasedFactory {
  <E extends EntityLike<string>, A extends string = `anon_${EntityName<E>}`>(entity: E, name?: A): AliasedEntity<E, A>
  <E extends EntityLike<string>, A extends string>(entity: E, from: FromClause<A, unknown>): AliasedEntity<E, A>
}
