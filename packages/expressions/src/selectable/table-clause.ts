import { ArgumentError } from '@athanor/interfaces'
import type { ColumnClause } from '../elements/column-clause.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { nameText, type Name } from '../structure/names.ts'
import { defineNode, Field } from '../structure/node.ts'
import { ColumnCollection } from './column-collection.ts'
import { FromClause } from './from-clause.ts'

/**
 * A table by name and columns, without a schema's knowledge of it (source: SQLAlchemy's `table()`).
 * The schema's `Table` extends it.
 */
export class TableClause extends FromClause {
  override readonly name: Name
  override readonly schema: Name | null
  /** Name and type of the columns: what two tables of one structure have in common. */
  readonly columnSpecs: readonly unknown[]
  /** @internal */ markLeft = 0
  /** @internal */ markRight = 0

  constructor(name: Name, columns: readonly ColumnClause[] = [], options: { readonly schema?: Name | null | undefined } = {}) {
    super()
    this.name = name
    this.schema = options.schema ?? null
    for (const column of columns) this.adopt(column)
    this.columnsMemo = ColumnCollection.of(columns)
    this.columnSpecs = columns.map((c) => [c.name, c.type])
  }

  /** Makes a column this table's own. */
  protected adopt(column: ColumnClause): void {
    if (column.table !== null && column.table !== this) {
      throw new ArgumentError(`The column '${nameText(column.name)}' already belongs to '${column.table.description}'; it can't be a column of '${this.description}' too`)
    }
    column.table = this
  }
  /** Adds a column, or replaces the one of the same key. */
  appendColumn(column: ColumnClause): void {
    this.adopt(column)
    this.columns.add(column)
  }
  protected makeColumns(): ColumnCollection { return new ColumnCollection([], []) }

  override get isNamed(): boolean { return true }
  /** Name with its schema, for messages and keys. */
  get fullName(): string { return this.schema ? `${nameText(this.schema)}.${nameText(this.name)}` : nameText(this.name) }
  get description(): string { return nameText(this.name) }
  /** The table as a value: its whole row. Columns are looked up with `c`. */
  column(key: string): ColumnElement | undefined { return this.columns.get(key) }
}
defineNode(TableClause, 'visitTable', [['name', Field.name], ['schema', Field.name], ['columnSpecs', Field.data]], { hasIdentity: true })
