import type { History } from '../attributes/history.ts'
import { isAbsent } from '../attributes/sentinels.ts'
import { mapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { Session } from '../session/session.ts'
import { isMapped } from './entity-core.ts'
import type { InstanceState } from './instance-state.ts'
import { requireState } from './require-state.ts'

/** Where an object stands. */
export type ObjectStatus = 'transient' | 'pending' | 'persistent' | 'deleted' | 'detached'

/** What is known about a mapped object; read-only. Source: SQLAlchemy's `inspect(obj)`. */
export class ObjectInspection {
  readonly #state: InstanceState
  constructor(state: InstanceState) { this.#state = state }

  get mapper(): Mapper { return this.#state.mapper }
  get object(): object { return this.#state.object }
  get session(): Session | null { return this.#state.session }

  /**
   * `transient`: new, in no session; `pending`: added; `persistent`: has a row; `deleted`: its DELETE was flushed;
   * `detached`: had a row, in no session.
   */
  get status(): ObjectStatus {
    const { key, session, isDeleted } = this.#state
    if (key === undefined) return session === null ? 'transient' : 'pending'
    if (session === null) return 'detached'
    return isDeleted ? 'deleted' : 'persistent'
  }
  get transient(): boolean { return this.status === 'transient' }
  get pending(): boolean { return this.status === 'pending' }
  get persistent(): boolean { return this.status === 'persistent' }
  get deleted(): boolean { return this.status === 'deleted' }
  get detached(): boolean { return this.status === 'detached' }
  /** The object was deleted by a flush, whether or not that was committed. */
  get wasDeleted(): boolean { return this.#state.isDeleted }

  /** Values of the primary key, or null for an object without a row. */
  get identity(): readonly unknown[] | null { return this.#state.key === undefined ? null : this.#state.identity }
  get hasIdentity(): boolean { return this.#state.key !== undefined }
  /** Any change event since the last flush, perhaps without a net change. */
  get modified(): boolean {
    this.#reconcile()
    return this.#state.isModified
  }
  get expired(): boolean { return this.#state.isExpired }

  /** Attributes that hold a value. Names of relationships included. */
  get loaded(): readonly string[] { return this.#keys((value) => !isAbsent(value)) }
  /** Attributes that have to be loaded, or were never set. */
  get unloaded(): readonly string[] { return this.#keys(isAbsent) }
  isLoaded(key: string): boolean { return this.#state.holds(this.#state.mapper.attribute(key).slot) }
  /** The value if it is there; never loads, never throws. */
  loadedValue(key: string): unknown {
    const value = this.#state.values[this.#state.mapper.attribute(key).slot]
    return isAbsent(value) ? undefined : value
  }

  /** Changes of an attribute since the last flush. Never loads. */
  history(key: string): History {
    this.#reconcile()
    return this.#state.mapper.attribute(key).history(this.#state)
  }

  #keys(fits: (value: unknown) => boolean): string[] {
    const { mapper, values } = this.#state
    const found: string[] = []
    for (const [key, attribute] of mapper.byKey) {
      if (attribute.kind === 'hybrid' || attribute.kind === 'composite' || attribute.kind === 'writeOnly') continue
      if (fits(values[attribute.slot])) found.push(key)
    }
    return found
  }
  #reconcile(): void {
    if (this.#state.hasExposedArrays) for (const list of this.#state.mapper.listCollections) list.reconcile(this.#state)
  }
}

/** What is known about a mapped object, or the mapper of a mapped class. */
export function inspect(target: abstract new (...args: never[]) => object): Mapper
export function inspect(target: object): ObjectInspection
export function inspect(target: object): ObjectInspection | Mapper {
  return isMapped(target) || typeof target !== 'function' ? new ObjectInspection(requireState(target, 'inspect()')) : mapperOf(target)
}
