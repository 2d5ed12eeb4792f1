/**
 * A map that forgets what was used longest ago. Made for statement caches: a hit costs one lookup as long as the cache
 * isn't full, since recency only matters once something has to go.
 *
 * @example
 * const cache = new LruCache<string, Statement>(256, statement => statement.close())
 */
export class LruCache<K, V> {
  /** Entries kept; 0 keeps nothing. */
  readonly capacity: number
  readonly #entries = new Map<K, V>()
  readonly #onEvict: ((value: V, key: K) => void) | undefined

  constructor(capacity: number, onEvict?: (value: V, key: K) => void) {
    this.capacity = capacity
    this.#onEvict = onEvict
  }

  get size(): number { return this.#entries.size }

  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value !== undefined && this.#entries.size >= this.capacity) {
      this.#entries.delete(key)
      this.#entries.set(key, value)
    }
    return value
  }

  /** Adds an entry; the one that was used longest ago is evicted when there is no room. */
  set(key: K, value: V): void {
    if (this.capacity <= 0) return
    this.#entries.delete(key)
    if (this.#entries.size >= this.capacity) {
      for (const [oldest, evicted] of this.#entries) {
        this.#entries.delete(oldest)
        this.#onEvict?.(evicted, oldest)
        break
      }
    }
    this.#entries.set(key, value)
  }

  /** Removes an entry without calling the eviction listener. */
  delete(key: K): boolean { return this.#entries.delete(key) }

  values(): IterableIterator<V> { return this.#entries.values() }

  /** Forgets everything without calling the eviction listener. */
  clear(): void { this.#entries.clear() }
}
