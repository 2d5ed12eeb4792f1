import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'

/**
 * One object per row: objects by root mapper and key. Holds its objects strongly; a session is meant to be short.
 * Source: SQLAlchemy's `IdentityMap`.
 */
export class IdentityMap {
  readonly #maps = new Map<Mapper, Map<unknown, InstanceState>>()
  /** Objects with a change event since the last flush. */
  readonly modified = new Set<InstanceState>()

  /** Objects of a hierarchy by key. For loaders: `map.get(key)` without another look-up per row. */
  mapFor(root: Mapper): Map<unknown, InstanceState> {
    let map = this.#maps.get(root)
    if (map === undefined) this.#maps.set(root, map = new Map())
    return map
  }

  get(mapper: Mapper, key: unknown): InstanceState | undefined { return this.#maps.get(mapper.root)?.get(key) }

  contains(state: InstanceState): boolean {
    return state.key !== undefined && this.get(state.mapper, state.key) === state
  }

  /** Puts a state in; returns the other state that had the key before, if any. */
  replace(state: InstanceState): InstanceState | undefined {
    const map = this.mapFor(state.mapper.root)
    const old = map.get(state.key)
    if (old === state) return undefined
    map.set(state.key, state)
    if (old !== undefined) this.modified.delete(old)
    if (state.isModified) this.modified.add(state)
    return old
  }

  /** Takes a state out, if it is the one that is there. */
  discard(state: InstanceState): void {
    const map = this.#maps.get(state.mapper.root)
    if (map?.get(state.key) === state) map.delete(state.key)
    this.modified.delete(state)
  }

  *states(): Generator<InstanceState> {
    for (const map of this.#maps.values()) yield* map.values()
  }

  get size(): number {
    let size = 0
    for (const map of this.#maps.values()) size += map.size
    return size
  }

  clear(): void {
    this.#maps.clear()
    this.modified.clear()
  }
}
