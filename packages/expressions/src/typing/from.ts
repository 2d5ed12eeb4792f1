import type { ColLike } from './column-def.ts'
import type { Column, Expr } from './expr.ts'
import type { DEFS, ROW, SRC } from './phantom.ts'
import type { Dynamic } from './row.ts'
import type {
  Constraint, ForeignKeyConstraint, ForeignKeyReference, Index, MetaData, SchemaColumn, SchemaEvent, SchemaEventHandler, SchemaItem, SchemaPlanOptions, SchemaRunner,
} from './schema.ts'
import type { Select } from './select.ts'
import type { Cond, DialectOptions, Executable, Operand, ScalarSource, Sql } from './sql.ts'
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

/** `.c` of a table of the schema. */
export type SchemaColumns<N extends string, D> = {
  readonly [K in keyof D]: D[K] extends ColLike<infer T, string> ? SchemaColumn<T, K & string, N> : never
}

/** Options of `tablesample`. */
export interface TableSampleOptions {
  /** Name of the sample in FROM. Default: anonymous. */
  readonly name?: string
  /** `REPEATABLE (seed)` */
  readonly seed?: Operand<number>
}

/** What everything in FROM has beside its columns by key. */
export interface FromElement<out N extends string, out R> extends FromClause<N, R> {
  /**
   * `… JOIN right ON …`, as a FROM element; without a condition it follows the foreign key.
   * @throws {NoForeignKeysError} without a condition, when no foreign key leads there
   * @throws {AmbiguousForeignKeysError} when several do
   * @example select(users.c.id).selectFrom(users.join(addresses))   // SELECT user_account.id FROM user_account JOIN address ON user_account.id = address.user_id
   */
  join(right: FromLike, on?: Cond, options?: JoinOptions): Join
  /**
   * `… LEFT OUTER JOIN right ON …`, as a FROM element.
   * @throws {NoForeignKeysError}
   * @throws {AmbiguousForeignKeysError} as `join`
   * @example select(users.c.id).selectFrom(users.outerJoin(addresses))   // SELECT user_account.id FROM user_account LEFT OUTER JOIN address ON user_account.id = address.user_id
   */
  outerJoin(right: FromLike, on?: Cond, options?: Pick<JoinOptions, 'full'>): Join
  /**
   * `SELECT … FROM …` of all its columns.
   * @example users.alias('u').select()   // SELECT u.id, u.name, u.fullname, u.age, u.active, u."createdAt" FROM user_account AS u
   */
  select(): Select<[FromClause<N, R>]>
  /**
   * The column of this element that stands for a column of what it is made of; undefined when there is none. With
   * `requireEmbedded` the column itself has to be in it, not only one with the same origin.
   * @example users.alias('u').correspondingColumn(users.c.name)   // u.name
   */
  correspondingColumn(column: Sql<unknown>, requireEmbedded?: boolean): Column<unknown, string, N> | undefined
  /** Whether it is the other element, or an alias or a query made of it. */
  isDerivedFrom(from: FromLike): boolean
  /** Columns that are, or come from, the primary key. */
  readonly primaryKey: readonly Column<unknown, string, N>[]
  /** Foreign keys of its columns. */
  readonly foreignKeys: readonly ForeignKeyUse[]
  /** Name of it, for messages. */
  readonly description: string
  /** Its name as generic SQL, for reading. */
  toString(): string
}

/** A foreign key as a FROM element has it. */
export interface ForeignKeyUse {
  /** The element's column. */
  readonly parent: Column<unknown, string, string>
  /** The reference, with the column that is referred to. */
  readonly foreignKey: ForeignKeyReference
}

/** `table AS name`. INSERT, UPDATE and DELETE take it too, where the database does. */
export interface TableAlias<out N extends string, out D> extends FromElement<N, TableRow<D>> {
  readonly [DEFS]: D
  /** Columns by key. */
  readonly c: TableColumns<N, D>
  /** Name of the alias, or in the database. */
  readonly name: N
  /**
   * `table AS name`; anonymous (`user_account_1`) without a name.
   * @example select(users.alias('u').c.name)   // SELECT u.name FROM user_account AS u
   */
  alias<A extends string = `anon_${N}`>(name?: A): TableAlias<A, D>
  /**
   * A whole row as a value.
   * @example select(func<string>('row_to_json', users.alias('u').tableValued()))   // PostgreSQL: SELECT row_to_json(u) AS row_to_json_1 FROM user_account AS u
   */
  tableValued(): Expr<TableRow<D>>
  /**
   * `table TABLESAMPLE method(percent)`
   * @example select(users.tablesample(func<number>('bernoulli', 10), { name: 's' }).c.id)   // PostgreSQL: SELECT s.id FROM user_account AS s TABLESAMPLE bernoulli(:bernoulli_1)
   */
  tablesample<A extends string = `anon_${N}`>(sampling: Operand<number>, options?: TableSampleOptions & { readonly name?: A }): TableAlias<A, D>
}

