import { InvalidRequestError } from '@athanor/interfaces'
import { type CollectionKind } from '../collections/collection-kind.ts'
import type { CollectionEvents } from '../collections/collection-owner.ts'
import { InstrumentedArray } from '../collections/instrumented-array.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { RelationshipDefinition } from '../mapping/relationship-definition.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { unloadedError } from './attribute-errors.ts'
import { backrefAppend, backrefRemove } from './backref-events.ts'
import { cascadeAppend, cascadeRemove } from './cascade-events.ts'
import { EventToken } from './event-token.ts'
import { addedOnly, BLANK_HISTORY, type History, unchangedOnly } from './history.ts'
import { RelationshipAttribute } from './relationship-attribute.ts'
import { NOT_LOADED, NO_RESULT, NO_VALUE } from './sentinels.ts'

/** A collection of objects: one-to-many or many-to-many, as list, set or map. */
export class CollectionRelationship extends RelationshipAttribute implements CollectionEvents {
  readonly kind = 'toMany'
  readonly replacementToken: EventToken = new EventToken(this, 'bulkReplace')
  readonly collection: CollectionKind

  constructor(key: string, slot: number, parent: Mapper, definition: RelationshipDefinition, collection: CollectionKind) {
    super(key, slot, parent, definition)
    this.collection = collection
  }

  /** The getter: hands the collection out; a new object's is made when it is asked for first. */
  override read(state: InstanceState): unknown {
    let value = this.get(state)
    if (value === NO_RESULT) {
      // saved by this session and never touched: what it has is what was queued by the other side
      if (state.values[this.slot] !== undefined) throw unloadedError(this, state)
      value = this.setLoaded(state, [])
    }
    this.expose(state, value)
    return value
  }

  /** A list that is handed out may be changed by index. */
  expose(state: InstanceState, collection: object): void {
    if (this.collection.name === 'list' && InstrumentedArray.expose(collection as InstrumentedArray)) {
      state.hasExposedArrays = true
      state.session?.arrayExposed(state)
    }
  }

  /** The collection, or `NO_RESULT` when it would have to be loaded. */
  get(state: InstanceState): object | typeof NO_RESULT {
    const value = state.values[this.slot]
    if (value !== undefined && value !== NOT_LOADED) return value as object
    // an object without identity has nothing to load
    if (state.key !== undefined && !state.isFresh) return NO_RESULT
    return (state.values[this.slot] = this.make(state))
  }

  /** An empty collection that reports to the object. */
  make(state: InstanceState): object {
    const collection = this.collection.create()
    this.collection.connect(collection, { state, events: this })
    return collection
  }

  disconnect(collection: unknown): void { this.collection.connect(collection as object, null) }

  /** @internal Members now, without exposing the collection. */
  members(state: InstanceState): object[] {
    const value = state.values[this.slot]
    return value === undefined || value === NOT_LOADED ? [] : this.collection.members(value as object)
  }

  /** Puts loaded members in; changes that were queued meanwhile are applied to them. */
  setLoaded(state: InstanceState, members: readonly object[]): object {
    const old = state.values[this.slot]
    if (old !== undefined && old !== NOT_LOADED) this.disconnect(old)
    const collection = this.make(state)
    for (const item of members) this.collection.append(collection, item)
    state.setLoaded(this.slot, collection)
    const pending = state.pendingCollections?.get(this.slot)
    if (pending !== undefined) {
      state.pendingCollections!.delete(this.slot)
      state.changed(this.slot, members.slice())
      for (const item of pending.added) if (!members.includes(item)) this.collection.append(collection, item)
      for (const item of pending.removed) this.collection.remove(collection, item)
    }
    return collection
  }

