import { InvalidRequestError } from '@athanor/interfaces'
import type { Column } from '../../schema/column.ts'
import type { Table } from '../../schema/table.ts'
import { nameText } from '../../structure/names.ts'

/** Ways in which a server makes keys that rise with the order of the rows. */
export type SentinelSource = 'autoincrement' | 'identity' | 'sequence' | 'monotonic'

/** How the rows of a multi-row INSERT can be told apart by a value that the server makes. */
export interface SentinelSupport {
  readonly sources: ReadonlySet<SentinelSource>
  /** VALUES is wrapped into a SELECT with ORDER BY, without which the order isn't sure. */
  readonly insertFromSelect: boolean
  /** The columns of that SELECT need casts. */
  readonly renderCasts: boolean
}
export const NO_SENTINELS: SentinelSupport = { sources: new Set(), insertFromSelect: false, renderCasts: false }

/** Where a column's values come from: the client, the server in a known order, or it can't be said. */
type Origin = 'client' | 'none' | Exclude<SentinelSource, 'autoincrement'> | 'unusable'

/**
 * Columns that tell the rows of one INSERT apart: a column marked as sentinel, the generated key, or a primary key whose
 * values the client makes (source: SQLAlchemy's `_sentinel_column_characteristics`). Undefined when there are none that the
 * database supports.
 * @throws {InvalidRequestError} when a marked column can't serve
 */
export function sentinelColumns(table: Table, support: SentinelSupport, dialect: string): readonly Column[] | undefined {
  const explicit = table.sentinelColumn
  const autoincrement = table.autoincrementColumn
  const column = explicit ?? autoincrement
  if (column !== null) {
    const origin = originOf(column, explicit !== null)
    if (origin !== undefined) {
      const source = origin === 'none' && column === autoincrement ? 'autoincrement' : origin
      if (source === 'client' || source === 'none' || (source !== 'unusable' && support.sources.has(source))) return [column]
      if (explicit === null) return undefined
      throw new InvalidRequestError(
        `The column ${describe(column)} can't be the sentinel with the dialect '${dialect}': its values aren't made in an order that can be relied on. ` +
        'A generated primary key is used as sentinel by itself where that is possible; leave the mark out.')
    }
  }
  // a key whose parts all come from the client
  const key = table.primaryKey
  if (key.length === 0 || key.some((c) => (c.serverDefault !== null && !isMonotonic(c)) || (c.default !== null && c.default.kind !== 'function' && !isMonotonic(c)))) return undefined
  return key
}

/** Undefined: the column doesn't count as generated, as its values fall. */
function originOf(column: Column, isExplicit: boolean): Origin | undefined {
  const { identity, default: own, serverDefault } = column
  if (identity !== null) {
    if (!isDescending(identity.settings)) return 'identity'
    if (isExplicit) throw new InvalidRequestError(`The column ${describe(column)} can't be a sentinel: the increment of its identity is negative`)
    return undefined
  }
  if (own === null && serverDefault === null) {
    if (column.nullable) {
      throw new InvalidRequestError(`The column ${describe(column)} can't be a sentinel: nothing generates its values, and it may be NULL`)
    }
    return 'none'
  }
  if (own !== null) {
    switch (own.kind) {
      case 'sentinel':
      case 'function': return 'client'
      case 'sequence':
        if (!isDescending(own.settings)) return 'sequence'
        if (isExplicit) throw new InvalidRequestError(`The column ${describe(column)} can't be a sentinel: the increment of its sequence is negative`)
        return undefined
      default: return isMonotonic(column) ? 'monotonic' : 'unusable'
    }
  }
  if (isMonotonic(column)) return 'monotonic'
  if (isExplicit) throw new InvalidRequestError(`The column ${describe(column)} can't be a sentinel: its server default gives values in no known order`)
  return 'unusable'
}

/** A function that was marked as giving ever higher values. */
function isMonotonic(column: Column): boolean {
  const expression = column.default?.kind === 'expression' ? column.default.expression : (column.serverDefault as { readonly arg?: unknown } | null)?.arg
  return (expression as { readonly monotonic?: boolean } | null | undefined)?.monotonic === true
}
const isDescending = (settings: { readonly increment?: number | bigint | undefined }): boolean => settings.increment !== undefined && settings.increment < 0
const describe = (column: Column): string => `'${column.table === null ? '' : `${nameText(column.table.name)}.`}${nameText(column.name)}'`
