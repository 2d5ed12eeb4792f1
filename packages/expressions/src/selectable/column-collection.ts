import type { ColumnElement } from '../elements/column-element.ts'
import { proxyDistance, proxySet } from '../elements/proxies.ts'

/**
 * Columns of a FROM object or a statement: in order, and by key. Equal keys may occur; the key finds the first of them.
 * Columns of derived objects are made when they are asked for.
 */
export class ColumnCollection implements Iterable<ColumnElement> {
  readonly #keys: string[]
  #index: Map<string, number>
  readonly #columns: (ColumnElement | undefined)[]
  readonly #make: ((index: number) => ColumnElement) | undefined
  #namespace: Record<string, ColumnElement> | undefined
  #complete: boolean
  #byProxy: Map<ColumnElement, ColumnElement[]> | undefined

  constructor(keys: string[], columns: ColumnElement[] | ((index: number) => ColumnElement), index?: Map<string, number>) {
    this.#keys = keys
    this.#index = index ?? indexOf(keys)
    this.#complete = typeof columns !== 'function'
    // an empty list to be filled by position; Array.from would cost more than all the rest of an alias
    this.#columns = typeof columns === 'function' ? [] : columns
    this.#make = typeof columns === 'function' ? columns : undefined
  }

  /** A collection of columns that exist. */
  static of(columns: Iterable<ColumnElement & { readonly key: string }>): ColumnCollection {
    const all = [...columns]
    return new ColumnCollection(all.map((c) => c.key), all)
  }

  /** A collection with the same keys whose columns are made from this one's, each when it is asked for. */
  derive(make: (column: ColumnElement, key: string) => ColumnElement): ColumnCollection {
    return new ColumnCollection(this.#keys, (i) => make(this.at(i)!, this.#keys[i]!), this.#index)
  }

  get length(): number { return this.#keys.length }
  keys(): readonly string[] { return this.#keys }
  has(key: string): boolean { return this.#index.has(key) }

  /** The column at a position; undefined when there is none. */
  at(index: number): ColumnElement | undefined {
    const column = this.#columns[index]
    if (column !== undefined || index < 0 || index >= this.#keys.length) return column
    return (this.#columns[index] = this.#make!(index))
  }
  /** The first column with the key. */
  get(key: string): ColumnElement | undefined {
    const index = this.#index.get(key)
    return index === undefined ? undefined : this.at(index)
  }
  /** All columns, in order. */
  get all(): readonly ColumnElement[] {
    if (!this.#complete) {
      for (let i = 0; i < this.#keys.length; i++) this.at(i)
      this.#complete = true
    }
    return this.#columns as ColumnElement[]
  }
  [Symbol.iterator](): Iterator<ColumnElement> { return this.all[Symbol.iterator]() }
  /** Key and column of each, in order. */
  entries(): readonly (readonly [key: string, column: ColumnElement])[] { return this.all.map((c, i) => [this.#keys[i]!, c] as const) }
  /** Whether this very column is here. */
  contains(column: ColumnElement): boolean { return this.#columns.includes(column) }

  /**
   * Adds a column; one with the same key, or (unless the new one has a key of its own) the same name, is replaced in its place.
   * Only for collections of existing columns: tables.
   */
  add(column: ColumnElement & { readonly key: string }): void {
    const position = this.#index.get(column.key)
    if (position === undefined) {
      this.#index.set(column.key, this.#keys.length)
      this.#keys.push(column.key)
      this.#columns.push(column)
    } else this.#columns[position] = column
    this.#byProxy = undefined
    if (this.#namespace !== undefined) this.#namespace[column.key] = column
  }

  /** The columns as properties of one object: the `.c` of a FROM object. */
  get namespace(): Record<string, ColumnElement> {
    return (this.#namespace ??= this.#complete ? this.#plainNamespace() : new Proxy(Object.create(null) as Record<string, ColumnElement>, new LazyNamespace(this)))
  }
  #plainNamespace(): Record<string, ColumnElement> {
    const target = Object.create(null) as Record<string, ColumnElement>
    for (const [key, i] of this.#index) target[key] = this.#columns[i]!
    return target
  }

  /**
   * The column of this collection that stands for the given one, or shares an ancestor with it; the closest if there are several.
   * Source: SQLAlchemy's `corresponding_column`.
   * @param requireEmbedded everything the given column stands for has to be inside the one that is found
   */
  correspondingColumn(column: ColumnElement, requireEmbedded = false): ColumnElement | undefined {
    if (this.contains(column)) return column
    const targets = proxySet(column)
    const byProxy = (this.#byProxy ??= this.#indexByProxy())
    let best: ColumnElement | undefined
    let bestCommon = 0
    const seen = new Set<ColumnElement>()
    for (const target of targets) {
      for (const candidate of byProxy.get(target) ?? []) {
        if (seen.has(candidate)) continue
        seen.add(candidate)
        const inside = proxySet(candidate)
        const common = intersection(targets, inside)
        if (requireEmbedded && common < targets.size) continue
        if (best === undefined || common > bestCommon || (common === bestCommon && proxyDistance(candidate, column) < proxyDistance(best, column))) {
          best = candidate
          bestCommon = common
        }
      }
    }
    return best
  }
  #indexByProxy(): Map<ColumnElement, ColumnElement[]> {
    const map = new Map<ColumnElement, ColumnElement[]>()
    for (const column of this.all) {
      for (const inner of proxySet(column)) {
        const list = map.get(inner)
        if (list === undefined) map.set(inner, [column])
        else list.push(column)
      }
    }
    return map
  }
}

function indexOf(keys: readonly string[]): Map<string, number> {
  const index = new Map<string, number>()
  for (let i = 0; i < keys.length; i++) if (!index.has(keys[i]!)) index.set(keys[i]!, i)
  return index
}

function intersection(a: ReadonlySet<ColumnElement>, b: ReadonlySet<ColumnElement>): number {
  let count = 0
  for (const item of a) if (b.has(item)) count++
  return count
}

/** Makes a column when it is read. */
class LazyNamespace implements ProxyHandler<Record<string, ColumnElement>> {
  readonly #columns: ColumnCollection
  constructor(columns: ColumnCollection) {
    this.#columns = columns
  }
  get(target: Record<string, ColumnElement>, key: string | symbol): ColumnElement | undefined {
    if (typeof key === 'symbol') return undefined
    const known = target[key]
    if (known !== undefined) return known
    const column = this.#columns.get(key)
    if (column !== undefined) target[key] = column
    return column
  }
  has(_target: Record<string, ColumnElement>, key: string | symbol): boolean { return typeof key === 'string' && this.#columns.has(key) }
  ownKeys(): string[] { return [...new Set(this.#columns.keys())] }
  getOwnPropertyDescriptor(target: Record<string, ColumnElement>, key: string | symbol): PropertyDescriptor | undefined {
    const value = this.get(target, key)
    return value === undefined ? undefined : { value, enumerable: true, configurable: true, writable: true }
  }
  set(): boolean { return false }
}
