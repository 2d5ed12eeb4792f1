import { InvalidRequestError } from '@athanor/interfaces'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { backrefAppend, backrefRemove } from './backref-events.ts'
import { cascadeAppend, cascadeRemove } from './cascade-events.ts'
import { EventToken } from './event-token.ts'
import type { History } from './history.ts'
import { RelationshipAttribute } from './relationship-attribute.ts'

/** A collection that is never loaded: it can be added to, removed from, and queried. */
export class WriteOnlyRelationship extends RelationshipAttribute {
  readonly kind = 'writeOnly'
  readonly replacementToken: EventToken = new EventToken(this, 'bulkReplace')

  override read(state: InstanceState): WriteOnlyCollection { return new WriteOnlyCollection(state, this) }

  assign(state: InstanceState, value: unknown): void {
    if (state.key !== undefined) {
      throw new InvalidRequestError(`${this.toString()} is write-only: it can't be replaced once the object is saved. Use add() and remove().`)
    }
    for (const item of value as Iterable<object>) this.add(state, item, this.appendToken)
  }

  add(state: InstanceState, item: object, initiator: EventToken): void {
    this.check(item)
    cascadeAppend(this, state, item, initiator)
    backrefAppend(this, state, item, initiator)
    state.touch()
    if (this.trackParent) this.setParent(stateOf(item), state, true)
    state.pendingFor(this.slot).append(item)
  }

  remove(state: InstanceState, item: object, initiator: EventToken): void {
    this.check(item)
    if (this.trackParent) this.setParent(stateOf(item), state, false)
    cascadeRemove(this, state, item)
    backrefRemove(this, state, item, initiator)
    state.touch()
    state.pendingFor(this.slot).remove(item)
  }

  appendFrom(state: InstanceState, item: object, initiator: EventToken): void { this.add(state, item, initiator) }
  removeFrom(state: InstanceState, item: object, initiator: EventToken): void { this.remove(state, item, initiator) }

  history(state: InstanceState): History<object> {
    const pending = state.pendingCollections?.get(this.slot)
    return { added: pending?.added.slice() ?? [], unchanged: [], deleted: pending === undefined ? [] : [...pending.removed] }
  }

  allPending(state: InstanceState): readonly object[] {
    const { added, deleted } = this.history(state)
    return [...added, ...deleted]
  }
}

/** The value of a write-only relationship. */
export class WriteOnlyCollection {
  readonly #state: InstanceState
  readonly #relationship: WriteOnlyRelationship
  constructor(state: InstanceState, relationship: WriteOnlyRelationship) {
    this.#state = state
    this.#relationship = relationship
  }

  add(item: object): void { this.#relationship.add(this.#state, item, this.#relationship.appendToken) }
  addAll(items: Iterable<object>): void { for (const item of items) this.add(item) }
  remove(item: object): void { this.#relationship.remove(this.#state, item, this.#relationship.removeToken) }

  /** SELECT of the members. @throws {InvalidRequestError} for an object that isn't saved yet */
  select(): unknown {
    const { session } = this.#state
    if (session === null) throw new InvalidRequestError(`${this.#relationship.toString()}: the object is in no session, so its members can't be selected`)
    return session.loading.selectMembers(this.#state, this.#relationship)
  }
}
