import { ArgumentError, NotImplementedByDialectError } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { asNode, type SqlNode } from '../structure/node.ts'
import type { Name } from '../structure/names.ts'
import { BOOLEAN, MATCH } from '../types/core-types.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { BindParameter, expandingBindFor } from './bind-parameter.ts'
import { Cast, CollationClause, TryCast, TypeCoerce } from './cast.ts'
import { asColumnElement, condition, constant, describe, operand } from './coercion.ts'
import { type ColumnElement, operations, type OperatorModifiers } from './column-element.ts'
import { False, Null, True } from './constants.ts'
import { AsBoolean, BinaryExpression, BooleanList, CollectionAggregate, ExpressionList, flattened, Grouping, UnaryExpression } from './expression.ts'
import { Label } from './label.ts'
import { typeArgument } from './type-argument.ts'

/** Builds `left operator right`, flattening chains of one associative operator. */
export function constructBinary(
  left: ColumnElement, right: ColumnElement, operator: Operator, type: SqlType, negateOperator?: Operator, modifiers: OperatorModifiers | null = null,
): ColumnElement {
  if (operator.isAssociative) {
    const flattenLeft = left.operator === operator && type.affinity === left.type.affinity
    const flattenRight = right.operator === operator && type.affinity === right.type.affinity
    if (flattenLeft || flattenRight) {
      return new ExpressionList(operator, type, [...(flattenLeft ? flattened(left) : [left]), ...(flattenRight ? flattened(right) : [right])])
    }
  }
  const negate = negateOperator === undefined || left.isCollectionAggregate || right.isCollectionAggregate ? undefined : negateOperator
  return new BinaryExpression(left, right, operator, type, negate, modifiers)
}

const isConstantNode = (node: SqlNode): boolean => node instanceof Null || node instanceof True || node instanceof False

function compare(expr: ColumnElement, operator: Operator, other: unknown, modifiers: OperatorModifiers | undefined, resultType: SqlType = BOOLEAN): ColumnElement {
  let isReverse = false
  let mods: OperatorModifiers | null = null
  if (modifiers !== undefined) {
    const { reverse, ...rest } = modifiers as { reverse?: boolean }
    isReverse = reverse === true
    if (Object.keys(rest).length > 0) mods = rest
  }
  const node = typeof other === 'object' || typeof other === 'function' ? asNode(other) : undefined
  let right: ColumnElement
  if (node === undefined ? other === null || other === true || other === false : isConstantNode(node)) {
    right = node === undefined ? constant(other) : (node as ColumnElement)
    if (!expr.isCollectionAggregate || operator === op.isDistinctFrom || operator === op.isNotDistinctFrom) return compareConstant(expr, operator, right, other, resultType, mods)
  } else right = operand(node ?? other, expr, operator)
  return isReverse
    ? constructBinary(right, expr, operator, resultType, operator.negation, mods)
    : constructBinary(expr, right, operator, resultType, operator.negation, mods)
}

/** Comparison with NULL, true or false. */
function compareConstant(
  expr: ColumnElement, operator: Operator, literal: ColumnElement, given: unknown, resultType: SqlType, mods: OperatorModifiers | null,
): ColumnElement {
  const isBool = literal instanceof True || literal instanceof False
  if (((operator === op.eq || operator === op.ne) && isBool) || operator === op.isDistinctFrom || operator === op.isNotDistinctFrom) {
    return constructBinary(expr, literal, operator, resultType, operator.negation, mods)
  }
  if (operator === op.eq || operator === op.is) return constructBinary(expr, literal, op.is, resultType, op.isNot)
  if (operator === op.ne || operator === op.isNot) return constructBinary(expr, literal, op.isNot, resultType, op.is)
  throw new ArgumentError(
    `The operator '${operator.name}' can't be used with ${describe(given)} on "${expr.toString()}": ` +
    'only eq, ne, is, isNot, isDistinctFrom and isNotDistinctFrom compare with null, true and false.')
}

