import { InvalidRequestError } from '@athanor/interfaces'
import { isMapped, stateOf } from './entity-core.ts'
import type { InstanceState } from './instance-state.ts'

/** An object that was given to the session is not an instance of a mapped class. */
export class UnmappedInstanceError extends InvalidRequestError {
  static override readonly code: string = 'INSTANCE_UNMAPPED'
}

/**
 * State of an object that a user gave.
 * @throws {UnmappedInstanceError}
 */
export function requireState(object: unknown, what: string): InstanceState {
  if (isMapped(object)) return stateOf(object)
  const name = object === null ? 'null' : typeof object === 'object' ? `an object of class ${object?.constructor?.name ?? 'unknown'}` : typeof object
  throw new UnmappedInstanceError(
    `${what} needs an instance of a mapped class, not ${name}. Mapped classes extend Base.entity(…) and their objects are made by "new".`)
}
