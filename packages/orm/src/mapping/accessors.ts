import type { Attribute } from '../attributes/attribute.ts'
import { NOT_LOADED } from '../attributes/sentinels.ts'
import { stateOf } from '../state/entity-core.ts'
import type { Mapper } from './mapper.ts'

/**
 * The property of an attribute on the prototype of its class. The getter of a value that is there costs one look-up in the
 * values; everything else goes through the attribute.
 */
export function defineAccessor(prototype: object, attribute: Attribute): void {
  const { slot } = attribute
  const isPlain = attribute.kind === 'column' || attribute.kind === 'expression'
  Object.defineProperty(prototype, attribute.key, {
    configurable: true,
    // `for (const key in user)` finds the attributes
    enumerable: !('isComponent' in attribute && attribute.isComponent === true),
    get: isPlain
      ? function (this: object): unknown {
        const state = stateOf(this)
        const value = state.values[slot]
        return value === undefined || value === NOT_LOADED ? attribute.read(state) : value
      }
      : function (this: object): unknown { return attribute.read(stateOf(this)) },
    set(this: object, value: unknown) { attribute.assign(stateOf(this), value) },
  })
}

/** The property of a relationship before configuration: only an object can ask for it, and objects exist after it. */
export function defineThunkAccessor(prototype: object, key: string, mapper: Mapper): void {
  const attribute = (): Attribute => {
    mapper.registry.configure()
    return mapper.attribute(key)
  }
  Object.defineProperty(prototype, key, {
    configurable: true,
    enumerable: true,
    get(this: object): unknown { return attribute().read(stateOf(this)) },
    set(this: object, value: unknown) { attribute().assign(stateOf(this), value) },
  })
}
