import type { TableFactory, SequenceFactory } from '../typing/factories.ts'
import type { FromClause as FromFace, Table as TableFace } from '../typing/from.ts'
import type {
  CheckFactory, Constraint as ConstraintFace, CopyTableOptions, CreatesTable, CreateTableAsOptions, CreateViewOptions, DdlStatement, ExcludeFactory, ForeignKeyConstraint as ForeignKeyConstraintFace, ForeignKeyFactory, Index as IndexFace, IndexFactory, MetaData as MetaDataFace,
  MetaDataOptions, PrimaryKeyFactory, SchemaColumn, Sequence as SequenceFace, UniqueFactory,
} from '../typing/schema.ts'
import type { ColumnDef } from '../typing/column-def.ts'
import type { Executable, TypeOf } from '../typing/sql.ts'
import { AddConstraint as AddConstraintNode, DropConstraint as DropConstraintNode } from './ddl/add-constraint.ts'
import {
  DropColumnComment as DropColumnCommentNode, DropConstraintComment as DropConstraintCommentNode, DropTableComment as DropTableCommentNode, SetColumnComment as SetColumnCommentNode,
  SetConstraintComment as SetConstraintCommentNode, SetTableComment as SetTableCommentNode,
} from './ddl/comments.ts'
import { CreateIndex as CreateIndexNode, DropIndex as DropIndexNode } from './ddl/create-index.ts'
import { CreateSchema as CreateSchemaNode, DropSchema as DropSchemaNode } from './ddl/create-schema.ts'
import { CreateSequence as CreateSequenceNode, DropSequence as DropSequenceNode } from './ddl/create-sequence.ts'
import { CreateTable as CreateTableNode, DropTable as DropTableNode } from './ddl/create-table.ts'
import { CreateTableAs as CreateTableAsNode, CreateView as CreateViewNode, DropView as DropViewNode } from './ddl/create-view.ts'
import { ddl as buildDdl } from './ddl/ddl-text.ts'
import { copyTable as copy } from './copy-table.ts'
import * as build from './factories.ts'
import { defaultMetaData as runtimeDefault, MetaData as RuntimeMetaData } from './meta-data.ts'

/*
 * The users' side of the schema: the classes under the types of `typing/`. Those know rows and keys that the classes don't,
 * so each is published by one cast, here.
 */
const published = <T>(value: unknown): T => value as T

/**
 * A table: a name and columns by key. Without a metadata collection in the second place it belongs to `defaultMetaData`.
 * The last argument is a function that gives constraints and indexes of its columns, or an object of options.
 *
 * @throws {InvalidRequestError} `TABLE_ALREADY_DEFINED` when the collection has a table of that name
 * @throws {DuplicateColumnError} when two columns have one name
 * @example
 * new CreateTable(table('city', new MetaData(), { id: integer().primaryKey(), name: varchar(30).unique() }))   // CREATE TABLE city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id), UNIQUE (name) )
 */
export const table: TableFactory = published(build.buildTable)
/**
 * UNIQUE over columns.
 * @throws {ConstraintColumnNotFoundError} for a key that the table doesn't have
 * @example new CreateTable(table('c', new MetaData(), { a: integer(), b: integer() }, (c) => [unique({ name: 'uq' }, c.a, c.b)]))   // CREATE TABLE c ( a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT uq UNIQUE (a, b) )
 */
export const unique: UniqueFactory = published(build.unique)
/** PRIMARY KEY, where it needs a name or another order than the columns have. @example new CreateTable(table('c', new MetaData(), { a: integer(), b: integer() }, (c) => [primaryKey({ name: 'pk' }, c.b, c.a)]))   // CREATE TABLE c ( a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT pk PRIMARY KEY (b, a) ) */
export const primaryKey: PrimaryKeyFactory = published(build.primaryKey)
/** CHECK. A string is SQL: never put input from outside into it. @example new CreateTable(table('c', new MetaData(), { a: integer() }, (c) => [check(c.a.gt(0), { name: 'ck' })]))   // CREATE TABLE c ( a INTEGER NOT NULL, CONSTRAINT ck CHECK (a > 0) ) */
export const check: CheckFactory = published(build.check)
/**
 * FOREIGN KEY over columns; for one column `.references()` is enough.
 * @throws {ArgumentError} when the numbers of columns and references differ
 * @throws {ConstraintColumnNotFoundError} for a key that the table doesn't have
 * @example new CreateTable(table('c', new MetaData(), { a: integer(), b: integer() }, (c) => [foreignKey([c.a], [users.c.id], { onDelete: 'cascade' })]))   // CREATE TABLE c ( a INTEGER NOT NULL, b INTEGER NOT NULL, FOREIGN KEY(a) REFERENCES user_account (id) ON DELETE cascade )
 */
