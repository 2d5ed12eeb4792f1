import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { ColumnElement } from './column-element.ts'

/** A labelled expression in ORDER BY or GROUP BY: rendered as the label's name where the columns clause has it. */
export class LabelReference extends ColumnElement {
  readonly element: ColumnElement
  get type(): SqlType { return this.element.type }
  constructor(element: ColumnElement) {
    super()
    this.element = element
  }
  override get fromObjects(): readonly SqlNode[] { return [] }
}
defineNode(LabelReference, 'visitLabelReference', [['element', Field.node]])

/** A label or column of the enclosing SELECT by its name. */
export class TextualLabelReference extends ColumnElement {
  readonly name: string
  readonly type: SqlType = NULL_TYPE
  constructor(name: string) {
    super()
    this.name = name
  }
}
defineNode(TextualLabelReference, 'visitTextualLabelReference', [['name', Field.value]])
