import { MultipleResultsFoundError, NoResultFoundError, ResourceClosedError } from '@athanor/interfaces'
import type { DriverRow, RowFactory } from './row-factory.ts'

/** Tells rows apart for `unique()`. */
export type UniqueStrategy<R> = (row: R) => unknown

/**
 * Rows that are all there: of one form (objects, tuples, single values), readable any number of times.
 * Nothing is converted until it is asked for.
 */
export class Rows<out R> implements Iterable<R> {
  /** @internal undefined when the statement returns no rows. */
  readonly source: readonly DriverRow[] | undefined
  /** @internal Makes the factory when it is first needed, since object rows may be impossible. */
  readonly factory: () => RowFactory

  /** Made by results. */
  constructor(source: readonly DriverRow[] | undefined, factory: () => RowFactory) {
    this.source = source
    this.factory = factory
  }

  /**
   * All rows.
   * @throws {ResourceClosedError} `RESULT_NO_ROWS` when the statement returns no rows.
   * @throws {DuplicateResultKeyError} when two columns of an object row have one key.
   */
  all(): R[] {
    const rows = this.rowsOrThrow()
    // Factories are made for this form of row; the checker can't see it.
    return this.factory().many(rows, 0, rows.length) as R[]
  }

  /** The first row, or null. */
  first(): R | null {
    const rows = this.rowsOrThrow()
    return rows.length === 0 ? null : this.#at(rows, 0)
  }

  /**
   * The only row.
   * @throws {NoResultFoundError} when there is none
   * @throws {MultipleResultsFoundError} when there are more
   */
  one(): R {
    const rows = this.rowsOrThrow()
    if (rows.length === 0) throw new NoResultFoundError('No row was found when exactly one was required.')
    if (rows.length > 1) throw new MultipleResultsFoundError('Multiple rows were found when exactly one was required.')
    return this.#at(rows, 0)
  }

  /**
   * The only row, or null.
   * @throws {MultipleResultsFoundError} when there is more than one
   */
  oneOrNone(): R | null {
    const rows = this.rowsOrThrow()
    if (rows.length > 1) throw new MultipleResultsFoundError('Multiple rows were found when one or none was required.')
    return rows.length === 0 ? null : this.#at(rows, 0)
  }

  /** As `oneOrNone`. */
  oneOrNull(): R | null { return this.oneOrNone() }

  /** Rows in groups of `size`, the last one smaller. */
  *partitions(size: number): Generator<R[], void, undefined> {
    if (!(Number.isInteger(size) && size > 0)) throw new RangeError(`partitions() needs a positive whole number of rows, not ${size}`)
    const rows = this.rowsOrThrow()
    for (let start = 0; start < rows.length; start += size) yield this.factory().many(rows, start, Math.min(start + size, rows.length)) as R[]
  }

  /** The same rows without repetitions: equal values are equal, objects (entities) by identity; or by what `strategy` answers. */
  unique(strategy?: UniqueStrategy<R>): Rows<R> {
    const rows = this.rowsOrThrow()
    const seen = new Set<unknown>()
    const factory = this.factory()
    const kept = rows.filter((row) => {
      const key = strategy === undefined ? plainKey(factory.one(row)) : strategy(factory.one(row) as R)
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    return new Rows<R>(kept, this.factory)
  }

  *[Symbol.iterator](): Generator<R, void, undefined> {
    const rows = this.rowsOrThrow()
    const factory = this.factory()
    for (const row of rows) yield factory.one(row) as R
  }

  /** @internal */
  rowsOrThrow(): readonly DriverRow[] {
    if (this.source === undefined) {
      throw new ResourceClosedError('This result object does not return rows. It has been closed automatically.', { code: 'RESULT_NO_ROWS' })
    }
    return this.source
  }

  #at(rows: readonly DriverRow[], index: number): R { return this.factory().one(rows[index]!) as R }
}

/** Values that are equal have equal keys; class instances (entities, dates aside) are compared by identity. */
const identities = new WeakMap<object, number>()
let lastIdentity = 0
function plainKey(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return textKey(value)
}
function textKey(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return `${typeof value}:${String(value as string | number | boolean | bigint | symbol | undefined)}`
  if (Array.isArray(value)) return `[${value.map((item) => escape(textKey(item))).join(',')}]`
  if (value instanceof Date) return `date:${value.getTime()}`
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')}`
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === null || Object.getPrototypeOf(prototype) === null) {
    return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${escape(textKey(item))}`).join(',')}}`
  }
  let id = identities.get(value)
  if (id === undefined) identities.set(value, id = ++lastIdentity)
  return `#${id}`
}
const escape = (text: string): string => JSON.stringify(text)
