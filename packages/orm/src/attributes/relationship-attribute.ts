import type { Column, Table } from '@athanor/expressions/elements'
import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import type { Cascade } from '../mapping/cascade.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { RelationshipDefinition } from '../mapping/relationship-definition.ts'
import { isMapped, stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { Attribute } from './attribute.ts'
import { EventToken } from './event-token.ts'
import type { History } from './history.ts'

export type Direction = 'oneToMany' | 'manyToOne' | 'manyToMany'

/** A key column and the foreign key column that follows it. */
export interface SyncPair { readonly source: Column; readonly destination: Column }

/** Everything about a relationship that is found out when the mappers are configured. */
export interface RelationshipConfiguration {
  readonly target: Mapper
  readonly direction: Direction
  readonly secondary: Table | null
  /** Key columns → foreign keys; for many-to-many: the parent's key → the secondary table. */
  readonly pairs: readonly SyncPair[]
  /** Many-to-many: the target's key → the secondary table. */
  readonly secondaryPairs: readonly SyncPair[]
  /** ON conditions, as SQL; with a secondary table, `primaryJoin` leads to it and `secondaryJoin` from it to the target. */
  readonly primaryJoin: unknown
  readonly secondaryJoin: unknown
  readonly cascade: Cascade
  /** Many-to-one whose foreign keys are exactly the target's primary key: found in the identity map without SQL. */
  readonly targetIsKey: boolean
  /** Order of the target's primary key columns expressed in the foreign keys of the parent. */
  readonly keyColumns: readonly Column[]
}

/** An attribute that refers to other mapped objects. */
export abstract class RelationshipAttribute extends Attribute {
  abstract override readonly kind: 'toOne' | 'toMany' | 'writeOnly'
  readonly definition: RelationshipDefinition
  readonly appendToken: EventToken = new EventToken(this, 'append')
  readonly removeToken: EventToken = new EventToken(this, 'remove')
  /** Set once, by configuration. */
  config!: RelationshipConfiguration
  /** The other side, if there is one. */
  backref: RelationshipAttribute | null = null
  /** The other side and everything that names this one in `backPopulates`. */
  readonly reverse: RelationshipAttribute[] = []
  /** The parent of a member is recorded, for orphans. */
  trackParent = false
  /** The old value must be known when a new one is set. */
  activeHistory = false
  /** The old value is looked up in the flush. */
  deferredHistory = false

  constructor(key: string, slot: number, parent: Mapper, definition: RelationshipDefinition) {
    super(key, slot, parent)
    this.definition = definition
  }

  get target(): Mapper { return this.config.target }
  get direction(): Direction { return this.config.direction }
  get cascade(): Cascade { return this.config.cascade }
  get isSelfReferential(): boolean { return this.config.target.root === this.parent.root && this.config.target.sharesTables(this.parent) }
  get isCollection(): boolean { return this.kind !== 'toOne' }
  get viewOnly(): boolean { return this.definition.options.viewOnly ?? false }
  get passiveDeletes(): boolean | 'all' { return this.definition.options.passiveDeletes ?? false }
  get passiveUpdates(): boolean { return this.definition.options.passiveUpdates ?? true }
  get postUpdate(): boolean { return this.definition.options.postUpdate ?? false }
  get singleParent(): boolean { return this.definition.options.singleParent ?? false }

  abstract override history(state: InstanceState, options?: { readonly pending?: boolean | undefined }): History<object>
  /** Members now and at the last flush: added, unchanged, removed. Never loads. */
  abstract allPending(state: InstanceState): readonly object[]
  /** Takes part in a change that began on the other side. */
  abstract appendFrom(state: InstanceState, item: object, initiator: EventToken): void
  abstract removeFrom(state: InstanceState, item: object, initiator: EventToken): void
  /** The token by which a replacement of this attribute is recognised. */
  abstract readonly replacementToken: EventToken

  /**
   * Checks an object before it enters the attribute.
   * @throws {ArgumentError}
   */
  check(item: unknown): InstanceState {
    if (!isMapped(item)) {
      throw new ArgumentError(`${this.toString()} holds ${this.target.name} objects, and was given ${item === null ? 'null' : item === undefined ? 'undefined' : `a ${typeof item} that is not mapped`}`)
    }
    const state = stateOf(item)
    if (!state.mapper.isA(this.target)) {
      throw new ArgumentError(`${this.toString()} holds ${this.target.name} objects, and was given an object of class ${state.mapper.name}`)
    }
    return state
  }

  hasParent(state: InstanceState, optimistic = false): boolean {
    const parent = state.parents?.get(this)
    return parent === undefined ? optimistic : parent !== false
  }

  setParent(state: InstanceState, parent: InstanceState, isHeld: boolean): void {
    const parents = (state.parents ??= new Map<Attribute, InstanceState | false>())
    if (isHeld) parents.set(this, parent)
    else {
      const last = parents.get(this)
      // it moved to another parent meanwhile
      if (last !== undefined && last !== false && last !== parent && !(last.key !== undefined && last.key === parent.key)) return
      parents.set(this, false)
    }
  }

  /** `singleParent` relationships refuse an object that already has a parent. */
  protected checkSingleParent(item: InstanceState, isSame: boolean, initiator: EventToken): void {
    if (!this.singleParent || initiator.attribute !== this || isSame) return
    if (this.hasParent(item)) {
      throw new InvalidRequestError(
        `${item.toString()} is already associated with an instance of ${this.parent.name} by its attribute ${this.key}, and is only allowed a single parent`)
    }
  }
}
