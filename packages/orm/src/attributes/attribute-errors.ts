import { InvalidRequestError } from '@athanor/interfaces'
import type { InstanceState } from '../state/instance-state.ts'
import type { Attribute } from './attribute.ts'

/** An attribute was read whose value has to be loaded first: reading never does I/O. */
export class UnloadedAttributeError extends InvalidRequestError {
  static override readonly code: string = 'ATTRIBUTE_NOT_LOADED'
  /** Name of the class and of the attribute. */
  readonly entity: string
  readonly attribute: string
  constructor(message: string, entity: string, attribute: string) {
    super(message)
    this.entity = entity
    this.attribute = attribute
  }
}

/** The object isn't attached to a session, so nothing can be loaded for it. */
export class DetachedInstanceError extends InvalidRequestError {
  static override readonly code: string = 'INSTANCE_DETACHED'
}

/** The row of an object is gone. */
export class ObjectDeletedError extends InvalidRequestError {
  static override readonly code: string = 'OBJECT_DELETED'
}

export function unloadedError(attribute: Attribute, state: InstanceState): Error {
  const name = state.mapper.name
  const full = `${name}.${attribute.key}`
  if (attribute.kind === 'toOne' || attribute.kind === 'toMany') {
    return new UnloadedAttributeError(
      `${full} is not loaded. Load it with .options(selectinload(${name}.c.${attribute.key})) or await session.load(obj, '${attribute.key}')`,
      name, attribute.key)
  }
  const why = state.expiredSlots?.has(attribute.slot) ? 'is expired' : 'is not loaded'
  return new UnloadedAttributeError(
    `${full} ${why}. Load it with await session.load(obj, '${attribute.key}') or await session.refresh(obj)`, name, attribute.key)
}
