import type { FromClause } from '../selectable/from-clause.ts'
import { nameKey, type Name } from '../structure/names.ts'
import { ColumnClause, type ProxyOptions } from './column-clause.ts'
import type { ColumnElement } from './column-element.ts'
import { Grouping } from './expression.ts'
import { Label } from './label.ts'
import { anonNameLabel, naturalName } from './naming.ts'
import { ungrouped } from './proxies.ts'

/**
 * The column of a FROM object that stands for an element of what is inside it.
 * @param key key in the FROM object's columns; absent: the element's own
 * @param name name in SQL, when it differs from the element's
 */
export function makeProxy(element: ColumnElement, selectable: FromClause, key?: string, name?: Name, options: ProxyOptions = {}): ColumnElement {
  if (element instanceof ColumnClause) return element.makeProxy(selectable, key, name, options)
  if (element instanceof Label) {
    const inner = ungrouped(element.element)
    return makeProxy(inner, selectable, key ?? nameKey(element.name), name ?? element.name, {
      ...options,
      disallowLiteral: true,
      type: options.type ?? element.type,
      proxies: options.proxies ?? [inner, element],
    })
  }
  const given = name ?? (element instanceof Grouping ? undefined : naturalName(element)) ?? anonNameLabel(element)
  return new ColumnClause(given, options.type ?? element.type, {
    key: key ?? nameKey(given),
    table: selectable,
    proxies: options.proxies ?? [element],
    proxyWeights: options.proxyWeights,
  })
}
