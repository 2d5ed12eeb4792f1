import { warn } from '../events/warn.ts'
import type { CollectionOwner } from './collection-owner.ts'

/** The set of a to-many relationship: reports its changes. Iterates in insertion order. */
export class InstrumentedSet<T extends object = object> extends Set<T> {
  // the base constructor runs before fields exist and must not see events: it is never given items
  #owner: CollectionOwner | null = null
  #wasOwned = false

  static connect(set: InstrumentedSet, owner: CollectionOwner | null): void {
    set.#owner = owner
    if (owner !== null) set.#wasOwned = true
  }
  static ownerOf(set: InstrumentedSet): CollectionOwner | null { return set.#owner }
  static appendRaw(set: InstrumentedSet, item: object): void { Set.prototype.add.call(set, item) }
  static removeRaw(set: InstrumentedSet, item: object): void { Set.prototype.delete.call(set, item) }

  #events(): CollectionOwner | null {
    if (this.#owner === null && this.#wasOwned) {
      warn('COLLECTION_INVALIDATED', 'This collection was replaced or expired and belongs to no object any more: the change will not be saved. Read the attribute again.')
    }
    return this.#owner
  }

  override add(item: T): this {
    if (this.has(item)) return this
    const owner = this.#events()
    return super.add(owner === null ? item : owner.events.itemAdded(owner.state, item) as T)
  }

  override delete(item: T): boolean {
    if (!this.has(item)) return false
    const owner = this.#events()
    owner?.events.itemRemoved(owner.state, item)
    return super.delete(item)
  }

  override clear(): void {
    for (const item of [...this]) this.delete(item)
  }
}
