import type { ColLike } from './column-def.ts'
import type { Column, Expr } from './expr.ts'
import type { DEFS, ROW, SRC } from './phantom.ts'
import type { MetaData, SchemaEvent, SchemaEventHandler, SchemaPlanOptions, SchemaRunner } from './schema.ts'
import type { Cond, Executable, Operand, Sql } from './sql.ts'
import type { EntityLike, RelationshipLike } from './entity-face.ts'

/** Anything one can select from: a name N and an object row R. */
export interface FromClause<out N extends string, out R> {
  readonly [SRC]: N
  readonly [ROW]: R
}

/** A FROM element or a mapped class. */
export type FromLike = FromClause<string, unknown> | EntityLike<string>

/** What `join` takes: a FROM element, a mapped class, or a relationship attribute. */
export type JoinTarget = FromLike | RelationshipLike<unknown>

/** Row of a table with column definitions D. */
export type TableRow<D> = { [K in keyof D]: D[K] extends ColLike<infer T, string> ? T : never }

/** `.c` of a table with column definitions D, known as N. */
export type TableColumns<N extends string, D> = {
  readonly [K in keyof D]: D[K] extends ColLike<infer T, string> ? Column<T, K & string, N> : never
}

/** `.c` of a derived FROM element with row R, known as N. */
export type RowColumns<N extends string, R> = { readonly [K in keyof R]: Column<R[K], K & string, N> }

/** Options of `tablesample`. */
export interface TableSampleOptions {
  readonly name?: string
  /** `REPEATABLE (seed)` */
  readonly seed?: Operand<number>
}

