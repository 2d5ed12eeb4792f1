import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { asNode, type SqlNode } from '../structure/node.ts'
import { children } from '../structure/traversal.ts'
import { TableClause } from './table-clause.ts'

/** Tables that a statement or an expression mentions anywhere, subqueries and CTEs included, in the order in which they are met. */
export function tablesOf(element: unknown): readonly TableClause[] {
  const start = asNode(element)
  if (start === undefined) throw new ArgumentError(`tablesOf() needs a statement, an expression or a FROM element, not ${describe(element)}`)
  const tables = new Set<TableClause>()
  const seen = new Set<SqlNode>()
  const visit = (node: SqlNode): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (node instanceof TableClause) tables.add(node)
    // a column knows its FROM object without having it in its structure
    else if (node instanceof ColumnClause && node.table !== null) visit(node.table)
    for (const child of children(node)) visit(child)
  }
  visit(start)
  return [...tables]
}
