import { ArgumentError } from '@athanor/interfaces'
import { warn } from '../events/warn.ts'
import type { CollectionOwner } from './collection-owner.ts'

/** The map of a to-many relationship, keyed by an attribute of its members. Reports its changes. */
export class InstrumentedMap<K = unknown, T extends object = object> extends Map<K, T> {
  #owner: CollectionOwner | null = null
  #wasOwned = false
  /** Attribute of the members that is their key. */
  readonly keyAttribute: string

  constructor(keyAttribute: string) {
    super()
    this.keyAttribute = keyAttribute
  }

  /** `map()` and the like of iterator helpers aside, nothing constructs copies of this class. */
  static override get [Symbol.species](): MapConstructor { return Map }

  static connect(map: InstrumentedMap, owner: CollectionOwner | null): void {
    map.#owner = owner
    if (owner !== null) map.#wasOwned = true
  }
  static ownerOf(map: InstrumentedMap): CollectionOwner | null { return map.#owner }
  static appendRaw(map: InstrumentedMap, item: object): void { Map.prototype.set.call(map, map.keyOf(item), item) }
  static removeRaw(map: InstrumentedMap, item: object): void {
    const key = map.keyHolding(item)
    if (key !== undefined) Map.prototype.delete.call(map, key.key)
  }

  /** @throws {ArgumentError} when the member has no key yet */
  keyOf(item: object): K {
    const key = (item as Record<string, unknown>)[this.keyAttribute] as K
    if (key === undefined) {
      throw new ArgumentError(`A member of the map has no value in '${this.keyAttribute}', which is its key. Set it before adding the object.`)
    }
    return key
  }

  /** The key under which a member is stored; its attribute may have changed since. */
  keyHolding(item: object): { readonly key: K } | undefined {
    for (const [key, value] of this) if (value === item) return { key }
    return undefined
  }

  #events(): CollectionOwner | null {
    if (this.#owner === null && this.#wasOwned) {
      warn('COLLECTION_INVALIDATED', 'This collection was replaced or expired and belongs to no object any more: the change will not be saved. Read the attribute again.')
    }
    return this.#owner
  }

  /** Adds a member under its own key. */
  add(item: T): this { return this.set(this.keyOf(item), item) }

  override set(key: K, item: T): this {
    const old = this.get(key)
    if (old === item) return this
    const owner = this.#events()
    if (owner === null) return super.set(key, item)
    if (old !== undefined) owner.events.itemRemoved(owner.state, old)
    return super.set(key, owner.events.itemAdded(owner.state, item) as T)
  }

  override delete(key: K): boolean {
    const item = this.get(key)
    if (item === undefined) return false
    const owner = this.#events()
    owner?.events.itemRemoved(owner.state, item)
    return super.delete(key)
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key)
  }
}
