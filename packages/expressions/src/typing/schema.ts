import type { ColDefs, ForeignKeyOptions, SequenceLike, SequenceOptions } from './column-def.ts'
import type { Expr } from './expr.ts'
import type { Table, TableColumns } from './from.ts'
import type { KIND } from './phantom.ts'
import type { Cond, DialectOptions, Executable, OrderBy, Sql, TypeOf } from './sql.ts'

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
   * @example await cities.metadata.createAll(engine)   // SQLite: CREATE TABLE city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id) ); CREATE INDEX ix_city_name ON city (name)
   */
  createAll(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /**
   * Drops the tables that exist, with what belongs to them.
   * @example await oldCities.metadata.dropAll(engine)   // SQLite: DROP TABLE old_city
   */
  dropAll(bind: SchemaRunner, options?: SchemaPlanOptions): Promise<void>
  /**
   * Makes tables of what the database has, to be found in `tables`; those that are here already are left alone.
   * @example await metadata.reflect(engine, { only: ['user_account'] })
   */
  reflect(bind: TableReflector, options?: ReflectOptions): Promise<void>
  /**
   * Calls a function, or runs a DDL statement, before or after all tables are created or dropped.
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
export type SchemaEventHandler<T> = ((target: T, connection: unknown) => unknown) | DdlStatement

/** When a DDL statement, a constraint or an index is used: under a dialect, or if a function says so. */
export interface DdlCondition {
  /** Names of the dialects. Default: all. */
  readonly dialect?: string | readonly string[]
  /** Decides. Default: always. */
  readonly callable?: (context: { readonly dialect: { readonly name: string }; readonly state: unknown }) => boolean
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
}

/** An index of a table. */
export interface Index extends SchemaItem {
  readonly [KIND]: 'index'
  /** Whether it is a UNIQUE index. */
  readonly unique: boolean
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
}

/** Options of an index. */
export interface IndexOptions {
  /** Name. Default: from the naming convention. */
  readonly name?: string | FinalName
  /** `CREATE UNIQUE INDEX`. Default: false. */
  readonly unique?: boolean
  /** Options of one dialect, e.g. `{ postgresql: { using: 'gin' } }`. */
  readonly options?: DialectOptions
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
  (condition: Cond | string, options?: ConstraintOptions): Constraint
}

/** `foreignKey([c.a, c.b], ['t.a', 't.b'])`: a foreign key over several columns. */
export interface ForeignKeyFactory {
  (
    columns: readonly ConstraintColumn[], references: readonly (`${string}.${string}` | Sql<unknown>)[], options?: ForeignKeyOptions,
  ): Constraint
}

/** `exclude([c.room, '='], [c.during, '&&'])`: PostgreSQL's `EXCLUDE USING gist (…)`. */
export interface ExcludeFactory {
  (...elements: readonly (readonly [ConstraintColumn, string])[]): Constraint
  (
    options: ConstraintOptions & { readonly using?: string; readonly where?: Cond | string },
    ...elements: readonly (readonly [ConstraintColumn, string])[]
  ): Constraint
}

/** A sequence in the database. */
export interface Sequence extends SequenceLike {
  /** Name in the database. */
  readonly name: string
  /** Schema, or null for the connection's default. */
  readonly schema: string | null
  /**
   * `nextval('s')`, `NEXT VALUE FOR s`, by dialect.
   * @example select(sequence('s').nextValue())   // PostgreSQL: SELECT nextval('s') AS next_value_1
   */
  nextValue(): Expr<number>
}

/** Options of `sequence`. */
export interface CreateSequenceOptions extends SequenceOptions {
  /** Schema. Default: that of the metadata. */
  readonly schema?: string
  /** `createAll` and `dropAll` of this collection include the sequence. */
  readonly metadata?: MetaData
  /** Used only where the database has no other way to generate keys. */
  readonly optional?: boolean
  /** `AS type`. Default: the database's. */
  readonly dataType?: TypeOf<number | bigint>
}

/** Options of `table`, in place of the function that returns constraints. */
export interface TableOptions<N extends string, D> {
  /** Schema. Default: that of the metadata. */
  readonly schema?: string
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

/** Last argument of `table`: constraints of its columns, or options. */
export type TableExtra<N extends string, D> = ((columns: TableColumns<N, D>) => readonly SchemaItem[]) | TableOptions<N, D>
