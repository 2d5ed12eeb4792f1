import { ArgumentError } from '@athanor/interfaces'
import { asNode, type SqlNode } from '../structure/node.ts'
import type { Sequence } from './sequence.ts'
import { FetchedValue } from './server-default.ts'

/** What a default function may look at while a row is inserted or updated. */
export interface DefaultContext {
  /** Parameters of the row. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** A default that this library computes: a plain value, an SQL expression, or a function. */
export type ColumnDefault =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly expression: SqlNode }
  | { readonly kind: 'function'; readonly compute: (context: DefaultContext) => unknown }
  /** A counter that tells the rows of one INSERT apart. */
  | { readonly kind: 'sentinel' }
  | Sequence

/** The default that a user's value stands for; null for none. */
export function columnDefault(value: unknown, what: string): ColumnDefault | null {
  if (value === undefined) return null
  const node = asNode(value)
  if (node !== undefined) {
    if ('isSequence' in node) return node as Sequence
    if (node instanceof FetchedValue) throw new ArgumentError(`${what}: ${node.constructor.name} is made by the server; give it as a server default`)
    return { kind: 'expression', expression: node }
  }
  if (typeof value === 'function') return { kind: 'function', compute: value as (context: DefaultContext) => unknown }
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'sentinel') return { kind: 'sentinel' }
  return { kind: 'value', value }
}
