import type { Expr, Named } from './expr.ts'
import type { NamedTypes, TableValued } from './from.ts'
import type { Sequence } from './schema.ts'
import type { Criterion, GroupTerm, Numeric, NumericString, Operand, OrderTerm, ScalarSource, Sql, TypeOf } from './sql.ts'

/** One end of a window frame: null is unbounded, 0 the current row, negative preceding, positive following. */
export type FrameBound = number | null | Sql<unknown>

/** Window of `over`. At most one of `rows`, `range` and `groups`. */
export interface WindowOptions {
  /** `PARTITION BY …` */
  readonly partitionBy?: GroupTerm | readonly GroupTerm[]
  /** `ORDER BY …` */
  readonly orderBy?: OrderTerm | readonly OrderTerm[]
  /** `ROWS BETWEEN … AND …` */
  readonly rows?: readonly [FrameBound, FrameBound]
  /** `RANGE BETWEEN … AND …` */
  readonly range?: readonly [FrameBound, FrameBound]
  /** `GROUPS BETWEEN … AND …` */
  readonly groups?: readonly [FrameBound, FrameBound]
  /** `EXCLUDE …` */
  readonly exclude?: 'current row' | 'group' | 'ties' | 'no others'
}

/** A call of an SQL function. */
export interface FunctionExpr<out T, out S extends string = never> extends Expr<T, S> {
  /**
   * `f(…) OVER (PARTITION BY … ORDER BY …)`
   * @throws {ArgumentError} for more than one frame, or a bound that is no whole number
   * @example func.sum(users.c.age).over({ partitionBy: users.c.name, orderBy: users.c.id, rows: [null, 0] })   // sum(user_account.age) OVER (PARTITION BY user_account.name ORDER BY user_account.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
   */
  over(window?: WindowOptions): Expr<T, S>
  /**
   * `f(…) FILTER (WHERE …)`
   * @example func.count().filter(users.c.age.gt(18))   // count(*) FILTER (WHERE user_account.age > :age_1)
   */
  filter(...criteria: Criterion[]): FilteredFunction<T, S>
  /**
   * `f(…) IGNORE NULLS OVER (…)`: rows whose value is NULL are left out (Oracle, SQL Server 2022, PostgreSQL 19).
   * @throws {CompileError} where the database has none: MySQL, MariaDB, SQLite
   * @example func.lastValue(users.c.age).ignoreNulls().over({ orderBy: users.c.id })   // Oracle: last_value(user_account.age) IGNORE NULLS OVER (ORDER BY user_account.id)
   */
  ignoreNulls(): WindowFunction<T, S>
  /**
   * `f(…) RESPECT NULLS OVER (…)`, which is what databases do without these words.
   * @throws {CompileError} where the database has none: MySQL, MariaDB, SQLite
   * @example func.lag(users.c.age).respectNulls().over({ orderBy: users.c.id })   // Oracle: lag(user_account.age) RESPECT NULLS OVER (ORDER BY user_account.id)
   */
  respectNulls(): WindowFunction<T, S>
  /**
   * `f(…) WITHIN GROUP (ORDER BY …)`
   * @example func.percentileCont(0.5).withinGroup(users.c.age)   // percentile_cont(:percentile_cont_1) WITHIN GROUP (ORDER BY user_account.age)
   */
  withinGroup(...order: OrderTerm[]): FilteredFunction<T, S>
  /**
   * `f(… ORDER BY …)`, or `WITHIN GROUP`, by dialect.
   * @throws {ArgumentError} without a term
   * @example func.arrayAgg(users.c.name).aggregateOrderBy(users.c.id)   // PostgreSQL: array_agg(user_account.name ORDER BY user_account.id)
   */
  aggregateOrderBy(...order: OrderTerm[]): FilteredFunction<T, S>
  /**
   * `f(…) AS name (a, b)` in FROM.
   * @example select(func.generateSeries(1, 3).tableValued({ n: integer() }, { name: 's' }).c.n)   // PostgreSQL: SELECT s.n FROM generate_series(:generate_series_1, :generate_series_2) AS s
   */
  tableValued<D extends NamedTypes, A extends string = 'anon'>(columns: D, options?: TableValuedOptions<A>): TableValued<A, D>
  /**
   * `f(…) AS name` in FROM, where `name` stands for its single value.
   * @example select(func.unnest([1, 2]).columnValued('x'))   // PostgreSQL: SELECT x FROM unnest(:unnest_1) AS x
   */
  columnValued<N extends string = 'anon'>(name?: N): Named<T, N, N>
  /**
   * `(f(…)).name`: one attribute of a composite result.
   * @example func('json_each', posts.c.data).scalarTableValued('value')   // PostgreSQL: (json_each(post.data)).value
   */
  scalarTableValued<U = unknown>(name: string, type?: TypeOf<U>): Expr<U, S>
  /**
   * `f(…) AS name` in FROM, with columns of unknown names.
   * @example select(func.generateSeries(1, 3).alias('s').column)   // SELECT s FROM generate_series(:generate_series_1, :generate_series_2) AS s
   */
  alias<A extends string>(name: A): TableValued<A, {}>
  /**
   * Tells which two arguments (from 1) the function compares, so it may be a join condition.
   * @example select(users.c.id).join(addresses, func('equal_ids', users.c.id, addresses.c.userId).asComparison(1, 2))   // SELECT user_account.id FROM user_account JOIN address ON equal_ids(user_account.id, address.user_id)
   */
  asComparison(left: number, right: number): Expr<boolean | null, S>
}

