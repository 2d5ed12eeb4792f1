import { Alias, aliasStructure } from '../selectable/alias.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import { defineNode } from '../structure/node.ts'

/** The row that an INSERT proposed and that met an existing one. Its columns are `excluded.name`; MySQL has other words for them. */
export class ExcludedRow extends Alias {
  constructor(table: FromClause) {
    super(table, 'excluded')
  }
}
defineNode(ExcludedRow, 'visitAlias', aliasStructure, { hasIdentity: true })

const rows = new WeakMap<FromClause, ExcludedRow>()
/** The proposed row of a table: always the same object, so that statements that are built in parts fit together. */
export function excludedRow(table: FromClause): ExcludedRow {
  let row = rows.get(table)
  if (row === undefined) rows.set(table, row = new ExcludedRow(table))
  return row
}
