/**
 * A double-ended queue in an array whose length is a power of two. Nothing moves when an end is taken,
 * unlike `Array.shift`, and nothing is allocated until it has to grow.
 *
 *        head = 6          length = 4
 *           v
 *   [ c d . . . . a b ]    logical order a b c d; index i lives at (head + i) & (capacity - 1)
 *         ^
 *         next push
 */
export class RingBuffer<V> {
  #items: (V | undefined)[]
  #head = 0
  #length = 0

  constructor(capacity = 8) {
    let power = 2
    while (power < capacity) power *= 2
    this.#items = Array.from({ length: power }, () => undefined)
  }

  get length(): number {
    return this.#length
  }

  first(): V | undefined {
    return this.#length === 0 ? undefined : this.#items[this.#head]
  }

  last(): V | undefined {
    return this.#length === 0 ? undefined : this.#items[(this.#head + this.#length - 1) & (this.#items.length - 1)]
  }

  push(value: V): void {
    if (this.#length === this.#items.length) this.#grow()
    this.#items[(this.#head + this.#length) & (this.#items.length - 1)] = value
    this.#length++
  }

  shift(): V | undefined {
    if (this.#length === 0) return undefined
    const value = this.#items[this.#head]
    this.#items[this.#head] = undefined
    this.#head = (this.#head + 1) & (this.#items.length - 1)
    this.#length--
    return value
  }

  pop(): V | undefined {
    if (this.#length === 0) return undefined
    this.#length--
    const at = (this.#head + this.#length) & (this.#items.length - 1)
    const value = this.#items[at]
    this.#items[at] = undefined
    return value
  }

  /** Takes everything, oldest first. */
  takeAll(): V[] {
    const all: V[] = []
    while (this.#length > 0) all.push(this.shift() as V)
    return all
  }

  #grow(): void {
    const old = this.#items
    const mask = old.length - 1
    this.#items = Array.from({ length: old.length * 2 }, (_, i) => (i < this.#length ? old[(this.#head + i) & mask] : undefined))
    this.#head = 0
  }
}
