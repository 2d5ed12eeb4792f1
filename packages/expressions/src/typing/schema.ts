import type { ColDefs, DefaultContext, ForeignKeyOptions, SequenceLike, SequenceOptions } from './column-def.ts'
import type { Column, Expr } from './expr.ts'
import type { FromClause, RowColumns, Table, TableColumns } from './from.ts'
import type { KIND } from './phantom.ts'
import type { Cond, DialectOptions, Executable, OrderBy, Sql, TextLike, TypeOf } from './sql.ts'

/** Templates for names of constraints and indexes, with `%(table_name)s`, `%(column_0_name)s` and so on. */
export type NamingConvention = Readonly<Record<string, string | ((constraint: SchemaItem, table: Table<string, unknown>) => string)>>

/** Options of a metadata collection. */
export interface MetaDataOptions {
  /** Schema of tables that name none. */
  readonly schema?: string
  /** Names of constraints and indexes. Default: indexes only, `ix_<table>_<column>`. */
  readonly namingConvention?: NamingConvention
  /** Names of columns that have no `dbName`. Default: the key as it is; `'snake_case'`: `createdAt` becomes `created_at`. */
  readonly columnNaming?: 'asGiven' | 'snake_case' | ((key: string) => string)
  /** Anything, for your own use; not looked at. */
  readonly info?: Readonly<Record<string, unknown>>
}

