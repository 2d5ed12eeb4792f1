import type { Cte, CteOptions, Lateral, RowColumns, Subquery } from './from.ts'
import type { Named } from './expr.ts'
import type { First } from './row.ts'
import type { CreatesTable, CreateTableAsOptions } from './schema.ts'
import type { ColumnDescription, Exists, ExecutionOptions, FetchOptions, ForUpdateOptions, LabelStyle, ScalarSubquery } from './select.ts'
import type { Executable, GroupTerm, Operand, OrderTerm, ScalarSource } from './sql.ts'

/** Queries joined by UNION, INTERSECT or EXCEPT. Row types are those of the first query. */
export interface Compound<out R, out T> extends Executable<R, T>, ScalarSource<First<T>> {
  /**
   * `ORDER BY …` of the whole; columns are named as in the first query.
   * @example union(select(users.c.name), select(addresses.c.email)).orderBy('name')   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address ORDER BY name
   */
  orderBy(...terms: OrderTerm[] | [null]): Compound<R, T>
  /**
   * `GROUP BY …` of the whole.
   * @example union(select(users.c.name), select(addresses.c.email)).groupBy('name')   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address GROUP BY name
   */
  groupBy(...terms: GroupTerm[] | [null]): Compound<R, T>
  /**
   * `LIMIT n`
   * @example union(select(users.c.name), select(addresses.c.email)).limit(10)   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address LIMIT :param_1
   */
  limit(count: Operand<number> | null): Compound<R, T>
  /**
   * `OFFSET n`
   * @example union(select(users.c.name), select(addresses.c.email)).limit(10).offset(20)   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address LIMIT :param_1 OFFSET :param_2
   */
  offset(count: Operand<number> | null): Compound<R, T>
  /**
   * `FETCH FIRST n ROWS ONLY`
   * @example union(select(users.c.name), select(addresses.c.email)).fetch(5)   // PostgreSQL: SELECT user_account.name FROM user_account UNION SELECT address.email FROM address FETCH FIRST (:param_1) ROWS ONLY
   */
  fetch(count: Operand<number> | null, options?: FetchOptions): Compound<R, T>
  /**
   * `LIMIT stop - start OFFSET start`
   * @example union(select(users.c.name), select(addresses.c.email)).slice(10, 20)   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address LIMIT :param_1 OFFSET :param_2
   */
  slice(start: number, stop: number): Compound<R, T>
  /**
   * Kept with the statement; databases lock no rows of a set operation, so nothing is rendered.
   * @example union(select(users.c.name), select(addresses.c.email)).withForUpdate()   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address
   */
  withForUpdate(options?: ForUpdateOptions): Compound<R, T>
  /**
   * How columns of equal name are labelled.
   * @example union(select(users.c.name), select(addresses.c.email)).setLabelStyle('tablename_plus_col')   // SELECT user_account.name AS user_account_name FROM user_account UNION SELECT address.email FROM address
   */
  setLabelStyle(style: LabelStyle): Compound<R, T>
  /**
   * Options for the engine.
   * @example union(select(users.c.name), select(addresses.c.email)).executionOptions({ streamResults: true })   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address
   */
  executionOptions(options: ExecutionOptions): Compound<R, T>
  /**
   * A comment in front of the statement, for tracing.
   * @example union(select(users.c.name), select(addresses.c.email)).comment('names')   // /* names *\/ SELECT user_account.name FROM user_account UNION SELECT address.email FROM address
   */
  comment(text: string): Compound<R, T>
  /**
   * Values for parameters that the statement names.
   * @example union(select(users.c.id).where(users.c.id.gt(bindparam('id'))), select(addresses.c.id)).params({ id: 5 })   // SELECT user_account.id FROM user_account WHERE user_account.id > :id UNION SELECT address.id FROM address
   */
  params(values: Readonly<Record<string, unknown>>): Compound<R, T>
  /**
   * Adds a CTE that the statement doesn't mention otherwise.
   * @example union(select(users.c.name), select(addresses.c.email)).addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) SELECT user_account.name FROM user_account UNION SELECT address.email FROM address
   */
  addCte(cte: Subquery<string, unknown>, options?: { readonly nestHere?: boolean }): Compound<R, T>
  /**
   * `(… UNION …) AS name`
   * @example select(union(select(users.c.name), select(addresses.c.email)).subquery('u').c.name)   // SELECT u.name FROM (SELECT user_account.name AS name FROM user_account UNION SELECT address.email AS email FROM address) AS u
   */
  subquery<A extends string = 'anon'>(name?: A): Subquery<A, R>
  /**
   * As `subquery`.
   * @example select(union(select(users.c.name), select(addresses.c.email)).alias('u').c.name)   // SELECT u.name FROM (SELECT user_account.name AS name FROM user_account UNION SELECT address.email AS email FROM address) AS u
   */
  alias<A extends string = 'anon'>(name?: A): Subquery<A, R>
  /**
   * `LATERAL (… UNION …) AS name`
   * @example select(union(select(users.c.name), select(addresses.c.email)).lateral('u').c.name)   // SELECT u.name FROM LATERAL (SELECT user_account.name AS name FROM user_account UNION SELECT address.email AS email FROM address) AS u
   */
  lateral<A extends string = 'anon'>(name?: A): Lateral<A, R>
  /**
   * `WITH name AS (… UNION …)`
   * @example select(union(select(users.c.name), select(addresses.c.email)).cte('u').c.name)   // WITH u AS (SELECT user_account.name AS name FROM user_account UNION SELECT address.email AS email FROM address) SELECT u.name FROM u
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, R>
  /**
   * `CREATE TABLE name AS … UNION …` (SQL Server: `SELECT … INTO name`); its `table` can be selected from.
   * @example union(select(users.c.id), select(addresses.c.id)).into('ids')   // CREATE TABLE ids AS SELECT user_account.id FROM user_account UNION SELECT address.id FROM address
   */
  into(name: string, options?: CreateTableAsOptions): CreatesTable<R>
  /**
   * `(… UNION …)` as a value.
   * @example select(union(select(users.c.name), select(addresses.c.email)).scalarSubquery())   // SELECT (SELECT user_account.name FROM user_account UNION SELECT address.email FROM address) AS anon_1
   */
  scalarSubquery(): ScalarSubquery<First<T> | null>
  /**
   * `(… UNION …) AS name`: the query as a value with a name, in a select list.
   * @example select(union(select(users.c.id), select(addresses.c.id)).limit(1).label('n'))   // SELECT (SELECT user_account.id FROM user_account UNION SELECT address.id FROM address LIMIT :param_1) AS n
   */
  label<A extends string>(name: A): Named<First<T> | null, A>
  /**
   * Columns of the result by key: those of the first query.
   * @example union(select(users.c.name), select(addresses.c.email)).selectedColumns.name   // user_account.name
   */
  readonly selectedColumns: RowColumns<string, R>
  /** Name, type and expression of each column of the result, in order. */
  readonly columnDescriptions: readonly ColumnDescription[]
  /**
   * `EXISTS (… UNION …)`
   * @example select(users.c.id).where(union(select(users.c.name), select(addresses.c.email)).exists())   // SELECT user_account.id FROM user_account WHERE EXISTS (SELECT user_account.name FROM user_account UNION SELECT address.email FROM address)
   */
  exists(): Exists
  /**
   * `… UNION …`
   * @example union(select(users.c.fullname), select(users.c.name)).union(select(addresses.c.email))   // (SELECT user_account.fullname FROM user_account UNION SELECT user_account.name FROM user_account) UNION SELECT address.email FROM address
   */
  union(...others: Executable<unknown, T>[]): Compound<R, T>
  /**
   * `… UNION ALL …`
   * @example union(select(users.c.fullname), select(users.c.name)).unionAll(select(addresses.c.email))   // (SELECT user_account.fullname FROM user_account UNION SELECT user_account.name FROM user_account) UNION ALL SELECT address.email FROM address
   */
  unionAll(...others: Executable<unknown, T>[]): Compound<R, T>
  /**
   * `… INTERSECT …`
   * @example union(select(users.c.fullname), select(users.c.name)).intersect(select(addresses.c.email))   // (SELECT user_account.fullname FROM user_account UNION SELECT user_account.name FROM user_account) INTERSECT SELECT address.email FROM address
   */
  intersect(...others: Executable<unknown, T>[]): Compound<R, T>
  /**
   * `… INTERSECT ALL …`
   * @example union(select(users.c.fullname), select(users.c.name)).intersectAll(select(addresses.c.email))   // (SELECT user_account.fullname FROM user_account UNION SELECT user_account.name FROM user_account) INTERSECT ALL SELECT address.email FROM address
   */
  intersectAll(...others: Executable<unknown, T>[]): Compound<R, T>
  /**
   * `… EXCEPT …`
   * @example union(select(users.c.fullname), select(users.c.name)).except(select(addresses.c.email))   // (SELECT user_account.fullname FROM user_account UNION SELECT user_account.name FROM user_account) EXCEPT SELECT address.email FROM address
   */
  except(...others: Executable<unknown, T>[]): Compound<R, T>
  /**
   * `… EXCEPT ALL …`
   * @example union(select(users.c.fullname), select(users.c.name)).exceptAll(select(addresses.c.email))   // (SELECT user_account.fullname FROM user_account UNION SELECT user_account.name FROM user_account) EXCEPT ALL SELECT address.email FROM address
   */
  exceptAll(...others: Executable<unknown, T>[]): Compound<R, T>
}
