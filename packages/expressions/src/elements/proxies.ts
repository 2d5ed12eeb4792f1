import { sameStructure, valueCarriers } from '../structure/comparison.ts'
import type { SqlNode } from '../structure/node.ts'
import type { ColumnElement } from './column-element.ts'
import { Label } from './label.ts'
import { Grouping } from './expression.ts'

/** A column that stands for columns further inside: `sub.c.id` for `users.c.id`. */
export interface ProxyCarrier {
  readonly proxies: readonly ColumnElement[]
  /** Distance that each proxy adds; a set operation prefers its first SELECTs. Absent: 1 each. */
  readonly proxyWeights?: readonly number[] | undefined
}

const NOTHING: readonly ColumnElement[] = []

/** The columns that a column directly stands for. */
export function proxiesOf(column: ColumnElement): readonly ColumnElement[] {
  if (column instanceof Label) return [ungrouped(column.element)]
  return (column as Partial<ProxyCarrier>).proxies ?? NOTHING
}

/** An expression without the parentheses that were put around it. */
export function ungrouped(column: ColumnElement): ColumnElement {
  let inner = column
  while (inner instanceof Grouping) inner = inner.element
  return inner
}

const proxySets = new WeakMap<ColumnElement, ReadonlySet<ColumnElement>>()

/** The column and everything it stands for, directly or not. */
export function proxySet(column: ColumnElement): ReadonlySet<ColumnElement> {
  let set = proxySets.get(column)
  if (set === undefined) {
    const all = new Set<ColumnElement>([column])
    for (const proxy of proxiesOf(column)) for (const inner of proxySet(proxy)) all.add(inner)
    proxySets.set(column, set = all)
  }
  return set
}

/** The columns at the far end: those of tables. */
export function baseColumns(column: ColumnElement): ReadonlySet<ColumnElement> {
  return new Set([...proxySet(column)].filter((c) => proxiesOf(c).length === 0))
}

/** Whether two columns have an ancestor in common. */
export function sharesLineage(a: ColumnElement, b: ColumnElement): boolean {
  if (a === b) return true
  const set = proxySet(b)
  for (const column of proxySet(a)) if (set.has(column)) return true
  return false
}

/**
 * Whether two labels name one expression, be it one object or two that are equal and have the same parameters. Which of
 * the two it is isn't part of a statement's structure, so its text mustn't tell them apart.
 */
export function isSameExpression(a: Label, b: Label): boolean {
  const carriers: SqlNode[] = []
  if (!sameStructure(ungrouped(a.element), ungrouped(b.element), carriers)) return false
  return carriers.length === 0 || valueCarriers(ungrouped(a.element)).every((carrier, i) => carrier === carriers[i])
}

/** Sum of the steps from a column to those of its ancestors that share lineage with the target. */
export function proxyDistance(column: ColumnElement, target: ColumnElement, weight = 1): number {
  let sum = sharesLineage(column, target) ? weight : 0
  const weights = (column as Partial<ProxyCarrier>).proxyWeights
  proxiesOf(column).forEach((proxy, i) => { sum += proxyDistance(proxy, target, weights?.[i] ?? 1) })
  return sum
}
