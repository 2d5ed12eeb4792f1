import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { asNode, defineNode, Field } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'

/** The value that the same INSERT or UPDATE gives to another column; in an UPDATE that doesn't, the column itself. */
export class DmlColumn extends ColumnElement {
  readonly column: ColumnClause
  readonly type: SqlType
  constructor(column: unknown) {
    super()
    const node = asNode(column)
    if (!(node instanceof ColumnClause)) throw new ArgumentError(`fromDmlColumn() needs a column, not ${describe(column)}`)
    this.column = node
    this.type = node.type
  }
  override get bindName(): string { return this.column.key }
}
defineNode(DmlColumn, 'visitDmlColumn', [['column', Field.node]])
