import type { Expr, OrderTerm, Sql } from '@athanor/expressions'
import { ClauseList, ColumnElement, defineNode, expression, Field, orderTerm, type SqlNode, type SqlType } from '@athanor/expressions/elements'

/** `x ORDER BY y` as the argument of an aggregate. @example func('array_agg', aggregateOrderBy(users.c.name, users.c.id.desc()))   // PostgreSQL: array_agg(user_account.name ORDER BY user_account.id DESC) */
export class OrderedArgument extends ColumnElement {
  /** The argument. */
  readonly target: ColumnElement
  /** `ORDER BY …` */
  readonly order: ClauseList
  constructor(target: ColumnElement, order: ClauseList) {
    super()
    this.target = target
    this.order = order
  }
  get type(): SqlType { return this.target.type }
  override get fromObjects(): readonly SqlNode[] { return [...this.target.fromObjects, ...this.order.fromObjects] }
  override selfGroup(): ColumnElement { return this }
}
defineNode(OrderedArgument, 'visitOrderedArgument', [['target', Field.node], ['order', Field.node]])

/**
 * An ordered argument of an aggregate. The portable form is the method `aggregateOrderBy()` of a function.
 * @example func('array_agg', aggregateOrderBy(users.c.name, users.c.id.desc()))   // PostgreSQL: array_agg(user_account.name ORDER BY user_account.id DESC)
 */
export const aggregateOrderBy = <T>(target: Sql<T>, ...order: readonly OrderTerm[]): Expr<T> =>
  // the element's class is loosely typed
  new OrderedArgument(expression(target, 'The first argument of aggregateOrderBy()'), new ClauseList(order.map((o) => orderTerm(o, 'aggregateOrderBy()')))) as unknown as Expr<T>
