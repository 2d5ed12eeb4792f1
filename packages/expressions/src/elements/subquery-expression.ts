import { InvalidRequestError } from '@athanor/interfaces'
import { op } from '../operators/operators.ts'
import { cloneNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { BOOLEAN } from '../types/core-types.ts'
import type { SqlType } from '../types/sql-type.ts'
import { ColumnElement } from './column-element.ts'
import { UnaryExpression } from './expression.ts'

/** A statement that can be a value: what these expressions need to know of a SELECT. */
export interface ScalarStatement extends SqlNode {
  readonly scalarType: SqlType
}
/** Methods of a plain SELECT that these expressions pass on. */
interface PlainSelect extends ScalarStatement {
  where(...criteria: readonly unknown[]): PlainSelect
  correlate(...from: readonly unknown[]): PlainSelect
  correlateExcept(...from: readonly unknown[]): PlainSelect
  selectFrom(...from: readonly unknown[]): PlainSelect
  withHint(from: unknown, text: string, options?: object): PlainSelect
  withStatementHint(text: string, options?: object): PlainSelect
}

/** Builds a SELECT; installed by the selectables, which elements don't know. */
export const subqueryOperations = {} as { select(items: readonly unknown[]): SqlNode }

function plain(statement: SqlNode, method: string): PlainSelect {
  if (statement.visitName !== 'visitSelect') {
    throw new InvalidRequestError(`${method}() can only be applied to a subquery that is a plain SELECT; this one is a set operation or text`)
  }
  // checked by its visit name: the class itself would be a circular import
  return statement as PlainSelect
}

/** `(SELECT …)` as a value. */
export class ScalarSubquery extends ColumnElement {
  readonly element: ScalarStatement
  readonly type: SqlType
  constructor(element: ScalarStatement) {
    super()
    this.element = element
    this.type = element.scalarType
  }
  override get fromObjects(): readonly SqlNode[] { return [] }
  override selfGroup(): ColumnElement { return this }

  where(...criteria: readonly unknown[]): ScalarSubquery { return new ScalarSubquery(plain(this.element, 'where').where(...criteria)) }
  /** FROM objects that the enclosing statement has and this one leaves out. */
  correlate(...from: readonly unknown[]): ScalarSubquery { return new ScalarSubquery(plain(this.element, 'correlate').correlate(...from)) }
  correlateExcept(...from: readonly unknown[]): ScalarSubquery { return new ScalarSubquery(plain(this.element, 'correlateExcept').correlateExcept(...from)) }
}
defineNode(ScalarSubquery, 'visitScalarSubquery', [['element', Field.node], ['type', Field.type]])

/** `EXISTS (SELECT …)` */
export class Exists extends UnaryExpression {
  constructor(subquery: ScalarSubquery) {
    super(subquery, { operator: op.exists, type: BOOLEAN })
  }
  override get fromObjects(): readonly SqlNode[] { return [] }

  private regroup(method: string, change: (select: PlainSelect) => PlainSelect): Exists {
    return cloneNode(this, { element: new ScalarSubquery(change(plain((this.element as ScalarSubquery).element, method))) })
  }
  /** `SELECT EXISTS (…)` */
  select(): SqlNode { return subqueryOperations.select([this]) }
  where(...criteria: readonly unknown[]): Exists { return this.regroup('where', (s) => s.where(...criteria)) }
  selectFrom(...from: readonly unknown[]): Exists { return this.regroup('selectFrom', (s) => s.selectFrom(...from)) }
  correlate(...from: readonly unknown[]): Exists { return this.regroup('correlate', (s) => s.correlate(...from)) }
  correlateExcept(...from: readonly unknown[]): Exists { return this.regroup('correlateExcept', (s) => s.correlateExcept(...from)) }
  withHint(from: unknown, text: string, options?: object): Exists { return this.regroup('withHint', (s) => s.withHint(from, text, options)) }
  withStatementHint(text: string, options?: object): Exists { return this.regroup('withStatementHint', (s) => s.withStatementHint(text, options)) }
}
defineNode(Exists, 'visitUnary', [['element', Field.node], ['operator', Field.operator], ['modifier', Field.operator]])