/** A table. */
export interface Table<out N extends string, out D> extends TableAlias<N, D> {
  /** Columns by key. */
  readonly c: SchemaColumns<N, D>
  /** Schema, or null for the connection's default. */
  readonly schema: string | null
  /** `[schema.]name`: the key in `metadata.tables`. */
  readonly fullName: string
  /** The collection that the table belongs to. */
  readonly metadata: MetaData
  /** Comment on the table in the database. */
  readonly comment: string | undefined
  /** What was given as `info`; not looked at. */
  readonly info: Readonly<Record<string, unknown>>
  /** Options by dialect. */
  readonly options: DialectOptions
  /** All constraints, in the order in which they were added. */
  readonly constraints: readonly Constraint[]
  /** PRIMARY KEY; without columns when the table has none. */
  readonly primaryKeyConstraint: Constraint
  /** Its foreign keys, those of single columns included. */
  readonly foreignKeyConstraints: readonly ForeignKeyConstraint[]
  /** Its indexes. */
  readonly indexes: readonly Index[]
  /** The column that the database generates keys for, or null. */
  readonly autoincrementColumn: SchemaColumn<unknown, string, N> | null
  /**
   * Adds a constraint or an index.
   * @throws {ArgumentError} when it belongs to another table, or is neither
   */
  append(item: SchemaItem): void
  /** This table is created after the other one and dropped before it, though no foreign key says so. */
  addIsDependentOn(table: Table<string, unknown>): void
  /**
   * Calls a function, or runs a DDL statement, before or after the table is created or dropped by `createAll`, `dropAll`, `create`, `drop`.
   * @throws {ArgumentError} for an unknown event
   * @example await table('c', new MetaData(), { a: integer() }).on('afterCreate', addRow).create(engine)   // SQLite: CREATE TABLE c ( a INTEGER NOT NULL ); INSERT INTO c VALUES (5)
   */
  on(event: SchemaEvent, handler: SchemaEventHandler<this>): this
  /**
   * Takes a handler of `on` away.
   * @example await table('c', new MetaData(), { a: integer() }).on('afterCreate', addRow).off('afterCreate', addRow).create(engine)   // SQLite: CREATE TABLE c ( a INTEGER NOT NULL )
   */
  off(event: SchemaEvent, handler: SchemaEventHandler<this>): this
  /**
   * Creates the table with its indexes, through an engine or a connection. Whether it exists is looked up only if asked for.
   * @example await cities.create(engine)   // SQLite: CREATE TABLE city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id) ); CREATE INDEX ix_city_name ON city (name)
   */
  create(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /**
   * Drops the table. Whether it exists is looked up only if asked for.
   * @example await oldCities.drop(engine)   // SQLite: DROP TABLE old_city
   */
  drop(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
}

/** Kind of a join. */
export interface JoinOptions {
  /** `LEFT OUTER JOIN` */
  readonly isOuter?: boolean
  /** `FULL OUTER JOIN` */
  readonly full?: boolean
}

/** `left JOIN right ON …`, for `selectFrom`. Its columns are those of its tables. */
export interface Join extends Omit<FromElement<never, unknown>, 'select' | 'correspondingColumn'> {
  readonly [SRC]: never
  readonly [ROW]: unknown
  /** Left side. */
  readonly left: FromLike
  /** Right side. */
  readonly right: FromLike
  /** The condition, given or inferred. */
  readonly on: Expr<boolean | null, string>
  /** `LEFT OUTER JOIN` */
  readonly isOuter: boolean
  /** `FULL OUTER JOIN` */
  readonly full: boolean
  /**
   * `SELECT … FROM left JOIN right ON …` of all columns of both sides.
   * @example users.join(addresses).select()   // SELECT user_account.id, user_account.name, user_account.fullname, user_account.age, user_account.active, user_account."createdAt", address.id AS id_1, address.email, address.user_id FROM user_account JOIN address ON user_account.id = address.user_id
   */
  select(): Select<Dynamic>
  /**
   * `… JOIN right ON …`
   * @example select(users.c.id).selectFrom(users.join(addresses).join(posts, posts.c.id.eq(addresses.c.id)))   // SELECT user_account.id FROM user_account JOIN address ON user_account.id = address.user_id JOIN post ON post.id = address.id
   */
  join(right: FromLike, on?: Cond, options?: JoinOptions): Join
  /**
   * `… LEFT OUTER JOIN right ON …`
   * @example select(users.c.id).selectFrom(users.join(addresses).outerJoin(posts, posts.c.id.eq(addresses.c.id)))   // SELECT user_account.id FROM user_account JOIN address ON user_account.id = address.user_id LEFT OUTER JOIN post ON post.id = address.id
   */
  outerJoin(right: FromLike, on?: Cond, options?: Pick<JoinOptions, 'full'>): Join
}

/** `(SELECT …) AS name` */
export interface Subquery<out N extends string, out R> extends FromElement<N, R> {
  /** Columns by the key under which the inner query exports them. */
  readonly c: RowColumns<N, R>
  /** Name in FROM. */
  readonly name: N
  /**
   * The same query under another name.
   * @example select(select(users.c.id).subquery('u').alias('w').c.id)   // SELECT w.id FROM (SELECT user_account.id AS id FROM user_account) AS w
   */
  alias<A extends string>(name: A): Subquery<A, R>
  /**
   * A whole row as a value.
   * @example select(func<string>('row_to_json', select(users.c.id).subquery('u').tableValued()))   // PostgreSQL: SELECT row_to_json(u) AS row_to_json_1 FROM (SELECT user_account.id AS id FROM user_account) AS u
   */
  tableValued(): Expr<R>
  /**
   * `LATERAL (SELECT …) AS name`: the same query, which may then refer to FROM elements on its left.
   * @example select(select(users.c.id).subquery('u').lateral('w').c.id)   // PostgreSQL: SELECT w.id FROM LATERAL (SELECT user_account.id AS id FROM user_account) AS w
   */
  lateral<A extends string = N>(name?: A): Lateral<A, R>
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
  /**
   * Recursive part, `UNION`: receives the CTE itself.
   * @throws {InvalidRequestError} when the CTE is no SELECT
   * @example select(select(t.c.a).where(t.c.a.eq(1)).cte('up', { recursive: true }).union((up) => select(t.c.b.label('a')).join(up, up.c.a.eq(t.c.a))).c.a)   // WITH RECURSIVE up(a) AS (SELECT t.a AS a FROM t WHERE t.a = :a_1 UNION SELECT t.b AS a FROM t JOIN up ON up.a = t.a) SELECT up.a FROM up
   */
  union(part: (self: Subquery<A, R>) => Executable<R, unknown>): Cte<A, R>
  /**
   * Recursive part, `UNION ALL`: receives the CTE itself.
   * @throws {InvalidRequestError} when the CTE is no SELECT
   * @example select(select(t.c.a).where(t.c.a.eq(1)).cte('up', { recursive: true }).unionAll((up) => select(t.c.b.label('a')).join(up, up.c.a.eq(t.c.a))).c.a)   // WITH RECURSIVE up(a) AS (SELECT t.a AS a FROM t WHERE t.a = :a_1 UNION ALL SELECT t.b AS a FROM t JOIN up ON up.a = t.a) SELECT up.a FROM up
   */
  unionAll(part: (self: Subquery<A, R>) => Executable<R, unknown>): Cte<A, R>
  /**
   * `WITH name AS MATERIALIZED (…)` and the like.
   * @example select(select(users.c.id).cte('u').prefixWith('MATERIALIZED').c.id)   // PostgreSQL: WITH u AS MATERIALIZED (SELECT user_account.id AS id FROM user_account) SELECT u.id FROM u
   */
  prefixWith(text: string, options?: { readonly dialect?: string }): Cte<A, R>
  /**
   * Text after the CTE, e.g. `CYCLE id SET …`.
   * @example select(select(users.c.id).cte('u').suffixWith('CYCLE id SET looped USING path').c.id)   // WITH u AS (SELECT user_account.id AS id FROM user_account) CYCLE id SET looped USING path SELECT u.id FROM u
   */
  suffixWith(text: string, options?: { readonly dialect?: string }): Cte<A, R>
}

/** Columns of a VALUES construct or a table-valued function, by key. */
export type NamedTypes = Record<string, ColLike<unknown, string>>

/** `(VALUES (…), (…)) AS name (a, b)` */
export interface Values<out N extends string, in out D> extends FromElement<N, TableRow<D>> {
  /** Columns by key. */
  readonly c: TableColumns<N, D>
  /**
   * Adds rows, in the order of the columns or by key.
   * @throws {ArgumentError} for a row of another length, or with an unknown key
   * @example select(values({ id: integer(), name: varchar() }, 'v').data([[1, 'a'], { id: 2, name: 'b' }]).c.name)   // PostgreSQL: SELECT v.name FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS v (id, name)
   */
  data(rows: readonly ({ readonly [K in keyof D]: ValueCell<D[K]> } | readonly unknown[])[]): Values<N, D>
  /**
   * The same values under another name.
   * @example select(values({ id: integer(), name: varchar() }, 'v').data([[1, 'a']]).alias('w').c.name)   // PostgreSQL: SELECT w.name FROM (VALUES (:param_1, :param_2)) AS w (id, name)
   */
  alias<A extends string>(name: A): Values<A, D>
  /**
   * `LATERAL (VALUES …)`
   * @example select(values({ id: integer(), name: varchar() }, 'v').data([[1, 'a']]).lateral('w').c.name)   // PostgreSQL: SELECT w.name FROM LATERAL (VALUES (:param_1, :param_2)) AS w (id, name)
   */
  lateral<A extends string = N>(name?: A): Values<A, D>
  /**
   * `WITH name AS (VALUES …)`
   * @example select(values({ id: integer(), name: varchar() }, 'v').data([[1, 'a']]).cte('w').c.name)   // PostgreSQL: WITH w(id, name) AS (VALUES (:param_1, :param_2)) SELECT w.name FROM w
   */
  cte<A extends string>(name: A): Cte<A, TableRow<D>>
  /**
   * The first column as an expression: `x IN (VALUES …)`.
   * @example select(users.c.name).where(users.c.id.in(values({ id: integer() }).data([[1], [2]]).scalarValues()))   // PostgreSQL: SELECT user_account.name FROM user_account WHERE user_account.id IN (VALUES (:param_1), (:param_2))
   */
  scalarValues(): Expr<unknown> & ScalarSource<TableRow<D>[keyof D]>
}

type ValueCell<C> = C extends ColLike<infer T, string> ? T | Sql<T> : never

/** `function(…) AS name (a, b)` */
export interface TableValued<out N extends string, out D> extends FromElement<N, TableRow<D>> {
  /** Columns by key. */
  readonly c: TableColumns<N, D>
  /**
   * The whole row, or the single column, as a value.
   * @example select(func.generateSeries(1, 3).tableValued({ n: integer() }, { name: 's' }).column)   // PostgreSQL: SELECT s FROM generate_series(:generate_series_1, :generate_series_2) AS s
   */
  readonly column: Expr<unknown, N>
  /**
   * The same call under another name.
   * @example select(func.generateSeries(1, 3).tableValued({ n: integer() }).alias('s').c.n)   // PostgreSQL: SELECT s.n FROM generate_series(:generate_series_1, :generate_series_2) AS s
   */
  alias<A extends string>(name: A): TableValued<A, D>
  /**
   * `LATERAL function(…)`
   * @example select(func.unnest(posts.c.tags).tableValued({ tag: varchar() }).lateral('s').c.tag).selectFrom(posts)   // PostgreSQL: SELECT s.tag FROM post, LATERAL unnest(post.tags) AS s
   */
  lateral<A extends string = N>(name?: A): TableValued<A, D>
  /**
   * Renders the column list, with types if asked: `AS name (a INTEGER)`.
   * @example select(func.generateSeries(1, 3).tableValued({ n: integer() }, { name: 's' }).renderDerived({ name: 's', withTypes: true }).c.n)   // PostgreSQL: SELECT s.n FROM generate_series(:generate_series_1, :generate_series_2) AS s(n INTEGER)
   */
  renderDerived(options?: { readonly name?: string; readonly withTypes?: boolean }): TableValued<N, D>
}

/** Source name that a join target contributes. */
export type SourceOf<J> =
  J extends FromClause<infer S, unknown> ? S
  : J extends RelationshipLike<infer T> ? (T extends EntityLike<infer N> ? N : string)
  : J extends EntityLike<infer S> ? S
  : never

