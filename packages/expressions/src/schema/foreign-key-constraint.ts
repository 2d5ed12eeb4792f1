import { ArgumentError } from '@athanor/interfaces'
import { defineNode } from '../structure/node.ts'
import type { Column } from './column.ts'
import { ColumnsConstraint } from './constraint.ts'
import { ForeignKey } from './foreign-key.ts'
import type { ForeignKeyOptions } from './foreign-key-options.ts'
import type { ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/** `FOREIGN KEY (…) REFERENCES …`, over one column or several. */
export class ForeignKeyConstraint extends ColumnsConstraint {
  /** One for each column, in order. */
  readonly elements: readonly ForeignKey[]
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  readonly match: string | undefined
  readonly useAlter: boolean
  readonly linkToName: boolean

  constructor(columns: readonly unknown[], references: readonly unknown[], options: ForeignKeyOptions = {}, elements?: readonly ForeignKey[]) {
    super(columns, options, 'foreignKey()')
    if (new Set(this.arguments).size !== this.arguments.length) throw new ArgumentError(`A foreign key names a column twice: ${this.columnKeys.join(', ')}`)
    if (columns.length !== references.length) {
      throw new ArgumentError(`A foreign key has ${columns.length} columns (${this.columnKeys.join(', ')}) and ${references.length} references; the numbers must be equal`)
    }
    this.onDelete = options.onDelete
    this.onUpdate = options.onUpdate
    this.match = options.match
    this.useAlter = options.useAlter ?? false
    this.linkToName = options.linkToName ?? false
    this.elements = elements ?? references.map((reference) => new ForeignKey(reference, options))
    for (const element of this.elements) element.constraint = this
    if (elements === undefined) this.attachByColumns()
  }
  get conventionKind(): ConventionKind { return 'fk' }

  /**
   * The table that is referred to.
   * @throws {NoReferencedTableError}
   */
  get referredTable(): Table { return this.elements[0]!.column.table as Table }

  override attach(table: Table): void {
    super.attach(table)
    this.columns.forEach((column, i) => {
      const element = this.elements[i]!
      element.parent = column
      if (!column.foreignKeys.includes(element)) column.foreignKeys = [...column.foreignKeys, element]
    })
    const targets = new Set(this.elements.map((e) => (typeof e.target === 'string' ? e.referredTableKey : undefined)))
    if (!targets.has(undefined) && targets.size > 1) {
      throw new ArgumentError(`The foreign key of '${table.fullName}' over (${this.columnKeys.join(', ')}) refers to several tables: ${[...targets].join(', ')}`)
    }
  }

  copyFor(table: Table): ForeignKeyConstraint { return this.copyWithTargets(table, this.elements.map((e) => e.target)) }
  /** @internal */
  copyWithTargets(table: Table, targets: readonly unknown[]): ForeignKeyConstraint {
    const copy = new ForeignKeyConstraint(this.columnKeys, targets, {
      ...this.copyOptions, onDelete: this.onDelete, onUpdate: this.onUpdate, match: this.match, useAlter: this.useAlter, linkToName: this.linkToName,
    })
    table.appendConstraint(copy)
    return copy
  }
}
defineNode(ForeignKeyConstraint, 'visitForeignKeyConstraint', null)

/** The constraint of a reference that was declared on its column. */
export const constraintOf = (reference: ForeignKey, column: Column): ForeignKeyConstraint => new ForeignKeyConstraint([column], [reference.target], reference.options, [reference])
