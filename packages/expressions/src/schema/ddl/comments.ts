import { defineNode } from '../../structure/node.ts'
import type { Column } from '../column.ts'
import type { Constraint } from '../constraint.ts'
import type { Table } from '../table.ts'
import { DdlElement } from './ddl-element.ts'

abstract class TableCommentElement extends DdlElement {
  readonly table: Table
  constructor(table: Table) {
    super()
    this.table = table
  }
}
abstract class ColumnCommentElement extends DdlElement {
  readonly column: Column
  constructor(column: Column) {
    super()
    this.column = column
  }
}
abstract class ConstraintCommentElement extends DdlElement {
  readonly constraint: Constraint
  constructor(constraint: Constraint) {
    super()
    this.constraint = constraint
  }
}

/** `COMMENT ON TABLE … IS '…'`. */
export class SetTableComment extends TableCommentElement {}
defineNode(SetTableComment, 'visitSetTableComment', null)
/** `COMMENT ON TABLE … IS NULL`. */
export class DropTableComment extends TableCommentElement {}
defineNode(DropTableComment, 'visitDropTableComment', null)
/** `COMMENT ON COLUMN … IS '…'`. */
export class SetColumnComment extends ColumnCommentElement {}
defineNode(SetColumnComment, 'visitSetColumnComment', null)
/** `COMMENT ON COLUMN … IS NULL`. */
export class DropColumnComment extends ColumnCommentElement {}
defineNode(DropColumnComment, 'visitDropColumnComment', null)
/** `COMMENT ON CONSTRAINT … IS '…'`. */
export class SetConstraintComment extends ConstraintCommentElement {}
defineNode(SetConstraintComment, 'visitSetConstraintComment', null)
/** `COMMENT ON CONSTRAINT … IS NULL`. */
export class DropConstraintComment extends ConstraintCommentElement {}
defineNode(DropConstraintComment, 'visitDropConstraintComment', null)
