import type { ColumnElement, Select } from '@athanor/expressions/elements'
import type { Attribute } from '../attributes/attribute.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { EntitySource } from '../querying/entity-source.ts'
import type { LoadNode, LoadRule } from './load-node.ts'

/** Where a column attribute is in the rows. */
export interface ColumnPlace {
  readonly attribute: Attribute
  readonly position: number
}

/** A relationship whose targets are in the same rows. */
export interface JoinedPlan {
  readonly relationship: RelationshipAttribute
  readonly target: EntityPlan
}

/** A relationship that is loaded after the rows. */
export interface PostLoad {
  readonly relationship: RelationshipAttribute
  /** Null: as mapped. */
  readonly rule: LoadRule | null
  readonly strategy: 'selectin' | 'subquery' | 'immediate'
  /** Classes on the way, which stop defaults that would go round in circles. */
  readonly path: readonly Mapper[]
}

/** How one entity of a statement is made from its rows. */
export interface EntityPlan {
  readonly index: number
  readonly mapper: Mapper
  readonly source: EntitySource
  readonly node: LoadNode
  /** Positions of the primary key. */
  readonly keys: readonly number[]
  /** Position of the discriminator; -1 without one. */
  readonly discriminator: number
  readonly columns: readonly ColumnPlace[]
  readonly joined: readonly JoinedPlan[]
  readonly postLoads: readonly PostLoad[]
  /** Relationships that are set to nothing. */
  readonly empty: readonly RelationshipAttribute[]
}

/** One element of a row. */
export type ItemPlan =
  | { readonly kind: 'entity'; readonly key: string | undefined; readonly entity: EntityPlan }
  | { readonly kind: 'column'; readonly key: string | undefined; readonly position: number }
  | { readonly kind: 'bundle'; readonly key: string | undefined; readonly items: readonly ItemPlan[]; readonly single: boolean }
  /** A nested object of the object form; null when all the columns in `identity` are. */
  | { readonly kind: 'object'; readonly key: string | undefined; readonly items: readonly ItemPlan[]; readonly identity: readonly number[] }

/** A statement with entities, worked out: the plain statement, and how its rows become objects. */
export interface QueryPlan {
  readonly core: Select
  /** The result columns, for their types. */
  readonly columns: readonly ColumnElement[]
  readonly items: readonly ItemPlan[]
  readonly entities: readonly EntityPlan[]
  /** A collection is joined: rows repeat. */
  readonly needsUnique: boolean
  /** The statement before joined loads, with the columns of the roots; for `subqueryload`. */
  readonly inner: Select
}
