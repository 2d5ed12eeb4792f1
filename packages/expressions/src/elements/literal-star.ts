import { defineNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { ColumnElement } from './column-element.ts'

/** The `*` of `count(*)`. */
export class LiteralStar extends ColumnElement {
  readonly type: SqlType = NULL_TYPE
}
defineNode(LiteralStar, 'visitLiteralStar', [])
export const LITERAL_STAR = new LiteralStar()
