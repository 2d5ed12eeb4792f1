import type { Compound } from './compound.ts'
import type { StatementOption } from './entity-face.ts'
import type { Expr } from './expr.ts'
import type { Cte, CteOptions, FromLike, JoinTarget, Lateral, SourceOf, Subquery } from './from.ts'
import type { ROW, TUP } from './phantom.ts'
import type { FirstVal, ObjectRow, RootNames, SelectItem, SelectItems, Sources, TupleOf } from './row.ts'
import type { Cond, Criterion, Executable, GroupTerm, Operand, OrderTerm, ScalarSource, Sql } from './sql.ts'

/** `FOR UPDATE` and its variants. */
export interface ForUpdateOptions {
  /** `NOWAIT` */
  readonly nowait?: boolean
  /** `SKIP LOCKED` */
  readonly skipLocked?: boolean
  /** `FOR SHARE` */
  readonly read?: boolean
  /** `FOR NO KEY UPDATE`, or with `read` `FOR KEY SHARE` */
  readonly keyShare?: boolean
  /** `OF …` */
  readonly of?: FromLike | Sql<unknown> | readonly (FromLike | Sql<unknown>)[]
}

/** Options of `fetch`. */
export interface FetchOptions {
  /** `WITH TIES` */
  readonly withTies?: boolean
  /** `PERCENT` */
  readonly percent?: boolean
}

/** How columns of equal name are labelled: `_1` suffixes (default), `table_column` labels, or not at all. */
export type LabelStyle = 'disambiguate' | 'tablename_plus_col' | 'none'

/** Text that is rendered for one dialect only, if a dialect is named. */
export interface DialectFilter {
  readonly dialect?: string
}

/** Options that the engine looks at when it executes the statement. */
export type ExecutionOptions = Readonly<Record<string, unknown>>

/**
 * A SELECT statement over the items C; N are the names of sources that an outer join made nullable. Immutable: every
 * method returns a new statement. Row types are computed only where a result is used.
 *
 * @example
 * select(users.c.id, addresses.c.email).outerJoin(addresses).where(users.c.name.like('s%')).limit(10)
 */
export interface Select<out C, out N extends string = never> extends ScalarSource<FirstVal<C, N>> {
  readonly [ROW]: ObjectRow<C, N>
  readonly [TUP]: TupleOf<C, N>

  /** `WHERE …`; several criteria, and several calls, are joined by AND. Absent ones (`undefined`, `false`) are skipped. */
  where(...criteria: Criterion[]): Select<C, N>
  /** `WHERE key = value AND …` on the last joined or the first FROM element. */
  filterBy(values: Readonly<Record<string, unknown>>): Select<C, N>
  /** `HAVING …` */
  having(...criteria: Criterion[]): Select<C, N>
  /** `GROUP BY …`, added to earlier ones; `groupBy(null)` removes them. */
  groupBy(...terms: GroupTerm[] | [null]): Select<C, N>
  /** `ORDER BY …`, added to earlier ones; `orderBy(null)` removes them. */
  orderBy(...terms: OrderTerm[] | [null]): Select<C, N>
  /** `LIMIT n`, or the dialect's form; null removes it. */
  limit(count: Operand<number> | null): Select<C, N>
  /** `OFFSET n`, or the dialect's form; null removes it. */
  offset(count: Operand<number> | null): Select<C, N>
  /** `FETCH FIRST n ROWS ONLY`, `WITH TIES`, `PERCENT`. */
  fetch(count: Operand<number> | null, options?: FetchOptions): Select<C, N>
  /** `LIMIT stop - start OFFSET start` */
  slice(start: number, stop: number): Select<C, N>
  /** `SELECT DISTINCT`, or `DISTINCT ON (…)` on PostgreSQL. */
  distinct(...on: Sql<unknown>[]): Select<C, N>
  /** `FOR UPDATE …`; left out where the database has none. */
  withForUpdate(options?: ForUpdateOptions): Select<C, N>

