import { Rows, type UniqueStrategy } from '@athanor/engine'
import { DuplicateResultKeyError, InvalidRequestError, NoSuchColumnError } from '@athanor/interfaces'

/** Keys of the elements of a row; undefined for expressions without a name. */
export type RowKeys = readonly (string | undefined)[]

interface Factory {
  readonly one: (row: never) => unknown
  readonly many: (rows: readonly never[], start: number, end: number) => unknown[]
}
const factory = (one: (row: unknown) => unknown): Factory => ({
  one: one as (row: never) => unknown,
  many: (rows, start, end) => (rows.slice(start, end) as unknown[]).map(one),
})
const asIs: Factory = { one: (row) => row, many: (rows, start, end) => rows.slice(start, end) }

/** Rows of a query with entities. Where a collection was joined they repeat, and have to be made `unique()`. */
export class OrmRows<out R> extends Rows<R> {
  /** @internal */ readonly mustBeUnique: boolean

  /** Made by the session. `source`: rows that are read already. */
  constructor(source: readonly unknown[], make: () => unknown, mustBeUnique: boolean) {
    // the elements of `source` are what the factory takes; the base class only hands them on
    super(source as readonly (readonly unknown[])[], make as ConstructorParameters<typeof Rows>[1])
    this.mustBeUnique = mustBeUnique
  }

  /** Without repetitions: entities by identity, values by value. */
  override unique(strategy?: UniqueStrategy<R>): OrmRows<R> {
    const unchecked = new OrmRows<R>(this.source!, this.factory, false)
    const rows = super.unique.call(unchecked, strategy as UniqueStrategy<unknown>) as Rows<R>
    return new OrmRows<R>(rows.source!, this.factory, false)
  }

  /** @internal @throws {InvalidRequestError} for joined collections without `unique()` */
  override rowsOrThrow(): readonly (readonly unknown[])[] {
    if (this.mustBeUnique) {
      throw new InvalidRequestError(
        'The unique() method must be invoked on this result: it has joined eager loads of collections, so its rows repeat. Write .unique().all(), or load with selectinload().',
        { code: 'UNIQUE_REQUIRED' })
    }
    return super.rowsOrThrow()
  }
}

/** The outcome of a query with entities, all rows read. */
export class OrmResult<out R = Record<string, unknown>, out T = unknown[]> extends OrmRows<R> {
  readonly #keys: RowKeys
  /** Rows have one element, and are kept as that. */
  readonly #isSingle: boolean

  constructor(rows: readonly unknown[], keys: RowKeys, mustBeUnique: boolean) {
    const isSingle = keys.length === 1
    super(rows, () => objectFactory(keys, isSingle), mustBeUnique)
    this.#keys = keys
    this.#isSingle = isSingle
  }

  get keys(): readonly string[] { return this.#keys.map((key, i) => key ?? `column ${i + 1}`) }

  /** Rows as arrays. */
  tuples(): OrmRows<T> {
    return new OrmRows<T>(this.source!, () => (this.#isSingle ? factory((row) => [row]) : asIs), this.mustBeUnique)
  }
  mappings(): OrmRows<R> { return this }
  /** One element of each row: the first, or the given one. */
  scalars<V = unknown>(column: number | string = 0): OrmRows<V> {
    const at = this.#indexOf(column)
    return new OrmRows<V>(this.source!, () => (this.#isSingle ? asIs : factory((row) => (row as unknown[])[at])), this.mustBeUnique)
  }
  selectColumns(...columns: readonly (number | string)[]): OrmRows<unknown[]> {
    const positions = columns.map((c) => this.#indexOf(c))
    return new OrmRows(this.source!, () => factory((row) => (this.#isSingle ? [row] : positions.map((p) => (row as unknown[])[p]))), this.mustBeUnique)
  }
  /** The first element of the first row, or null. */
  scalar(): unknown { return this.scalars().first() }
  /** @throws {NoResultFoundError} @throws {MultipleResultsFoundError} */
  scalarOne(): unknown { return this.scalars().one() }
  /** @throws {MultipleResultsFoundError} */
  scalarOneOrNone(): unknown { return this.scalars().oneOrNone() }
  scalarOneOrNull(): unknown { return this.scalarOneOrNone() }
  get returnsRows(): boolean { return true }
  get rowCount(): number { return this.source!.length }

  #indexOf(column: number | string): number {
    const at = typeof column === 'number' ? column : this.#keys.indexOf(column)
    if (at >= 0 && at < this.#keys.length) return at
    throw new NoSuchColumnError(`The result has no column '${column}'; it has ${this.keys.join(', ')}`)
  }
}

function objectFactory(keys: RowKeys, isSingle: boolean): Factory {
  const named: [string, number][] = []
  for (const [i, key] of keys.entries()) {
    if (key === undefined) continue
    if (named.some(([other]) => other === key)) {
      throw new DuplicateResultKeyError(`Two elements of this result have the key '${key}'. Label one of them, use select({ … }) with keys of your own, or .tuples().`)
    }
    named.push([key, i])
  }
  return factory(isSingle
    ? (row) => (named.length === 0 ? {} : { [named[0]![0]]: row })
    : (row) => Object.fromEntries(named.map(([key, i]) => [key, (row as unknown[])[i]])))
}

