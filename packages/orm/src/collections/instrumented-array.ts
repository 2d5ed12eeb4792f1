import { warn } from '../events/warn.ts'
import type { CollectionOwner } from './collection-owner.ts'

/**
 * The list of a to-many relationship: an array whose methods report changes, so that the other side and the session follow at
 * once. Writes by index and to `length` can't be seen; they are found by comparison when the collection is used next by the
 * session (add, flush, history). Methods that make new arrays make plain ones.
 */
export class InstrumentedArray<T extends object = object> extends Array<T> {
  #owner: CollectionOwner | null = null
  #wasOwned = false
  /** Content after the last reported change; kept from the moment the array is handed out. */
  #known: T[] | null = null

  static override get [Symbol.species](): ArrayConstructor { return Array }

  /** @internal Connects to an object, or disconnects (null). */
  static connect(array: InstrumentedArray, owner: CollectionOwner | null): void {
    array.#owner = owner
    if (owner !== null) array.#wasOwned = true
    array.#known = null
  }

  static ownerOf(array: InstrumentedArray): CollectionOwner | null { return array.#owner }

  /** @internal The array is handed out: from now on, it may change by index. True the first time. */
  static expose(array: InstrumentedArray): boolean {
    if (array.#known !== null || array.#owner === null) return false
    array.#known = array.slice()
    return true
  }

  /** @internal Puts an item in without an event. */
  static appendRaw(array: InstrumentedArray, item: object): void {
    Array.prototype.push.call(array, item)
    array.#known?.push(item)
  }

  /** @internal Takes an item out without an event. */
  static removeRaw(array: InstrumentedArray, item: object): void {
    const at = array.indexOf(item)
    if (at >= 0) Array.prototype.splice.call(array, at, 1)
    if (array.#known !== null) array.#known = array.slice()
  }

  /** @internal Reports changes made by index. */
  static reconcile(array: InstrumentedArray): void {
    const known = array.#known
    const owner = array.#owner
    if (known === null || owner === null || sameItems(known, array)) return
    const before = new Set(known)
    const now = new Set<object>(array)
    array.#known = array.slice()
    owner.events.changedByIndex(owner.state, known, known.filter((x) => !now.has(x)), array.filter((x) => !before.has(x)))
  }

  #begin(): CollectionOwner | null {
    if (this.#owner === null) {
      if (this.#wasOwned) warn('COLLECTION_INVALIDATED', 'This collection was replaced or expired and belongs to no object any more: the change will not be saved. Read the attribute again.')
      return null
    }
    InstrumentedArray.reconcile(this)
    return this.#owner
  }
  #end(): void {
    if (this.#known !== null) this.#known = this.slice()
  }

  override push(...items: T[]): number {
    const owner = this.#begin()
    for (const item of items) {
      const stored = owner === null ? item : owner.events.itemAdded(owner.state, item) as T
      super.push(stored)
      this.#known?.push(stored)
    }
    return this.length
  }

  override unshift(...items: T[]): number {
    const owner = this.#begin()
    const length = super.unshift(...items.map((item) => (owner === null ? item : owner.events.itemAdded(owner.state, item) as T)))
    this.#end()
    return length
  }

  override pop(): T | undefined {
    const owner = this.#begin()
    const item = this.at(-1)
    if (item !== undefined) owner?.events.itemRemoved(owner.state, item)
    super.pop()
    this.#end()
    return item
  }

  override shift(): T | undefined {
    const owner = this.#begin()
    const item = this[0]
    if (item !== undefined) owner?.events.itemRemoved(owner.state, item)
    super.shift()
    this.#end()
    return item
  }

  override splice(start: number, deleteCount?: number, ...items: T[]): T[] {
    const owner = this.#begin()
    const from = start < 0 ? Math.max(this.length + start, 0) : Math.min(start, this.length)
    // as the language has it: without a count, everything to the end
    const count = arguments.length < 2 ? this.length - from : Math.max(0, Math.min(Math.trunc(deleteCount ?? 0), this.length - from))
    if (owner !== null) {
      for (const item of this.slice(from, from + count)) owner.events.itemRemoved(owner.state, item)
      items = items.map((item) => owner.events.itemAdded(owner.state, item) as T)
    }
    const removed = super.splice(from, count, ...items)
    this.#end()
    return removed
  }

  override fill(value: T, start?: number, end?: number): this {
    this.#begin()
    super.fill(value, start, end)
    InstrumentedArray.reconcile(this)
    return this
  }

  override copyWithin(target: number, start: number, end?: number): this {
    this.#begin()
    super.copyWithin(target, start, end)
    InstrumentedArray.reconcile(this)
    return this
  }

  override sort(compare?: (a: T, b: T) => number): this {
    this.#begin()
    super.sort(compare)
    this.#end()
    return this
  }

  override reverse(): T[] {
    this.#begin()
    super.reverse()
    this.#end()
    return this
  }
}

function sameItems(left: readonly object[], right: readonly object[]): boolean {
  if (left.length !== right.length) return false
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false
  return true
}
