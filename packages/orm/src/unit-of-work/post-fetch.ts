import type { Column, Table } from '@athanor/expressions/elements'
import type { InstanceState } from '../state/instance-state.ts'

/** Values that were computed for a statement (defaults of ours, versions) enter the object. */
export function applyParameters(state: InstanceState, table: Table, columns: readonly Column[], sent: Readonly<Record<string, unknown>>): void {
  for (const column of columns) {
    if (column.table !== table || sent[column.key] === undefined) continue
    const attribute = state.mapper.findAttributeOf(column)
    if (attribute === undefined) continue
    state.values[attribute.slot] = sent[column.key]
    state.committedValues?.delete(attribute.slot)
  }
}

/** Values that only the database knows are forgotten: defaults of the server, and what expressions came to. */
export function expireColumns(state: InstanceState, generated: readonly Column[], expressions: ReadonlyMap<Column, unknown> | null): void {
  const attributes = new Set([...generated, ...(expressions?.keys() ?? [])]
    .map((column) => state.mapper.findAttributeOf(column))
    .filter((a) => a !== undefined))
  if (expressions !== null) {
    // a key that came back is known already
    for (const column of expressions.keys()) {
      const attribute = state.mapper.findAttributeOf(column)
      if (attribute !== undefined && column.primaryKey && state.values[attribute.slot] !== expressions.get(column)) attributes.delete(attribute)
    }
  }
  if (attributes.size > 0) state.expireSlots(attributes)
}