function arithmetic(expr: ColumnElement, operator: Operator, other: unknown, modifiers: OperatorModifiers | undefined): ColumnElement {
  const right = operand(other, expr, operator)
  if (operator.custom?.returnType !== undefined) return constructBinary(expr, right, operator, operator.custom.returnType, undefined, modifiers ?? null)
  if (operator.custom?.isComparison) return constructBinary(expr, right, operator, BOOLEAN, undefined, modifiers ?? null)
  const [adapted, type] = expr.type.adaptOperator(operator, right.type)
  return constructBinary(expr, right, adapted, type, undefined, modifiers ?? null)
}

/** What may stand on the right side of IN. Selects and table-like objects decide for themselves. */
export interface InCoercible { toInOperand(): ColumnElement }

function membership(expr: ColumnElement, operator: Operator, other: unknown): ColumnElement {
  if (Array.isArray(other)) {
    const items = other as unknown[]
    if (items.some((item) => asNode(item) !== undefined)) {
      const clauses = items.map((item) => operand(item, expr, operator))
      return compareTo(expr, operator, new Grouping(new ExpressionList(op.comma, expr.type, clauses)))
    }
    if (items.includes(undefined)) operand(undefined, expr, operator)
    return compareTo(expr, operator, expandingBindFor(expr, operator, items))
  }
  const node = asNode(other)
  if (node === undefined) {
    if (typeof other === 'object' && other !== null && Symbol.iterator in other) return membership(expr, operator, [...(other as Iterable<unknown>)])
    throw new ArgumentError(`in() on "${expr.toString()}" needs a list, a subquery or an expanding parameter, not ${describe(other)}`)
  }
  if ('toInOperand' in node) return compareTo(expr, operator, (node as SqlNode & InCoercible).toInOperand())
  if (node instanceof BindParameter) {
    const typed = node.type.affinity === 'null' ? node.withType(expr.type) : node
    return compareTo(expr, operator, typed.with({ expanding: true, expandOp: operator }))
  }
  const element = asColumnElement(node)
  if (element === undefined) throw new ArgumentError(`in() on "${expr.toString()}" can't use ${describe(other)}`)
  return compareTo(expr, operator, element)
}
const compareTo = (expr: ColumnElement, operator: Operator, right: ColumnElement): ColumnElement =>
  constructBinary(expr, right, operator, BOOLEAN, operator.negation)

function between(expr: ColumnElement, operator: Operator, bounds: readonly unknown[], modifiers: OperatorModifiers | undefined): ColumnElement {
  const [low, high] = bounds
  const range = new ExpressionList(op.and, NULL_TYPE, [operand(low, expr, op.and), operand(high, expr, op.and)], false)
  return new BinaryExpression(expr, range, operator, BOOLEAN, operator.negation, modifiers ?? null)
}

operations.operate = (expr, operator, other, modifiers) => {
  if (expr instanceof CollectionAggregate && !operator.isComparison) {
    throw new ArgumentError(`Only comparison operators may be used with ANY and ALL, not '${operator.name}'`)
  }
  const own = expr.type.operate(expr, operator, other)
  if (own !== undefined) return own
  switch (operator) {
    case op.in:
    case op.notIn: return membership(expr, operator, other)
    case op.between:
    case op.notBetween: return between(expr, operator, other as readonly unknown[], modifiers)
    case op.match:
    case op.notMatch: return compare(expr, operator, other, modifiers, MATCH)
    case op.regexpMatch:
    case op.notRegexpMatch:
      return new BinaryExpression(expr, operand(other, expr, op.comma), operator, BOOLEAN, operator.negation, modifiers ?? null)
    case op.regexpReplace: {
      const [pattern, replacement] = other as readonly unknown[]
      const args = new ExpressionList(op.comma, NULL_TYPE, [operand(pattern, expr, op.comma), operand(replacement, expr, op.comma)], false)
      return new BinaryExpression(expr, args, operator, NULL_TYPE, undefined, modifiers ?? null)
    }
    case op.and:
    case op.or: return conjunction(operator, [expr, other])
    case op.lshift:
    case op.rshift: {
      if (!('supportsShift' in expr.type)) {
        throw new NotImplementedByDialectError(`The operator '${operator.name}' is not defined for "${expr.toString()}" of type ${expr.type.toString()}`, { code: 'OPERATOR_UNSUPPORTED' })
      }
      return arithmetic(expr, operator, other, modifiers)
    }
    default:
      return operator.isComparison && operator.custom === undefined ? compare(expr, operator, other, modifiers) : arithmetic(expr, operator, other, modifiers)
  }
}

