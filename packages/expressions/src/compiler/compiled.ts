import type { CompiledForm } from '@athanor/interfaces'
import type { BindParameter } from '../elements/bind-parameter.ts'
import type { ColumnClause } from '../elements/column-clause.ts'
import type { Column } from '../schema/column.ts'
import type { ColumnDefault } from '../schema/column-default.ts'
import type { FromClause } from '../selectable/from-clause.ts'
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

export type StatementKind = 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'ddl' | 'text' | 'other'

/** A column whose value has to be computed before the statement is sent, for each row. */
export interface PrefetchColumn {
  readonly column: Column
  /** Name of the parameter that takes the value: the column's key, `key_m1` in the second row of a multi-row VALUES. */
  readonly parameter: string
  /**
   * What computes it: a value, a function, a sentinel counter; an SQL expression or a sequence that is executed first because
   * its value is needed and can't be returned. Null: the generator that the database made for the column (PostgreSQL's SERIAL).
   */
  readonly default: ColumnDefault | null
  /** Place of its row in a multi-row VALUES. Default: 0. */
  readonly row?: number
}

/**
 * How an INSERT is sent for many rows at once: `before (row), (row), … after`. The texts are cut at their parameters;
 * parameters outside of the rows take their values once, from the first parameter set.
 */
export interface ValuesRow {
  /** Everything before the first row's parenthesis. */
  readonly before: SlottedText
  /** What stands between the parentheses of one row. */
  readonly row: SlottedText
  readonly after: SlottedText
  /** The number of the row within its batch (from 0) is added as the last item of each row, `, 0`: the rows are ordered by it. */
  readonly hasCounter: boolean
  /** The statement is `INSERT … DEFAULT VALUES` and can't have rows: it is sent once for each. */
  readonly isDefaultValues: boolean
  /** Rows come back (RETURNING), so the driver's own executemany can't be used. False: batching only saves round trips. */
  readonly returnsRows: boolean
  /** Rows of RETURNING have to be put in the order of the parameter sets, by the sentinels. */
  readonly sortByParameterOrder: boolean
  /**
   * Columns by which rows are matched with parameter sets; undefined: there are none, and ordered rows need one statement per
   * set. They are the last columns of RETURNING, beyond `resultColumns` that the user asked for.
   */
  readonly sentinels: readonly Column[] | undefined
  /** Parameters that hold the sentinels' values; undefined where the server makes them, in ascending order of the rows. */
  readonly sentinelParameters: readonly string[] | undefined
  /** There is an ON CONFLICT or the like: ordered rows need one statement per set, unless there is a counter. */
  readonly isUpsert: boolean
  /** The upsert has parameters whose value comes at execution: rows that are returned need one statement per set. */
  readonly hasUpsertParameters: boolean
}

/**
 * What an INSERT, UPDATE or DELETE leaves to the execution: defaults to compute, keys to return (source: SQLAlchemy's
 * `SQLCompiler.insert_prefetch`, `postfetch`, `implicit_returning`, `_insertmanyvalues`).
 */
export interface DmlPlan {
  /** The statement's table; of a join or an alias the table that is changed. */
  readonly table: FromClause
  /** Values to compute for each row before the statement is sent, in order. */
  readonly prefetch: readonly PrefetchColumn[]
  /** Columns that the server sets and that are not returned: a reader has to fetch them. */
  readonly postfetch: readonly ColumnClause[]
  /** What RETURNING was added for, the generated primary key first of all. Empty when the user wrote RETURNING himself. */
  readonly implicitReturning: readonly SqlNode[]
  /** The generated key is the driver's last insert id. */
  readonly postfetchLastrowid: boolean
  /** Name of the parameter that holds a column's value, for columns whose value is one parameter (of the first row). */
  readonly parameters: ReadonlyMap<ColumnClause, string>
  /** VALUES has several rows: there is no inserted primary key to speak of. */
  readonly isMultiRow: boolean
  /** `inline()`, or INSERT … SELECT: keys aren't fetched. */
  readonly isInline: boolean
  /** An UPDATE without a column to set: it can be read, but no database takes it. */
  readonly setsNothing: boolean
  /** Set when the statement was compiled for many parameter sets and can be sent as one statement for many rows. */
  readonly valuesRow: ValuesRow | undefined
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
