import { InvalidRequestError, type DriverResult } from '@athanor/interfaces'
import type { SqlNode } from '@athanor/expressions/elements'
import type { DriverRow, RowFactory } from './row-factory.ts'
import type { ResultColumnInfo, ResultMetadata } from './result-metadata.ts'
import { Rows } from './rows.ts'

/** First value of a tuple row. */
export type FirstOf<T> = T extends readonly [infer F, ...unknown[]] ? F : unknown

/** What the execution of an INSERT or UPDATE learned beside its rows. */
export interface DmlOutcome {
  /** Primary keys of the inserted rows; a function, since most callers never ask. */
  readonly insertedPrimaryKeys?: (() => readonly (readonly unknown[])[]) | undefined
  /** Why there are none, for the error. */
  readonly noPrimaryKey?: string | undefined
  /** Values sent, by column key, client-side defaults included. */
  readonly parameters?: readonly Readonly<Record<string, unknown>>[] | undefined
  /** Columns whose values were computed on the client. */
  readonly prefetchColumns?: readonly SqlNode[] | undefined
  /** Columns that the server filled and that haven't been read back. */
  readonly postfetchColumns?: readonly SqlNode[] | undefined
  /** Server-generated values fetched by `returnDefaults()`, by column key. */
  readonly returnedDefaults?: readonly Readonly<Record<string, unknown>>[] | undefined
}

/**
 * The outcome of a statement, all rows read. Object rows by default; `tuples()` and `scalars()` are other views of the same
 * rows. It may be read as often as one likes. Source: SQLAlchemy's `Result`.
 *
 * @example
 * const result = await conn.execute(select(users))
 * for (const user of result) console.log(user.name)
 */
export class Result<out R = Record<string, unknown>, out T = unknown[]> extends Rows<R> {
  readonly #metadata: ResultMetadata
  readonly #driverResult: DriverResult
  readonly #outcome: DmlOutcome | undefined

  /** Results are made by connections. */
  constructor(metadata: ResultMetadata, driverResult: DriverResult, rows: readonly DriverRow[] | undefined, outcome: DmlOutcome | undefined) {
    super(rows, () => metadata.objectRows)
    this.#metadata = metadata
    this.#driverResult = driverResult
    this.#outcome = outcome
  }

  /** Rows as arrays, in the order of the select list. */
  tuples(): Rows<T> { return new Rows<T>(this.source, () => this.#metadata.tuples) }

  /** Rows as objects: what this result itself gives. */
  mappings(): Rows<R> { return this }

  /** One value of each row: of the first column, or the given one. @throws {NoSuchColumnError} */
  scalars(): Rows<FirstOf<T>>
  scalars<V = unknown>(column: number | string): Rows<V>
  scalars(column: number | string | SqlNode = 0): Rows<unknown> {
    return new Rows(this.source, this.#scalarFactory(column))
  }

  /** Tuples of some columns only, in the given order. @throws {NoSuchColumnError} */
  selectColumns(...columns: readonly (number | string)[]): Rows<unknown[]> {
    const factories = columns.map((column) => this.#scalarFactory(column)())
    const factory: RowFactory = {
      one: (row) => factories.map((one) => one.one(row)),
      many: (rows, start, end) => rows.slice(start, end).map((row) => factories.map((one) => one.one(row))),
    }
    return new Rows(this.source, () => factory)
  }

  /** The first value of the first row; null when there is no row. */
  scalar(): FirstOf<T> | null {
    const rows = this.rowsOrThrow()
    // The type of tuples says what the first column holds.
    return rows.length === 0 ? null : (this.#metadata.scalars(0).one(rows[0]!) as FirstOf<T>)
  }

  /** The first value of the only row. @throws {NoResultFoundError} @throws {MultipleResultsFoundError} */
  scalarOne(): FirstOf<T> { return this.scalars().one() }

  /** The first value of the only row, or null when there is no row. @throws {MultipleResultsFoundError} */
  scalarOneOrNone(): FirstOf<T> | null { return this.scalars().oneOrNone() }

  /** As `scalarOneOrNone`. */
  scalarOneOrNull(): FirstOf<T> | null { return this.scalarOneOrNone() }

  /** Whether the statement returns rows (perhaps none). */
  get returnsRows(): boolean { return this.source !== undefined }

  /** Keys of the columns. */
  get keys(): readonly string[] { return this.#metadata.keys }

  /** Keys, names and types of the columns. */
  get columns(): readonly ResultColumnInfo[] { return this.#metadata.columns }

  /** Rows matched by an UPDATE or DELETE, rows inserted, or rows read; -1 when the driver can't tell. */
  get rowCount(): number { return this.#driverResult.rowCount }

  /** Key that the database generated, where the driver's protocol reports one. */
  get lastrowid(): number | bigint | undefined { return this.#driverResult.lastInsertId }

  /**
   * Primary key of the inserted row, in the order of the key's columns.
   * @throws {InvalidRequestError} for other statements than a plain INSERT of one row
   */
  get insertedPrimaryKey(): readonly unknown[] {
    const rows = this.insertedPrimaryKeyRows
    if (rows.length !== 1) throw new InvalidRequestError(`The statement inserted ${rows.length} rows: use insertedPrimaryKeyRows.`, { code: 'NO_INSERTED_PRIMARY_KEY' })
    return rows[0]!
  }

  /** Primary keys of the inserted rows. @throws {InvalidRequestError} as `insertedPrimaryKey` */
  get insertedPrimaryKeyRows(): readonly (readonly unknown[])[] {
    const keys = this.#outcome?.insertedPrimaryKeys
    if (keys !== undefined) return keys()
    throw new InvalidRequestError(this.#outcome?.noPrimaryKey ?? 'Only the result of an INSERT has an inserted primary key.', { code: 'NO_INSERTED_PRIMARY_KEY' })
  }

  /** Values sent by an INSERT or UPDATE, by column key, client-side defaults included; one object per parameter set. */
  get sentParameters(): readonly Readonly<Record<string, unknown>>[] { return this.#outcome?.parameters ?? [] }
  /** Columns whose values were computed on the client. */
  get prefetchColumns(): readonly SqlNode[] { return this.#outcome?.prefetchColumns ?? [] }
  /** Columns that the server filled and that haven't been read back. */
  get postfetchColumns(): readonly SqlNode[] { return this.#outcome?.postfetchColumns ?? [] }
  /** Values fetched by `returnDefaults()`, by column key. */
  get returnedDefaults(): readonly Readonly<Record<string, unknown>>[] | undefined { return this.#outcome?.returnedDefaults }

  /** The result in a form that may be kept (in a cache): each call of it gives a fresh result over the same rows. */
  freeze(): () => Result<R, T> {
    const rows = this.source === undefined ? undefined : Object.freeze([...this.source])
    return () => new Result<R, T>(this.#metadata, this.#driverResult, rows, this.#outcome)
  }

  /** @internal For the ORM: rows as the driver gave them, and what is known of their columns. */
  get raw(): { readonly metadata: ResultMetadata; readonly rows: readonly DriverRow[] } {
    return { metadata: this.#metadata, rows: this.rowsOrThrow() }
  }

  #scalarFactory(column: number | string | SqlNode): () => RowFactory {
    return () => this.#metadata.scalars(this.#metadata.indexOf(column))
  }
}
