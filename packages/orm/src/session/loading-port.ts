import type { MaybePromise } from '@athanor/interfaces'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { Attribute } from '../attributes/attribute.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'

/** Options of a look-up by key. */
export interface LookupByKeyOptions {
  readonly options?: readonly unknown[] | undefined
  readonly populateExisting?: boolean | undefined
  readonly withForUpdate?: unknown
  readonly signal?: AbortSignal | undefined
}

/**
 * What the session and the unit of work ask of the loading layer. Nothing here flushes; the caller has done so where it should.
 * All of it may answer without a promise.
 */
export interface Loading {
  /** Fills the relationship of all these objects; what they have is left alone unless it is not loaded. */
  loadRelationship(states: readonly InstanceState[], relationship: RelationshipAttribute): MaybePromise<void>
  /** Objects that the database refers to, for a reference that was replaced while it wasn't loaded. Fills no attribute. */
  loadCommittedReference(states: readonly InstanceState[], relationship: RelationshipAttribute): MaybePromise<ReadonlyMap<InstanceState, object | null>>
  /**
   * Loads columns of objects: the given ones, or all that are expired. Changes that wait for a flush are kept unless `overwrite`.
   * Returns the objects whose rows are gone.
   */
  loadColumns(
    states: readonly InstanceState[], attributes: readonly Attribute[] | null,
    options?: { readonly overwrite?: boolean | undefined; readonly withForUpdate?: unknown; readonly signal?: AbortSignal | undefined },
  ): MaybePromise<readonly InstanceState[]>
  /** Selects one object by its key. The identity map has been asked before. */
  loadByKey(mapper: Mapper, identity: readonly unknown[], options: LookupByKeyOptions): MaybePromise<InstanceState | null>
  /** SELECT of the members of a write-only collection. */
  selectMembers(state: InstanceState, relationship: RelationshipAttribute): unknown
  /** `session.execute`: starts at once; the answer can be awaited or asked for rows. */
  execute(statement: unknown, values: unknown, options: unknown): unknown
  /** `session.stream` */
  stream(statement: unknown, values: unknown, options: unknown): unknown
  /** `session.load` */
  load(objects: object | readonly object[], what: readonly unknown[]): Promise<unknown>
}
