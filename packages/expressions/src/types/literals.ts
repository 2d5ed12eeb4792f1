import { CompileError } from '@athanor/interfaces'
import { escapeSlots } from '../compiler/parameter-slots.ts'

/** An SQL string literal by the standard's rules: a quote is doubled. Dialects with backslash escapes have their own. */
export function stringLiteral(text: string): string {
  if (text.includes('\u0000')) throw new CompileError('A text with a NUL character can\'t be written into SQL', { code: 'LITERAL_INVALID' })
  return `'${escapeSlots(text).replaceAll("'", "''")}'`
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
/**
 * A number as SQL text. Only what reads as a number passes: nothing else can become a part of the statement.
 * @throws {CompileError}
 */
export function numberLiteral(value: unknown): string {
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
  if (!NUMBER.test(text)) throw new CompileError(`${JSON.stringify(text.slice(0, 40))} is not a number and can't be written into SQL as one`, { code: 'LITERAL_INVALID' })
  return text
}

const pad = (n: number, width = 2): string => String(n).padStart(width, '0')
/** `2024-05-06 07:08:09.123` in UTC. */
export function dateTimeText(value: unknown, separator = ' '): string {
  if (!(value instanceof Date)) return String(value)
  const ms = value.getUTCMilliseconds()
  return `${dateText(value)}${separator}${pad(value.getUTCHours())}:${pad(value.getUTCMinutes())}:${pad(value.getUTCSeconds())}${ms === 0 ? '' : `.${pad(ms, 3)}`}`
}
/** `2024-05-06` in UTC. */
export const dateText = (value: unknown): string =>
  value instanceof Date ? `${pad(value.getUTCFullYear(), 4)}-${pad(value.getUTCMonth() + 1)}-${pad(value.getUTCDate())}` : String(value)

/** The error for a value that isn't of the type it is to be written as. The value itself isn't shown: it may be a secret. */
export const unwritable = (value: unknown, wanted: string): CompileError => new CompileError(
  `A ${value === null ? 'null' : typeof value} can't be written into SQL as ${wanted}. Convert it, or give the parameter another type.`, { code: 'LITERAL_INVALID' })
