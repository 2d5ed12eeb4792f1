import type { ColLike } from './column-def.ts'
import type { Cte, CteOptions, FromLike, TableColumns } from './from.ts'
import type { Expr } from './expr.ts'
import type { DEFS, Show } from './phantom.ts'
import type { ObjectRow, SelectItems, TupleOf } from './row.ts'
import type { ColumnDescription, DialectFilter, ExecutionOptions } from './select.ts'
import type { Criterion, DialectOptions, Executable, Sql } from './sql.ts'

/** A table or a mapped class, as INSERT, UPDATE and DELETE see it. */
export interface HasDefs<out D> {
  readonly [DEFS]: D
}

/** Keys of D that are columns (a mapped class also has relationships). */
export type ColKeys<D> = { [K in keyof D]: D[K] extends ColLike<unknown, string> ? K : never }[keyof D]

/** Columns that INSERT requires: those without the flag `opt`. */
export type RequiredKeys<D> = {
  [K in keyof D]: D[K] extends ColLike<unknown, infer F> ? ('opt' extends F ? never : K) : never
}[keyof D]

/** What a column accepts on INSERT and UPDATE. */
export type InputOf<C> = C extends ColLike<infer T, string> ? T | Sql<T | null> : never

/** One row for INSERT, by column key. */
export type InsertValues<D> = Show<
  & { [K in RequiredKeys<D>]: InputOf<D[K]> }
  & { [K in Exclude<ColKeys<D>, RequiredKeys<D>>]?: InputOf<D[K]> | undefined }
>

/** SET values for UPDATE, by column key. */
export type UpdateValues<D> = { [K in ColKeys<D>]?: InputOf<D[K]> | undefined }

/** `ON CONFLICT … DO NOTHING` */
export interface OnConflictTarget<D> {
  /** Columns or expressions of a unique index. */
  readonly indexElements?: readonly (ColKeys<D> | Sql<unknown>)[]
  /** Predicate of a partial unique index. */
  readonly indexWhere?: Sql<boolean | null>
  /** Name of the constraint, instead of index elements. */
  readonly constraint?: string
}

/** `ON CONFLICT … DO UPDATE SET …` */
export interface OnConflictUpdate<D> extends OnConflictTarget<D> {
  /** New values; the function receives the columns of the proposed row, `excluded`. */
  readonly set: UpdateValues<D> | ((excluded: TableColumns<'excluded', D>) => UpdateValues<D>)
  /** `WHERE …` of the update. */
  readonly where?: Sql<boolean | null>
}

/** Which rows an `upsert` is about, and what it changes. */
export interface UpsertOptions<D> {
  /** Columns of the unique constraint by which an existing row is found. Default: the primary key. */
  readonly keys?: readonly ColKeys<D>[]
  /** Columns that get the new values where the row exists. Default: those that have a value, but for the keys. Empty: the row stays as it is. */
  readonly update?: readonly ColKeys<D>[]
}

/** `fromDmlColumn(users.c.name)`: the value that the same INSERT or UPDATE gives to another column. */
export interface FromDmlColumnFactory {
  <T, S extends string>(column: Sql<T, S>): Expr<T, S>
}

/** A clause of one dialect that places itself in an UPDATE or DELETE, such as MySQL's `limit(10)`. */
export interface DmlClause {
  /** Called by `ext()` of the statement. */
  applyToDml(statement: never): unknown
}

