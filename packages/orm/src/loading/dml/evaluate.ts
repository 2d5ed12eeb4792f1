import {
  AsBoolean, BinaryExpression, BindParameter, Column, ExpressionList, False, Grouping, Label, Null, type Operator, op, type SqlNode, True, UnaryExpression,
} from '@athanor/expressions/elements'
import { sameValue } from '../../attributes/same-value.ts'
import { NOT_LOADED } from '../../attributes/sentinels.ts'
import type { Mapper } from '../../mapping/mapper.ts'
import type { InstanceState } from '../../state/instance-state.ts'

/** An expression whose value can't be worked out in JavaScript as the database would. */
export class NotEvaluable extends Error {}

/** The attribute that an expression needs is not loaded. */
export const UNKNOWN: unique symbol = Symbol('unknown')

/** Value of an expression for one object; `null` is SQL's NULL, `UNKNOWN` when an attribute isn't loaded. */
export type Evaluate = (state: InstanceState) => unknown

/**
 * An expression over the columns of a class as a function of its objects, with SQL's three-valued logic.
 * Source: SQLAlchemy's `orm.evaluator`.
 * @throws {NotEvaluable}
 */
export function evaluator(node: SqlNode, mapper: Mapper, values: Readonly<Record<string, unknown>> | undefined): Evaluate {
  const of = (inner: SqlNode): Evaluate => evaluator(inner, mapper, values)
  if (node instanceof Column) {
    const attribute = mapper.findAttributeOf(node)
    if (attribute === undefined) throw new NotEvaluable(`'${node.key}' is no column of ${mapper.name}`)
    // texts of numbers don't compare as numbers
    if (node.type.affinity === 'numeric') throw new NotEvaluable(`'${node.key}' is a decimal number`)
    const { slot } = attribute
    // what was never given is NULL
    return (state) => { const value = state.values[slot]; return value === NOT_LOADED ? UNKNOWN : value ?? null }
  }
  if (node instanceof BindParameter) {
    const given = values !== undefined && Object.hasOwn(values, node.origKey) && !node.unique ? values[node.origKey] : undefined
    if (given === undefined && node.required) throw new NotEvaluable(`the parameter '${node.origKey}' has no value`)
    const value = given ?? node.effectiveValue ?? null
    return () => value
  }
  if (node instanceof Null) return () => null
  if (node instanceof True) return () => true
  if (node instanceof False) return () => false
  if (node instanceof Grouping || node instanceof Label) return of(node.element)
  if (node instanceof AsBoolean) {
    const inner = of(node.element)
    const isNegated = node.operator === op.isFalse
    return (state) => { const value = inner(state); return value === UNKNOWN || value === null ? value : isNegated ? !value : Boolean(value) }
  }
  if (node instanceof ExpressionList) return list(node, node.clauses.map(of))
  if (node instanceof UnaryExpression) {
    const inner = of(node.element)
    if (node.operator === op.inv) return (state) => { const value = inner(state); return value === UNKNOWN || value === null ? value : !value }
    if (node.operator === op.neg) return (state) => { const value = inner(state); return typeof value === 'number' ? -value : value }
    throw new NotEvaluable(`the operator '${node.operator?.name ?? node.modifier?.name ?? ''}'`)
  }
  if (node instanceof BinaryExpression) return binary(node.operator, of(node.left), of(node.right))
  throw new NotEvaluable(`a ${node.constructor.name}`)
}

function list(node: ExpressionList, parts: readonly Evaluate[]): Evaluate {
  if (node.operator === op.and || node.operator === op.or) {
    const decides = node.operator === op.or
    return (state) => {
      let isNull = false
      for (const part of parts) {
        const value = part(state)
        if (value === UNKNOWN) return UNKNOWN
        if (value === null) isNull = true
        else if (Boolean(value) === decides) return decides
      }
      return isNull ? null : !decides
    }
  }
  return (state) => parts.map((part) => part(state)).reduce((a, b) => apply(node.operator, a, b))
}

const binary = (operator: Operator, left: Evaluate, right: Evaluate): Evaluate => {
  if (!known.has(operator)) throw new NotEvaluable(`the operator '${operator.name}'`)
  return (state) => apply(operator, left(state), right(state))
}
const known: ReadonlySet<Operator> = new Set<Operator>([
  op.eq, op.ne, op.lt, op.le, op.gt, op.ge, op.is, op.isNot, op.in, op.notIn, op.add, op.sub, op.mul, op.concat, op.startswith, op.endswith, op.contains,
])

function apply(operator: Operator, a: unknown, b: unknown): unknown {
  if (!known.has(operator)) throw new NotEvaluable(`the operator '${operator.name}'`)
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN
  if (operator === op.is) return sameValue(a, b)
  if (operator === op.isNot) return !sameValue(a, b)
  if (operator === op.in || operator === op.notIn) {
    const members = b as readonly unknown[]
    if (a === null) return members.length === 0 ? operator === op.notIn : null
    const found = members.some((m) => sameValue(a, m))
    if (!found && members.includes(null)) return null
    return operator === op.in ? found : !found
  }
  if (a === null || b === null) return null
  switch (operator) {
    case op.eq: return sameValue(a, b)
    case op.ne: return !sameValue(a, b)
    case op.lt: return (a as number) < (b as number)
    case op.le: return (a as number) <= (b as number)
    case op.gt: return (a as number) > (b as number)
    case op.ge: return (a as number) >= (b as number)
    case op.startswith: return text(a).startsWith(text(b))
    case op.endswith: return text(a).endsWith(text(b))
    case op.contains: return text(a).includes(text(b))
    case op.concat: return text(a) + text(b)
    default:
      if ((typeof a !== 'number' || typeof b !== 'number') && (typeof a !== 'bigint' || typeof b !== 'bigint')) throw new NotEvaluable('arithmetic with something else than numbers')
      return operator === op.add ? (a as number) + (b as number) : operator === op.sub ? (a as number) - (b as number) : (a as number) * (b as number)
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new NotEvaluable('a text operation with something else than texts')
  return value
}
