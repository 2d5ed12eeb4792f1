import type { SqlNode } from '@athanor/expressions/elements'
import { proxyKey, type ColumnElement, type ShapeItem } from '@athanor/expressions/elements'
import type { RowShape, ShapeField } from './row-shape.ts'

/** Fields of statements with rows that say how an object row looks. */
interface Shaped {
  readonly shape?: readonly ShapeItem[] | null
  readonly allSelectedColumns?: readonly SqlNode[]
}

/** The object form a statement was given; null for a plain list of columns. */
export const formOf = (statement: SqlNode): readonly ShapeItem[] | null => (statement as Shaped).shape ?? null

/** Whether two statements of equal structure have object rows of the same form. */
export function sameForm(a: SqlNode, b: SqlNode): boolean {
  const left = formOf(a)
  const right = formOf(b)
  return left === right || (left !== null && right !== null && sameItems(left, right))
}

function sameItems(left: readonly ShapeItem[], right: readonly ShapeItem[]): boolean {
  return left.length === right.length && left.every((a, i) => {
    const b = right[i]!
    return a.key === b.key && a.kind === b.kind && a.start === b.start && a.columns.length === b.columns.length &&
      a.columns.every((column, c) => column === b.columns[c]) && sameItems(a.items ?? [], b.items ?? [])
  })
}

/** Layout of a statement's object rows; undefined where its result columns tell it. */
export function rowShape(statement: SqlNode): RowShape | undefined {
  const form = formOf(statement)
  if (form !== null) return form.map(field)
  const columns = (statement as Shaped).allSelectedColumns
  if (columns === undefined) return undefined
  const fields: ShapeField[] = []
  for (const [column, node] of columns.entries()) {
    // An expression without a name has no place in an object row: it is there in tuples, or under a label.
    if (!('anonLabel' in node)) return undefined
    const key = proxyKey(node as ColumnElement)
    if (key !== undefined) fields.push({ key, column })
  }
  return fields
}

function field(item: ShapeItem): ShapeField {
  switch (item.kind) {
    case 'column': return { key: item.key, column: item.start }
    case 'object': return { key: item.key, fields: (item.items ?? []).map(field), nullWhen: [] }
    default: {
      const fields = item.columns.map((key, i) => ({ key, column: item.start + i }))
      return { key: item.key, fields, nullWhen: item.identity.length > 0 ? item.identity : fields.map(({ column }) => column) }
    }
  }
}
