import type { SqlType } from '../types/sql-type.ts'

/** Sends a text with parameters in the driver's own style, and gives the rows. */
export type CatalogQuery = (sql: string, parameters?: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>

/** A column as the database describes it. */
export interface ReflectedColumn {
  readonly name: string
  /** `NULL_TYPE` where the database's type is unknown here. */
  readonly type: SqlType
  readonly nullable: boolean
  /** SQL text of the server's default; null: none. */
  readonly default: string | null
  /** The database generates its values. */
  readonly autoincrement: boolean
  readonly comment: string | null
  readonly computed?: { readonly sqlText: string; readonly persisted: boolean } | undefined
  readonly identity?: ReflectedIdentity | undefined
}
export interface ReflectedIdentity {
  readonly always: boolean
  readonly start: number | bigint
  readonly increment: number | bigint
  readonly minValue: number | bigint
  readonly maxValue: number | bigint
  readonly cache: number | bigint
  readonly cycle: boolean
}
export interface ReflectedPrimaryKey {
  readonly name: string | null
  readonly constrainedColumns: readonly string[]
}
export interface ReflectedForeignKey {
  readonly name: string | null
  readonly constrainedColumns: readonly string[]
  /** Null: the default schema. */
  readonly referredSchema: string | null
  readonly referredTable: string
  readonly referredColumns: readonly string[]
  /** Only what isn't the default. */
  readonly options: ReflectedForeignKeyOptions
}
export interface ReflectedForeignKeyOptions {
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  readonly deferrable?: boolean | undefined
  readonly initially?: string | undefined
  readonly match?: string | undefined
}
export interface ReflectedIndex {
  readonly name: string | null
  /** Null for an expression. */
  readonly columnNames: readonly (string | null)[]
  /** Given when there is an expression: every element as SQL, columns too. */
  readonly expressions?: readonly string[] | undefined
  readonly unique: boolean
  /** Elements that aren't sorted as usual: `{ name: ['desc'] }`. */
  readonly columnSorting?: Readonly<Record<string, readonly string[]>> | undefined
  readonly includeColumns?: readonly string[] | undefined
  /** The constraint that the index was made for. */
  readonly duplicatesConstraint?: string | undefined
  /** Condition of a partial index. */
  readonly where?: string | undefined
}
export interface ReflectedUniqueConstraint {
  readonly name: string | null
  readonly columnNames: readonly string[]
  /** The index that is the same thing, where both are one. */
  readonly duplicatesIndex?: string | undefined
}
export interface ReflectedCheckConstraint {
  readonly name: string | null
  readonly sqlText: string
}
export interface ReflectedComment { readonly text: string | null }

/**
 * Reads a database's catalog. One per inspector; tables are asked about by name, `schema` null being the connection's own.
 * A table that doesn't exist has no columns, keys and so on: the inspector tells it from an empty one.
 */
export interface Reflector {
  schemaNames(): Promise<readonly string[]>
  tableNames(schema: string | null): Promise<readonly string[]>
  viewNames(schema: string | null): Promise<readonly string[]>
  sequenceNames(schema: string | null): Promise<readonly string[]>
  viewDefinition(view: string, schema: string | null): Promise<string | null>
  columns(table: string, schema: string | null): Promise<readonly ReflectedColumn[]>
  primaryKey(table: string, schema: string | null): Promise<ReflectedPrimaryKey>
  foreignKeys(table: string, schema: string | null): Promise<readonly ReflectedForeignKey[]>
  indexes(table: string, schema: string | null): Promise<readonly ReflectedIndex[]>
  uniqueConstraints(table: string, schema: string | null): Promise<readonly ReflectedUniqueConstraint[]>
  checkConstraints(table: string, schema: string | null): Promise<readonly ReflectedCheckConstraint[]>
  tableComment(table: string, schema: string | null): Promise<ReflectedComment>
}
