import { InvalidRequestError } from '@athanor/interfaces'
import type { Session } from '../session/session.ts'
import { requireState } from './require-state.ts'

/** Makes an object as if it were new: out of its session, without identity. Its values stay; a later add inserts it. */
export function makeTransient(object: object): void {
  const state = requireState(object, 'makeTransient()')
  state.session?.expungeStates([state], false)
  state.expiredSlots = null
  state.isExpired = false
  for (let slot = 0; slot < state.values.length; slot++) if (typeof state.values[slot] === 'symbol') state.values[slot] = undefined
  state.key = undefined
  state.identityValues = null
  state.isDeleted = false
}

/**
 * Makes a new object as if it had been loaded from its row and taken out of its session; what isn't set has to be loaded.
 * @throws {InvalidRequestError} for an object that is in a session or has an identity
 */
export function makeTransientToDetached(object: object): void {
  const state = requireState(object, 'makeTransientToDetached()')
  if (state.session !== null || state.key !== undefined) throw new InvalidRequestError(`${state.toString()} is not transient`)
  state.key = state.mapper.keyOf(state)
  state.identityValues = state.mapper.identityOf(state)
  state.isDeleted = false
  state.commitAll()
  const missing = state.mapper.attributes.filter((a) => a !== undefined && a.kind !== 'hybrid' && a.kind !== 'composite' && a.kind !== 'writeOnly' && !state.holds(a.slot))
  state.expireSlots(missing as never)
}

/** The session of an object, or null. */
export const objectSession = (object: object): Session | null => requireState(object, 'objectSession()').session

/** The object was deleted by a flush. */
export const wasDeleted = (object: object): boolean => requireState(object, 'wasDeleted()').isDeleted