/** A collection of tables that refer to each other by name. */
export interface MetaData {
  readonly [KIND]: 'metadata'
  /** Schema of tables that name none, or null for the connection's default. */
  readonly schema: string | null
  /** Tables by `[schema.]name`. */
  readonly tables: ReadonlyMap<string, Table<string, ColDefs>>
  /** Names of constraints and indexes. */
  readonly namingConvention: NamingConvention
  /** What was given as `info`; not looked at. */
  readonly info: Readonly<Record<string, unknown>>
  /** Sequences by `[schema.]name`. */
  readonly sequences: ReadonlyMap<string, Sequence>
  /**
   * The table of a name, also without the collection's own schema; undefined when there is none. Its columns have unknown types.
   * @example select(users.metadata.table('address')!)   // SELECT address.id, address.email, address.user_id FROM address
   */
  table(name: string): Table<string, ColDefs> | undefined
  /** Tables in order of their foreign keys, referenced ones first. */
  readonly sortedTables: readonly Table<string, ColDefs>[]
  /**
   * Forgets one table.
   * @example metadata.remove(users)
   */
  remove(table: Table<string, unknown>): void
  /**
   * Forgets all tables.
   * @example metadata.clear()
   */
  clear(): void
  /**
   * Creates the tables that don't exist, with what they need, through an engine or a connection.
   * @throws {NoReferencedTableError} when a foreign key refers to a table that isn't there
   * @example await cities.metadata.createAll(engine)   // SQLite: CREATE TABLE city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id) ); CREATE INDEX ix_city_name ON city (name)
   */
  createAll(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /**
   * Drops the tables that exist, with what belongs to them.
   * @throws {CircularDependencyError} when foreign keys without names form a cycle
   * @example await oldCities.metadata.dropAll(engine)   // SQLite: DROP TABLE old_city
   */
  dropAll(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /**
   * Makes tables of what the database has, to be found in `tables`; those that are here already are left alone.
   * @throws {InvalidRequestError} `REFLECT_NOT_FOUND` when a named table isn't there
   * @example await metadata.reflect(engine, { only: ['user_account'] })
   */
  reflect(bind: TableReflector, options?: ReflectOptions): Promise<void>
  /**
   * Calls a function, or runs a DDL statement, before or after all tables are created or dropped.
   * @throws {ArgumentError} for an unknown event
   * @example await table('c', new MetaData(), { a: integer() }).metadata.on('afterCreate', addRow).createAll(engine)   // SQLite: CREATE TABLE c ( a INTEGER NOT NULL ); INSERT INTO c VALUES (5)
   */
  on(event: SchemaEvent, handler: SchemaEventHandler<MetaData>): this
  /**
   * Takes a handler of `on` away.
   * @example await table('c', new MetaData(), { a: integer() }).metadata.on('afterCreate', addRow).off('afterCreate', addRow).createAll(engine)   // SQLite: CREATE TABLE c ( a INTEGER NOT NULL )
   */
  off(event: SchemaEvent, handler: SchemaEventHandler<MetaData>): this
}

/** What can create and drop a schema: an engine or a connection. */
export interface SchemaRunner {
  /** Called by `createAll` and the like; nothing for users to call. */
  runSchemaPlan(plan: never): Promise<void>
}

/** What can read tables from a database: an engine or a connection. */
export interface TableReflector {
  /** Called by `reflect`; nothing for users to call. */
  reflectTables(metadata: never, options: ReflectOptions): Promise<void>
}

/** Options of `reflect`. */
export interface ReflectOptions {
  /** Names of tables, or what decides about each name. Default: all. */
  readonly only?: readonly string[] | ((name: string) => boolean)
  /** Default: the metadata's, else the connection's. */
  readonly schema?: string
  /** Views too. Default false. */
  readonly views?: boolean
  /** Tables that foreign keys refer to are read as well. Default true. */
  readonly resolveForeignKeys?: boolean
  /**
   * Looks at each column that was read, before it becomes one of a table: changes it, or leaves it out by null, with the constraints
   * and indexes that mention it (source: SQLAlchemy's event `column_reflect`).
   */
  readonly column?: (column: ReadColumn, table: { readonly name: string; readonly schema: string | null }) => ColumnChanges | null | undefined
}

/** A column as `reflect` has read it. */
export interface ReadColumn {
  /** Name in the database. */
  readonly name: string
  /** Its type, one of the database's own; `asGeneric` makes it portable. */
  readonly type: TypeOf<unknown>
  /** Whether it may hold NULL. */
  readonly nullable: boolean
  /** SQL text of the server's default; null: none. */
  readonly default: string | null
  /** Comment on it. */
  readonly comment: string | null
}

/** What becomes of a column that was read; what is absent stays. */
export interface ColumnChanges {
  /** Key in the table. Default: the name. */
  readonly key?: string
  /** Another type. */
  readonly type?: TypeOf<unknown>
  /** Allows NULL. */
  readonly nullable?: boolean
  /** Comment on it. */
  readonly comment?: string
  /** Anything, for your own use; not looked at. */
  readonly info?: Readonly<Record<string, unknown>>
}

/** Options of `createAll` and `dropAll`. */
export interface SchemaPlanOptions {
  /** Default: all tables. */
  readonly tables?: readonly Table<string, unknown>[]
  /** Schemas to use in place of those of the tables. Default: what the connection translates. */
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null>
  /** Looks up what exists first; by kind, or for all. Default: true. */
  readonly checkFirst?: boolean | { readonly [K in 'tables' | 'views' | 'indexes' | 'sequences' | 'types']?: boolean }
}

/** Moments at which handlers run. */
export type SchemaEvent = 'beforeCreate' | 'afterCreate' | 'beforeDrop' | 'afterDrop'

/** A function, whose result is awaited, or a DDL statement. */
export type SchemaEventHandler<T> = ((target: T, connection: unknown, context: SchemaEventContext) => unknown) | DdlStatement

/** What a handler of an event is told besides. */
export interface SchemaEventContext {
  /** The dialect of the connection. */
  readonly dialect: { readonly name: string }
  /** Tables that are created or dropped, in order; none for the event of a single table. */
  readonly tables: readonly Table<string, unknown>[]
  /** What is looked up first. */
  readonly checkFirst: NonNullable<SchemaPlanOptions['checkFirst']>
}

/** When a DDL statement, a constraint or an index is used: under a dialect, or if a function says so. */
export interface DdlCondition {
  /** Names of the dialects. Default: all. */
  readonly dialect?: string | readonly string[]
  /** Decides. Default: always. `element` is the statement, the constraint or the index. */
  readonly callable?: (context: { readonly element: DdlStatement | SchemaItem; readonly dialect: { readonly name: string }; readonly state: unknown }) => boolean
  /** Anything, handed to `callable`. */
  readonly state?: unknown
}

/** A statement that changes the schema. */
export interface DdlStatement extends Executable<Record<string, never>, []> {
  /**
   * The same statement, run by events only under a dialect, or if a function says so.
   * @example ddl('CREATE EXTENSION hstore').executeIf({ dialect: 'postgresql' })   // CREATE EXTENSION hstore
   */
  executeIf(condition: DdlCondition): this
}

/** Options of what a query creates. */
export interface ViaSelectOptions {
  /** Schema. Default: that of the metadata. `null`: none. */
  readonly schema?: string | null
  /** `createAll` and `dropAll` of this collection include it. Default: a collection of its own. */
  readonly metadata?: MetaData
  /** `TEMPORARY`. Default: false. */
  readonly temporary?: boolean
  /** Options of one dialect, e.g. `{ postgresql: { with: { security_barrier: true } } }` of a view. */
  readonly options?: DialectOptions
}
/** Options of `CreateTableAs` and `into()`. */
export interface CreateTableAsOptions extends ViaSelectOptions {
  /** `IF NOT EXISTS`. Default: false. */
  readonly ifNotExists?: boolean
}
/** Options of `CreateView`. */
export interface CreateViewOptions extends ViaSelectOptions {
  /** `OR REPLACE`. Default: false. */
  readonly orReplace?: boolean
  /** `MATERIALIZED`. Default: false. */
  readonly materialized?: boolean
}

/** DDL that creates a table or a view from a query: `table` can be selected from. */
export interface CreatesTable<R> extends DdlStatement {
  /**
   * What it creates, to be selected from.
   * @example select(new CreateView(select(users.c.id), 'ids', { metadata: new MetaData() }).table.c.id)   // SELECT ids.id FROM ids
   */
  readonly table: FromClause<string, R> & { readonly c: RowColumns<string, R> }
}

/** A constraint or an index of a table. */
export interface SchemaItem {
  readonly [KIND]: 'constraint' | 'index'
  /**
   * Includes it in DDL only under a dialect, or if a function says so.
   * @example new CreateTable(table('c', new MetaData(), { a: integer() }, (c) => [check(c.a.gt(0)).ddlIf({ dialect: 'mysql' })]))   // PostgreSQL: CREATE TABLE c ( a INTEGER NOT NULL )
   */
  ddlIf(condition: DdlCondition): this
}

/** A constraint of a table. */
export interface Constraint extends SchemaItem {
  readonly [KIND]: 'constraint'
  /** Name in the database, as given or by the naming convention; null for an unnamed one. */
  readonly name: string | FinalName | null
  /** The table that it belongs to; null before it has one. */
  readonly table: Table<string, unknown> | null
  /** Its columns; those that a condition mentions. */
  readonly columns: readonly SchemaColumn<unknown, string, string>[]
  /** `DEFERRABLE` or `NOT DEFERRABLE`; undefined: not said. */
  readonly deferrable: boolean | undefined
  /** `INITIALLY …`; undefined: not said. */
  readonly initially: string | undefined
  /** Comment on the constraint in the database. */
  readonly comment: string | undefined
  /** Options by dialect. */
  readonly options: DialectOptions
}

/** `CHECK (…)` */
export interface CheckConstraint extends Constraint {
  /** The condition. */
  readonly sqlText: TextLike | Cond
}

/** `FOREIGN KEY (…) REFERENCES …` */
export interface ForeignKeyConstraint extends Constraint {
  /** One reference for each column, in order. */
  readonly elements: readonly ForeignKeyReference[]
  /**
   * The table that is referred to.
   * @throws {NoReferencedTableError} when the collection has none of that name (yet)
   */
  readonly referredTable: Table<string, unknown>
  /** `ON DELETE …`; undefined: not said. */
  readonly onDelete: string | undefined
  /** `ON UPDATE …`; undefined: not said. */
  readonly onUpdate: string | undefined
  /** `MATCH …`; undefined: not said. */
  readonly match: string | undefined
}

/** A column's reference to another column. */
export interface ForeignKeyReference {
  /**
   * The column that is referred to.
   * @throws {NoReferencedTableError} @throws {NoReferencedColumnError} when it doesn't exist (yet)
   */
  readonly column: SchemaColumn<unknown, string, string>
  /** The column that refers. */
  readonly parent: SchemaColumn<unknown, string, string> | null
  /** The constraint that the reference is part of. */
  readonly constraint: ForeignKeyConstraint | null
  /** `[schema.]table.column` that is referred to, which need not exist. */
  readonly targetFullName: string
}

/** A column of a table, with what DDL says of it. */
export interface SchemaColumn<out T, out N extends string, out S extends string> extends Column<T, N, S> {
  /** The table. */
  readonly table: Table<string, unknown> | null
  /** NULL is allowed. */
  readonly nullable: boolean
  /** Part of the primary key. */
  readonly primaryKey: boolean
  /** What was said of generated keys. Default: `'auto'`. */
  readonly autoincrement: boolean | 'auto' | 'ignoreForeignKey'
  /** Value for INSERT when none is given, computed by this library; null: none. */
  readonly default: ColumnDefault | null
  /** Value for UPDATE when none is given, computed by this library; null: none. */
  readonly onUpdate: ColumnDefault | null
  /** What the database does on INSERT when no value is given: a DEFAULT, an identity, a computed value; null: nothing. */
  readonly serverDefault: object | null
  /** What the database does on UPDATE; null: nothing. */
  readonly serverOnUpdate: object | null
  /** Its references to other columns. */
  readonly foreignKeys: readonly ForeignKeyReference[]
  /** A UNIQUE constraint of its own, or its name. */
  readonly unique: boolean | string
  /** An index of its own, or its name. */
  readonly index: boolean | string
  /** Made by the database itself: not in CREATE TABLE. */
  readonly system: boolean
  /** Comment on the column in the database. */
  readonly comment: string | undefined
  /** Options by dialect. */
  readonly options: DialectOptions
  /** What was given as `info`; not looked at. */
  readonly info: Readonly<Record<string, unknown>>
}

/** A default that this library computes: a plain value, an SQL expression, a function, a sequence, or a counter of rows. */
export type ColumnDefault =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly expression: object }
  | { readonly kind: 'function'; readonly compute: (context: DefaultContext) => unknown }
  | { readonly kind: 'sentinel' }
  | (Sequence & { readonly kind: 'sequence' })

/** An index of a table. */
export interface Index extends SchemaItem {
  readonly [KIND]: 'index'
  /** Name in the database, as given or by the naming convention. */
  readonly name: string | FinalName | null
  /** Whether it is a UNIQUE index. */
  readonly unique: boolean
  /** The table that it belongs to; null before it has one. */
  readonly table: Table<string, unknown> | null
  /** One column for each expression: the first that it mentions. */
  readonly columns: readonly SchemaColumn<unknown, string, string>[]
  /** Columns and expressions, in order. */
  readonly expressions: readonly (Sql<unknown> | OrderBy)[]
  /** Options by dialect. */
  readonly options: DialectOptions
}

/** A name to which the naming convention isn't applied: what `conv` returns. */
export interface FinalName {
  /** The name. */
  readonly value: string
  /** The name. */
  toString(): string
}

/** Options of every constraint. */
export interface ConstraintOptions {
  /** Name. Default: from the naming convention, or unnamed. */
  readonly name?: string | FinalName
  /** `DEFERRABLE` or `NOT DEFERRABLE` */
  readonly deferrable?: boolean
  /** `INITIALLY DEFERRED` or `INITIALLY IMMEDIATE` */
  readonly initially?: 'deferred' | 'immediate'
  /** Comment on the constraint in the database. */
  readonly comment?: string
  /** Options of one dialect, e.g. `{ mssql: { clustered: true } }`. */
  readonly options?: DialectOptions
  /** Anything, for your own use; not looked at. */
  readonly info?: Readonly<Record<string, unknown>>
}

/** Options of an index. */
export interface IndexOptions {
  /** Name. Default: from the naming convention. */
  readonly name?: string | FinalName
  /** `CREATE UNIQUE INDEX`. Default: false. */
  readonly unique?: boolean
  /** Options of one dialect, e.g. `{ postgresql: { using: 'gin' } }`. */
  readonly options?: DialectOptions
  /** Anything, for your own use; not looked at. */
  readonly info?: Readonly<Record<string, unknown>>
}

/** A column of the table that is being declared. */
export type ConstraintColumn = Sql<unknown> | string

/** `unique(c.a, c.b)`: `UNIQUE (a, b)`; options last. */
export interface UniqueFactory {
  (...columns: readonly ConstraintColumn[]): Constraint
  (options: ConstraintOptions, ...columns: readonly ConstraintColumn[]): Constraint
}

/** `index(c.a, c.b.desc())`: `CREATE INDEX … (a, b DESC)`. */
export interface IndexFactory {
  (...expressions: readonly (ConstraintColumn | OrderBy)[]): Index
  (options: IndexOptions, ...expressions: readonly (ConstraintColumn | OrderBy)[]): Index
}

/** `primaryKey(c.a, c.b)`, where the key needs a name or another order than the columns have. */
export type PrimaryKeyFactory = UniqueFactory

/** `check(c.age.gt(0))`: `CHECK (age > 0)`. */
export interface CheckFactory {
  (condition: Cond | string, options?: ConstraintOptions): CheckConstraint
}

/** `foreignKey([c.a, c.b], ['t.a', 't.b'])`: a foreign key over several columns. */
export interface ForeignKeyFactory {
  (
    columns: readonly ConstraintColumn[], references: readonly (`${string}.${string}` | Sql<unknown>)[], options?: ForeignKeyOptions,
  ): ForeignKeyConstraint
}

/** Options of `exclude`. */
export interface ExcludeOptions extends ConstraintOptions {
  /** Method of the index. Default: `gist`. */
  readonly using?: string
  /** `WHERE (…)`: rows to which it applies. */
  readonly where?: Cond | string
  /** Operator classes by key of the column. */
  readonly ops?: Readonly<Record<string, string>>
}

/** `exclude([c.room, '='], [c.during, '&&'])`: PostgreSQL's `EXCLUDE USING gist (…)`. */
export interface ExcludeFactory {
  (...elements: readonly (readonly [ConstraintColumn, string])[]): Constraint
  (
    options: ExcludeOptions,
    ...elements: readonly (readonly [ConstraintColumn, string])[]
  ): Constraint
}

/** A sequence in the database. */
export interface Sequence extends SequenceLike {
  /** Name in the database. */
  readonly name: string
  /** Schema, or null for the connection's default. */
  readonly schema: string | null
  /** `[schema.]name`: the key in `metadata.sequences`. */
  readonly key: string
  /** The collection that it belongs to, if any. */
  readonly metadata: MetaData | null
  /** Where it starts, its step and the like. */
  readonly settings: SequenceOptions
  /** Used only where the database has no other way to generate keys. */
  readonly optional: boolean
  /**
   * `nextval('s')`, `NEXT VALUE FOR s`, by dialect.
   * @example select(sequence('s').nextValue())   // PostgreSQL: SELECT nextval('s') AS next_value_1
   */
  nextValue(): Expr<number>
}

/** Options of `sequence`. */
export interface CreateSequenceOptions extends SequenceOptions {
  /** Schema. Default: that of the metadata. `null`: none. */
  readonly schema?: string | null
  /** `createAll` and `dropAll` of this collection include the sequence. */
  readonly metadata?: MetaData
  /** Used only where the database has no other way to generate keys. */
  readonly optional?: boolean
  /** `AS type`. Default: the database's. */
  readonly dataType?: TypeOf<number | bigint>
  /** Anything, for your own use; not looked at. */
  readonly info?: Readonly<Record<string, unknown>>
}

/** Options of `table`, in place of the function that returns constraints. */
export interface TableOptions<N extends string, D> {
  /** Schema. Default: that of the metadata. `null`: none. */
  readonly schema?: string | null
  /** Forces quotes on or off for the name. Default: quoted where it has to be. */
  readonly quote?: boolean
  /** Forces quotes on or off for the schema. */
  readonly quoteSchema?: boolean
  /** Constraints and indexes over several columns. */
  readonly constraints?: (columns: TableColumns<N, D>) => readonly SchemaItem[]
  /** Comment on the table in the database. */
  readonly comment?: string
  /** `CREATE <prefix> TABLE` */
  readonly prefixes?: readonly string[]
  /** Uses RETURNING by itself to fetch generated keys. Default: true where the database can. */
  readonly implicitReturning?: boolean
  /** Options of one dialect, e.g. `{ mysql: { engine: 'InnoDB' } }`. */
  readonly options?: DialectOptions
  /** Anything, for your own use; not looked at. */
  readonly info?: Readonly<Record<string, unknown>>
  /** Where the collection has a table of this name already, it gets these columns, constraints and options; columns of the same key are replaced. */
  readonly extendExisting?: boolean
  /** Where the collection has a table of this name already, it is returned as it is. */
  readonly keepExisting?: boolean
}

/** Options of `copyTable`. */
export interface CopyTableOptions<A extends string = string> {
  /** Name of the copy. Default: the same. */
  readonly name?: A
  /** Schema of the copy. Default: the same. `null`: that of the collection that it goes to, if any. */
  readonly schema?: string | null
  /** Schema of a table that a foreign key refers to. Default: tables of the same schema move along. */
  readonly referredSchema?: (table: Table<string, unknown>, schema: string | null, constraint: ForeignKeyConstraint, referredSchema: string | null) => string | null
}

/** Last argument of `table`: constraints of its columns, or options. */
export type TableExtra<N extends string, D> = ((columns: TableColumns<N, D>) => readonly SchemaItem[]) | TableOptions<N, D>