export const foreignKey: ForeignKeyFactory = published(build.foreignKey)
/** PostgreSQL's EXCLUDE. @example new CreateTable(table('c', new MetaData(), { a: integer() }, (c) => [exclude({ name: 'ex', using: 'gist' }, [c.a, '='])]))   // PostgreSQL: CREATE TABLE c ( a INTEGER NOT NULL, CONSTRAINT ex EXCLUDE USING gist (a WITH =) ) */
export const exclude: ExcludeFactory = published(build.exclude)
/**
 * An index, created with its table.
 * @throws {ArgumentError} for columns of several tables
 * @throws {ConstraintColumnNotFoundError} for a key that the table doesn't have
 * @example new CreateIndex(index({ name: 'ix', unique: true }, users.c.name, users.c.age.desc()))   // CREATE UNIQUE INDEX ix ON user_account (name, age DESC)
 */
export const index: IndexFactory = published(build.index)
/** A sequence, as a default or for `nextValue()`. @example new CreateSequence(sequence('order_seq', { start: 5 }))   // PostgreSQL: CREATE SEQUENCE order_seq START WITH 5 */
export const sequence: SequenceFactory = published(build.sequence)
/**
 * A column by which the rows of one INSERT are told apart; statements leave it out unless it is named.
 * @example new CreateTable(table('c', new MetaData(), { a: integer(), row: insertSentinel() }))   // PostgreSQL: CREATE TABLE c ( a INTEGER NOT NULL, row INTEGER )
 */
export const insertSentinel: (name?: string, type?: TypeOf<unknown>) => ColumnDef<number | null, 'opt'> = published(build.insertSentinel)

export type MetaData = MetaDataFace
/** A collection of tables that refer to each other by name. @example new CreateTable(table('c', new MetaData({ schema: 'shop' }), { a: integer() }))   // CREATE TABLE shop.c ( a INTEGER NOT NULL ) */
export const MetaData: new (options?: MetaDataOptions) => MetaDataFace = published(RuntimeMetaData)
/** The collection of the tables that name none. @example new CreateTable(table('planet', { id: integer().primaryKey() }).metadata.tables.get('planet')!)   // CREATE TABLE planet ( id INTEGER NOT NULL, PRIMARY KEY (id) ) */
export const defaultMetaData: MetaDataFace = published(runtimeDefault)

/**
 * A copy of a table in another collection, with its columns, constraints and indexes. Foreign keys refer to the tables of the same
 * names in that collection. Source: SQLAlchemy's `Table.to_metadata`.
 *
 * @throws {InvalidRequestError} `TABLE_ALREADY_DEFINED` when the collection has a table of that name
 * @example new CreateTable(copyTable(cities, new MetaData({ schema: 'archive' }), { name: 'old_city', schema: null }))   // CREATE TABLE archive.old_city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id) )
 */
export const copyTable: <N extends string, D, A extends string = N>(table: TableFace<N, D>, metadata: MetaDataFace, options?: CopyTableOptions<A>) => TableFace<A, D> = published(copy)

type IfNotExists = { readonly ifNotExists?: boolean }
type IfExists = { readonly ifExists?: boolean }
type AnyTable = TableFace<string, unknown>
/** Options of `CreateTable`. */
export interface CreateTableOptions {
  /** `IF NOT EXISTS`. Default: false. */
  readonly ifNotExists?: boolean
  /** Foreign keys to declare in the table; others are left for ALTER TABLE. Default: all. */
  readonly includeForeignKeys?: readonly ForeignKeyConstraintFace[]
}

/** `CREATE TABLE`. @example new CreateTable(table('c', new MetaData(), { a: integer() }), { ifNotExists: true })   // CREATE TABLE IF NOT EXISTS c ( a INTEGER NOT NULL ) */
export const CreateTable: new (table: AnyTable, options?: CreateTableOptions) => DdlStatement = published(CreateTableNode)
/** `DROP TABLE`. @example new DropTable(users, { ifExists: true })   // DROP TABLE IF EXISTS user_account */
export const DropTable: new (table: FromFace<string, unknown>, options?: IfExists) => DdlStatement = published(DropTableNode)
/** `CREATE INDEX`. @example new CreateIndex(index({ name: 'ix' }, users.c.name), { ifNotExists: true })   // CREATE INDEX IF NOT EXISTS ix ON user_account (name) */
export const CreateIndex: new (index: IndexFace, options?: IfNotExists) => DdlStatement = published(CreateIndexNode)
/** `DROP INDEX`. @example new DropIndex(index({ name: 'ix' }, users.c.name))   // DROP INDEX ix */
export const DropIndex: new (index: IndexFace, options?: IfExists) => DdlStatement = published(DropIndexNode)
/** `CREATE SEQUENCE`. @example new CreateSequence(sequence('s', { increment: 2 }))   // PostgreSQL: CREATE SEQUENCE s INCREMENT BY 2 */
export const CreateSequence: new (sequence: SequenceFace, options?: IfNotExists) => DdlStatement = published(CreateSequenceNode)
/** `DROP SEQUENCE`. @example new DropSequence(sequence('s'), { ifExists: true })   // PostgreSQL: DROP SEQUENCE IF EXISTS s */
export const DropSequence: new (sequence: SequenceFace, options?: IfExists) => DdlStatement = published(DropSequenceNode)
/** `CREATE SCHEMA`. @example new CreateSchema('shop', { ifNotExists: true })   // CREATE SCHEMA IF NOT EXISTS shop */
export const CreateSchema: new (name: string, options?: IfNotExists) => DdlStatement = published(CreateSchemaNode)
/** `DROP SCHEMA`. @example new DropSchema('shop', { cascade: true })   // DROP SCHEMA shop CASCADE */
export const DropSchema: new (name: string, options?: IfExists & { readonly cascade?: boolean }) => DdlStatement = published(DropSchemaNode)
/**
 * `ALTER TABLE … ADD CONSTRAINT`. The constraint is then left out of CREATE TABLE, unless `isolate: false`.
 * @example new AddConstraint(positive)   // ALTER TABLE stock ADD CONSTRAINT positive CHECK (amount > 0)
 */
