import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { INTEGER } from '../types/value-types.ts'
import { ColumnElement } from './column-element.ts'

/** `EXTRACT(field FROM expr)`. */
export class Extract extends ColumnElement {
  readonly field: string
  readonly element: ColumnElement
  readonly type: SqlType = INTEGER
  constructor(field: string, element: ColumnElement) {
    super()
    this.field = field
    this.element = element
  }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
}
defineNode(Extract, 'visitExtract', [['field', Field.value], ['element', Field.node]])
