import { MultipleResultsFoundError, NoResultFoundError, ResourceClosedError } from '@athanor/interfaces'
import type { DriverRow, RowFactory } from './row-factory.ts'
import type { ResultColumnInfo, ResultMetadata } from './result-metadata.ts'
import { Result, type FirstOf } from './result.ts'

/** Where a stream's rows come from. */
export interface RowSource {
  readonly metadata: ResultMetadata
  /** The next batch; undefined at the end, after which the connection is free. */
  next(): Promise<readonly DriverRow[] | undefined>
  /** Ends the stream early. */
  close(): Promise<void>
}

/**
 * Rows of one form that arrive in batches. They can be read once; reading to the end, or `close()`, frees the connection.
 * `break` out of `for await` closes as well.
 */
export class StreamRows<out R> implements AsyncIterable<R>, AsyncDisposable {
  /** @internal */
  protected readonly source: RowSource
  readonly #factory: () => RowFactory
  #isClosed = false

  /** Made by stream results. */
  constructor(source: RowSource, factory: () => RowFactory) {
    this.source = source
    this.#factory = factory
  }

  /** Batches as the driver hands them over. */
  async *batches(): AsyncGenerator<R[], void, undefined> {
    if (this.#isClosed) throw new ResourceClosedError('This result object is closed.', { code: 'RESULT_CLOSED' })
    try {
      const factory = this.#factory()
      for (let rows = await this.source.next(); rows !== undefined; rows = await this.source.next()) {
        // Factories are made for this form of row.
        if (rows.length > 0) yield factory.many(rows, 0, rows.length) as R[]
      }
    } finally {
      await this.close()
    }
  }

  /** Rows in groups of exactly `size`, the last one smaller. */
  async *partitions(size: number): AsyncGenerator<R[], void, undefined> {
    if (!(Number.isInteger(size) && size > 0)) throw new RangeError(`partitions() needs a positive whole number of rows, not ${size}`)
    let group: R[] = []
    for await (const batch of this.batches()) {
      for (const row of batch) {
        group.push(row)
        if (group.length < size) continue
        yield group
        group = []
      }
    }
    if (group.length > 0) yield group
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    for await (const batch of this.batches()) yield* batch
  }

  /** All rows that are left. */
  async all(): Promise<R[]> {
    const rows: R[] = []
    for await (const batch of this.batches()) for (const row of batch) rows.push(row)
    return rows
  }

  /** The next row, or null; closes. */
  async first(): Promise<R | null> {
    for await (const row of this) return row
    return null
  }

  /** The only row; closes. @throws {NoResultFoundError} @throws {MultipleResultsFoundError} */
  async one(): Promise<R> {
    const row = await this.#atMostOne()
    if (row === undefined) throw new NoResultFoundError('No row was found when exactly one was required.')
    return row.value
  }

  /** The only row, or null; closes. @throws {MultipleResultsFoundError} */
  async oneOrNone(): Promise<R | null> { return (await this.#atMostOne())?.value ?? null }
  /** As `oneOrNone`. */
  oneOrNull(): Promise<R | null> { return this.oneOrNone() }

  /** Frees the connection; rows that weren't read are thrown away. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.source.close()
  }

  [Symbol.asyncDispose](): Promise<void> { return this.close() }

  async #atMostOne(): Promise<{ readonly value: R } | undefined> {
    let found: { readonly value: R } | undefined
    for await (const value of this) {
      if (found !== undefined) throw new MultipleResultsFoundError('Multiple rows were found when one was required.')
      found = { value }
    }
    return found
  }
}

/** The outcome of `connection.stream()`: object rows by default, other forms by `tuples()` and `scalars()`. */
export class StreamResult<out R, out T> extends StreamRows<R> {
  /** Made by connections. */
  constructor(source: RowSource) {
    super(source, () => source.metadata.objectRows)
  }

  /** Keys of the columns. */
  get keys(): readonly string[] { return this.source.metadata.keys }
  /** Keys, names and types of the columns. */
  get columns(): readonly ResultColumnInfo[] { return this.source.metadata.columns }

  /** Rows as arrays, in place of objects. */
  tuples(): StreamRows<T> { return new StreamRows<T>(this.source, () => this.source.metadata.tuples) }

  /** One value of each row. */
  scalars(): StreamRows<FirstOf<T>>
  scalars<V = unknown>(column: number | string): StreamRows<V>
  scalars(column: number | string = 0): StreamRows<unknown> {
    const { metadata } = this.source
    return new StreamRows(this.source, () => metadata.scalars(metadata.indexOf(column)))
  }

  /** The first value of the first row, or null; closes. */
  scalar(): Promise<FirstOf<T> | null> { return this.scalars().first() }

  /** Reads what is left into a result that may be read as often as one likes. */
  async buffer(): Promise<Result<R, T>> {
    const { metadata } = this.source
    const rows: DriverRow[] = []
    for (let batch = await this.source.next(); batch !== undefined; batch = await this.source.next()) for (const row of batch) rows.push(row)
    await this.close()
    return new Result<R, T>(metadata, { columns: [], rows: [], rowCount: rows.length }, rows, undefined)
  }
}
