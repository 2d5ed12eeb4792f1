import type { UpdateValues, InsertValues } from './dml.ts'
import type { Cte, CteOptions, FromLike } from './from.ts'
import type { ObjectRow, SelectItems, TupleOf } from './row.ts'
import type { DialectFilter, ExecutionOptions } from './select.ts'
import type { Cond, Criterion, DialectOptions, Executable } from './sql.ts'

/** `merge(users)`: a MERGE that still has to say what the table is compared with. */
export interface MergeTarget<in out D> {
  /**
   * `USING source ON condition`
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE
   */
  using(source: FromLike, on: Cond): Merge<D, never, never>
}

/** `WHEN MATCHED [AND …]`: what happens to the row of the table. */
export interface MergeMatched<in out D, out R, out T> {
  /**
   * `THEN UPDATE SET …`; columns with `onUpdate` get their value too.
   * @throws {ArgumentError} when nothing is set
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenUpdate({ name: addresses.c.email })   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN UPDATE SET name = address.email
   */
  thenUpdate(values: UpdateValues<D>): Merge<D, R, T>
  /**
   * `THEN DELETE`
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched(users.c.age.gt(5)).thenDelete()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED AND user_account.age > :age_1 THEN DELETE
   */
  thenDelete(): Merge<D, R, T>
  /**
   * `THEN DO NOTHING`
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDoNothing()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DO NOTHING
   */
  thenDoNothing(): Merge<D, R, T>
}
/** `WHEN NOT MATCHED [AND …]`: the row of the source has no counterpart. */
export interface MergeNotMatched<in out D, out R, out T> {
  /**
   * `THEN INSERT (…) VALUES (…)`; columns with a default get it, once for the whole statement where it is computed by this library.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenNotMatched().thenInsert({ id: addresses.c.userId, name: addresses.c.email })   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN NOT MATCHED THEN INSERT (id, name) VALUES (address.user_id, address.email)
   */
  thenInsert(values: InsertValues<D>): Merge<D, R, T>
  /**
   * `THEN DO NOTHING`
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenNotMatched().thenDoNothing()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN NOT MATCHED THEN DO NOTHING
   */
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
  /**
   * `WHEN MATCHED [AND criteria]`
   * @throws {InvalidRequestError} after a branch without criteria, which takes all rows
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched(users.c.age.gt(5)).thenDelete()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED AND user_account.age > :age_1 THEN DELETE
   */
  whenMatched(...criteria: Criterion[]): MergeMatched<D, R, T>
  /**
   * `WHEN NOT MATCHED [AND criteria]`: rows of the source without a counterpart.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenNotMatched().thenInsert({ name: addresses.c.email })   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN NOT MATCHED THEN INSERT (name) VALUES (address.email)
   */
  whenNotMatched(...criteria: Criterion[]): MergeNotMatched<D, R, T>
  /**
   * `WHEN NOT MATCHED BY SOURCE [AND criteria]`: rows of the table without a counterpart (SQL Server, PostgreSQL 17).
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenNotMatchedBySource().thenDelete()   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN NOT MATCHED BY SOURCE THEN DELETE
   */
  whenNotMatchedBySource(...criteria: Criterion[]): MergeMatched<D, R, T>
  /**
   * `RETURNING …`, `OUTPUT …` (SQL Server, PostgreSQL 17); `func.mergeAction()` tells which branch a row comes from.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().returning(users.c.id)   // PostgreSQL: MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE RETURNING user_account.id
   */
  returning<C extends SelectItems>(...items: C): Merge<D, ObjectRow<C, never>, TupleOf<C, never>>
  /**
   * `MERGE <text> INTO …`
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().prefixWith('TOP (5)')   // MERGE TOP (5) INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE
   */
  prefixWith(text: string, options?: DialectFilter): Merge<D, R, T>
  /**
   * Table hint, such as SQL Server's `WITH (HOLDLOCK)`.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().withHint('WITH (HOLDLOCK)')   // MSSQL: MERGE INTO user_account WITH (HOLDLOCK) USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE;
   */
  withHint(text: string, options?: DialectFilter): Merge<D, R, T>
  /**
   * Options of one dialect, for compilations of your own (`compiles`): no dialect of this library has one for MERGE.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().withDialectOptions({ mssql: { audit: true } })   // MSSQL: MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE;
   */
  withDialectOptions(options: DialectOptions): Merge<D, R, T>
  /**
   * A comment in front of the statement, for tracing.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().comment('job 5')   // /* job 5 *\/ MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE
   */
  comment(text: string): Merge<D, R, T>
  /**
   * Adds a CTE that the statement doesn't mention otherwise.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE
   */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Merge<D, R, T>
  /**
   * `WITH name AS (MERGE … RETURNING …)`
   * @example select(merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().returning(users.c.id).cte('gone').c.id)   // PostgreSQL: WITH gone AS (MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE RETURNING user_account.id) SELECT gone.id FROM gone
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /**
   * Options for the engine.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().executionOptions({ streamResults: true })   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE
   */
  executionOptions(options: ExecutionOptions): Merge<D, R, T>
  /**
   * Values for parameters that the statement names.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched(users.c.age.gt(bindparam('age'))).thenDelete().params({ age: 5 })   // MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED AND user_account.age > :age THEN DELETE
   */
  params(values: Readonly<Record<string, unknown>>): Merge<D, R, T>
}
