import type { Expected } from '../corpus/case.ts'
import { decodeValue, REQUIRED } from './decode-value.ts'
import { normaliseSql } from './normalise-sql.ts'
import { sameValue } from './values.ts'

/** Text and parameters that the library gave. */
export interface Actual {
  readonly sql: string
  readonly binds: readonly (readonly [name: string, value: unknown])[]
}

/** Comparing also the names of parameters is the stricter level. */
export interface CompareOptions { readonly names?: boolean }

/** Errors that were accidents of the Python implementation: any error counts as the same. */
const accidents = new Set(['AttributeError', 'TypeError', 'KeyError', 'AssertionError', 'ValueError'])
export const isAccident = (error: string): boolean => accidents.has(error)

/** Why the outcome differs from the recorded one; undefined if it doesn't. */
export function compareSql(actual: Actual, expected: Expected, dialect: string, options: CompareOptions = {}): string | undefined {
  const expectedBinds = expected.binds ?? []
  const want = normaliseSql(expected.sql ?? '', expectedBinds.map(([name]) => name), dialect)
  const got = normaliseSql(actual.sql, actual.binds.map(([name]) => name), dialect)
  const wanted = want.text.trim()
  const gotten = got.text.trim()
  if (wanted !== gotten) return firstDifference(gotten, wanted)
  if (expectedBinds.length !== actual.binds.length) return `number of parameters: ${actual.binds.length} instead of ${expectedBinds.length}`
  for (const [i, [name, recorded]] of expectedBinds.entries()) {
    const value = decodeValue(recorded)
    const mine = actual.binds[i]!
    // a value that has to come at execution is shown as none
    if (value === REQUIRED ? (mine[1] ?? null) !== null : !sameValue(mine[1], value)) return `value of a parameter: ${show(mine[1])} instead of ${show(value)}`
    if (options.names && mine[0] !== name) return `name of a parameter: ${mine[0]} instead of ${name}`
  }
  return undefined
}

const show = (value: unknown): string =>
  value === REQUIRED ? 'none (required)'
  : typeof value === 'bigint' ? `${value}n`
  : value instanceof Uint8Array ? `bytes ${Buffer.from(value).toString('hex')}`
  : value instanceof Date ? `Date ${value.toISOString()}`
  : value === undefined ? 'undefined'
  : typeof value === 'number' ? String(value)
  : (JSON.stringify(value) ?? typeof value).slice(0, 60)

/** The words around the first difference, with numbers and identifiers kept: what failures are grouped by. */
export function firstDifference(actual: string, expected: string): string {
  const left = tokens(actual)
  const right = tokens(expected)
  let i = 0
  while (i < left.length && left[i] === right[i]) i++
  let fromEnd = 0
  while (fromEnd < Math.min(left.length, right.length) - i && left[left.length - 1 - fromEnd] === right[right.length - 1 - fromEnd]) fromEnd++
  const cut = (all: readonly string[]): string => all.slice(i, Math.min(i + 6, all.length - fromEnd)).join(' ') || 'nothing'
  return `after "${left.slice(Math.max(0, i - 2), i).join(' ')}": ${cut(left)}  INSTEAD OF  ${cut(right)}`
}
const tokens = (sql: string): string[] => sql.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[\w$.]+|::|\|\||[^\s\w]/g) ?? []
