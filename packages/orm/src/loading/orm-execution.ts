import { type FirstOf, PendingRows, type Result, type Rows } from '@athanor/engine'
import type { OrmResult } from './orm-result.ts'

/** What an execution of a session ends with: rows with entities, or the engine's own result. */
export type SessionResult<R = unknown, T = unknown> = OrmResult<R, T> | Result<R, T>

/** Another view of rows that are on their way. */
class DerivedRows<out R> extends PendingRows<R, Rows<R>> {
  readonly #source: Promise<SessionResult>
  readonly #view: (result: SessionResult) => Rows<R>
  constructor(source: Promise<SessionResult>, view: (result: SessionResult) => Rows<R>) {
    super()
    this.#source = source
    this.#view = view
  }
  override derive<X>(read: (rows: Rows<R>) => X): Promise<X> { return this.#source.then((result) => read(this.#view(result))) }
  override unique(strategy?: (row: R) => unknown): PendingRows<R, Rows<R>> { return new DerivedRows(this.#source, (result) => this.#view(result).unique(strategy)) }
}

/** A statement of a session, under way since it was made. Awaiting it gives its result; its methods wait and ask that. */
export class OrmExecution<out R = unknown, out T = unknown> extends PendingRows<R, Result<R, T>> {
  readonly #result: Promise<SessionResult<R, T>>

  constructor(result: Promise<SessionResult<R, T>>) {
    super()
    this.#result = result
  }

  // Rows with entities have the methods of the engine's result that make sense for them.
  override derive<X>(read: (rows: Result<R, T>) => X): Promise<X> { return this.#result.then((result) => read(result as Result<R, T>)) }
  override unique(strategy?: (row: R) => unknown): PendingRows<R, Rows<R>> { return new DerivedRows<R>(this.#result, (result) => (result as Rows<R>).unique(strategy)) }

  /** The first element of the first row, or null. */
  scalar(): Promise<FirstOf<T> | null> { return this.#result.then((result) => result.scalar() as FirstOf<T> | null) }
  /** The first element of the only row. */
  scalarOne(): Promise<FirstOf<T>> { return this.#result.then((result) => result.scalarOne() as FirstOf<T>) }
  /** The first element of the only row, or null. */
  scalarOneOrNone(): Promise<FirstOf<T> | null> { return this.#result.then((result) => result.scalarOneOrNone() as FirstOf<T> | null) }
  /** As `scalarOneOrNone`. */
  scalarOneOrNull(): Promise<FirstOf<T> | null> { return this.scalarOneOrNone() }
  /** One element of each row. */
  scalars(): PendingRows<FirstOf<T>, Rows<FirstOf<T>>>
  scalars<V = unknown>(column: number | string): PendingRows<V, Rows<V>>
  scalars(column: number | string = 0): PendingRows<unknown, Rows<unknown>> { return new DerivedRows(this.#result, (result) => result.scalars(column)) }
  /** Rows as arrays. */
  tuples(): PendingRows<T, Rows<T>> { return new DerivedRows<T>(this.#result, (result) => result.tuples() as Rows<T>) }
  mappings(): PendingRows<R, Rows<R>> { return this }
  selectColumns(...columns: readonly (number | string)[]): PendingRows<unknown[], Rows<unknown[]>> { return new DerivedRows(this.#result, (result) => result.selectColumns(...columns)) }
}
