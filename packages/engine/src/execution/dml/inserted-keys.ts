import type { DriverResult } from '@athanor/interfaces'
import type { Column } from '@athanor/expressions/elements'
import type { Compiled, DefaultDialect, DmlPlan } from '@athanor/expressions/compiler'
import type { ParameterValues } from '../../cache/parameter-plan.ts'

/** Primary keys of inserted rows, from what was returned, what was sent, and the driver's last generated key. */
export function insertedKeys(
  dialect: DefaultDialect, keyColumns: readonly Column[], plan: DmlPlan, compiled: Compiled, rows: readonly (ParameterValues | undefined)[],
  answer: DriverResult, returned: readonly (readonly unknown[])[] | undefined,
): readonly (readonly unknown[])[] {
  const returnedAt = keyColumns.map((column) => plan.implicitReturning.indexOf(column))
  const result = keyColumns.map((column) => column.type.forDialect(dialect.name).resultProcessor(dialect))
  const auto = keyColumns.findIndex((column, i) => returnedAt[i]! < 0 && rows[0]?.[column.key] === undefined && !compiled.binds.has(column.key))
  return rows.map((row, r) => keyColumns.map((column, i) => {
    const position = returnedAt[i]!
    if (position >= 0 && returned !== undefined) {
      const value = returned[r]?.[position]
      return value === null || value === undefined ? null : result[i] === undefined ? value : result[i](value)
    }
    const sent = row?.[column.key]
    if (sent !== undefined) return sent
    const own = compiled.binds.get(column.key)
    if (own !== undefined && !own.required) return own.effectiveValue
    return i === auto && plan.postfetchLastrowid && rows.length === 1 ? generated(answer.lastInsertId) : null
  }))
}

const generated = (id: number | bigint | undefined): number | bigint | null => (id === undefined ? null : id)