/** A table, or an alias of one. */
export interface Table<out N extends string, out D> extends FromClause<N, TableRow<D>> {
  readonly [DEFS]: D
  /** Columns by key. */
  readonly c: TableColumns<N, D>
  /** Name in the database, or of the alias. */
  readonly name: N
  /** Schema, or null for the connection's default. */
  readonly schema: string | null
  /** The collection that the table belongs to. */
  readonly metadata: MetaData
  /**
   * Calls a function, or runs a DDL statement, before or after the table is created or dropped by `createAll`, `dropAll`, `create`, `drop`.
   * @example users.on('afterCreate', ddl('ALTER TABLE %(fullname)s ENABLE ROW LEVEL SECURITY').executeIf({ dialect: 'postgresql' }))
   */
  on(event: SchemaEvent, handler: SchemaEventHandler<this>): this
  /** Takes a handler of `on` away. */
  off(event: SchemaEvent, handler: SchemaEventHandler<this>): this
  /** Creates the table with its indexes, through an engine or a connection. Whether it exists is looked up only if asked for. */
  create(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /** Drops the table. Whether it exists is looked up only if asked for. */
  drop(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /** Its name as generic SQL, for reading. */
  toString(): string
  /** `table AS name`; anonymous (`user_account_1`) without a name. */
  alias<A extends string = `anon_${N}`>(name?: A): Table<A, D>
  /** `table TABLESAMPLE method(percent)` */
  tablesample<A extends string = `anon_${N}`>(sampling: Operand<number>, options?: TableSampleOptions & { readonly name?: A }): Table<A, D>
  /** `table JOIN right ON …`, as a FROM element; without a condition it follows the foreign key. */
  join(right: FromLike, on?: Cond, options?: JoinOptions): Join
  /** `table LEFT OUTER JOIN right ON …`, as a FROM element. */
  outerJoin(right: FromLike, on?: Cond, options?: Pick<JoinOptions, 'full'>): Join
}

/** Kind of a join. */
export interface JoinOptions {
  /** `LEFT OUTER JOIN` */
  readonly isOuter?: boolean
  /** `FULL OUTER JOIN` */
  readonly full?: boolean
}

/** `left JOIN right ON …`, for `selectFrom`. Its columns are those of its tables. */
export interface Join extends FromClause<never, unknown> {
  /** `… JOIN right ON …` */
  join(right: FromLike, on?: Cond, options?: JoinOptions): Join
  /** `… LEFT OUTER JOIN right ON …` */
  outerJoin(right: FromLike, on?: Cond, options?: Pick<JoinOptions, 'full'>): Join
}

/** `(SELECT …) AS name` */
export interface Subquery<out N extends string, out R> extends FromClause<N, R> {
  /** Columns by the key under which the inner query exports them. */
  readonly c: RowColumns<N, R>
  readonly name: N
  /** The same query under another name. */
  alias<A extends string>(name: A): Subquery<A, R>
}

/** `LATERAL (SELECT …) AS name`: may refer to FROM elements on its left. */
export interface Lateral<out N extends string, out R> extends Subquery<N, R> {}

/** Options of `cte`. */
export interface CteOptions {
  /** `WITH RECURSIVE`, for a CTE that refers to itself through `union` or `unionAll`. */
  readonly recursive?: boolean
  /** Renders the WITH inside the enclosing statement instead of at the top. */
  readonly nesting?: boolean
}

/** `WITH name AS (…)` */
export interface Cte<out A extends string, out R> extends Subquery<A, R> {
  /** Recursive part, `UNION`: receives the CTE itself. */
  union(part: (self: Subquery<A, R>) => Executable<R, unknown>): Cte<A, R>
  /** Recursive part, `UNION ALL`: receives the CTE itself. */
  unionAll(part: (self: Subquery<A, R>) => Executable<R, unknown>): Cte<A, R>
  /** `WITH name AS MATERIALIZED (…)` and the like. */
  prefixWith(text: string, options?: { readonly dialect?: string }): Cte<A, R>
  /** Text after the CTE, e.g. `CYCLE id SET …`. */
  suffixWith(text: string, options?: { readonly dialect?: string }): Cte<A, R>
}

/** Columns of a VALUES construct or a table-valued function, by key. */
export type NamedTypes = Record<string, ColLike<unknown, string>>

/** `(VALUES (…), (…)) AS name (a, b)` */
export interface Values<out N extends string, in out D> extends FromClause<N, TableRow<D>> {
  readonly c: TableColumns<N, D>
  /** Adds rows, in the order of the columns or by key. */
  data(rows: readonly ({ readonly [K in keyof D]: ValueCell<D[K]> } | readonly unknown[])[]): Values<N, D>
  /** The same values under another name. */
  alias<A extends string>(name: A): Values<A, D>
  /** `LATERAL (VALUES …)` */
  lateral<A extends string = N>(name?: A): Values<A, D>
  /** `WITH name AS (VALUES …)` */
  cte<A extends string>(name: A): Cte<A, TableRow<D>>
  /** The first column as an expression: `x IN (VALUES …)`. */
  scalarValues(): Expr<unknown>
}

type ValueCell<C> = C extends ColLike<infer T, string> ? T | Sql<T> : never

/** `function(…) AS name (a, b)` */
export interface TableValued<out N extends string, out D> extends FromClause<N, TableRow<D>> {
  readonly c: TableColumns<N, D>
  /** The whole row, or the single column, as a value. */
  readonly column: Expr<unknown, N>
  /** The same call under another name. */
  alias<A extends string>(name: A): TableValued<A, D>
  /** `LATERAL function(…)` */
  lateral<A extends string = N>(name?: A): TableValued<A, D>
  /** Renders the column list, with types if asked: `AS name (a INTEGER)`. */
  renderDerived(options?: { readonly name?: string; readonly withTypes?: boolean }): TableValued<N, D>
}

/** Source name that a join target contributes. */
export type SourceOf<J> =
  J extends FromClause<infer S, unknown> ? S
  : J extends RelationshipLike<infer T> ? (T extends EntityLike<infer N> ? N : string)
  : J extends EntityLike<infer S> ? S
  : never

