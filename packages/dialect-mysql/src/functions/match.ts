import type { Expr, Sql, TextLike } from '@athanor/expressions'
import { BinaryExpression, type ColumnElement, defineNode, expression, ExpressionList, Field, MATCH, NULL_TYPE, op, type Operator } from '@athanor/expressions/elements'

/** Modes of a full-text match. */
export interface MatchOptions {
  /** `IN BOOLEAN MODE`. Default false. */
  readonly booleanMode?: boolean | undefined
  /** `IN NATURAL LANGUAGE MODE`. Default false. */
  readonly naturalLanguage?: boolean | undefined
  /** `WITH QUERY EXPANSION`. Default false. */
  readonly queryExpansion?: boolean | undefined
}

/** Full-text search: a condition, and as a number how relevant a row is. @example match([users.c.name, users.c.fullname], 'sandy', { booleanMode: true })   // MySQL: MATCH (user_account.name, user_account.fullname) AGAINST (:param_1 IN BOOLEAN MODE) */
export function match(columns: readonly Sql<unknown>[], against: unknown, options: MatchOptions = {}): Expr<number> & TextLike {
  const elements = columns.map((c, i) => expression(c, `Column ${i + 1} of match()`))
  const left: ColumnElement = elements.length === 1 ? elements[0]! : new ExpressionList(op.comma, NULL_TYPE, elements, false)
  const right = expression(against, 'The text of match()', { name: elements.length === 1 ? elements[0]!.bindName : undefined })
  // the element's class is loosely typed
  return new MatchAgainst(left, right, op.match, {
    mysql_boolean_mode: options.booleanMode ?? false, mysql_natural_language: options.naturalLanguage ?? false, mysql_query_expansion: options.queryExpansion ?? false,
  }) as unknown as Expr<number> & TextLike
}

/** `MATCH (…) AGAINST (…)`, which is a number as well as a condition. @example match([users.c.name, users.c.fullname], 'sandy', { booleanMode: true })   // MySQL: MATCH (user_account.name, user_account.fullname) AGAINST (:param_1 IN BOOLEAN MODE) */
export class MatchAgainst extends BinaryExpression {
  constructor(left: ColumnElement, right: ColumnElement, operator: Operator, modifiers: Readonly<Record<string, boolean>>) {
    // there is no NOT MATCH: the whole is negated
    super(left, right, operator, MATCH, undefined, modifiers)
  }
}
// a name of its own: other databases have no such construct, only the generic match()
defineNode(MatchAgainst, 'visitMatchAgainst', [
  ['left', Field.node], ['operator', Field.operator], ['right', Field.node], ['type', Field.type], ['modifiers', Field.data],
])