  #recordChange(state: InstanceState, before?: readonly object[]): void {
    if (state.isFresh || state.committedValues?.has(this.slot)) {
      if (!state.isModified) state.touch()
      return
    }
    const value = state.values[this.slot]
    const absent = value === undefined || value === NOT_LOADED
    state.changed(this.slot, before ?? (absent ? NO_VALUE : this.collection.members(value as object)))
  }

  #fireAppend(state: InstanceState, item: object, initiator: EventToken): object {
    const itemState = this.check(item)
    const hooks = state.mapper.attributeEvents(this)
    if (hooks !== undefined) item = hooks.append(state, this, item)
    if (this.singleParent) this.checkSingleParent(itemState, false, initiator)
    cascadeAppend(this, state, item, initiator)
    backrefAppend(this, state, item, initiator)
    this.#recordChange(state)
    if (this.trackParent) this.setParent(stateOf(item), state, true)
    return item
  }

  #fireRemove(state: InstanceState, item: object, initiator: EventToken): void {
    if (this.trackParent) this.setParent(stateOf(item), state, false)
    state.mapper.attributeEvents(this)?.remove(state, this, item)
    cascadeRemove(this, state, item)
    backrefRemove(this, state, item, initiator)
    this.#recordChange(state)
  }

  itemAdded(state: InstanceState, item: object): object { return this.#fireAppend(state, item, this.appendToken) }
  itemRemoved(state: InstanceState, item: object): void { this.#fireRemove(state, item, this.removeToken) }

  changedByIndex(state: InstanceState, before: readonly object[], removed: readonly object[], added: readonly object[]): void {
    this.#recordChange(state, before)
    for (const item of removed) this.#fireRemove(state, item, this.removeToken)
    for (const item of added) this.#fireAppend(state, item, this.appendToken)
  }

  assign(state: InstanceState, value: unknown): void {
    this.replace(state, this.collection.membersOfInput(value, this.toString()), value)
  }

  /** Replaces the whole content: what stays is kept, what goes is removed, what is new is added. */
  replace(state: InstanceState, members: readonly object[], input?: unknown): void {
    let old = this.get(state)
    if (old === NO_RESULT && state.values[this.slot] === undefined) old = this.setLoaded(state, [])
    if (old === NO_RESULT) {
      throw new InvalidRequestError(
        `${unloadedError(this, state).message}. Replacing a collection needs its present content.`)
    }
    if (old === input) return
    this.collection.reconcile(old)
    for (const item of members) this.check(item)
    const before = this.collection.members(old)
    const kept = new Set(before)
    const wanted = new Set(members)
    const initiator = this.replacementToken
    this.#recordChange(state, before)
    const next = this.make(state)
    this.disconnect(old)
    state.values[this.slot] = next
    for (const item of members) {
      if (kept.has(item)) {
        this.collection.append(next, item)
        cascadeAppend(this, state, item, this.appendToken)
      } else this.collection.append(next, this.#fireAppend(state, item, initiator))
    }
    for (const item of kept) if (!wanted.has(item)) this.#fireRemove(state, item, initiator)
  }

  appendFrom(state: InstanceState, item: object, initiator: EventToken): void {
    const collection = this.get(state)
    if (collection === NO_RESULT) {
      const stored = this.#fireAppend(state, item, initiator)
      state.pendingFor(this.slot).append(stored)
      return
    }
    this.collection.reconcile(collection)
    this.collection.append(collection, this.#fireAppend(state, item, initiator))
  }

  removeFrom(state: InstanceState, item: object, initiator: EventToken): void {
    const collection = this.get(state)
    if (collection === NO_RESULT) {
      this.#fireRemove(state, item, initiator)
      state.pendingFor(this.slot).remove(item)
      return
    }
    this.collection.reconcile(collection)
    const isMember = this.collection.members(collection).includes(item)
    // a list doesn't know before it has looked: the events come first
    if (isMember || this.collection.name === 'list') this.#fireRemove(state, item, initiator)
    if (isMember) this.collection.remove(collection, item)
  }

  /** Reports changes made by index. */
  reconcile(state: InstanceState): void {
    const value = state.values[this.slot]
    if (value !== undefined && value !== NOT_LOADED) this.collection.reconcile(value as object)
  }

  history(state: InstanceState, options: { readonly pending?: boolean | undefined } = {}): History<object> {
    const value = state.values[this.slot]
    if (value === undefined || value === NOT_LOADED) {
      const pending = options.pending ? state.pendingCollections?.get(this.slot) : undefined
      if (pending === undefined) return BLANK_HISTORY
      return { added: pending.added.slice(), unchanged: [], deleted: [...pending.removed] }
    }
    const current = this.collection.members(value as object)
    const original = state.committedValue(this.slot)
    if (original === undefined) return unchangedOnly(current)
    if (original === NO_VALUE) return addedOnly(current)
    return compare(current, original as readonly object[])
  }

  allPending(state: InstanceState): readonly object[] {
    const value = state.values[this.slot]
    if (value === undefined || value === NOT_LOADED) return []
    const current = this.collection.members(value as object)
    const original = state.committedValue(this.slot)
    if (original === undefined || original === NO_VALUE) return current
    const { added, unchanged, deleted } = compare(current, original as readonly object[])
    return [...added, ...unchanged, ...deleted]
  }
}

function compare(current: readonly object[], original: readonly object[]): History<object> {
  const before = new Set(original)
  const now = new Set(current)
  return {
    added: current.filter((x) => !before.has(x)),
    unchanged: current.filter((x) => before.has(x)),
    deleted: original.filter((x) => !now.has(x)),
  }
}
