import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { adapt as adaptElement, type AdaptOptions } from './adapt.ts'
import { tablesOf as tablesOfElement } from './statement-tables.ts'
import type { FromLike, Table } from '../typing/from.ts'
import type { Executable, Sql } from '../typing/sql.ts'
import { asNode, type SqlNode } from '../structure/node.ts'
import { clonedTraverse as cloneNodes, iterate as iterateNodes, replacementTraverse as replaceNodes } from '../structure/traversal.ts'

/** Whatever SQL is made of: an expression, a statement, something to select from. */
export type Element = Sql<unknown> | Executable<unknown, unknown> | FromLike

const nodeOf = (element: unknown, what: string): SqlNode => {
  const node = asNode(element)
  if (node === undefined) throw new ArgumentError(`${what} needs an expression, a statement or a FROM element, not ${describe(element)}`)
  return node
}
// The faces of `typing/` and the nodes are the same objects; their types know nothing of each other. Hence the casts.
const published = <F>(fn: unknown): F => fn as F

/**
 * Every node that an element is made of, itself first, breadth first; tables and their columns are leaves. The classes of nodes
 * are in `@athanor/expressions/elements` (source: SQLAlchemy's `visitors.iterate`).
 * @example
 * [...iterate(users.c.id.eq(5))].map((node) => node.visitName) // ['visitBinary', 'visitColumn', 'visitBindParameter']
 */
export const iterate: (element: Element) => Iterable<SqlNode> = (element) => iterateNodes(nodeOf(element, 'iterate()'))

/**
 * A copy of an element in which `replace` may put another one in place of a node; `undefined` keeps the node and goes on inside it.
 * What isn't changed is shared with the original (source: SQLAlchemy's `replacement_traverse`).
 * @example
 * replacementTraverse(users.c.id.gt(5), (node) => (node.visitName === 'visitBindParameter' ? literal(6) : undefined))   // user_account.id > :param_1
 */
export const replacementTraverse: <E extends Element>(element: E, replace: (node: SqlNode) => Element | undefined) => E = published(
  (element: unknown, replace: (node: SqlNode) => unknown) => replaceNodes(nodeOf(element, 'replacementTraverse()'), (node) => {
    const other = replace(node)
    return other === undefined ? undefined : nodeOf(other, 'The result of replacementTraverse()\'s function')
  }))

/** Functions by the visit method of the nodes that they are called for: `{ visitBindParameter: (node) => … }`. */
export type Visitors<R> = Readonly<Record<`visit${string}`, (node: SqlNode) => R>>

/**
 * Calls a function for each node of the kinds that are named, in the order of `iterate()` (source: SQLAlchemy's `visitors.traverse`).
 * @example
 * const names: string[] = []
 * traverse(users.c.id.eq(5), { visitColumn: (node) => { names.push(String(node)) } })
 * names // ['user_account.id']
 */
export const traverse: (element: Element, visitors: Visitors<void>) => void = (element, visitors) => {
  for (const node of iterateNodes(nodeOf(element, 'traverse()'))) visitors[node.visitName as `visit${string}`]?.(node)
}

/**
 * A copy of an element in which functions may put another one in place of the nodes of their kind; `undefined` keeps a node. They are called
 * from the inside out: what a node is made of has been changed by then (source: SQLAlchemy's `visitors.cloned_traverse`).
 * @example
 * clonedTraverse(users.c.id.gt(5), { visitBindParameter: () => literal(6) })   // user_account.id > :param_1
 */
export const clonedTraverse: <E extends Element>(element: E, visitors: Visitors<Element | undefined>) => E = published(
  (element: unknown, visitors: Visitors<unknown>) => cloneNodes(nodeOf(element, 'clonedTraverse()'), (node) => {
    const other = visitors[node.visitName as `visit${string}`]?.(node)
    return other === undefined ? undefined : nodeOf(other, `The result of clonedTraverse()'s function ${node.visitName}`)
  }))

/**
 * A copy of an expression or a statement in which a FROM element stands in place of those that it is made of: an alias for its
 * table, a subquery for the tables in it. What the target has no counterpart for stays (source: SQLAlchemy's `ClauseAdapter`).
 * @example
 * adapt(users.c.name.eq('x'), users.alias('u'))   // u.name = :name_1
 */
export const adapt: <E extends Element>(element: E, target: FromLike, options?: AdaptOptions) => E = published(adaptElement)

/**
 * The tables that an element mentions anywhere, subqueries and CTEs included, in the order in which they are met.
 * @example
 * tablesOf(select(users.c.id).where(users.c.id.in(select(addresses.c.userId)))).map((t) => t.name) // ['user_account', 'address']
 */
export const tablesOf: (element: Element) => readonly Table<string, unknown>[] = published(tablesOfElement)
