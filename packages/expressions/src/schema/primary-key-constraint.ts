import { ArgumentError } from '@athanor/interfaces'
import { nameText } from '../structure/names.ts'
import { defineNode } from '../structure/node.ts'
import type { Column } from './column.ts'
import { ColumnsConstraint } from './constraint.ts'
import type { ConstraintOptions } from './foreign-key-options.ts'
import type { ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/**
 * `PRIMARY KEY (…)`. Every table has one; it is empty when no column is part of the key. Made by the table itself from the
 * columns' flags, or given where the key needs a name, options, or another order.
 */
export class PrimaryKeyConstraint extends ColumnsConstraint {
  /** Made from the columns' flags. */
  readonly isImplicit: boolean
  /** @internal */ autoincrementMemo: Column | null | undefined = undefined

  constructor(columns: readonly unknown[], options: ConstraintOptions = {}, isImplicit = false) {
    super(columns, options, 'primaryKey()')
    this.isImplicit = isImplicit
    if (!isImplicit) this.attachByColumns()
  }
  get conventionKind(): ConventionKind { return 'pk' }

  /** @internal The table adds a column that is part of the key, or replaces one of the same key. */
  addColumn(column: Column): void {
    this.autoincrementMemo = undefined
    this.conventionNameMemo = undefined
    const rest = this.columns
    const position = rest.findIndex((c) => c.key === column.key)
    this.arguments = this.columnsMemo = position < 0 ? [...rest, column] : rest.map((c, i) => (i === position ? column : c))
  }

  /** @internal Columns that carry the flag but were not named come last. */
  adopt(flagged: readonly Column[]): void {
    this.autoincrementMemo = undefined
    if (this.arguments.length === 0) this.arguments = this.columnsMemo = [...flagged]
    for (const column of this.columns) column.markPrimaryKey()
  }

  /**
   * The column that the database generates values for, if any: the only column of the key, of an integer type, without
   * default and foreign key, unless its `autoincrement` says otherwise.
   * @throws {ArgumentError} when `autoincrement` is asked of a type that can't, or of two columns
   */
  get autoincrementColumn(): Column | null {
    if (this.autoincrementMemo === undefined) this.autoincrementMemo = findAutoincrement(this.columns)
    return this.autoincrementMemo
  }
  /** Columns with the generated one first: MySQL wants it so. */
  get columnsAutoincrementFirst(): readonly Column[] {
    const first = this.autoincrementColumn
    return first === null ? this.columns : [first, ...this.columns.filter((c) => c !== first)]
  }

  copyFor(table: Table): PrimaryKeyConstraint {
    const copy = new PrimaryKeyConstraint(this.columnKeys, this.copyOptions)
    table.appendConstraint(copy)
    return copy
  }
}
defineNode(PrimaryKeyConstraint, 'visitPrimaryKeyConstraint', null)

function findAutoincrement(columns: readonly Column[]): Column | null {
  if (columns.length === 1) {
    const column = columns[0]!
    if (column.autoincrement === true) requireIncrementable(column)
    return column.autoincrement === true || (column.autoincrement !== false && isGeneratedByDefault(column)) ? column : null
  }
  let found: Column | null = null
  for (const column of columns) {
    if (column.autoincrement !== true) continue
    requireIncrementable(column)
    if (found !== null) {
      throw new ArgumentError(`Only one column of a table can have autoincrement; ${describeColumn(found)} and ${describeColumn(column)} both do`)
    }
    found = column
  }
  return found
}
const describeColumn = (column: Column): string => `'${column.table === null ? '' : `${nameText(column.table.name)}.`}${nameText(column.name)}'`

function isGeneratedByDefault(column: Column): boolean {
  if (column.type.affinity !== 'integer') return false
  if (column.default !== null && column.default.kind !== 'sequence') return false
  if (column.serverDefault !== null && column.identity === null) return false
  return column.foreignKeys.length === 0 || column.autoincrement === 'ignoreForeignKey'
}

function requireIncrementable(column: Column): void {
  const { type } = column
  if (type.affinity === 'integer') return
  const { scale } = type as { readonly scale?: number | undefined }
  if (type.affinity === 'numeric' && scale === 0) return
  throw new ArgumentError(
    type.affinity === 'numeric'
      ? `The column ${describeColumn(column)} has autoincrement, but its type ${type.toString()} has a scale other than 0`
      : `The column ${describeColumn(column)} has autoincrement, but its type ${type.toString()} is no integer`)
}
