import type { SqlType } from '../types/sql-type.ts'

/** Sends a text with parameters in the driver's own style, and gives the rows. */
export type CatalogQuery = (sql: string, parameters?: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>

/** A column as the database describes it. */
export interface ReflectedColumn {
  /** Name in the database. */
  readonly name: string
  /** `NULL_TYPE` where the database's type is unknown here. */
  readonly type: SqlType
  /** Whether it may hold NULL. */
  readonly nullable: boolean
  /** SQL text of the server's default; null: none. */
  readonly default: string | null
  /** The database generates its values. */
  readonly autoincrement: boolean
  /** Comment on it. */
  readonly comment: string | null
  /** `GENERATED ALWAYS AS (…)`, if it is computed. */
  readonly computed?: { readonly sqlText: string; readonly persisted: boolean } | undefined
  /** `GENERATED … AS IDENTITY`, if it is one. */
  readonly identity?: ReflectedIdentity | undefined
}
/** An identity column as the catalog has it; numbers as strings where they may be beyond 2^53. */
export interface ReflectedIdentity {
  /** `GENERATED ALWAYS` rather than `BY DEFAULT`. */
  readonly always: boolean
  /** First number. */
  readonly start: number | bigint
  /** Step. */
  readonly increment: number | bigint
  /** Least number. */
  readonly minValue: number | bigint
  /** Greatest number. */
  readonly maxValue: number | bigint
  /** Numbers that a session takes at once. */
  readonly cache: number | bigint
  /** Starts again after its last number. */
  readonly cycle: boolean
}
/** A primary key as the catalog has it; without columns when the table has none. */
export interface ReflectedPrimaryKey {
  /** Name, or null. */
  readonly name: string | null
  /** Its columns, in order. */
  readonly constrainedColumns: readonly string[]
}
/** A foreign key as the catalog has it. */
export interface ReflectedForeignKey {
  /** Name, or null. */
  readonly name: string | null
  /** Columns of the table, in order. */
  readonly constrainedColumns: readonly string[]
  /** Null: the default schema. */
  readonly referredSchema: string | null
  /** Name of the table that it refers to. */
  readonly referredTable: string
  /** Columns that they refer to, in the same order. */
  readonly referredColumns: readonly string[]
  /** Only what isn't the default. */
  readonly options: ReflectedForeignKeyOptions
}
/** What a foreign key says besides its columns. */
export interface ReflectedForeignKeyOptions {
  /** `ON DELETE …`; absent: no action. */
  readonly onDelete?: string | undefined
  /** `ON UPDATE …`; absent: no action. */
  readonly onUpdate?: string | undefined
  /** `DEFERRABLE` */
  readonly deferrable?: boolean | undefined
  /** `INITIALLY …` */
  readonly initially?: string | undefined
  /** `MATCH …` */
  readonly match?: string | undefined
}
/** An index as the catalog has it. */
export interface ReflectedIndex {
  /** Name, or null. */
  readonly name: string | null
  /** Null for an expression. */
  readonly columnNames: readonly (string | null)[]
  /** Given when there is an expression: every element as SQL, columns too. */
  readonly expressions?: readonly string[] | undefined
  /** Whether it is a UNIQUE index. */
  readonly unique: boolean
  /** Elements that aren't sorted as usual: `{ name: ['desc'] }`. */
  readonly columnSorting?: Readonly<Record<string, readonly string[]>> | undefined
  /** Columns that it holds besides its key. */
  readonly includeColumns?: readonly string[] | undefined
  /** The constraint that the index was made for. */
  readonly duplicatesConstraint?: string | undefined
  /** Condition of a partial index. */
  readonly where?: string | undefined
}
/** A UNIQUE constraint as the catalog has it. */
export interface ReflectedUniqueConstraint {
  /** Name, or null. */
  readonly name: string | null
  /** Its columns, in order. */
  readonly columnNames: readonly string[]
  /** The index that is the same thing, where both are one. */
  readonly duplicatesIndex?: string | undefined
}
/** A CHECK constraint as the catalog has it. */
export interface ReflectedCheckConstraint {
  /** Name, or null. */
  readonly name: string | null
  /** The condition, as the database writes it. */
  readonly sqlText: string
}
/** A comment on a table as the catalog has it. */
export interface ReflectedComment {
  /** The comment, or null. */
  readonly text: string | null
}

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