export const AddConstraint: new (constraint: ConstraintFace, options?: { readonly isolate?: boolean }) => DdlStatement = published(AddConstraintNode)
/**
 * `ALTER TABLE … DROP CONSTRAINT`.
 * @example new DropConstraint(positive, { ifExists: true })   // ALTER TABLE stock DROP CONSTRAINT IF EXISTS positive
 */
export const DropConstraint: new (constraint: ConstraintFace, options?: IfExists & { readonly cascade?: boolean; readonly isolate?: boolean }) => DdlStatement =
  published(DropConstraintNode)
/** `COMMENT ON TABLE … IS '…'`, with the table's comment. @example new SetTableComment(table('c', new MetaData(), { a: integer() }, { comment: 'all of them' }))   // PostgreSQL: COMMENT ON TABLE c IS 'all of them' */
export const SetTableComment: new (table: AnyTable) => DdlStatement = published(SetTableCommentNode)
/** `COMMENT ON TABLE … IS NULL`. @example new DropTableComment(users)   // PostgreSQL: COMMENT ON TABLE user_account IS NULL */
export const DropTableComment: new (table: AnyTable) => DdlStatement = published(DropTableCommentNode)
/** `COMMENT ON COLUMN … IS '…'`, with the column's comment. @example new SetColumnComment(table('c', new MetaData(), { a: integer().comment('in metres') }).c.a)   // PostgreSQL: COMMENT ON COLUMN c.a IS 'in metres' */
export const SetColumnComment: new (column: SchemaColumn<unknown, string, string>) => DdlStatement = published(SetColumnCommentNode)
/** `COMMENT ON COLUMN … IS NULL`. @example new DropColumnComment(users.c.name)   // PostgreSQL: COMMENT ON COLUMN user_account.name IS NULL */
export const DropColumnComment: new (column: SchemaColumn<unknown, string, string>) => DdlStatement = published(DropColumnCommentNode)
/**
 * `COMMENT ON CONSTRAINT … IS '…'`, with the constraint's comment. PostgreSQL alone has them.
 * @throws {UnsupportedCompilationError} on other databases
 * @example new SetConstraintComment(positive)   // PostgreSQL: COMMENT ON CONSTRAINT positive ON stock IS 'more than none'
 */
export const SetConstraintComment: new (constraint: ConstraintFace) => DdlStatement = published(SetConstraintCommentNode)
/**
 * `COMMENT ON CONSTRAINT … IS NULL`.
 * @throws {UnsupportedCompilationError} on other databases than PostgreSQL
 * @example new DropConstraintComment(positive)   // PostgreSQL: COMMENT ON CONSTRAINT positive ON stock IS NULL
 */
export const DropConstraintComment: new (constraint: ConstraintFace) => DdlStatement = published(DropConstraintCommentNode)
/** `CREATE VIEW`; its `table` can be selected from. @example new CreateView(select(users.c.id), 'ids', { metadata: new MetaData() })   // CREATE VIEW ids AS SELECT user_account.id FROM user_account */
export const CreateView: new <R>(query: Executable<R, unknown>, name: string, options?: CreateViewOptions) =>
  CreatesTable<R> = published(CreateViewNode)
/** `DROP VIEW`. @example new DropView(new CreateView(select(users.c.id), 'ids', { metadata: new MetaData() }).table, { ifExists: true })   // DROP VIEW IF EXISTS ids */
export const DropView: new (view: FromFace<string, unknown>, options?: IfExists & { readonly materialized?: boolean }) => DdlStatement = published(DropViewNode)
/** `CREATE TABLE … AS SELECT`; its `table` can be selected from. @example new CreateTableAs(select(users.c.id), 'ids', { metadata: new MetaData() })   // CREATE TABLE ids AS SELECT user_account.id FROM user_account */
export const CreateTableAs: new <R>(query: Executable<R, unknown>, name: string, options?: CreateTableAsOptions) => CreatesTable<R> = published(CreateTableAsNode)
/**
 * DDL as text; `%(name)s` is replaced from `context`, `%%` is a percent sign.
 * @example ddl('ALTER TABLE %(name)s ENABLE ROW LEVEL SECURITY', { name: 'c' })   // ALTER TABLE c ENABLE ROW LEVEL SECURITY
 */
export const ddl: (statement: string, context?: Readonly<Record<string, unknown>>) => DdlStatement = published(buildDdl)
