import type { Compound } from './compound.ts'
import type { StatementOption } from './entity-face.ts'
import type { Expr, Named } from './expr.ts'
import type { Cte, CteOptions, FromLike, JoinTarget, Lateral, RowColumns, SourceOf, Subquery } from './from.ts'
import type { ROW, TUP } from './phantom.ts'
import type { CreatesTable, CreateTableAsOptions } from './schema.ts'
import type { FirstVal, ObjectRow, RootNames, SelectItem, SelectItems, Sources, TupleOf } from './row.ts'
import type { Cond, Criterion, DataType, Executable, GroupTerm, Operand, OrderTerm, ScalarSource, Sql } from './sql.ts'

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
  /** Oracle: `FETCH APPROX`, for searches among vectors. */
  readonly oracle_fetch_approximate?: boolean
}

/** How columns of equal name are labelled: `_1` suffixes (default), `table_column` labels, or not at all. */
export type LabelStyle = 'disambiguate' | 'tablename_plus_col' | 'none'

/** Text that is rendered for one dialect only, if a dialect is named. */
export interface DialectFilter {
  /** Name of the dialect. Default: all. */
  readonly dialect?: string
}

/** Options that the engine looks at when it executes the statement. */
export type ExecutionOptions = Readonly<Record<string, unknown>>

/** A clause of one dialect that places itself in a SELECT, such as PostgreSQL's `distinctOn()`. */
export interface SelectClause {
  /** Called by `ext()` of the statement. */
  applyToSelect(statement: never): unknown
}

