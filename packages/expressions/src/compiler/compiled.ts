import type { CompiledForm } from '@athanor/interfaces'
import type { BindParameter } from '../elements/bind-parameter.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { SlottedText } from './parameter-slots.ts'

/** A column of the result, in order. */
export interface ResultColumn {
  /** Key in an object row. */
  readonly key: string
  /** Name in the SQL text. */
  readonly name: string
  /** Expressions and names by which the column can be addressed. */
  readonly objects: readonly (SqlNode | string)[]
  readonly type: SqlType
}

export type StatementKind = 'select' | 'insert' | 'update' | 'delete' | 'ddl' | 'text' | 'other'

/** What an INSERT or UPDATE leaves to the execution: defaults to compute, keys to return. */
export interface DmlPlan {
  /** Columns whose default is computed on the client for each row, in order. */
  readonly prefetch: readonly SqlNode[]
  /** Columns that the server fills and nobody reads back. */
  readonly postfetch: readonly SqlNode[]
  /** Columns that RETURNING was added for (the generated primary key). */
  readonly implicitReturning: readonly SqlNode[]
  /** The generated key has to be taken from the driver's last insert id. */
  readonly postfetchLastrowid: boolean
  /** Names of the parameters of one row of VALUES, and the row's text, when the INSERT can be sent with many rows at once. */
  readonly valuesRow: { readonly before: string; readonly row: string; readonly after: string } | undefined
}

/**
 * A compiled statement: text with parameters in it, and everything execution needs. Immutable and cacheable:
 * it has no values of its own, they are taken from the statement that is executed.
 */
export interface Compiled extends CompiledForm {
  /** Text in the dialect's parameter style; for expanding parameters with the values the statement was compiled with. */
  readonly sql: string
  readonly text: SlottedText
  readonly kind: StatementKind
  readonly returnsRows: boolean
  readonly resultColumns: readonly ResultColumn[]
  /** The result columns are in the order of the database's columns. */
  readonly resultColumnsOrdered: boolean
  /** Some parameter is written at execution: the text depends on the values. */
  readonly isDynamic: boolean
  /** Every parameter by name. */
  readonly binds: ReadonlyMap<string, BindParameter>
  readonly dml: DmlPlan | undefined
  /** Problems that were looked for and found, such as a cartesian product (option `lintFroms`). */
  readonly warnings: readonly string[]
}
