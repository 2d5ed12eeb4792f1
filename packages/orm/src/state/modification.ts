import { ArgumentError } from '@athanor/interfaces'
import { CollectionRelationship } from '../attributes/collection-relationship.ts'
import { NO_VALUE } from '../attributes/sentinels.ts'
import { requireState } from './require-state.ts'

/**
 * Says that a value was changed in place (a JSON object, bytes), which can't be noticed: it is written at the next flush.
 * @throws {ArgumentError} when the attribute holds no value
 */
export function flagModified(object: object, key: string): void {
  const state = requireState(object, 'flagModified()')
  const attribute = state.mapper.attribute(key)
  if (!state.holds(attribute.slot)) throw new ArgumentError(`${attribute.toString()} holds no value, so it can't be marked as modified`)
  state.changed(attribute.slot, NO_VALUE)
  state.committedValues?.set(attribute.slot, NO_VALUE)
}

/** Says that an object has to take part in the next flush, without naming an attribute. */
export function flagDirty(object: object): void { requireState(object, 'flagDirty()').touch() }

/** Sets an attribute as if it had been loaded: no events, no change. */
export function setCommittedValue(object: object, key: string, value: unknown): void {
  const state = requireState(object, 'setCommittedValue()')
  const attribute = state.mapper.attribute(key)
  if (attribute instanceof CollectionRelationship) attribute.setLoaded(state, [...value as Iterable<object>])
  else state.setLoaded(attribute.slot, value)
}
