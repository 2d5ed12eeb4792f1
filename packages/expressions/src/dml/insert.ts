import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { BindParameter } from '../elements/bind-parameter.ts'
import { describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { Table } from '../schema/table.ts'
import type { Writable } from '../selectable/statement.ts'
import { SelectBase } from '../selectable/select-base.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { assignments, isRow, merged, positionalAssignments, type Assignment } from './assignments.ts'
import { DmlStatement, dmlStructure } from './dml-statement.ts'
import { excludedRow } from './excluded.ts'
import { OnConflict, OnConflictDoNothing, OnConflictDoUpdate, OnDuplicateKeyUpdate, type ConflictTargetOptions, type ConflictUpdateOptions } from './on-conflict.ts'
import { unknownColumn } from './unknown-column.ts'

/** An INSERT statement (source: SQLAlchemy's `Insert`). */
export class Insert extends DmlStatement {
  /** Values of a single row; null: none were given. */
  readonly assignments: readonly Assignment[] | null
  /** Several rows; null: a single one. */
  readonly rows: readonly (readonly Assignment[])[] | null
  /** Columns of INSERT … SELECT. */
  readonly selectKeys: readonly string[] | null
  readonly select: SqlNode | null
  /** INSERT … SELECT also fills columns that have a default. */
  readonly includeDefaults: boolean
  readonly isInline: boolean
  readonly sortsByParameterOrder: boolean
  /** ON CONFLICT and the like. */
  readonly postValues: readonly SqlNode[]
  /** The generated key was given as NULL, for which some databases generate one all the same. */
  readonly givesNullKey: boolean

  constructor(target: unknown) {
    super(target, 'The target of insert()')
    const from = target instanceof Insert ? target : undefined
    this.assignments = from === undefined ? null : from.assignments
    this.rows = from === undefined ? null : from.rows
    this.selectKeys = from === undefined ? null : from.selectKeys
    this.select = from === undefined ? null : from.select
    this.includeDefaults = from === undefined ? true : from.includeDefaults
    this.isInline = from === undefined ? false : from.isInline
    this.sortsByParameterOrder = from === undefined ? false : from.sortsByParameterOrder
    this.postValues = from === undefined ? NONE : from.postValues
    this.givesNullKey = from === undefined ? false : from.givesNullKey
  }
  protected copy(): this { return new Insert(this) as this }
  get keyword(): 'INSERT' { return 'INSERT' }

  /**
   * `VALUES (…)`: an object of values by key, or a list of such for several rows. Calls add up.
   * @throws {CompileError} `UNKNOWN_COLUMN`
   */
  values(values: unknown): this {
    if (this.select !== null) throw new InvalidRequestError('This INSERT has fromSelect() already; it can\'t have values() too')
    const target = this.assignmentTarget
    const next: Writable<this> = this.copy()
    if (Array.isArray(values) && (isRow(values[0]) || Array.isArray(values[0]))) {
      if (this.assignments !== null) throw mixed()
      next.rows = [...this.rows ?? [], ...(values as unknown[]).map((row, i) => {
        const method = `Row ${i + 1} of values()`
        return Array.isArray(row) ? positionalAssignments(row, target, method) : assignments(row, target, method)
      })]
      return next as this
    }
    if (this.rows !== null) throw mixed()
    const added = Array.isArray(values) ? positionalAssignments(values, target, 'values()') : assignments(values, target, 'values()')
    next.assignments = merged(this.assignments, added)
    next.givesNullKey = givesNullKey(this.table, next.assignments)
    return next as this
  }

  /** `INSERT INTO … (columns) SELECT …`. Columns that have a default get it too, unless `includeDefaults` is false. */
  fromSelect(columns: readonly unknown[], query: unknown, options: { readonly includeDefaults?: boolean | undefined } = {}): this {
    if (this.assignments !== null || this.rows !== null) throw new InvalidRequestError('This INSERT has values() already; it can\'t have fromSelect() too')
    const node = asNode(query)
    if (!(node instanceof SelectBase) && (node === undefined || !('allSelectedColumns' in node))) {
      throw new ArgumentError(`fromSelect() needs a query, not ${describe(query)}`)
    }
    const { checksKeys } = this.assignmentTarget
    const next: Writable<this> = this.copy()
    next.selectKeys = columns.map((column) => {
      const element = typeof column === 'string' ? undefined : asNode(column)
      const key = typeof column === 'string' ? column : element instanceof ColumnClause ? element.key : undefined
      if (key === undefined) throw new ArgumentError(`fromSelect() needs keys of columns, not ${describe(column)}`)
      if (checksKeys && !this.table.columns.has(key)) unknownColumn(key, this.table, 'fromSelect()')
      return key
    })
    next.select = node instanceof SelectBase ? node.embedded() : node
    next.isInline = true
    next.includeDefaults = options.includeDefaults ?? true
    return next as this
  }

  /** Defaults that are SQL are evaluated inside the statement, and generated keys aren't fetched. */
  inline(): this { return this.with('isInline', true as this['isInline']) }
  /** Rows of RETURNING come back in the order of the parameter sets. */
  sortByParameterOrder(): this { return this.with('sortsByParameterOrder', true as this['sortsByParameterOrder']) }

  // upserts ----------------------------------------------------------------------------------------------------------

  /** Columns of the proposed row. */
  get excluded(): Record<string, ColumnElement> { return excludedRow(this.table).c }

  /** `ON CONFLICT … DO NOTHING`. SQLite takes several such clauses. */
  onConflictDoNothing(options: ConflictTargetOptions = {}): this { return this.withPostValues(new OnConflictDoNothing(options)) }
  /** `ON CONFLICT … DO UPDATE SET …` */
  onConflictDoUpdate(options: ConflictUpdateOptions): this {
    return this.withPostValues(new OnConflictDoUpdate(options, this.assignmentTarget, this.excluded))
  }
  /** `ON DUPLICATE KEY UPDATE …`: an object, a function of the proposed row's columns, or a list of pairs to keep their order. */
  onDuplicateKeyUpdate(set: unknown): this {
    if (this.postValues.length > 0) throw new InvalidRequestError('This INSERT has an upsert clause already')
    return this.withPostValues(new OnDuplicateKeyUpdate(set, this.assignmentTarget, this.excluded))
  }
  /** @internal Adds a clause behind VALUES. */
  withPostValues(clause: SqlNode): this {
    const foreign = this.postValues.find((c) => !(c instanceof OnConflict && clause instanceof OnConflict))
    if (foreign !== undefined) throw new InvalidRequestError('This INSERT has an upsert clause already')
    return this.with('postValues', [...this.postValues, clause] as this['postValues'])
  }
}
const NONE: readonly never[] = []
defineNode(Insert, 'visitInsert', [
  ...dmlStructure, ['assignments', Field.nodes], ['rows', Field.data], ['selectKeys', Field.data], ['select', Field.node], ['includeDefaults', Field.value],
  ['isInline', Field.value], ['sortsByParameterOrder', Field.value], ['postValues', Field.nodes], ['givesNullKey', Field.value],
])

const mixed = (): InvalidRequestError => new InvalidRequestError(
  'values() was called both with one row and with a list of rows. Rows of a list are added, values of one row are replaced: use one form.')

function givesNullKey(table: Insert['table'], values: readonly Assignment[]): boolean {
  const column = table instanceof Table ? table.autoincrementColumn : null
  if (column === null) return false
  const value = values.find((a) => a.key === column.key)?.value
  return value instanceof BindParameter && !value.required && value.callable === undefined && value.value === null
}
