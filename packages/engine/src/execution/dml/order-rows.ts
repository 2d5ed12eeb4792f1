import { InvalidRequestError, type ValueProcessor } from '@athanor/interfaces'
import type { DefaultDialect, ValuesRow } from '@athanor/expressions/compiler'
import type { ParameterValues } from '../../cache/parameter-plan.ts'

/**
 * Puts the rows that RETURNING gave for a batch in the order of the parameter sets, by the sentinel columns at their end:
 * by the values that were sent, or in ascending order where the server made them. SQL itself promises no order.
 * @throws {InvalidRequestError} `SENTINEL_MISMATCH` when rows and sets don't fit
 */
export function orderRows(
  dialect: DefaultDialect, values: ValuesRow, returned: readonly unknown[][], sets: readonly (ParameterValues | undefined)[], valueOf: (set: ParameterValues | undefined, parameter: string) => unknown,
): readonly unknown[][] {
  const { sentinels, sentinelParameters } = values
  if (sentinels === undefined || sentinels.length === 0) return returned
  if (returned.length !== sets.length) {
    throw new InvalidRequestError(
      `The INSERT of ${sets.length} rows returned ${returned.length}: they can't be matched with the parameter sets. (A trigger, or a rule of the table, keeps rows from being inserted.)`,
      { code: 'SENTINEL_MISMATCH' })
  }
  const count = sentinels.length
  const start = (returned[0]?.length ?? count) - count
  if (sentinelParameters === undefined) return [...returned].sort((a, b) => compare(a, b, start))
  const processors = sentinels.map((column) => column.type.forDialect(dialect.name).resultProcessor(dialect))
  const byKey = new Map<string, unknown[]>()
  for (const row of returned) byKey.set(processors.map((process, i) => keyOf(convert(process, row[start + i]))).join('|'), row)
  return sets.map((set) => {
    const row = byKey.get(sentinelParameters.map((parameter) => keyOf(valueOf(set, parameter))).join('|'))
    if (row !== undefined) return row
    throw new InvalidRequestError(
      `A row that RETURNING gave can't be matched with its parameter set: the values of ${sentinels.map(({ key }) => `'${key}'`).join(', ')} came back different from those sent.`,
      { code: 'SENTINEL_MISMATCH' })
  })
}

const convert = (process: ValueProcessor | undefined, value: unknown): unknown => (value === null || process === undefined ? value : process(value))

function keyOf(value: unknown): string {
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof Uint8Array) return `b${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  return JSON.stringify(typeof value === 'object' && value !== null ? value : String(value))
}

/** Numbers, bigints and decimal texts by value; other texts by code units. */
function compare(a: readonly unknown[], b: readonly unknown[], start: number): number {
  for (let i = start; i < a.length; i++) {
    const x = ordinal(a[i])
    const y = ordinal(b[i])
    if (x < y) return -1
    if (x > y) return 1
  }
  return 0
}
const ordinal = (value: unknown): number | bigint | string =>
  typeof value === 'number' || typeof value === 'bigint' ? value : /^-?\d+$/.test(String(value)) ? BigInt(String(value)) : String(value)
