import type { UpdateValues, InsertValues } from './dml.ts'
import type { Cte, CteOptions, FromLike } from './from.ts'
import type { ObjectRow, SelectItems, TupleOf } from './row.ts'
import type { DialectFilter, ExecutionOptions } from './select.ts'
import type { Cond, Criterion, DialectOptions, Executable } from './sql.ts'

/** `merge(users)`: a MERGE that still has to say what the table is compared with. */
export interface MergeTarget<in out D> {
  /** `USING source ON condition` */
  using(source: FromLike, on: Cond): Merge<D, never, never>
}

/** `WHEN MATCHED [AND …]`: what happens to the row of the table. */
export interface MergeMatched<in out D, out R, out T> {
  /** `THEN UPDATE SET …`; columns with `onUpdate` get their value too. */
  thenUpdate(values: UpdateValues<D>): Merge<D, R, T>
  /** `THEN DELETE` */
  thenDelete(): Merge<D, R, T>
  /** `THEN DO NOTHING` */
  thenDoNothing(): Merge<D, R, T>
}
/** `WHEN NOT MATCHED [AND …]`: the row of the source has no counterpart. */
export interface MergeNotMatched<in out D, out R, out T> {
  /** `THEN INSERT (…) VALUES (…)`; columns with a default get it, once for the whole statement where it is computed by this library. */
  thenInsert(values: InsertValues<D>): Merge<D, R, T>
  /** `THEN DO NOTHING` */
  thenDoNothing(): Merge<D, R, T>
}

/**
 * A MERGE into a table with columns D. Branches are tried in their order; the first whose criteria hold decides.
 * PostgreSQL 15, SQL Server and Oracle have it; what one of them lacks is an error when the statement is compiled.
 *
 * @example
 * merge(stock).using(delivery, delivery.c.item.eq(stock.c.item))
 *   .whenMatched().thenUpdate({ amount: stock.c.amount.add(delivery.c.amount) })
 *   .whenNotMatched().thenInsert({ item: delivery.c.item, amount: delivery.c.amount })
 * // MERGE INTO stock USING delivery ON delivery.item = stock.item
 * // WHEN MATCHED THEN UPDATE SET amount = (stock.amount + delivery.amount)
 * // WHEN NOT MATCHED THEN INSERT (item, amount) VALUES (delivery.item, delivery.amount)
 */
export interface Merge<in out D, out R, out T> extends Executable<R, T> {
  /** `WHEN MATCHED [AND criteria]` */
  whenMatched(...criteria: Criterion[]): MergeMatched<D, R, T>
  /** `WHEN NOT MATCHED [AND criteria]`: rows of the source without a counterpart. */
  whenNotMatched(...criteria: Criterion[]): MergeNotMatched<D, R, T>
  /** `WHEN NOT MATCHED BY SOURCE [AND criteria]`: rows of the table without a counterpart (SQL Server, PostgreSQL 17). */
  whenNotMatchedBySource(...criteria: Criterion[]): MergeMatched<D, R, T>
  /** `RETURNING …`, `OUTPUT …` (SQL Server, PostgreSQL 17); `func.mergeAction()` tells which branch a row comes from. */
  returning<C extends SelectItems>(...items: C): Merge<D, ObjectRow<C, never>, TupleOf<C, never>>
  /** `MERGE <text> INTO …` */
  prefixWith(text: string, options?: DialectFilter): Merge<D, R, T>
  /** Table hint, such as SQL Server's `WITH (HOLDLOCK)`. */
  withHint(text: string, options?: DialectFilter): Merge<D, R, T>
  /** Options of one dialect. */
  withDialectOptions(options: DialectOptions): Merge<D, R, T>
  /** A comment in front of the statement, for tracing. */
  comment(text: string): Merge<D, R, T>
  /** Adds a CTE that the statement doesn't mention otherwise. */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Merge<D, R, T>
  /** `WITH name AS (MERGE … RETURNING …)` */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /** Options for the engine. */
  executionOptions(options: ExecutionOptions): Merge<D, R, T>
  /** Values for parameters that the statement names. */
  params(values: Readonly<Record<string, unknown>>): Merge<D, R, T>
}