/** A column of a result. */
export interface ColumnDescription {
  /** Its key in object rows. */
  readonly name: string
  /** Its datatype. */
  readonly type: DataType<unknown>
  /** What was selected. */
  readonly expr: Sql<unknown>
}

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

  /**
   * `WHERE …`; several criteria, and several calls, are joined by AND. Absent ones (`undefined`, `false`) are skipped.
   * @example select(users.c.id).where(users.c.age.gt(18), users.c.name.like('s%'))   // SELECT user_account.id FROM user_account WHERE user_account.age > :age_1 AND user_account.name LIKE :name_1
   */
  where(...criteria: Criterion[]): Select<C, N>
  /**
   * As `where`.
   * @example select(users.c.id).filter(users.c.age.gt(18))   // SELECT user_account.id FROM user_account WHERE user_account.age > :age_1
   */
  filter(...criteria: Criterion[]): Select<C, N>
  /** The criteria as one condition; null: none. */
  readonly whereClause: Expr<boolean | null, string> | null
  /**
   * `WHERE key = value AND …` on the last joined or the first FROM element.
   * @throws {InvalidRequestError} when no FROM element has such a column
   * @throws {AmbiguousColumnError} when several have
   * @example select(users.c.id).filterBy({ name: 'sandy' })   // SELECT user_account.id FROM user_account WHERE user_account.name = :name_1
   */
  filterBy(values: Readonly<Record<string, unknown>>): Select<C, N>
  /**
   * `HAVING …`
   * @example select(users.c.name).groupBy(users.c.name).having(func.count().gt(1))   // SELECT user_account.name FROM user_account GROUP BY user_account.name HAVING count(*) > :count_1
   */
  having(...criteria: Criterion[]): Select<C, N>
  /**
   * `GROUP BY …`, added to earlier ones; `groupBy(null)` removes them.
   * @example select(users.c.name, func.count()).groupBy(users.c.name)   // SELECT user_account.name, count(*) AS count_1 FROM user_account GROUP BY user_account.name
   */
  groupBy(...terms: GroupTerm[] | [null]): Select<C, N>
  /**
   * `ORDER BY …`, added to earlier ones; `orderBy(null)` removes them.
   * @example select(users.c.id).orderBy(users.c.name, users.c.id.desc())   // SELECT user_account.id FROM user_account ORDER BY user_account.name, user_account.id DESC
   */
  orderBy(...terms: OrderTerm[] | [null]): Select<C, N>
  /**
   * `LIMIT n`, or the dialect's form; null removes it.
   * @throws {ArgumentError} for anything but a whole number or an expression
   * @example select(users.c.id).limit(10)   // SELECT user_account.id FROM user_account LIMIT :param_1
   */
  limit(count: Operand<number> | null): Select<C, N>
  /**
   * `OFFSET n`, or the dialect's form; null removes it.
   * @example select(users.c.id).limit(10).offset(20)   // SELECT user_account.id FROM user_account LIMIT :param_1 OFFSET :param_2
   */
  offset(count: Operand<number> | null): Select<C, N>
  /**
   * `FETCH FIRST n ROWS ONLY`, `WITH TIES`, `PERCENT`.
   * @example select(users.c.id).orderBy(users.c.age).fetch(2, { withTies: true })   // PostgreSQL: SELECT user_account.id FROM user_account ORDER BY user_account.age FETCH FIRST (:param_1) ROWS WITH TIES
   */
  fetch(count: Operand<number> | null, options?: FetchOptions): Select<C, N>
  /**
   * `LIMIT stop - start OFFSET start`
   * @throws {ArgumentError} without a start or a stop
   * @example select(users.c.id).slice(10, 20)   // SELECT user_account.id FROM user_account LIMIT :param_1 OFFSET :param_2
   */
  slice(start: number, stop: number): Select<C, N>
  /**
   * `SELECT DISTINCT`, or `DISTINCT ON (…)` on PostgreSQL.
   * @example select(users.c.name).distinct(users.c.name)   // PostgreSQL: SELECT DISTINCT ON (user_account.name) user_account.name FROM user_account
   */
  distinct(...on: Sql<unknown>[]): Select<C, N>
  /**
   * `FOR UPDATE …`; left out where the database has none.
   * @example select(users.c.id).withForUpdate()   // SELECT user_account.id FROM user_account FOR UPDATE
   */
  withForUpdate(options?: ForUpdateOptions): Select<C, N>

  /**
   * `FROM …`, before the elements that the columns imply.
   * @example select(func.count()).selectFrom(users)   // SELECT count(*) AS count_1 FROM user_account
   */
  selectFrom(...from: FromLike[]): Select<C, N>
  /**
   * `JOIN target ON …`; without a condition it follows the foreign key or the relationship.
   * @throws {InvalidRequestError} when it is compiled without a condition, and no foreign key leads there
   * @throws {AmbiguousForeignKeysError} when several do
   * @example select(users.c.name, addresses.c.email).join(addresses)   // SELECT user_account.name, address.email FROM user_account JOIN address ON user_account.id = address.user_id
   */
  join(target: JoinTarget, on?: Cond): Select<C, N>
  /**
   * `left JOIN right ON …`
   * @throws {NoForeignKeysError}
   * @throws {AmbiguousForeignKeysError} as `join`
   * @example select(addresses.c.email).joinFrom(users, addresses)   // SELECT address.email FROM user_account JOIN address ON user_account.id = address.user_id
   */
  joinFrom(left: FromLike, right: JoinTarget, on?: Cond): Select<C, N>
  /**
   * `LEFT OUTER JOIN target ON …`; what is selected from the target becomes nullable.
   * @throws {InvalidRequestError}
   * @throws {AmbiguousForeignKeysError} as `join`
   * @example select(users.c.name, addresses.c.email).outerJoin(addresses)   // SELECT user_account.name, address.email FROM user_account LEFT OUTER JOIN address ON user_account.id = address.user_id
   */
  outerJoin<J extends JoinTarget>(target: J, on?: Cond): Select<C, N | Extract<SourceOf<J>, Sources<C>>>
  /**
   * `left LEFT OUTER JOIN right ON …`
   * @throws {NoForeignKeysError}
   * @throws {AmbiguousForeignKeysError} as `join`
   * @example select(addresses.c.email).outerJoinFrom(users, addresses)   // SELECT address.email FROM user_account LEFT OUTER JOIN address ON user_account.id = address.user_id
   */
  outerJoinFrom<J extends JoinTarget>(left: FromLike, right: J, on?: Cond): Select<C, N | Extract<SourceOf<J>, Sources<C>>>
  /**
   * `FULL OUTER JOIN target ON …`; everything selected from a table becomes nullable.
   * @throws {InvalidRequestError}
   * @throws {AmbiguousForeignKeysError} as `join`
   * @example select(users.c.name, addresses.c.email).fullJoin(addresses)   // SELECT user_account.name, address.email FROM user_account FULL OUTER JOIN address ON user_account.id = address.user_id
   */
  fullJoin(target: JoinTarget, on?: Cond): Select<C, string>
  /**
   * `left FULL OUTER JOIN right ON …`
   * @throws {NoForeignKeysError}
   * @throws {AmbiguousForeignKeysError} as `joinFrom`
   * @example select(addresses.c.email).fullJoinFrom(users, addresses)   // SELECT address.email FROM user_account FULL OUTER JOIN address ON user_account.id = address.user_id
   */
  fullJoinFrom(left: FromLike, right: JoinTarget, on?: Cond): Select<C, string>
  /**
   * Leaves these out of FROM, since the enclosing query has them; `correlate(null)` turns automatic correlation off.
   * @example select(users.c.name, select(addresses.c.email).where(addresses.c.userId.eq(users.c.id)).correlate(users).scalarSubquery())   // SELECT user_account.name, (SELECT address.email FROM address WHERE address.user_id = user_account.id) AS anon_1 FROM user_account
   */
  correlate(...from: FromLike[] | [null]): Select<C, N>
  /**
   * Correlates to everything in the enclosing query but these.
   * @example select(users.c.name, select(addresses.c.email).where(addresses.c.userId.eq(users.c.id)).correlateExcept(addresses).scalarSubquery())   // SELECT user_account.name, (SELECT address.email FROM address WHERE address.user_id = user_account.id) AS anon_1 FROM user_account
   */
  correlateExcept(...from: FromLike[] | [null]): Select<C, N>

  /**
   * Another select list over the same FROM. Call it before outer joins: it can't know of earlier ones it didn't select from.
   * @example select(users).withOnlyColumns(users.c.name)   // SELECT user_account.name FROM user_account
   */
  withOnlyColumns<C2 extends SelectItems>(...items: C2): Select<C2, N>
  /**
   * The same; with `maintainColumnFroms` what the replaced columns are from stays in FROM.
   * @example select(users.c.id).withOnlyColumns(literalColumn('1'), { maintainColumnFroms: true })   // SELECT 1 FROM user_account
   */
  withOnlyColumns<C2 extends SelectItems>(...args: [...items: C2, options: { readonly maintainColumnFroms: boolean }]): Select<C2, N>
  /**
   * Appends to the select list.
   * @example select(users.c.id).addColumns(users.c.name)   // SELECT user_account.id, user_account.name FROM user_account
   */
  addColumns<C2 extends readonly SelectItem[]>(...items: C2): Select<C extends readonly unknown[] ? [...C, ...C2] : C, N>
  /**
   * Drops columns that are equal to another one of the same name, by a foreign key or by the criteria.
   * @example select(users.c.id, addresses.c.id, addresses.c.email).where(users.c.id.eq(addresses.c.id)).reduceColumns()   // SELECT user_account.id, address.email FROM user_account, address WHERE user_account.id = address.id
   */
  reduceColumns(): Select<C, N>

  /**
   * `SELECT <text> …`
   * @example select(users.c.id).prefixWith('HIGH_PRIORITY')   // SELECT HIGH_PRIORITY user_account.id FROM user_account
   */
  prefixWith(text: string | Sql<unknown>, options?: DialectFilter): Select<C, N>
  /**
   * Text at the end of the statement.
   * @example select(users.c.id).suffixWith('FOR XML AUTO')   // SELECT user_account.id FROM user_account FOR XML AUTO
   */
  suffixWith(text: string | Sql<unknown>, options?: DialectFilter): Select<C, N>
  /**
   * Hint for one FROM element; `%(name)s` stands for its name.
   * @example select(users.c.id).withHint(users, 'USE INDEX (ix_name)')   // MySQL: SELECT user_account.id FROM user_account USE INDEX (ix_name)
   */
  withHint(from: FromLike, text: string, options?: DialectFilter): Select<C, N>
  /**
   * Hint for the whole statement.
   * @example select(users.c.id).withStatementHint('OPTION (FAST 1)')   // SELECT user_account.id FROM user_account OPTION (FAST 1)
   */
  withStatementHint(text: string, options?: DialectFilter): Select<C, N>
  /**
   * Applies a clause that one dialect has, such as PostgreSQL's `distinctOn()`.
   * @example select(users.c.id, users.c.name).ext(distinctOn(users.c.name))   // PostgreSQL: SELECT DISTINCT ON (user_account.name) user_account.id, user_account.name FROM user_account
   */
  ext(clause: SelectClause): Select<C, N>
  /**
   * A comment in front of the statement, for tracing.
   * @example select(users.c.id).comment('list of users')   // /* list of users *\/ SELECT user_account.id FROM user_account
   */
  comment(text: string): Select<C, N>
  /**
   * Adds a CTE that the statement doesn't mention otherwise (such as an INSERT).
   * @throws {ArgumentError} for a FROM element that is no CTE
   * @example select(addresses.c.id).addCte(select(users.c.id).cte('u'))   // WITH u AS (SELECT user_account.id AS id FROM user_account) SELECT address.id FROM address
   */
  addCte(cte: FromLike, options?: { readonly nestHere?: boolean }): Select<C, N>
  /**
   * How columns of equal name are labelled.
   * @example select(users.c.id).setLabelStyle('tablename_plus_col')   // SELECT user_account.id AS user_account_id FROM user_account
   */
  setLabelStyle(style: LabelStyle): Select<C, N>
  /**
   * Loader options of the selected entities.
   * @example select(users.c.id).options()   // SELECT user_account.id FROM user_account
   */
  options(...options: StatementOption<RootNames<C>>[]): Select<C, N>
  /**
   * Options for the engine, e.g. `{ streamResults: true }`.
   * @example select(users.c.id).executionOptions({ streamResults: true })   // SELECT user_account.id FROM user_account
   */
  executionOptions(options: ExecutionOptions): Select<C, N>
  /**
   * Values for parameters that the statement names.
   * @example select(users.c.name).where(users.c.id.eq(bindparam('id'))).params({ id: 5 })   // SELECT user_account.name FROM user_account WHERE user_account.id = :id
   */
  params(values: Readonly<Record<string, unknown>>): Select<C, N>

  /**
   * `(SELECT …) AS name`
   * @throws {InvalidRequestError} when a label is used twice
   * @example select(select(users.c.name).subquery('u').c.name)   // SELECT u.name FROM (SELECT user_account.name AS name FROM user_account) AS u
   */
  subquery<A extends string = 'anon'>(name?: A): Subquery<A, ObjectRow<C, N>>
  /**
   * As `subquery`.
   * @example select(select(users.c.name).alias('u').c.name)   // SELECT u.name FROM (SELECT user_account.name AS name FROM user_account) AS u
   */
  alias<A extends string = 'anon'>(name?: A): Subquery<A, ObjectRow<C, N>>
  /**
   * `LATERAL (SELECT …) AS name`
   * @example select(users.c.name).join(select(addresses.c.email).where(addresses.c.userId.eq(users.c.id)).lateral('a'), trueValue())   // PostgreSQL: SELECT user_account.name FROM user_account JOIN LATERAL (SELECT address.email AS email FROM address WHERE address.user_id = user_account.id) AS a ON true
   */
  lateral<A extends string = 'anon'>(name?: A): Lateral<A, ObjectRow<C, N>>
  /**
   * `WITH name AS (SELECT …)`
   * @example select(select(users.c.name).cte('u').c.name)   // WITH u AS (SELECT user_account.name AS name FROM user_account) SELECT u.name FROM u
   */
  cte<A extends string = 'anon'>(name?: A, options?: CteOptions): Cte<A, ObjectRow<C, N>>
  /**
   * `(SELECT …)` as a value: NULL if there is no row.
   * @example select(select(func.count()).selectFrom(users).scalarSubquery())   // SELECT (SELECT count(*) AS count_1 FROM user_account) AS anon_1
   */
  scalarSubquery(): ScalarSubquery<FirstVal<C, N> | null>
  /**
   * `(SELECT …) AS name`: the query as a value with a name, in a select list.
   * @example select(select(func.count()).selectFrom(users).label('n'))   // SELECT (SELECT count(*) AS count_1 FROM user_account) AS n
   */
  label<A extends string>(name: A): Named<FirstVal<C, N> | null, A>
  /**
   * `CREATE TABLE name AS SELECT …` (SQL Server: `SELECT … INTO name`); its `table` can be selected from.
   * @example select(users.c.id).into('ids')   // CREATE TABLE ids AS SELECT user_account.id FROM user_account
   */
  into(name: string, options?: CreateTableAsOptions): CreatesTable<ObjectRow<C, N>>
  /**
   * `EXISTS (SELECT …)`
   * @example select(users.c.name).where(select(addresses.c.id).where(addresses.c.userId.eq(users.c.id)).exists())   // SELECT user_account.name FROM user_account WHERE EXISTS (SELECT address.id FROM address WHERE address.user_id = user_account.id)
   */
  exists(): Exists

  /**
   * Columns of the result by key, as expressions.
   * @example select(users.c.id.label('n')).selectedColumns.n   // user_account.id
   */
  readonly selectedColumns: RowColumns<string, ObjectRow<C, N>>
  /** Name, type and expression of each column of the result, in order. */
  readonly columnDescriptions: readonly ColumnDescription[]
  /** The FROM list, joins in place, as this query has it on its own. */
  getFinalFroms(): readonly FromLike[]
  /** What the select list alone brings into FROM, each once. */
  readonly columnsClauseFroms: readonly FromLike[]
  /** The select list, with the columns of a table in its place. */
  readonly innerColumns: readonly Sql<unknown>[]

  /**
   * `… UNION …`
   * @example select(users.c.name).union(select(addresses.c.email))   // SELECT user_account.name FROM user_account UNION SELECT address.email FROM address
   */
  union(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /**
   * `… UNION ALL …`
   * @example select(users.c.name).unionAll(select(addresses.c.email))   // SELECT user_account.name FROM user_account UNION ALL SELECT address.email FROM address
   */
  unionAll(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /**
   * `… INTERSECT …`
   * @example select(users.c.name).intersect(select(addresses.c.email))   // SELECT user_account.name FROM user_account INTERSECT SELECT address.email FROM address
   */
  intersect(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /**
   * `… INTERSECT ALL …`
   * @example select(users.c.name).intersectAll(select(addresses.c.email))   // SELECT user_account.name FROM user_account INTERSECT ALL SELECT address.email FROM address
   */
  intersectAll(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /**
   * `… EXCEPT …`
   * @example select(users.c.name).except(select(addresses.c.email))   // SELECT user_account.name FROM user_account EXCEPT SELECT address.email FROM address
   */
  except(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
  /**
   * `… EXCEPT ALL …`
   * @example select(users.c.name).exceptAll(select(addresses.c.email))   // SELECT user_account.name FROM user_account EXCEPT ALL SELECT address.email FROM address
   */
  exceptAll(...others: Executable<unknown, TupleOf<C, N>>[]): Compound<ObjectRow<C, N>, TupleOf<C, N>>
}

/** `(SELECT …)` as a value. */
export interface ScalarSubquery<out T> extends Expr<T> {
  /**
   * Adds criteria to the inner query.
   * @throws {InvalidRequestError} when the query is a set operation or text
   * @example select(select(addresses.c.email).where(addresses.c.id.eq(1)).scalarSubquery().where(addresses.c.userId.eq(5)))   // SELECT (SELECT address.email FROM address WHERE address.id = :id_1 AND address.user_id = :userId_1) AS anon_1
   */
  where(...criteria: Criterion[]): ScalarSubquery<T>
  /**
   * Leaves these out of the inner FROM.
   * @example select(users.c.name, select(addresses.c.email).where(addresses.c.id.eq(1)).scalarSubquery().where(addresses.c.userId.eq(users.c.id)).correlate(users))   // SELECT user_account.name, (SELECT address.email FROM address WHERE address.id = :id_1 AND address.user_id = user_account.id) AS anon_1 FROM user_account
   */
  correlate(...from: FromLike[] | [null]): ScalarSubquery<T>
  /**
   * Correlates to everything but these.
   * @example select(users.c.name, select(addresses.c.email).where(addresses.c.id.eq(1)).scalarSubquery().where(addresses.c.userId.eq(users.c.id)).correlateExcept(addresses))   // SELECT user_account.name, (SELECT address.email FROM address WHERE address.id = :id_1 AND address.user_id = user_account.id) AS anon_1 FROM user_account
   */
  correlateExcept(...from: FromLike[] | [null]): ScalarSubquery<T>
}

/** `EXISTS (SELECT …)` */
export interface Exists extends Expr<boolean> {
  /**
   * Adds criteria to the inner query.
   * @example select(users.c.name).where(exists(addresses).where(addresses.c.userId.eq(users.c.id)))   // SELECT user_account.name FROM user_account WHERE EXISTS (SELECT address.id, address.email, address.user_id FROM address WHERE address.user_id = user_account.id)
   */
  where(...criteria: Criterion[]): Exists
  /**
   * `SELECT EXISTS (…)`: a query with this one value.
   * @example exists(select(users.c.id)).select()   // SELECT EXISTS (SELECT user_account.id FROM user_account) AS anon_1
   */
  select(): Select<[Expr<boolean>]>
  /**
   * `FROM …` of the inner query.
   * @example exists().where(addresses.c.id.eq(5)).selectFrom(addresses)   // EXISTS (SELECT * FROM address WHERE address.id = :id_1)
   */
  selectFrom(...from: FromLike[]): Exists
  /**
   * Leaves these out of the inner FROM.
   * @example select(users.c.name).where(exists(addresses).where(addresses.c.userId.eq(users.c.id)).correlate(users))   // SELECT user_account.name FROM user_account WHERE EXISTS (SELECT address.id, address.email, address.user_id FROM address WHERE address.user_id = user_account.id)
   */
  correlate(...from: FromLike[] | [null]): Exists
  /**
   * Correlates to everything but these.
   * @example select(users.c.name).where(exists(addresses).where(addresses.c.userId.eq(users.c.id)).correlateExcept(addresses))   // SELECT user_account.name FROM user_account WHERE EXISTS (SELECT address.id, address.email, address.user_id FROM address WHERE address.user_id = user_account.id)
   */
  correlateExcept(...from: FromLike[] | [null]): Exists
}
