import type { Cte, CteOptions, Lateral, RowColumns, Subquery } from './from.ts'
import type { First } from './row.ts'
import type { ColumnDescription, Exists, ExecutionOptions, FetchOptions, ForUpdateOptions, LabelStyle, ScalarSubquery } from './select.ts'
import type { Executable, GroupTerm, Operand, OrderTerm, ScalarSource } from './sql.ts'

/** Queries joined by UNION, INTERSECT or EXCEPT. Row types are those of the first query. */
export interface Compound<out R, out T> extends Executable<R, T>, ScalarSource<First<T>> {
  /** `ORDER BY …` of the whole; columns are named as in the first query. */
  orderBy(...terms: OrderTerm[] | [null]): Compound<R, T>
  /** `GROUP BY …` of the whole. */
  groupBy(...terms: GroupTerm[] | [null]): Compound<R, T>
  /** `LIMIT n` */
  limit(count: Operand<number> | null): Compound<R, T>
  /** `OFFSET n` */
  offset(count: Operand<number> | null): Compound<R, T>
  /** `FETCH FIRST n ROWS ONLY` */
  fetch(count: Operand<number> | null, options?: FetchOptions): Compound<R, T>
  /** `FOR UPDATE …` */
  withForUpdate(options?: ForUpdateOptions): Compound<R, T>
  /** How columns of equal name are labelled. */
  setLabelStyle(style: LabelStyle): Compound<R, T>
  /** Options for the engine. */
  executionOptions(options: ExecutionOptions): Compound<R, T>
  /** Values for parameters that the statement names. */
  params(values: Readonly<Record<string, unknown>>): Compound<R, T>
  /** Adds a CTE that the statement doesn't mention otherwise. */
  addCte(cte: Subquery<string, unknown>, options?: { readonly nestHere?: boolean }): Compound<R, T>
  /** `(… UNION …) AS name` */
  subquery<A extends string = 'anon'>(name?: A): Subquery<A, R>
  /** As `subquery`. */
  alias<A extends string = 'anon'>(name?: A): Subquery<A, R>
  /** `LATERAL (… UNION …) AS name` */
  lateral<A extends string = 'anon'>(name?: A): Lateral<A, R>
  /** `WITH name AS (… UNION …)` */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /** `(… UNION …)` as a value. */
  scalarSubquery(): ScalarSubquery<First<T> | null>
  /** Columns of the result by key: those of the first query. */
  readonly selectedColumns: RowColumns<string, R>
  /** Name, type and expression of each column of the result, in order. */
  readonly columnDescriptions: readonly ColumnDescription[]
  /** `EXISTS (… UNION …)` */
  exists(): Exists
  /** `… UNION …` */
  union(...others: Executable<unknown, T>[]): Compound<R, T>
  /** `… UNION ALL …` */
  unionAll(...others: Executable<unknown, T>[]): Compound<R, T>
  /** `… INTERSECT …` */
  intersect(...others: Executable<unknown, T>[]): Compound<R, T>
  /** `… INTERSECT ALL …` */
  intersectAll(...others: Executable<unknown, T>[]): Compound<R, T>
  /** `… EXCEPT …` */
  except(...others: Executable<unknown, T>[]): Compound<R, T>
  /** `… EXCEPT ALL …` */
  exceptAll(...others: Executable<unknown, T>[]): Compound<R, T>
}
