import type { TableFactory, SequenceFactory } from '../typing/factories.ts'
import type { FromClause as FromFace, Table as TableFace } from '../typing/from.ts'
import type {
  CheckFactory, Constraint as ConstraintFace, DdlStatement, ExcludeFactory, ForeignKeyFactory, Index as IndexFace, IndexFactory, MetaData as MetaDataFace,
  MetaDataOptions, PrimaryKeyFactory, Sequence as SequenceFace, UniqueFactory,
} from '../typing/schema.ts'
import type { ColumnDef } from '../typing/column-def.ts'
import type { DialectOptions, Executable, TypeOf } from '../typing/sql.ts'
import { AddConstraint as AddConstraintNode, DropConstraint as DropConstraintNode } from './ddl/add-constraint.ts'
import { CreateIndex as CreateIndexNode, DropIndex as DropIndexNode } from './ddl/create-index.ts'
import { CreateSchema as CreateSchemaNode, DropSchema as DropSchemaNode } from './ddl/create-schema.ts'
import { CreateSequence as CreateSequenceNode, DropSequence as DropSequenceNode } from './ddl/create-sequence.ts'
import { CreateTable as CreateTableNode, DropTable as DropTableNode } from './ddl/create-table.ts'
import { CreateTableAs as CreateTableAsNode, CreateView as CreateViewNode, DropView as DropViewNode } from './ddl/create-view.ts'
import { ddl as buildDdl } from './ddl/ddl-text.ts'
import * as build from './factories.ts'
import { defaultMetaData as runtimeDefault, MetaData as RuntimeMetaData } from './meta-data.ts'

/*
 * The users' side of the schema: the classes under the types of `typing/`. Those know rows and keys that the classes don't,
 * so each is published by one cast, here.
 */
const published = <T>(value: unknown): T => value as T

export const table: TableFactory = published(build.buildTable)
export const unique: UniqueFactory = published(build.unique)
export const primaryKey: PrimaryKeyFactory = published(build.primaryKey)
export const check: CheckFactory = published(build.check)
export const foreignKey: ForeignKeyFactory = published(build.foreignKey)
export const exclude: ExcludeFactory = published(build.exclude)
export const index: IndexFactory = published(build.index)
export const sequence: SequenceFactory = published(build.sequence)
/** A column by which the rows of one INSERT are told apart; statements leave it out unless it is named. */
export const insertSentinel: (name?: string, type?: TypeOf<unknown>) => ColumnDef<number | null, 'opt'> = published(build.insertSentinel)

export type MetaData = MetaDataFace
/** A collection of tables that refer to each other by name. */
export const MetaData: new (options?: MetaDataOptions) => MetaDataFace = published(RuntimeMetaData)
/** The collection of the tables that name none. */
export const defaultMetaData: MetaDataFace = published(runtimeDefault)

type IfNotExists = { readonly ifNotExists?: boolean }
type IfExists = { readonly ifExists?: boolean }
type AnyTable = TableFace<string, unknown>
interface ViaSelectOptions {
  readonly schema?: string | null
  readonly metadata?: MetaDataFace
  readonly temporary?: boolean
  readonly options?: DialectOptions
}
/** DDL that creates a table or a view from a query: `table` can be selected from. */
export interface CreatesTable<R> extends DdlStatement {
  readonly table: FromFace<string, R>
}

export const CreateTable: new (table: AnyTable, options?: IfNotExists) => DdlStatement = published(CreateTableNode)
export const DropTable: new (table: AnyTable, options?: IfExists) => DdlStatement = published(DropTableNode)
export const CreateIndex: new (index: IndexFace, options?: IfNotExists) => DdlStatement = published(CreateIndexNode)
export const DropIndex: new (index: IndexFace, options?: IfExists) => DdlStatement = published(DropIndexNode)
export const CreateSequence: new (sequence: SequenceFace, options?: IfNotExists) => DdlStatement = published(CreateSequenceNode)
export const DropSequence: new (sequence: SequenceFace, options?: IfExists) => DdlStatement = published(DropSequenceNode)
export const CreateSchema: new (name: string, options?: IfNotExists) => DdlStatement = published(CreateSchemaNode)
export const DropSchema: new (name: string, options?: IfExists & { readonly cascade?: boolean }) => DdlStatement = published(DropSchemaNode)
export const AddConstraint: new (constraint: ConstraintFace, options?: { readonly isolate?: boolean }) => DdlStatement = published(AddConstraintNode)
export const DropConstraint: new (constraint: ConstraintFace, options?: IfExists & { readonly cascade?: boolean; readonly isolate?: boolean }) => DdlStatement =
  published(DropConstraintNode)
export const CreateView: new <R>(query: Executable<R, unknown>, name: string, options?: ViaSelectOptions & { readonly orReplace?: boolean; readonly materialized?: boolean }) =>
  CreatesTable<R> = published(CreateViewNode)
export const DropView: new (view: FromFace<string, unknown>, options?: IfExists & { readonly materialized?: boolean }) => DdlStatement = published(DropViewNode)
export const CreateTableAs: new <R>(query: Executable<R, unknown>, name: string, options?: ViaSelectOptions & IfNotExists) => CreatesTable<R> = published(CreateTableAsNode)
/** DDL as text; `%(name)s` is replaced from `context`, `%%` is a percent sign. */
export const ddl: (statement: string, context?: Readonly<Record<string, unknown>>) => DdlStatement = published(buildDdl)