operations.unary = (element, operator) => {
  if (operator === op.any || operator === op.all) return new CollectionAggregate(element.selfGroup(), operator)
  return new UnaryExpression(element, { operator, type: element.type })
}
operations.modifier = (element, operator) => new UnaryExpression(element, { modifier: operator })
operations.negate = (element) => {
  // a condition is negated as it is, any other boolean may be a number to the database
  if (element.type.affinity === 'boolean' && !(element instanceof UnaryExpression && element.operator !== undefined)
    && !(element.isImplicitlyBoolean && (element instanceof BinaryExpression || element instanceof ExpressionList || element instanceof Grouping))) {
    return new AsBoolean(element.selfGroup(op.inv), op.isFalse, op.isTrue)
  }
  return new UnaryExpression(element.selfGroup(op.inv), { operator: op.inv })
}
operations.asBoolean = (element) => new AsBoolean(element, op.isTrue, op.isFalse)
operations.grouping = (element) => new Grouping(element)
operations.label = (element, name: Name | null) => new Label(name, element)
operations.cast = (element, type, tryCast) => tryCast ? new TryCast(element, typeArgument(type, 'tryCast()')) : new Cast(element, typeArgument(type, 'cast()'))
operations.typeCoerce = (element, type) => new TypeCoerce(element, typeArgument(type, 'typeCoerce()'))
operations.collate = (element, collation, schema) => {
  return new BinaryExpression(element, new CollationClause(collation, schema), op.collate, element.type.withCollation(collation, schema))
}

/** Groups clauses for AND/OR; constants cancel or disappear. Returns the grouped clauses. */
function processClauses(operator: Operator, clauses: readonly ColumnElement[]): readonly ColumnElement[] {
  const isAnd = operator === op.and
  let kept: ColumnElement[] = []
  let neutral: ColumnElement | undefined
  for (const clause of clauses) {
    const isTrue = clause instanceof True
    if (!isTrue && !(clause instanceof False)) kept.push(clause)
    else if (isTrue === isAnd) neutral = clause
    else {
      kept = [clause]
      break
    }
  }
  if (kept.length === 0 && neutral !== undefined) kept = [neutral]
  const against = kept.length > 1 ? operator : op.asBool
  for (let i = 0; i < kept.length; i++) kept[i] = kept[i]!.selfGroup(against)
  return kept
}

function conjunction(operator: Operator, values: readonly unknown[]): ColumnElement {
  const isAnd = operator === op.and
  if (values.length === 0) throw new ArgumentError(`${operator.name}() needs at least one condition; for an empty list start with ${isAnd ? 'true' : 'false'}`)
  const clauses: ColumnElement[] = []
  for (const value of values) clauses.push(condition(value, isAnd ? 'An argument of and()' : 'An argument of or()'))
  const grouped = processClauses(operator, clauses)
  if (grouped.length === 1) return grouped[0]!
  return new BooleanList(operator, grouped.some((c) => c.operator === operator) ? grouped.flatMap((c) => (c.operator === operator ? flattened(c) : [c])) : grouped)
}
operations.conjunction = conjunction

/** The criteria of a WHERE or HAVING as the operands of one AND. */
export const whereParts = (criteria: readonly ColumnElement[]): readonly ColumnElement[] => processClauses(op.and, criteria)

/** The condition of a WHERE or HAVING: all criteria, joined by AND; null when there are none. */
export function whereClause(criteria: readonly ColumnElement[]): ColumnElement | null {
  if (criteria.length === 0) return null
  const grouped = processClauses(op.and, criteria)
  return grouped.length === 1 ? grouped[0]! : new BooleanList(op.and, grouped)
}

