import { CompileError } from '@athanor/interfaces'
import type { FromClause } from '../selectable/from-clause.ts'
import { isNear } from '../structure/near-names.ts'

/** @throws {CompileError} `UNKNOWN_COLUMN`, always: names the table, the key, and what may have been meant */
export function unknownColumn(key: string, table: FromClause, method: string): never {
  const known = table.columns.keys()
  const near = known.filter((k) => isNear(k, key))
  const hint = near.length > 0 ? `Did you mean ${near.map((k) => `'${k}'`).join(' or ')}?` : `Its columns are: ${known.join(', ')}.`
  throw new CompileError(`${method}: the table '${table.description}' has no column '${key}'. ${hint}`, { code: 'UNKNOWN_COLUMN' })
}
