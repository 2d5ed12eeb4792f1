import { ArgumentError, UndefinedValueError } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { asNode, SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { BindParameter, bindFor } from './bind-parameter.ts'
import { ColumnElement } from './column-element.ts'
import { FALSE, NULL, TRUE } from './constants.ts'

/** A node that can stand where a value is expected once it is wrapped: a SELECT becomes a scalar subquery. */
export interface ScalarCoercible { toScalar(): ColumnElement }
/** A row value makes another one of its own types out of a list. */
export interface RowCoercible { rowOf(values: readonly unknown[]): ColumnElement }
const isScalarCoercible = (node: SqlNode): node is SqlNode & ScalarCoercible => 'toScalar' in node

/** Short description of a wrong argument for messages; never a whole object. */
export function describe(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (value === null) return 'null'
  if (typeof value === 'function') return value.name ? `the function ${value.name}` : 'a function'
  if (typeof value === 'object') return `an object of class ${value.constructor?.name ?? 'unknown'}`
  // only primitive values are left
  return `${typeof value} ${JSON.stringify(String(value as string | number | bigint | boolean | symbol)).slice(0, 40)}`
}

/** The column expression that an element stands for; undefined for plain values. */
export function asColumnElement(value: unknown): ColumnElement | undefined {
  const node = asNode(value)
  if (node === undefined) return undefined
  if (node instanceof ColumnElement) return node
  if (isScalarCoercible(node)) return node.toScalar()
  return undefined
}

/**
 * The operand of an operator: an expression, or a parameter for a plain value.
 * @throws {UndefinedValueError} for `undefined`, which is never a value.
 */
export function operand(value: unknown, expr: ColumnElement, operator: Operator): ColumnElement {
  if (typeof value === 'string' || typeof value === 'number') return bindFor(expr, operator, value)
  const element = asColumnElement(value)
  if (element !== undefined) {
    if (element instanceof BindParameter && element.type.affinity === 'null' && expr.type.affinity !== 'null') return element.withType(expr.type)
    return element
  }
  if (value === undefined) {
    throw new UndefinedValueError(
      `undefined was given to the operator '${operator.name}' of "${expr.toString()}". Use null for SQL NULL, or leave the condition out.`)
  }
  if (value instanceof SqlNode || typeof value === 'function' || typeof value === 'symbol') {
    throw new ArgumentError(`${describe(value)} can't be an operand of '${operator.name}' on "${expr.toString()}"`)
  }
  if (value === null && operator.isComparison) return NULL
  // a row value is compared with a row value: one parameter for each of its items
  if (expr.type.affinity === 'tuple' && Array.isArray(value) && 'rowOf' in expr) return (expr as ColumnElement & RowCoercible).rowOf(value as unknown[])
  return bindFor(expr, operator, value)
}

/**
 * An expression, or a parameter for a plain value where there is nothing to compare with.
 * @param what names the argument in the message
 */
export function expression(value: unknown, what: string, options: { readonly name?: string | undefined; readonly type?: SqlType | undefined } = {}): ColumnElement {
  const element = asColumnElement(value)
  if (element !== undefined) {
    return element instanceof BindParameter && element.type.affinity === 'null' && options.type !== undefined ? element.withType(options.type) : element
  }
  if (value === undefined) throw new UndefinedValueError(`${what} is undefined. Use null for SQL NULL.`)
  if (value instanceof SqlNode || typeof value === 'function' || typeof value === 'symbol') throw new ArgumentError(`${what}: ${describe(value)} is not a column expression`)
  if (value === null) return NULL
  return BindParameter.of(options.name ?? null, { value, unique: true, ...(options.type === undefined ? {} : { type: options.type }) })
}

/** A condition: an expression, or the constants `true` and `false`. */
export function condition(value: unknown, what: string): ColumnElement {
  if (value instanceof ColumnElement) return value
  if (value === true) return TRUE
  if (value === false) return FALSE
  if (value === null) return NULL
  const element = asColumnElement(value)
  if (element !== undefined) return element
  throw value === undefined
    ? new UndefinedValueError(`${what} is undefined. Leave it out, or give an SQL condition.`)
    : new ArgumentError(`${what} needs an SQL condition, not ${describe(value)}. For SQL text use text('…') or the sql template.`)
}

/** A constant: NULL, true or false. */
export function constant(value: unknown): ColumnElement {
  return value === true ? TRUE : value === false ? FALSE : NULL
}

