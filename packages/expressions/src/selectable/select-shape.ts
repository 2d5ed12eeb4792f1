import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { asNode, type SqlNode } from '../structure/node.ts'
import { columnsClauseItem } from './arguments.ts'
import type { ColumnClause } from '../elements/column-clause.ts'
import { FromClause } from './from-clause.ts'

/**
 * How a row is built when `select` was given an object: for each key a column, or a nested object made of the next columns.
 * Positions count the columns of the result.
 */
export interface ShapeItem {
  readonly key: string
  readonly kind: 'column' | 'table' | 'entity' | 'object'
  /** Position of the first column. */
  readonly start: number
  /** Keys of the nested object's columns; for a column one entry, its key. */
  readonly columns: readonly string[]
  /** Positions of primary key columns: all NULL means that there is no row (an outer join). Empty when unknown. */
  readonly identity: readonly number[]
  /** Nested items of an `object`. */
  readonly items?: readonly ShapeItem[]
}
export interface ShapedColumns {
  readonly columns: readonly SqlNode[]
  readonly shape: readonly ShapeItem[]
}

/** Reads `select({ user: users, mail: addresses.c.email })`. */
export function shapeOf(items: Readonly<Record<string, unknown>>): ShapedColumns {
  const columns: SqlNode[] = []
  let position = 0
  const read = (object: Readonly<Record<string, unknown>>, path: string): ShapeItem[] => Object.entries(object).map(([key, value]) => {
    const what = `select(): '${path}${key}'`
    const start = position
    if (isPlainObject(value)) {
      const nested = read(value, `${path}${key}.`)
      return { key, kind: 'object', start, columns: nested.map((n) => n.key), identity: [], items: nested }
    }
    const node = columnsClauseItem(value, what)
    columns.push(node)
    if (node instanceof FromClause) {
      const inner = node.selectIterable as readonly (ColumnElement & { readonly key: string })[]
      position += inner.length
      const identity = inner.flatMap((c, i) => ((c as Partial<ColumnClause>).primaryKey ? [start + i] : []))
      return { key, kind: asNode(value) === value ? 'table' : 'entity', start, columns: inner.map((c) => c.key), identity }
    }
    if (!(node instanceof ColumnElement)) throw new ArgumentError(`${what} needs a column, an expression or a table, not ${describe(value)}`)
    position += 1
    return { key, kind: 'column', start, columns: [key], identity: [] }
  })
  return { columns, shape: read(items, '') }
}

/** Whether the only argument of `select` is its object form. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || asNode(value) !== undefined) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // objects of another realm have another Object.prototype
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}
