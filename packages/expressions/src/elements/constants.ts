import { defineNode } from '../structure/node.ts'
import { BOOLEAN } from '../types/core-types.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { ColumnElement } from './column-element.ts'

/** `NULL`. */
export class Null extends ColumnElement {
  readonly type: SqlType = NULL_TYPE
}
defineNode(Null, 'visitNull', [])

/** `true`, or `1` where there is no boolean type. */
export class True extends ColumnElement {
  readonly type: SqlType = BOOLEAN
  override negated(): ColumnElement { return FALSE }
}
defineNode(True, 'visitTrue', [])

/** `false`, or `0` where there is no boolean type. */
export class False extends ColumnElement {
  readonly type: SqlType = BOOLEAN
  override negated(): ColumnElement { return TRUE }
}
defineNode(False, 'visitFalse', [])

export const NULL = new Null()
export const TRUE = new True()
export const FALSE = new False()
