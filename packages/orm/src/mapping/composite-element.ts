import type { ColumnElement } from '@athanor/expressions/elements'
import { ArgumentError } from '@athanor/interfaces'
import type { CompositeAttribute } from '../attributes/composite-attribute.ts'

/** A value object as SQL: compared column by column. */
export interface CompositeElement {
  readonly attribute: CompositeAttribute
  eq(value: object | null): ColumnElement
  ne(value: object | null): ColumnElement
}

export function compositeElement(attribute: CompositeAttribute): CompositeElement {
  const compare = (value: object | null): ColumnElement => {
    if (value === undefined) throw new ArgumentError(`${attribute.toString()} was compared with undefined`)
    const parts = value === null ? attribute.components.map(() => null) : attribute.definition.values(value)
    const [first, ...rest] = attribute.components.map((c, i) => c.column.eq(parts[i]))
    return rest.length === 0 ? first! : first!.and(...rest)
  }
  return { attribute, eq: compare, ne: (value) => compare(value).not() }
}
