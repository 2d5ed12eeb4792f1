import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { TextClause } from '../elements/text.ts'
import { asNode, type SqlNode } from '../structure/node.ts'

/** SQL text or an expression, where DDL takes either; a string is SQL. */
export function ddlExpression(value: unknown, what: string): SqlNode {
  if (typeof value === 'string') return new TextClause(value)
  const node = asNode(value)
  if (node === undefined) throw new ArgumentError(`${what} needs SQL text or an expression, not ${describe(value)}`)
  return node
}