  /** `FROM …`, before the elements that the columns imply. */
  selectFrom(...from: FromLike[]): Select<C, N>
  /** `JOIN target ON …`; without a condition it follows the foreign key or the relationship. */
  join(target: JoinTarget, on?: Cond): Select<C, N>
  /** `left JOIN right ON …` */
  joinFrom(left: FromLike, right: JoinTarget, on?: Cond): Select<C, N>
  /** `LEFT OUTER JOIN target ON …`; what is selected from the target becomes nullable. */
  outerJoin<J extends JoinTarget>(target: J, on?: Cond): Select<C, N | Extract<SourceOf<J>, Sources<C>>>
  /** `left LEFT OUTER JOIN right ON …` */
  outerJoinFrom<J extends JoinTarget>(left: FromLike, right: J, on?: Cond): Select<C, N | Extract<SourceOf<J>, Sources<C>>>
  /** `FULL OUTER JOIN target ON …`; everything selected from a table becomes nullable. */
  fullJoin(target: JoinTarget, on?: Cond): Select<C, string>
  /** Leaves these out of FROM, since the enclosing query has them; `correlate(null)` turns automatic correlation off. */
  correlate(...from: FromLike[] | [null]): Select<C, N>
  /** Correlates to everything in the enclosing query but these. */
  correlateExcept(...from: FromLike[] | [null]): Select<C, N>

  /** Another select list over the same FROM. Call it before outer joins: it can't know of earlier ones it didn't select from. */
  withOnlyColumns<C2 extends SelectItems>(...items: C2): Select<C2, N>
  /** Appends to the select list. */
  addColumns<C2 extends readonly SelectItem[]>(...items: C2): Select<C extends readonly unknown[] ? [...C, ...C2] : C, N>
  /** Drops columns that are equal to another one by a join on a foreign key. */
  reduceColumns(): Select<C, N>

  /** `SELECT <text> …` */
  prefixWith(text: string | Sql<unknown>, options?: DialectFilter): Select<C, N>
  /** Text at the end of the statement. */
  suffixWith(text: string | Sql<unknown>, options?: DialectFilter): Select<C, N>
  /** Hint for one FROM element; `%(name)s` stands for its name. */
  withHint(from: FromLike, text: string, options?: DialectFilter): Select<C, N>
  /** Hint for the whole statement. */
  withStatementHint(text: string, options?: DialectFilter): Select<C, N>
  /** A comment in front of the statement, for tracing. */
  comment(text: string): Select<C, N>
  /** Adds a CTE that the statement doesn't mention otherwise (such as an INSERT). */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Select<C, N>
  /** How columns of equal name are labelled. */
  setLabelStyle(style: LabelStyle): Select<C, N>
  /** Loader options of the selected entities. */
  options(...options: StatementOption<RootNames<C>>[]): Select<C, N>
  /** Options for the engine, e.g. `{ streamResults: true }`. */
  executionOptions(options: ExecutionOptions): Select<C, N>
  /** Values for parameters that the statement names. */
  params(values: Readonly<Record<string, unknown>>): Select<C, N>

  /** `(SELECT …) AS name` */
  subquery<A extends string = 'anon'>(name?: A): Subquery<A, ObjectRow<C, N>>
  /** As `subquery`. */
  alias<A extends string = 'anon'>(name?: A): Subquery<A, ObjectRow<C, N>>
  /** `LATERAL (SELECT …) AS name` */
  lateral<A extends string = 'anon'>(name?: A): Lateral<A, ObjectRow<C, N>>
  /** `WITH name AS (SELECT …)` */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, ObjectRow<C, N>>
  /** `(SELECT …)` as a value: NULL if there is no row. */
  scalarSubquery(): ScalarSubquery<FirstVal<C, N> | null>
  /** `EXISTS (SELECT …)` */
  exists(): Exists

  /** Rows of another statement (text, a set operation, INSERT … RETURNING), read as this select list. */
  fromStatement(statement: Executable<unknown, unknown>): Select<C, N>

  /** `… UNION …` */
  union(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /** `… UNION ALL …` */
  unionAll(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /** `… INTERSECT …` */
  intersect(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /** `… INTERSECT ALL …` */
  intersectAll(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /** `… EXCEPT …` */
  except(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /** `… EXCEPT ALL …` */
  exceptAll(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
}

/** `(SELECT …)` as a value. */
export interface ScalarSubquery<out T> extends Expr<T> {
  /** Adds criteria to the inner query. */
  where(...criteria: Criterion[]): ScalarSubquery<T>
  /** Leaves these out of the inner FROM. */
  correlate(...from: FromLike[] | [null]): ScalarSubquery<T>
  /** Correlates to everything but these. */
  correlateExcept(...from: FromLike[] | [null]): ScalarSubquery<T>
}

/** `EXISTS (SELECT …)` */
export interface Exists extends Expr<boolean> {
  /** Adds criteria to the inner query. */
  where(...criteria: Criterion[]): Exists
  /** `FROM …` of the inner query. */
  selectFrom(...from: FromLike[]): Exists
  /** Leaves these out of the inner FROM. */
  correlate(...from: FromLike[] | [null]): Exists
  /** Correlates to everything but these. */
  correlateExcept(...from: FromLike[] | [null]): Exists
}
