import { PendingRows, type Result, type Rows } from '@athanor/engine'
import type { OrmResult } from './orm-result.ts'

/** What an execution of a session ends with: rows with entities, or the engine's own result. */
export type SessionResult = OrmResult | Result

/** Another view of rows that are on their way. */
class DerivedRows<R> extends PendingRows<R, Rows<R>> {
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
export class OrmExecution extends PendingRows<unknown, Rows<unknown>> {
  readonly #result: Promise<SessionResult>

  constructor(result: Promise<SessionResult>) {
    super()
    this.#result = result
  }

  override derive<X>(read: (rows: Rows<unknown>) => X): Promise<X> { return this.#result.then((result) => read(result as Rows<unknown>)) }
  override unique(strategy?: (row: unknown) => unknown): PendingRows<unknown, Rows<unknown>> { return new DerivedRows(this.#result, (result) => (result as Rows<unknown>).unique(strategy)) }

  scalar(): Promise<unknown> { return this.#result.then((result) => result.scalar()) }
  scalarOne(): Promise<unknown> { return this.#result.then((result) => result.scalarOne()) }
  scalarOneOrNone(): Promise<unknown> { return this.#result.then((result) => result.scalarOneOrNone()) }
  scalarOneOrNull(): Promise<unknown> { return this.scalarOneOrNone() }
  /** One element of each row. */
  scalars(column: number | string = 0): PendingRows<unknown, Rows<unknown>> { return new DerivedRows(this.#result, (result) => result.scalars(column)) }
  /** Rows as arrays. */
  tuples(): PendingRows<unknown, Rows<unknown>> { return new DerivedRows(this.#result, (result) => result.tuples() as Rows<unknown>) }
  mappings(): PendingRows<unknown, Rows<unknown>> { return this }
  selectColumns(...columns: readonly (number | string)[]): PendingRows<unknown, Rows<unknown>> { return new DerivedRows(this.#result, (result) => result.selectColumns(...columns)) }
}
