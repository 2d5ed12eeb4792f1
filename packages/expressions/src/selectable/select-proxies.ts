import { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { makeProxy } from '../elements/make-proxy.ts'
import { isTextual } from '../elements/textual.ts'
import { InvalidRequestError } from '@athanor/interfaces'
import { Label } from '../elements/label.ts'
import { LabelName, nameKey, nameText, joinNames, type Name } from '../structure/names.ts'
import { ColumnCollection } from './column-collection.ts'
import type { ColumnPlusNames } from './columns-plus-names.ts'
import type { FromClause } from './from-clause.ts'

/** Columns of the other SELECTs of a set operation, by position. */
export type CompoundColumns = readonly (readonly ColumnElement[])[]

/** The columns of a subquery, from the names in the columns clause inside it; made one by one when they are asked for. */
export function proxiesOfNames(names: readonly ColumnPlusNames[], selectable: FromClause, compound?: CompoundColumns): ColumnCollection {
  const named = names.filter(({ column }) => column instanceof ColumnElement && !isTextual(column))
  const count = compound === undefined ? named.length : Math.min(named.length, compound.length)
  return new ColumnCollection(named.slice(0, count).map((n) => n.proxyKey!), (i) => {
    const { column, proxyKey, requiredLabel } = named[i]!
    const element = column as ColumnElement
    if (element instanceof Label && requiredLabel !== undefined && nameKey(requiredLabel) !== nameKey(element.name)
      && !(element.name instanceof LabelName && element.name.isAnonymous)) {
      throw new InvalidRequestError(`The label '${nameText(element.name)}' is used twice in a query that becomes a subquery. Labels have to be unique there.`)
    }
    const proxies = compound?.[i]
    const name = requiredLabel ?? (element instanceof ColumnClause ? element.name : undefined)
    return makeProxy(element, selectable, proxyKey, name === undefined ? undefined : truncatable(name), proxies === undefined ? {} : {
      proxies, proxyWeights: proxies.map((_, n) => n + 1),
    })
  })
}

/** A name that the compiler may shorten, as it shortens the label inside the subquery. */
const truncatable = (name: Name): Name => (typeof name === 'string' ? joinNames(name) : name)

