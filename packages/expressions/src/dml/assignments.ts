import { ArgumentError, UndefinedValueError } from '@athanor/interfaces'
import { BindParameter } from '../elements/bind-parameter.ts'
import { asColumnElement, describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { Sequence } from '../schema/sequence.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import { Join } from '../selectable/join.ts'
import { asNode, defineNode, Field, SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { unknownColumn } from './unknown-column.ts'

/** A column, or another expression that can be assigned to (an element of an array), and its value. */
export class Assignment extends SqlNode {
  /** Key of a column of the statement's table; a column of another table; an expression. */
  readonly key: string | ColumnElement
  readonly value: ColumnElement
  constructor(key: string | ColumnElement, value: ColumnElement) {
    super()
    this.key = key
    this.value = value
  }
}
defineNode(Assignment, 'visitAssignment', [['key', Field.data], ['value', Field.node]])

/** Where assignments are made, for checks and messages. */
export interface AssignmentTarget {
  readonly table: FromClause
  /** Keys are looked up in the table at once. False where another layer (the ORM) has keys of its own. */
  readonly checksKeys: boolean
}

/** Whether a value is a bag of values by key: a plain object or a Map. */
export function isRow(value: unknown): value is Readonly<Record<string, unknown>> | ReadonlyMap<unknown, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  if (value instanceof Map) return true
  if (asNode(value) !== undefined) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // objects of another realm have another Object.prototype
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

/** Reads `{ name: 'x' }`, a Map with columns as keys, or a list of pairs. Entries whose value is undefined are left out. */
export function assignments(given: unknown, target: AssignmentTarget, method: string): Assignment[] {
  let pairs: Iterable<readonly [unknown, unknown]>
  if (Array.isArray(given)) pairs = given as (readonly [unknown, unknown])[]
  else if (given instanceof Map) pairs = given as Map<unknown, unknown>
  else if (isRow(given)) pairs = Object.entries(given)
  else throw new ArgumentError(`${method} needs an object of values by column key, not ${describe(given)}`)
  const result: Assignment[] = []
  for (const [key, value] of pairs) if (value !== undefined) result.push(assignment(key, value, target, method))
  return result
}

/** One row, by position: in the order of the table's columns. */
export function positionalAssignments(values: readonly unknown[], target: AssignmentTarget, method: string): Assignment[] {
  const keys = target.table.columns.keys()
  if (values.length > keys.length) throw new ArgumentError(`${method} has ${values.length} values for the ${keys.length} columns of '${target.table.description}'`)
  return values.flatMap((value, i) => (value === undefined ? [] : [assignment(keys[i]!, value, target, method)]))
}

export function assignment(key: unknown, value: unknown, target: AssignmentTarget, method: string): Assignment {
  const normal = assignmentKey(key, target, method)
  const column = typeof normal === 'string' ? columnOf(target.table, normal) : normal
  return new Assignment(normal, assignedValue(value, normal, column?.type, method))
}

/** A column by its own key: the columns of a join have others there. */
const columnOf = (table: FromClause, key: string): ColumnElement | undefined =>
  table.columns.get(key) ?? (table instanceof Join ? table.columns.all.find((c) => (c as ColumnClause).key === key) : undefined)

function assignmentKey(key: unknown, { table, checksKeys }: AssignmentTarget, method: string): string | ColumnElement {
  if (typeof key === 'string') {
    if (checksKeys && columnOf(table, key) === undefined) unknownColumn(key, table, method)
    return key
  }
  const element = asColumnElement(key)
  if (element === undefined) throw new ArgumentError(`${method}: a key has to be a column's key or a column, not ${describe(key)}`)
  return element instanceof ColumnClause && element.table === table && table.columns.get(element.key) === element ? element.key : element
}

/** The value of a column: an expression, or a parameter that the compiler names after the column. */
export function assignedValue(value: unknown, key: string | ColumnElement, type: SqlType | undefined, method: string): ColumnElement {
  const element = asColumnElement(value)
  if (element !== undefined) return element
  if (value === undefined) throw new UndefinedValueError(`${method}: the value of '${key.toString()}' is undefined. Use null for SQL NULL, or leave the key out.`)
  const node = asNode(value)
  if (node instanceof Sequence) return node.nextValue()
  if (value instanceof SqlNode) throw new ArgumentError(`${method}: ${describe(value)} can't be the value of '${key.toString()}'`)
  return BindParameter.of(null, { value, unique: true, type: type ?? NULL_TYPE }, undefined, true)
}

/** Adds assignments to earlier ones; a key that is there already gets the new value, in its old place. */
export function merged(earlier: readonly Assignment[] | null, added: readonly Assignment[]): readonly Assignment[] {
  if (earlier === null || earlier.length === 0) return added
  const result = [...earlier]
  for (const one of added) {
    const position = result.findIndex((a) => a.key === one.key)
    if (position < 0) result.push(one)
    else result[position] = one
  }
  return result
}
