import type { InstanceState } from './instance-state.ts'

/**
 * Base of all mapped objects. It holds the state in a private slot: invisible to `Object.keys`, JSON, `console.log` and
 * `structuredClone`, and safe from collisions with attribute names. Loading constructs this class directly
 * (`Reflect.construct(EntityCore, [state], User)`), so users' constructors and field initialisers don't run, while loaded and
 * new objects share one hidden class.
 */
export class EntityCore {
  readonly #state: InstanceState

  constructor(state: InstanceState) {
    this.#state = state
    state.object = this
  }

  /** @throws {TypeError} when the object isn't mapped */
  static stateOf(this: void, object: EntityCore): InstanceState { return object.#state }

  static isMapped(this: void, object: unknown): object is EntityCore { return typeof object === 'object' && object !== null && #state in object }
}

/** State of a mapped object. Unchecked: for internal use, where the object is known to be mapped. */
export const stateOf: (object: object) => InstanceState = EntityCore.stateOf as (object: object) => InstanceState
export const isMapped = EntityCore.isMapped
