import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { unloadedError } from './attribute-errors.ts'
import { type History } from './history.ts'
import { NOT_LOADED, NO_RESULT, NO_VALUE } from './sentinels.ts'

/** How far a look-up may go. The database is never asked; `NO_RESULT` says that it would have to be. */
export interface LookupOptions {
  /** Follow a many-to-one into the identity map. Default true. */
  readonly identityMap?: boolean
  /** Use the foreign keys that the database has, not the ones that were just set. Default false. */
  readonly againstCommitted?: boolean
  /** Accept an object of the identity map whose values are expired; its row may be gone. Default false. */
  readonly acceptExpired?: boolean
}

/**
 * One mapped attribute: its place in the values of an instance, and what reading and writing it means.
 * Shared by the class that declares it and all classes below.
 */
export abstract class Attribute {
  /** Name of the property. */
  readonly key: string
  /** Index in `InstanceState.values`. */
  readonly slot: number
  /** Mapper of the declaring class. */
  readonly parent: Mapper
  abstract readonly kind: 'column' | 'expression' | 'hybrid' | 'composite' | 'toOne' | 'toMany' | 'writeOnly'

  constructor(key: string, slot: number, parent: Mapper) {
    this.key = key
    this.slot = slot
    this.parent = parent
  }

  /** For messages: `User.addresses`. */
  toString(): string { return `${this.parent.name}.${this.key}` }

  /** What the getter returns when the slot holds nothing. */
  read(state: InstanceState): unknown {
    const value = state.values[this.slot]
    if (value === NOT_LOADED) throw unloadedError(this, state)
    return value
  }

  /** What the setter does. */
  abstract assign(state: InstanceState, value: unknown): void

  /** Value now; `NO_VALUE` when there is none, `NO_RESULT` when it would have to be loaded. */
  current(state: InstanceState, _options?: LookupOptions): unknown {
    const value = state.values[this.slot]
    return value === undefined ? NO_VALUE : value === NOT_LOADED ? NO_RESULT : value
  }

  /** Value in the database as far as known; `NO_VALUE` / `NO_RESULT` as `current`. */
  committed(state: InstanceState): unknown {
    const old = state.committedValue(this.slot)
    return old === undefined ? this.current(state) : old
  }

  abstract history(state: InstanceState): History
}
