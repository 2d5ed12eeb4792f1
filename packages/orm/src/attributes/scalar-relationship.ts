import { InvalidRequestError, UndefinedValueError } from '@athanor/interfaces'
import { identityKey } from '../identity/identity-key.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import type { LookupOptions } from './attribute.ts'
import { unloadedError } from './attribute-errors.ts'
import { backrefRemove, backrefReplace } from './backref-events.ts'
import { cascadeReplace } from './cascade-events.ts'
import { EventToken } from './event-token.ts'
import { addedOnly, BLANK_HISTORY, type History, unchangedOnly } from './history.ts'
import { RelationshipAttribute } from './relationship-attribute.ts'
import { NOT_LOADED, NO_RESULT, NO_VALUE } from './sentinels.ts'

/** A reference to one object or none: many-to-one, or the single side of one-to-one. */
export class ScalarRelationship extends RelationshipAttribute {
  readonly kind = 'toOne'
  readonly replacementToken: EventToken = new EventToken(this, 'replace')
  // a reference that is set from the other side is replaced: one token for both
  override readonly appendToken: EventToken = this.replacementToken

  override read(state: InstanceState): unknown {
    const value = this.current(state)
    if (value === NO_RESULT) {
      // saved by this session and never set: nothing refers to it as far as this session knows
      if (state.values[this.slot] === undefined && !this.config.targetIsKey) return null
      throw unloadedError(this, state)
    }
    return value === NO_VALUE ? null : value
  }

  override current(state: InstanceState, options: LookupOptions = {}): unknown {
    const value = state.values[this.slot]
    if (value !== undefined && value !== NOT_LOADED) return value
    const old = state.committedValue(this.slot)
    if (old !== undefined && old !== NO_VALUE) return NO_VALUE
    if (options.identityMap === false) return NO_RESULT
    if (state.key === undefined) return NO_VALUE
    return this.#fromIdentityMap(state, options.againstCommitted ?? false, options.acceptExpired ?? false)
  }

  /** Many-to-one: the foreign key tells which object it is; it may be here already, or be NULL. */
  #fromIdentityMap(state: InstanceState, againstCommitted: boolean, acceptExpired: boolean): unknown {
    if (state.session === null) return NO_RESULT
    const found = this.lookup(state, againstCommitted, acceptExpired)
    if (found === NO_RESULT || found === NO_VALUE) return found
    state.setLoaded(this.slot, found)
    return found
  }

  /** The referenced object, null, or `NO_RESULT` when it would have to be loaded. Changes nothing. */
  lookup(state: InstanceState, againstCommitted: boolean, acceptExpired = false): unknown {
    const { session } = state
    if (!this.config.targetIsKey || session === null) return NO_RESULT
    const values: unknown[] = []
    for (const column of this.config.keyColumns) {
      const attribute = state.mapper.attributeOf(column)
      const value = againstCommitted ? attribute.committed(state) : attribute.current(state)
      if (value === NO_RESULT || value === NO_VALUE) return value
      values.push(value)
    }
    if (values.includes(null)) return null
    const found = session.identityMap.get(this.target, identityKey(values))
    if (found === undefined || (found.isExpired && !acceptExpired)) return NO_RESULT
    return found.mapper.isA(this.target) ? found.object : null
  }

  assign(state: InstanceState, value: unknown): void {
    if (value === undefined) {
      throw new UndefinedValueError(`${this.toString()} was set to undefined. Use null to clear it, or leave the assignment out.`)
    }
    if (value !== null) this.check(value)
    this.set(state, value as object | null, this.replacementToken)
  }

  set(state: InstanceState, value: object | null, initiator: EventToken, expectOld?: object, isPop = false): void {
    let old: unknown
    if (this.activeHistory) {
      old = state.key === undefined ? this.current(state, { identityMap: false }) : this.current(state, { againstCommitted: true })
      if (state.key === undefined && (old === NO_RESULT || old === NO_VALUE)) {
        // a new object refers to nothing: that is known, and is what a change is compared with
        old = null
        if (state.isFresh && state.committedValues?.has(this.slot) !== true) (state.committedValues ??= new Map()).set(this.slot, null)
      }
      if (old === NO_RESULT && state.session !== null) {
        throw unloadedError(this, state)
      }
    } else old = this.current(state, { againstCommitted: true })
    if (expectOld !== undefined && old !== NO_RESULT && expectOld !== old) {
      if (isPop) return
      throw new InvalidRequestError(`${stateOf(expectOld).toString()} is not associated with ${state.toString()} by ${this.toString()}`)
    }
    const hooks = state.mapper.attributeEvents(this)
    if (hooks !== undefined) value = hooks.set(state, this, value, old === NO_VALUE || old === NO_RESULT ? undefined : old) as object | null
    if (this.trackParent && old !== value && old !== null && old !== NO_RESULT && old !== NO_VALUE) {
      this.setParentAfterCheck(state, value, old as object, initiator)
    } else if (value !== null && this.singleParent) this.checkSingleParent(stateOf(value), old === value, initiator)
    cascadeReplace(this, state, value, old, initiator)
    backrefReplace(this, state, value, old, initiator)
    state.changed(this.slot, old)
    if (this.trackParent && value !== null) this.setParent(stateOf(value), state, true)
    state.values[this.slot] = value
  }

  private setParentAfterCheck(state: InstanceState, value: object | null, old: object, initiator: EventToken): void {
    this.setParent(stateOf(old), state, false)
    if (value !== null && this.singleParent) this.checkSingleParent(stateOf(value), old === value, initiator)
  }

  appendFrom(state: InstanceState, item: object, initiator: EventToken): void {
    this.set(state, item, initiator)
  }

  removeFrom(state: InstanceState, item: object, initiator: EventToken): void {
    this.set(state, null, initiator, item, true)
  }

  /** Clears the reference without a value to replace it, e.g. when the object is taken out of a map. */
  clear(state: InstanceState): void {
    const old = this.current(state, { againstCommitted: true })
    if (this.trackParent && old !== null && old !== NO_RESULT && old !== NO_VALUE) this.setParent(stateOf(old as object), state, false)
    backrefRemove(this, state, old, this.removeToken)
    state.changed(this.slot, old)
    state.values[this.slot] = null
  }

  history(state: InstanceState): History<object> {
    const value = state.values[this.slot]
    const original = state.committedValue(this.slot)
    if (value === undefined || value === NOT_LOADED) {
      if (original === undefined || original === NO_VALUE || original === NO_RESULT || original === null) return BLANK_HISTORY
      return { added: [], unchanged: [], deleted: [original as object] }
    }
    return compare(value as object, original)
  }

  /** The history once more is known of the old value than at the time of the change. */
  historyAgainst(state: InstanceState, original: unknown): History<object> {
    return compare(state.values[this.slot] as object, original)
  }

  allPending(state: InstanceState): readonly object[] {
    const value = state.values[this.slot]
    if (value === undefined || value === NOT_LOADED) return []
    const all: object[] = value === null ? [] : [value as object]
    const original = state.committedValue(this.slot)
    if (original !== undefined && original !== null && original !== NO_RESULT && original !== NO_VALUE && original !== value) all.push(original as object)
    return all
  }
}

function compare(value: object, original: unknown): History<object> {
  if (original === undefined || original === value) return unchangedOnly([value])
  if (original === NO_VALUE || original === NO_RESULT || original === null) return addedOnly([value])
  return { added: [value], unchanged: [], deleted: [original as object] }
}