/** An INSERT into a table with columns D. R and T are the rows of RETURNING; without it, there are none. */
export interface Insert<in out D, out R, out T> extends Executable<R, T> {
  /** The table. */
  readonly table: FromLike
  /** Name, type and expression of each column of RETURNING; empty without one. */
  readonly columnDescriptions: readonly ColumnDescription[]
  /**
   * The proposed row in an upsert: `excluded.name`, or `new.name` on MySQL.
   * @example insert(addresses).excluded.email   // PostgreSQL: excluded.email
   */
  readonly excluded: TableColumns<'excluded', D>
  /**
   * `VALUES (…)`, one row or several. Columns with a default may be left out.
   * @throws {InvalidRequestError} after `fromSelect`
   * @throws {CompileError} `UNKNOWN_COLUMN` when the statement is compiled, for a key that the table doesn't have
   * @example insert(users).values({ name: 'sandy', fullname: null })   // INSERT INTO user_account (name, fullname) VALUES (:name, :fullname)
   */
  values(values: InsertValues<D> | readonly InsertValues<D>[]): Insert<D, R, T>
  /**
   * `INSERT INTO t (…) SELECT …`; defaults of other columns are added unless turned off.
   * @throws {InvalidRequestError} after `values`
   * @example insert(addresses).fromSelect(['email', 'userId'], select(users.c.name, users.c.id))   // INSERT INTO address (email, user_id) SELECT user_account.name, user_account.id FROM user_account
   */
  fromSelect<K extends ColKeys<D>>(
    columns: readonly K[], query: Executable<unknown, unknown>, options?: { readonly includeDefaults?: boolean },
  ): Insert<D, R, T>
  /**
   * `RETURNING …`: the statement then has rows.
   * @throws {InvalidRequestError} after `returnDefaults`
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).returning(addresses.c.id)   // PostgreSQL: INSERT INTO address (email, user_id) VALUES (:email, :userId) RETURNING address.id
   */
  returning<C extends SelectItems>(...items: C): Insert<D, ObjectRow<C, never>, TupleOf<C, never>>
  /**
   * Rows of RETURNING come back in the order in which the parameters were given.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).returning(addresses.c.id).sortByParameterOrder()   // PostgreSQL: INSERT INTO address (email, user_id) VALUES (:email, :userId) RETURNING address.id
   */
  sortByParameterOrder(): Insert<D, R, T>
  /**
   * Fetches values that the server generated, if RETURNING is available; no names: all of them.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).returnDefaults('id')   // PostgreSQL: INSERT INTO address (email, user_id) VALUES (:email, :userId) RETURNING address.id
   */
  returnDefaults<K extends ColKeys<D>>(...columns: K[]): Insert<D, R, T>
  /**
   * The same, with columns beside them that have no generated value (`supplementalColumns`).
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).returnDefaults('id', { supplementalColumns: ['email'] })   // PostgreSQL: INSERT INTO address (email, user_id) VALUES (:email, :userId) RETURNING address.id, address.email
   */
  returnDefaults<K extends ColKeys<D>>(...args: [...columns: K[], options: { readonly supplementalColumns: readonly ColKeys<D>[] }]): Insert<D, R, T>
  /**
   * `ON CONFLICT … DO UPDATE SET …` (PostgreSQL, SQLite)
   * @throws {InvalidRequestError} after `onDuplicateKeyUpdate`
   * @throws {ArgumentError} for both a constraint and index elements, or nothing to set
   * @example insert(addresses).values({ id: 1, email: 'a@b.c', userId: 5 }).onConflictDoUpdate({ indexElements: ['id'], set: (excluded) => ({ email: excluded.email }) })   // PostgreSQL: INSERT INTO address (id, email, user_id) VALUES (:id, :email, :userId) ON CONFLICT (id) DO UPDATE SET email = excluded.email
   */
  onConflictDoUpdate(options: OnConflictUpdate<D>): Insert<D, R, T>
  /**
   * `ON CONFLICT … DO NOTHING` (PostgreSQL, SQLite)
   * @throws {InvalidRequestError} after `onDuplicateKeyUpdate`
   * @example insert(addresses).values({ id: 1, email: 'a@b.c', userId: 5 }).onConflictDoNothing()   // PostgreSQL: INSERT INTO address (id, email, user_id) VALUES (:id, :email, :userId) ON CONFLICT DO NOTHING
   */
  onConflictDoNothing(options?: OnConflictTarget<D>): Insert<D, R, T>
  /**
   * `ON DUPLICATE KEY UPDATE …` (MySQL, MariaDB)
   * @throws {InvalidRequestError} when there is an upsert clause already
   * @throws {ArgumentError} when nothing is set
   * @example insert(addresses).values({ id: 1, email: 'a@b.c', userId: 5 }).onDuplicateKeyUpdate((inserted) => ({ email: inserted.email }))   // MySQL: INSERT INTO address (id, email, user_id) VALUES (:id, :email, :userId) ON DUPLICATE KEY UPDATE email = VALUES(email)
   */
  onDuplicateKeyUpdate(
    set: UpdateValues<D> | ((inserted: TableColumns<'excluded', D>) => UpdateValues<D>),
  ): Insert<D, R, T>
  /**
   * Evaluates defaults inside the statement; generated keys aren't fetched.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).inline()   // PostgreSQL: INSERT INTO address (email, user_id) VALUES (:email, :userId)
   */
  inline(): Insert<D, R, T>
  /**
   * `INSERT <text> INTO …`
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).prefixWith('OR REPLACE')   // INSERT OR REPLACE INTO address (email, user_id) VALUES (:email, :userId)
   */
  prefixWith(text: string, options?: DialectFilter): Insert<D, R, T>
  /**
   * Table hint.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).withHint('WITH (TABLOCK)')   // MSSQL: INSERT INTO address WITH (TABLOCK) (email, user_id) OUTPUT inserted.id VALUES (:email, :userId)
   */
  withHint(text: string, options?: DialectFilter): Insert<D, R, T>
  /**
   * Options of one dialect, for compilations of your own (`compiles`): no dialect of this library has one for INSERT.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).withDialectOptions({ mysql: { audit: true } })   // MySQL: INSERT INTO address (email, user_id) VALUES (:email, :userId)
   */
  withDialectOptions(options: DialectOptions): Insert<D, R, T>
  /**
   * Adds a CTE that the statement doesn't mention otherwise.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) INSERT INTO address (email, user_id) VALUES (:email, :userId)
   */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Insert<D, R, T>
  /**
   * `WITH name AS (INSERT … RETURNING …)`
   * @example select(insert(addresses).values({ email: 'a@b.c', userId: 5 }).returning(addresses.c.id).cte('added').c.id)   // PostgreSQL: WITH added AS (INSERT INTO address (email, user_id) VALUES (:param_1, :param_2) RETURNING address.id) SELECT added.id FROM added
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /**
   * A comment in front of the statement, for tracing.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).comment('job 5')   // /* job 5 *\/ INSERT INTO address (email, user_id) VALUES (:email, :userId)
   */
  comment(text: string): Insert<D, R, T>
  /**
   * Options for the engine.
   * @example insert(addresses).values({ email: 'a@b.c', userId: 5 }).executionOptions({ insertmanyvaluesPageSize: 500 })   // INSERT INTO address (email, user_id) VALUES (:email, :userId)
   */
  executionOptions(options: ExecutionOptions): Insert<D, R, T>
  /**
   * Values for parameters that the statement names.
   * @example insert(addresses).values({ email: bindparam('mail'), userId: 5 }).params({ mail: 'a@b.c' })   // INSERT INTO address (email, user_id) VALUES (:mail, :userId)
   */
  params(values: Readonly<Record<string, unknown>>): Insert<D, R, T>
}

