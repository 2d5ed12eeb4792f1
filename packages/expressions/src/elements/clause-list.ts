import { defineNode, Field, SqlNode } from '../structure/node.ts'
import { op } from '../operators/operators.ts'
import { ColumnElement } from './column-element.ts'
import type { SqlType } from '../types/sql-type.ts'
import { NULL_TYPE } from '../types/sql-type.ts'

/** Terms separated by commas: arguments, ORDER BY, GROUP BY. */
export class ClauseList extends SqlNode {
  readonly clauses: readonly SqlNode[]
  constructor(clauses: readonly SqlNode[]) {
    super()
    // among commas only what has no precedence needs parentheses: x LIKE y || '%'
    this.clauses = clauses.map((clause) => (clause instanceof ColumnElement && clause.operator !== undefined ? clause.selfGroup(op.comma) : clause))
  }
  override get fromObjects(): readonly SqlNode[] { return this.clauses.flatMap((c) => c.fromObjects) }
}
defineNode(ClauseList, 'visitClauseList', [['clauses', Field.nodes]])

/** Several ORDER BY terms as one. */
export class OrderByList extends ColumnElement {
  readonly clauses: readonly ColumnElement[]
  readonly type: SqlType = NULL_TYPE
  constructor(clauses: readonly ColumnElement[]) {
    super()
    this.clauses = clauses
  }
  override get fromObjects(): readonly SqlNode[] { return this.clauses.flatMap((c) => c.fromObjects) }
  override asc(): ColumnElement { return new OrderByList(this.clauses.map((c) => c.asc())) }
  override desc(): ColumnElement { return new OrderByList(this.clauses.map((c) => c.desc())) }
  override nullsFirst(): ColumnElement { return new OrderByList(this.clauses.map((c) => c.nullsFirst())) }
  override nullsLast(): ColumnElement { return new OrderByList(this.clauses.map((c) => c.nullsLast())) }
  override selfGroup(): ColumnElement { return this }
}
defineNode(OrderByList, 'visitOrderByList', [['clauses', Field.nodes]])