/** A function that is complete with its window. */
export interface WindowFunction<out T, out S extends string = never> {
  /**
   * `… OVER (…)`
   * @example func.firstValue(users.c.age).ignoreNulls().over({ orderBy: users.c.id })   // Oracle: first_value(user_account.age) IGNORE NULLS OVER (ORDER BY user_account.id)
   */
  over(window?: WindowOptions): Expr<T, S>
}

/** Options of `tableValued`. */
export interface TableValuedOptions<A extends string = string> {
  /** Name in FROM. Default: anonymous. */
  readonly name?: A
  /** `WITH ORDINALITY`, adding this column. */
  readonly withOrdinality?: string
  /** Renders a comma instead of a join, without the warning about cartesian products. */
  readonly joinsImplicitly?: boolean
}

/** An aggregate with FILTER or an order; a window may follow. */
export interface FilteredFunction<out T, out S extends string = never> extends Expr<T, S> {
  /**
   * `… OVER (…)`
   * @example func.sum(users.c.age).filter(users.c.active.is(true)).over({ partitionBy: users.c.name })   // sum(user_account.age) FILTER (WHERE user_account.active IS 1) OVER (PARTITION BY user_account.name)
   */
  over(window?: WindowOptions): Expr<T, S>
  /**
   * `… FILTER (WHERE …)`
   * @example func.arrayAgg(users.c.name).aggregateOrderBy(users.c.id).filter(users.c.id.gt(5))   // array_agg(user_account.name ORDER BY user_account.id) FILTER (WHERE user_account.id > :id_1)
   */
  filter(...criteria: Criterion[]): FilteredFunction<T, S>
}

/** A call of a function whose name is the key in object rows. */
export interface FunctionCall<out T, out N extends string, out S extends string = never> extends FunctionExpr<T, S>, Named<T, N, S> {}

/** Value type of an argument, literal or expression. */
export type ValueOfArgument<A> = A extends Sql<infer T> ? T : A

/** Anything that may be an argument: an element, a query, or a value that becomes a parameter. */
export type FunctionArgument = unknown

/**
 * A function this library doesn't know: the result type is given by the caller.
 * Names that every JavaScript function has (`name`, `length`, `call`, …) are reached by `func('package.name', …)` only.
 * As an index signature under `noUncheckedIndexedAccess`, write `func('name', …)` or `func.name!(…)`.
 */
