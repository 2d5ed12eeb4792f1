import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { StringType } from '../types/string-types.ts'
import { ColumnElement } from './column-element.ts'

/** An operand of a case-insensitive comparison; the generic form is `lower(x)`. */
export class IlikeOperand extends ColumnElement {
  readonly element: ColumnElement
  readonly type: SqlType
  constructor(element: ColumnElement) {
    super()
    this.element = element
    this.type = element.type
  }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override selfGroup(): ColumnElement { return this }
}
defineNode(IlikeOperand, 'visitIlikeOperand', [['element', Field.node]])

/** `'%'` as it stands in generated patterns. */
export class LikePercent extends ColumnElement {
  readonly type: SqlType = new StringType()
}
defineNode(LikePercent, 'visitLikePercent', [])
export const LIKE_PERCENT = new LikePercent()
