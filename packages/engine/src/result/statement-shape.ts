import type { SqlNode } from '@athanor/expressions/elements'
import { proxyKey, type ColumnElement, type ShapeItem } from '@athanor/expressions/elements'
import type { RowShape, ShapeField } from './row-shape.ts'

/** Fields of statements with rows that say how an object row looks. */
interface Shaped {
  readonly shape?: readonly ShapeItem[] | null
  readonly allSelectedColumns?: readonly SqlNode[]
  readonly selects?: readonly SqlNode[]
}

/** Layout of a statement's object rows; undefined where its result columns tell it. */
export function rowShape(statement: SqlNode): RowShape | undefined {
  const { shape, selects } = statement as Shaped
  if (shape !== null && shape !== undefined) return shape.map(field)
  // Rows of a set operation are those of its first query.
  if (selects !== undefined) return rowShape(selects[0]!)
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