/** An UPDATE of a table with columns D. */
export interface Update<in out D, out R, out T> extends Executable<R, T> {
  /** The table. */
  readonly table: FromLike
  /** Name, type and expression of each column of RETURNING; empty without one. */
  readonly columnDescriptions: readonly ColumnDescription[]
  /**
   * `SET …`, in table order; several calls add up.
   * @throws {ArgumentError} for a list of rows
   * @example update(users).set({ name: 'x', age: users.c.age.add(1) })   // UPDATE user_account SET name=:name, age=(user_account.age + :age_1)
   */
  set(values: UpdateValues<D>): Update<D, R, T>
  /**
   * As `set`.
   * @example update(users).values({ name: 'x' })   // UPDATE user_account SET name=:name
   */
  values(values: UpdateValues<D>): Update<D, R, T>
  /**
   * `SET …` in exactly this order, which MySQL evaluates from left to right.
   * @throws {ArgumentError} when values were set before
   * @example update(users).ordered(['age', 5], ['name', 'x'])   // UPDATE user_account SET age=:age, name=:name
   */
  ordered(...assignments: readonly OrderedAssignment<D>[]): Update<D, R, T>
  /**
   * `WHERE …`; other tables in it make a multi-table update.
   * @example update(users).set({ name: 'x' }).where(users.c.id.eq(5))   // UPDATE user_account SET name=:name WHERE user_account.id = :id_1
   */
  where(...criteria: Criterion[]): Update<D, R, T>
  /**
   * As `where`.
   * @example update(users).set({ name: 'x' }).filter(users.c.id.eq(5))   // UPDATE user_account SET name=:name WHERE user_account.id = :id_1
   */
  filter(...criteria: Criterion[]): Update<D, R, T>
  /**
   * `WHERE key = value AND …`
   * @example update(users).set({ name: 'x' }).filterBy({ id: 5 })   // UPDATE user_account SET name=:name WHERE user_account.id = :id_1
   */
  filterBy(values: Readonly<Record<string, unknown>>): Update<D, R, T>
  /**
   * `UPDATE … FROM …`, for tables that the criteria don't mention.
   * @example update(users).set({ name: addresses.c.email }).from(addresses).where(addresses.c.userId.eq(users.c.id))   // PostgreSQL: UPDATE user_account SET name=address.email FROM address WHERE address.user_id = user_account.id
   */
  from(...from: FromLike[]): Update<D, R, T>
  /**
   * `RETURNING …`: the statement then has rows.
   * @throws {InvalidRequestError} after `returnDefaults`
   * @example update(users).set({ name: 'x' }).returning(users.c.id)   // PostgreSQL: UPDATE user_account SET name=:name RETURNING user_account.id
   */
  returning<C extends SelectItems>(...items: C): Update<D, ObjectRow<C, never>, TupleOf<C, never>>
  /**
   * Fetches values that the server generated, if RETURNING is available.
   * @example update(users).set({ name: 'x' }).returnDefaults('age')   // PostgreSQL: UPDATE user_account SET name=:name RETURNING user_account.age
   */
  returnDefaults<K extends ColKeys<D>>(...columns: K[]): Update<D, R, T>
  /**
   * The same, with columns beside them that have no generated value (`supplementalColumns`).
   * @example update(users).set({ name: 'x' }).returnDefaults('age', { supplementalColumns: ['id'] })   // PostgreSQL: UPDATE user_account SET name=:name RETURNING user_account.id, user_account.age
   */
  returnDefaults<K extends ColKeys<D>>(...args: [...columns: K[], options: { readonly supplementalColumns: readonly ColKeys<D>[] }]): Update<D, R, T>
  /**
   * Evaluates defaults inside the statement.
   * @example update(users).set({ name: 'x' }).inline()   // UPDATE user_account SET name=:name
   */
  inline(): Update<D, R, T>
  /**
   * Applies a clause that one dialect has, such as MySQL's `limit()`.
   * @example update(users).set({ name: 'x' }).ext(limit(10))   // MySQL: UPDATE user_account SET name=:name LIMIT 10
   */
  ext(clause: DmlClause): Update<D, R, T>
  /**
   * `UPDATE <text> …`
   * @example update(users).set({ name: 'x' }).prefixWith('LOW_PRIORITY')   // UPDATE LOW_PRIORITY user_account SET name=:name
   */
  prefixWith(text: string, options?: DialectFilter): Update<D, R, T>
  /**
   * Table hint.
   * @example update(users).set({ name: 'x' }).withHint('WITH (PAGLOCK)')   // MSSQL: UPDATE user_account WITH (PAGLOCK) SET name=:name
   */
  withHint(text: string, options?: DialectFilter): Update<D, R, T>
  /**
   * Options of one dialect, e.g. `{ mysql: { limit: 10 } }`.
   * @example update(users).set({ name: 'x' }).withDialectOptions({ mysql: { limit: 10 } })   // MySQL: UPDATE user_account SET name=:name LIMIT 10
   */
  withDialectOptions(options: DialectOptions): Update<D, R, T>
  /**
   * Adds a CTE that the statement doesn't mention otherwise.
   * @example update(users).set({ name: 'x' }).addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) UPDATE user_account SET name=:name
   */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Update<D, R, T>
  /**
   * `WITH name AS (UPDATE … RETURNING …)`
   * @example select(update(users).set({ name: 'x' }).returning(users.c.id).cte('changed').c.id)   // PostgreSQL: WITH changed AS (UPDATE user_account SET name=:param_1 RETURNING user_account.id) SELECT changed.id FROM changed
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /**
   * A comment in front of the statement, for tracing.
   * @example update(users).set({ name: 'x' }).comment('job 5')   // /* job 5 *\/ UPDATE user_account SET name=:name
   */
  comment(text: string): Update<D, R, T>
  /**
   * Options for the engine.
   * @example update(users).set({ name: 'x' }).executionOptions({ streamResults: true })   // UPDATE user_account SET name=:name
   */
  executionOptions(options: ExecutionOptions): Update<D, R, T>
  /**
   * Values for parameters that the statement names.
   * @example update(users).set({ name: 'x' }).where(users.c.id.eq(bindparam('key'))).params({ key: 5 })   // UPDATE user_account SET name=:name WHERE user_account.id = :key
   */
  params(values: Readonly<Record<string, unknown>>): Update<D, R, T>
}

