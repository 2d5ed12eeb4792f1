import { InvalidRequestError } from '@athanor/interfaces'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import type { EventToken } from './event-token.ts'
import type { RelationshipAttribute } from './relationship-attribute.ts'
import { NO_RESULT, NO_VALUE } from './sentinels.ts'

/*
 * Both sides of a relationship stay in step without I/O: a change of one side changes the other side's loaded value, or is
 * queued for it. The initiator stops the recursion. Source: SQLAlchemy's backref listeners.
 */

const isObject = (value: unknown): value is object => value !== null && value !== undefined && value !== NO_RESULT && value !== NO_VALUE

function checkConflict(attribute: RelationshipAttribute, other: RelationshipAttribute, state: InstanceState, initiator: EventToken): void {
  if (initiator.attribute !== attribute && initiator.attribute !== other) {
    throw new InvalidRequestError(
      `Bidirectional attribute conflict: passing ${state.toString()} to ${initiator.attribute.toString()} changes ${other.toString()} ` +
      `by way of ${attribute.toString()}`)
  }
}

/** An item enters a collection: its own side refers to the owner now. */
export function backrefAppend(attribute: RelationshipAttribute, state: InstanceState, item: object, initiator: EventToken): void {
  const { backref } = attribute
  if (backref === null) return
  checkConflict(attribute, backref, state, initiator)
  if (initiator !== backref.appendToken && initiator !== backref.replacementToken) {
    backref.appendFrom(stateOf(item), state.object, initiator)
  }
}

/** An item leaves a collection, or a reference is cleared. */
export function backrefRemove(attribute: RelationshipAttribute, state: InstanceState, item: unknown, initiator: EventToken): void {
  const { backref } = attribute
  if (backref === null || !isObject(item)) return
  if (initiator === backref.removeToken || initiator === backref.replacementToken) return
  // the same object twice in a list: one of them stays, and so does the reference
  if (attribute.isCollection && !backref.isCollection && occursTwice(state.values[attribute.slot], item)) return
  backref.removeFrom(stateOf(item), state.object, initiator)
}

/** A reference gets another value. */
export function backrefReplace(attribute: RelationshipAttribute, state: InstanceState, value: unknown, old: unknown, initiator: EventToken): void {
  const { backref } = attribute
  if (backref === null || old === value) return
  if (isObject(old)) {
    const stop = backref.isCollection ? backref.removeToken : backref.replacementToken
    if (initiator !== stop) backref.removeFrom(stateOf(old), state.object, attribute.appendToken)
  }
  if (isObject(value)) {
    checkConflict(attribute, backref, state, initiator)
    if (initiator !== backref.appendToken && initiator !== backref.replacementToken) {
      backref.appendFrom(stateOf(value), state.object, initiator)
    }
  }
}

function occursTwice(collection: unknown, item: object): boolean {
  return Array.isArray(collection) && collection.indexOf(item) !== collection.lastIndexOf(item)
}