export interface AnyFunction {
  <T = unknown>(...args: FunctionArgument[]): FunctionExpr<T>
  /** `func.package.name(…)` */
  readonly [name: string]: AnyFunction
}

/** Functions with known result types. Extend by declaration merging: `interface KnownFunctions { levenshtein(…): … }`. */
export interface KnownFunctions {
  /**
   * `count(*)`, or `count(x)`
   * @example func.count()   // count(*)
   */
  count(expression?: Sql<unknown>): FunctionCall<number, 'count'>
  /**
   * `sum(x)`: NULL if there are no rows.
   * @example func.sum(users.c.age)   // sum(user_account.age)
   */
  sum<T extends Numeric | null>(expression: Sql<T>): FunctionCall<T | null, 'sum'>
  /**
   * `avg(x)`: NULL if there are no rows.
   * @example func.avg(users.c.age)   // avg(user_account.age)
   */
  avg<T extends Numeric | null>(expression: Sql<T>): FunctionCall<(T extends string ? NumericString : number) | null, 'avg'>
  /**
   * `max(x)`: NULL if there are no rows.
   * @example func.max(users.c.age)   // max(user_account.age)
   */
  max<T>(expression: Sql<T>): FunctionCall<T | null, 'max'>
  /**
   * `min(x)`: NULL if there are no rows.
   * @example func.min(users.c.age)   // min(user_account.age)
   */
  min<T>(expression: Sql<T>): FunctionCall<T | null, 'min'>
  /**
   * `array_agg(x)`
   * @example func.arrayAgg(users.c.name)   // array_agg(user_account.name)
   */
  arrayAgg<T>(expression: Sql<T>): FunctionCall<T[] | null, 'array_agg'>
  /**
   * `string_agg`, `group_concat`, `listagg`, by dialect.
   * @example func.aggregateStrings(users.c.name, ', ')   // PostgreSQL: string_agg(user_account.name, ', ')
   */
  aggregateStrings(expression: Sql<string | null>, separator: Operand<string>): FunctionCall<string | null, 'aggregate_strings'>
  /**
   * `coalesce(a, b)`: the first that isn't NULL.
   * @example func.coalesce(users.c.fullname, users.c.name)   // coalesce(user_account.fullname, user_account.name)
   */
  coalesce<T, U>(a: Sql<T>, b: U): FunctionCall<NonNullable<T> | ValueOfArgument<U>, 'coalesce'>
  /**
   * `coalesce(a, b, c, …)`
   * @example func.coalesce(users.c.fullname, users.c.name, '?')   // coalesce(user_account.fullname, user_account.name, :coalesce_1)
   */
  coalesce<T, U, V>(a: Sql<T>, b: U, c: V, ...rest: V[]): FunctionCall<NonNullable<T> | NonNullable<ValueOfArgument<U>> | ValueOfArgument<V>, 'coalesce'>
  /**
   * `nullif(a, b)`
   * @example func.nullif(users.c.name, '')   // nullif(user_account.name, :nullif_1)
   */
  nullif<T, S extends string>(a: Sql<T, S>, b: Operand<T>): FunctionCall<T | null, 'nullif', S>
  /**
   * `lower(s)`
   * @example func.lower(users.c.name)   // lower(user_account.name)
   */
  lower<T extends string | null, S extends string>(expression: Sql<T, S>): FunctionCall<T, 'lower', S>
  /**
   * `upper(s)`
   * @example func.upper(users.c.name)   // upper(user_account.name)
   */
  upper<T extends string | null, S extends string>(expression: Sql<T, S>): FunctionCall<T, 'upper', S>
  /**
   * `trim(s)`
   * @example func.trim(users.c.name)   // trim(user_account.name)
   */
  trim<T extends string | null, S extends string>(expression: Sql<T, S>): FunctionCall<T, 'trim', S>
  /**
   * `length(s)`
   * @example func.length(users.c.name)   // length(user_account.name)
   */
  length<T, S extends string>(expression: Sql<T, S>): FunctionCall<number | Extract<T, null>, 'length', S>
  /**
   * `char_length(s)`
   * @example func.charLength(users.c.name)   // char_length(user_account.name)
   */
  charLength<T extends string | null, S extends string>(expression: Sql<T, S>): FunctionCall<number | Extract<T, null>, 'char_length', S>
  /**
   * `concat(a, b, …)`
   * @example func.concat(users.c.name, '!')   // concat(user_account.name, :concat_1)
   */
  concat(...args: Operand<unknown>[]): FunctionCall<string, 'concat'>
  /**
   * `abs(n)`
   * @example func.abs(users.c.age)   // abs(user_account.age)
   */
  abs<T extends Numeric | null, S extends string>(expression: Sql<T, S>): FunctionCall<T, 'abs', S>
  /**
   * `round(n, digits)`
   * @example func.round(users.c.age, 2)   // round(user_account.age, :round_1)
   */
  round<T extends Numeric | null, S extends string>(expression: Sql<T, S>, digits?: Operand<number>): FunctionCall<T, 'round', S>
  /**
   * `floor(n)`
   * @example func.floor(users.c.age)   // floor(user_account.age)
   */
  floor<T extends Numeric | null, S extends string>(expression: Sql<T, S>): FunctionCall<T, 'floor', S>
  /**
   * `ceil(n)`
   * @example func.ceil(users.c.age)   // ceil(user_account.age)
   */
  ceil<T extends Numeric | null, S extends string>(expression: Sql<T, S>): FunctionCall<T, 'ceil', S>
  /**
   * `pow(a, b)`
   * @example func.pow(users.c.age, 2)   // pow(user_account.age, :pow_1)
   */
  pow(base: Operand<Numeric>, exponent: Operand<Numeric>): FunctionCall<number, 'pow'>
  /**
   * `random()`
   * @example func.random()   // random()
   */
  random(): FunctionCall<number, 'random'>
  /**
   * `merge_action()`, `$action`: in RETURNING of a MERGE, which branch the row comes from.
   * @example merge(users).using(addresses, addresses.c.userId.eq(users.c.id)).whenMatched().thenDelete().returning(func.mergeAction())   // PostgreSQL: MERGE INTO user_account USING address ON address.user_id = user_account.id WHEN MATCHED THEN DELETE RETURNING merge_action() AS merge_action_1
   */
  mergeAction(): FunctionCall<string, 'merge_action'>
  /**
   * `now()`, or `CURRENT_TIMESTAMP`
   * @example func.now()   // now()
   */
  now(): FunctionCall<Date, 'now'>
  /**
   * `CURRENT_TIMESTAMP`
   * @example func.currentTimestamp()   // CURRENT_TIMESTAMP
   */
  currentTimestamp(): FunctionCall<Date, 'current_timestamp'>
  /**
   * `CURRENT_DATE`
   * @example func.currentDate()   // CURRENT_DATE
   */
  currentDate(): FunctionCall<string, 'current_date'>
  /**
   * `CURRENT_TIME`
   * @example func.currentTime()   // CURRENT_TIME
   */
  currentTime(): FunctionCall<string, 'current_time'>
  /**
   * `LOCALTIMESTAMP`
   * @example func.localtimestamp()   // LOCALTIMESTAMP
   */
  localtimestamp(): FunctionCall<Date, 'localtimestamp'>
  /**
   * `LOCALTIME`
   * @example func.localtime()   // LOCALTIME
   */
  localtime(): FunctionCall<string, 'localtime'>
  /**
   * `sysdate`
   * @example func.sysdate()   // sysdate
   */
  sysdate(): FunctionCall<Date, 'sysdate'>
  /**
   * `CURRENT_USER`
   * @example func.currentUser()   // CURRENT_USER
   */
  currentUser(): FunctionCall<string, 'current_user'>
  /**
   * `SESSION_USER`
   * @example func.sessionUser()   // SESSION_USER
   */
  sessionUser(): FunctionCall<string, 'session_user'>
  /**
   * `USER`
   * @example func.user()   // USER
   */
  user(): FunctionCall<string, 'user'>
  /**
   * `row_number()`, with `over`
   * @example func.rowNumber().over({ orderBy: users.c.id })   // row_number() OVER (ORDER BY user_account.id)
   */
  rowNumber(): FunctionCall<number, 'row_number'>
  /**
   * `rank()`
   * @example func.rank().over({ orderBy: users.c.age })   // rank() OVER (ORDER BY user_account.age)
   */
  rank(...args: FunctionArgument[]): FunctionCall<number, 'rank'>
  /**
   * `dense_rank()`
   * @example func.denseRank().over({ orderBy: users.c.age })   // dense_rank() OVER (ORDER BY user_account.age)
   */
  denseRank(...args: FunctionArgument[]): FunctionCall<number, 'dense_rank'>
  /**
   * `percent_rank()`
   * @example func.percentRank().over({ orderBy: users.c.age })   // percent_rank() OVER (ORDER BY user_account.age)
   */
  percentRank(...args: FunctionArgument[]): FunctionCall<number, 'percent_rank'>
  /**
   * `cume_dist()`
   * @example func.cumeDist().over({ orderBy: users.c.age })   // cume_dist() OVER (ORDER BY user_account.age)
   */
  cumeDist(...args: FunctionArgument[]): FunctionCall<number, 'cume_dist'>
  /**
   * `ntile(n)`, with `over`
   * @example func.ntile(4).over({ orderBy: users.c.age })   // ntile(:ntile_1) OVER (ORDER BY user_account.age)
   */
  ntile(buckets: Operand<number>): FunctionCall<number, 'ntile'>
  /**
   * `lag(x, offset, default)`, with `over`
   * @example func.lag(users.c.age).over({ orderBy: users.c.id })   // lag(user_account.age) OVER (ORDER BY user_account.id)
   */
  lag<T>(expression: Sql<T>, offset?: Operand<number>, fallback?: Operand<T>): FunctionCall<T | null, 'lag'>
  /**
   * `lead(x, offset, default)`, with `over`
   * @example func.lead(users.c.age, 2).over({ orderBy: users.c.id })   // lead(user_account.age, :lead_1) OVER (ORDER BY user_account.id)
   */
  lead<T>(expression: Sql<T>, offset?: Operand<number>, fallback?: Operand<T>): FunctionCall<T | null, 'lead'>
  /**
   * `first_value(x)`, with `over`
   * @example func.firstValue(users.c.age).over({ orderBy: users.c.id })   // first_value(user_account.age) OVER (ORDER BY user_account.id)
   */
  firstValue<T>(expression: Sql<T>): FunctionCall<T | null, 'first_value'>
  /**
   * `last_value(x)`, with `over`
   * @example func.lastValue(users.c.age).over({ orderBy: users.c.id })   // last_value(user_account.age) OVER (ORDER BY user_account.id)
   */
  lastValue<T>(expression: Sql<T>): FunctionCall<T | null, 'last_value'>
  /**
   * `nth_value(x, n)`, with `over`
   * @example func.nthValue(users.c.age, 2).over({ orderBy: users.c.id })   // nth_value(user_account.age, :nth_value_1) OVER (ORDER BY user_account.id)
   */
  nthValue<T>(expression: Sql<T>, n: Operand<number>): FunctionCall<T | null, 'nth_value'>
  /**
   * `mode()`, with `withinGroup`
   * @example func.mode().withinGroup(users.c.age)   // mode() WITHIN GROUP (ORDER BY user_account.age)
   */
  mode<T = unknown>(): FunctionCall<T | null, 'mode'>
  /**
   * `percentile_cont(fraction)`, with `withinGroup`
   * @example func.percentileCont(0.5).withinGroup(users.c.age)   // percentile_cont(:percentile_cont_1) WITHIN GROUP (ORDER BY user_account.age)
   */
  percentileCont(fraction: Operand<number>): FunctionCall<number | null, 'percentile_cont'>
  /**
   * `percentile_disc(fraction)`, with `withinGroup`
   * @example func.percentileDisc(0.5).withinGroup(users.c.age)   // percentile_disc(:percentile_disc_1) WITHIN GROUP (ORDER BY user_account.age)
   */
  percentileDisc<T = unknown>(fraction: Operand<number>): FunctionCall<T | null, 'percentile_disc'>
  /**
   * `ROLLUP (a, b)`, in GROUP BY
   * @example select(func.count()).selectFrom(users).groupBy(func.rollup(users.c.name, users.c.age))   // SELECT count(*) AS count_1 FROM user_account GROUP BY ROLLUP(user_account.name, user_account.age)
   */
  rollup(...terms: Sql<unknown>[]): FunctionExpr<unknown>
  /**
   * `CUBE (a, b)`, in GROUP BY
   * @example select(func.count()).selectFrom(users).groupBy(func.cube(users.c.name, users.c.age))   // SELECT count(*) AS count_1 FROM user_account GROUP BY CUBE(user_account.name, user_account.age)
   */
  cube(...terms: Sql<unknown>[]): FunctionExpr<unknown>
  /**
   * `GROUPING SETS ((a), (a, b))`, in GROUP BY
   * @example select(func.count()).selectFrom(users).groupBy(func.groupingSets(users.c.name, tuple(users.c.name, users.c.age)))   // SELECT count(*) AS count_1 FROM user_account GROUP BY GROUPING SETS(user_account.name, (user_account.name, user_account.age))
   */
  groupingSets(...terms: Sql<unknown>[]): FunctionExpr<unknown>
  /**
   * `nextval('s')`, `NEXT VALUE FOR s`, by dialect.
   * @throws {ArgumentError} for anything but a sequence
   * @example func.nextValue(sequence('s'))   // PostgreSQL: nextval('s')
   */
  nextValue(sequence: Sequence): FunctionCall<number, 'next_value'>
  /**
   * `bool_and(x)`
   * @example func.boolAnd(users.c.active)   // bool_and(user_account.active)
   */
  boolAnd(expression: Sql<boolean | null>): FunctionCall<boolean | null, 'bool_and'>
  /**
   * `bool_or(x)`
   * @example func.boolOr(users.c.active)   // bool_or(user_account.active)
   */
  boolOr(expression: Sql<boolean | null>): FunctionCall<boolean | null, 'bool_or'>
  /**
   * `unnest(array)`
   * @example func.unnest(posts.c.tags)   // PostgreSQL: unnest(post.tags)
   */
  unnest<T>(array: Sql<readonly T[] | null> | readonly T[]): FunctionCall<T, 'unnest'>
  /**
   * `generate_series(start, stop, step)`
   * @example func.generateSeries(1, 10, 2)   // PostgreSQL: generate_series(:generate_series_1, :generate_series_2, :generate_series_3)
   */
  generateSeries(start: Operand<number>, stop: Operand<number>, step?: Operand<number>): FunctionCall<number, 'generate_series'>
}

/**
 * SQL functions by name. Known ones are typed and camelCased (`func.rowNumber()` is `row_number()`); any other name
 * is rendered as written.
 *
 * @example
 * func.count(users.c.id)                            // count(user_account.id)
 * func<number>('similarity', users.c.name, 'x')     // similarity(user_account.name, :similarity_1)
 * func('pkg.rebuild', 1)                            // pkg.rebuild(:rebuild_1)
 */
export type FuncNamespace = FunctionByName & KnownFunctions & { readonly [name: string]: AnyFunction }

/** `func('name', …)` and `func('package.name', …)`. */
export interface FunctionByName {
  <T = unknown>(name: string, ...args: FunctionArgument[]): FunctionExpr<T>
}

/** `any(…)` and `all(…)`: an array or a query on the right side of a comparison. */
export interface CollectionFactory {
  <T>(array: Sql<readonly T[] | null>): Expr<T>
  <T>(query: ScalarSource<T>): Expr<T>
}
