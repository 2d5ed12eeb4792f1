import { ArgumentError } from '@athanor/interfaces'
import type { SqlNode } from '../structure/node.ts'
import { asColumnElement, describe } from './coercion.ts'
import { LabelReference, TextualLabelReference } from './label-reference.ts'

/** A term of a window: labels in it stand for their expressions. */
export const windowTerm = (value: unknown, what: string): SqlNode => {
  const term = orderTerm(value, what)
  return term instanceof LabelReference ? term.element : term
}
/** A term of ORDER BY, GROUP BY, DISTINCT or PARTITION BY: an expression, or the name of a label. */
export function orderTerm(value: unknown, what: string): SqlNode {
  if (typeof value === 'string') return new TextualLabelReference(value)
  const element = asColumnElement(value)
  if (element === undefined) throw new ArgumentError(`${what} needs column expressions or label names, not ${describe(value)}`)
  return element.orderByLabelElement === undefined ? element : new LabelReference(element)
}