/** `[key, value]` of an ordered SET. */
export type OrderedAssignment<D> = { [K in ColKeys<D>]: readonly [K, InputOf<D[K]>] }[ColKeys<D>]

/** A DELETE. */
export interface Delete<out R, out T> extends Executable<R, T> {
  /** The table. */
  readonly table: FromLike
  /** Name, type and expression of each column of RETURNING; empty without one. */
  readonly columnDescriptions: readonly ColumnDescription[]
  /**
   * `WHERE …`
   * @example del(users).where(users.c.id.eq(5))   // DELETE FROM user_account WHERE user_account.id = :id_1
   */
  where(...criteria: Criterion[]): Delete<R, T>
  /**
   * As `where`.
   * @example del(users).filter(users.c.id.eq(5))   // DELETE FROM user_account WHERE user_account.id = :id_1
   */
  filter(...criteria: Criterion[]): Delete<R, T>
  /**
   * `WHERE key = value AND …`
   * @example del(users).filterBy({ id: 5 })   // DELETE FROM user_account WHERE user_account.id = :id_1
   */
  filterBy(values: Readonly<Record<string, unknown>>): Delete<R, T>
  /**
   * `DELETE FROM … USING …`
   * @example del(users).using(addresses).where(addresses.c.userId.eq(users.c.id))   // PostgreSQL: DELETE FROM user_account USING address WHERE address.user_id = user_account.id
   */
  using(...from: FromLike[]): Delete<R, T>
  /**
   * `RETURNING …`: the statement then has rows.
   * @example del(users).where(users.c.id.eq(5)).returning(users.c.name)   // PostgreSQL: DELETE FROM user_account WHERE user_account.id = :id_1 RETURNING user_account.name
   */
  returning<C extends SelectItems>(...items: C): Delete<ObjectRow<C, never>, TupleOf<C, never>>
  /**
   * Applies a clause that one dialect has, such as MySQL's `limit()`.
   * @example del(users).ext(limit(10))   // MySQL: DELETE FROM user_account LIMIT 10
   */
  ext(clause: DmlClause): Delete<R, T>
  /**
   * `DELETE <text> FROM …`
   * @example del(users).prefixWith('LOW_PRIORITY')   // DELETE LOW_PRIORITY FROM user_account
   */
  prefixWith(text: string, options?: DialectFilter): Delete<R, T>
  /**
   * Table hint.
   * @example del(users).withHint('WITH (PAGLOCK)')   // MSSQL: DELETE FROM user_account WITH (PAGLOCK)
   */
  withHint(text: string, options?: DialectFilter): Delete<R, T>
  /**
   * Options of one dialect.
   * @example del(users).withDialectOptions({ mysql: { limit: 10 } })   // MySQL: DELETE FROM user_account LIMIT 10
   */
  withDialectOptions(options: DialectOptions): Delete<R, T>
  /**
   * Adds a CTE that the statement doesn't mention otherwise.
   * @example del(users).addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) DELETE FROM user_account
   */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Delete<R, T>
  /**
   * `WITH name AS (DELETE … RETURNING …)`
   * @example select(del(users).returning(users.c.id).cte('gone').c.id)   // PostgreSQL: WITH gone AS (DELETE FROM user_account RETURNING user_account.id) SELECT gone.id FROM gone
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /**
   * A comment in front of the statement, for tracing.
   * @example del(users).comment('job 5')   // /* job 5 *\/ DELETE FROM user_account
   */
  comment(text: string): Delete<R, T>
  /**
   * Options for the engine.
   * @example del(users).executionOptions({ streamResults: true })   // DELETE FROM user_account
   */
  executionOptions(options: ExecutionOptions): Delete<R, T>
  /**
   * Values for parameters that the statement names.
   * @example del(users).where(users.c.id.eq(bindparam('key'))).params({ key: 5 })   // DELETE FROM user_account WHERE user_account.id = :key
   */
  params(values: Readonly<Record<string, unknown>>): Delete<R, T>
}
