import { LabelName, nameKey, type Name } from '../structure/names.ts'
import { anonLabelOf, ColumnClause } from './column-clause.ts'
import type { ColumnElement } from './column-element.ts'
import { BindParameter } from './bind-parameter.ts'
import { Cast, TypeCoerce } from './cast.ts'
import { AsBoolean, Grouping } from './expression.ts'
import { Label } from './label.ts'

/**
 * Names of elements as the columns clause needs them. An element without a name of its own gets an anonymous one;
 * a wrapper (a cast, parentheses) takes the name of what it wraps.
 */

/** What an element wraps, if it is one that is known by the name of its inner expression. */
export function wrappedElement(element: ColumnElement): ColumnElement | undefined {
  if (element instanceof Cast || element instanceof TypeCoerce || element instanceof Grouping || element instanceof AsBoolean) return element.element
  return (element as { readonly wrappedColumn?: ColumnElement }).wrappedColumn
}

/** The name under which a database is sure to return this element; undefined where databases differ. May be anonymous. */
export function naturalName(element: ColumnElement): Name | undefined {
  if (element instanceof ColumnClause || element instanceof Label) return element.name
  // parentheses have the name of what is in them, be it a function's
  if (element instanceof Grouping) return element.element.visitName === 'visitFunction' ? (element.element as ColumnElement & { readonly name: Name }).name : naturalName(element.element)
  return (element as { readonly naturalName?: Name }).naturalName
}

/** Label with the table's name in it. */
export function tableLabel(element: ColumnElement): Name | undefined {
  if (element instanceof ColumnClause) return element.tableLabel
  if (element instanceof Label) return element.name
  const inner = wrappedElement(element)
  if (inner === undefined) return naturalName(element)
  return tableLabel(inner) ?? (element instanceof Grouping && naturalName(element) !== undefined ? anonNameLabel(element) : undefined)
}
export function tableKeyLabel(element: ColumnElement): Name | undefined {
  if (element instanceof ColumnClause) return element.tableKeyLabel
  if (element instanceof Label) return element.name
  return proxyKey(element) ?? naturalName(element)
}

/** Key under which a subquery exports an element; undefined for an anonymous one. */
export function proxyKey(element: ColumnElement): string | undefined {
  if (element instanceof Label || element instanceof BindParameter) {
    const name = element instanceof Label ? element.name : element.key
    return name instanceof LabelName && name.isAnonymous ? undefined : nameKey(name)
  }
  const inner = wrappedElement(element)
  return inner === undefined ? element.proxyKey : proxyKey(inner)
}

/** The name made up for an element: `anon_1`; `id_1` for a column `id`; the plain name of what a cast wraps. */
export function anonNameLabel(element: ColumnElement): Name {
  const inner = wrappedElement(element)
  if (inner === undefined) return element.anonLabel
  const name = naturalName(inner)
  // parentheses aren't transparent to a query around: it has a name of its own for what is in them
  return name === undefined ? anonNameLabel(inner) : element instanceof Grouping ? repetition(element, 'g', 0, () => anonLabelOf(name)) : name
}

const keyLabels = new WeakMap<ColumnElement, LabelName>()
/** The anonymous name based on the key. */
export function anonKeyLabel(element: ColumnElement): LabelName {
  let label = keyLabels.get(element)
  if (label === undefined) {
    const key = proxyKey(element)
    const name = naturalName(element)
    // a column whose key is its name has one anonymous name, not two
    label = key !== undefined && name !== undefined && nameKey(name) === key ? element.anonLabel : anonLabelOf(key)
    keyLabels.set(element, label)
  }
  return label
}

const tableLabels = new WeakMap<ColumnElement, LabelName>()
/** The anonymous name based on the label with the table's name. */
export function anonTableLabel(element: ColumnElement): LabelName {
  let label = tableLabels.get(element)
  if (label === undefined) tableLabels.set(element, label = anonLabelOf(tableLabel(element)))
  return label
}
export const anonTableKeyLabel = (element: ColumnElement): LabelName => {
  const key = tableKeyLabel(element)
  const label = tableLabel(element)
  return key === label || (key !== undefined && label !== undefined && nameKey(key) === nameKey(label)) ? anonTableLabel(element) : anonLabelOf(key)
}

// A repetition of one element in a columns clause is told apart by its number; equal numbers must give equal names within a statement.
const repetitions = new WeakMap<ColumnElement, Map<string, LabelName>>()
function repetition(element: ColumnElement, kind: string, index: number, make: () => LabelName): LabelName {
  let known = repetitions.get(element)
  if (known === undefined) repetitions.set(element, known = new Map())
  let label = known.get(kind + index)
  if (label === undefined) known.set(kind + index, label = make())
  return label
}

/** The label of the `index`-th repetition of an element: `id__1`. */
export function dedupeLabel(element: ColumnElement, index: number): LabelName {
  const inner = wrappedElement(element)
  if (inner !== undefined) {
    const name = naturalName(inner)
    return name === undefined ? dedupeTableLabel(element, index) : repetition(element, 'w', 0, () => anonLabelOf(name, '_'))
  }
  const name = naturalName(element)
  return name === undefined ? dedupeTableLabel(element, index) : repetition(element, 'n', index, () => anonLabelOf(name, '_'))
}
/** The same for labels with the table's name: `users_id__1`. */
export function dedupeTableLabel(element: ColumnElement, index: number): LabelName {
  return repetition(element, 't', index, () => anonLabelOf(tableLabel(element) ?? 'anon', '_'))
}
