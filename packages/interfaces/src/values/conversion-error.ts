import { DataError } from '../errors/statement-errors.ts'

/**
 * The error for a value that doesn't fit its type on the way to the database or back. Names the type's family and the
 * kind of value, never the value itself: a secret bound to the wrong column must not reach a log.
 */
export const conversionError = (family: string, value: unknown, expected: string, cause?: unknown): DataError =>
  new DataError(`A value of type family '${family}' must be ${expected}; got ${describe(value)}.`,
    { code: 'VALUE_MALFORMED', ...(cause === undefined ? {} : { cause }) })

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string': return `a string of ${value.length} characters`
    case 'object':
      if (value === null) return 'null'
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date'
      return `an object (${(value.constructor as { name?: string } | undefined)?.name ?? 'no prototype'})`
    case 'undefined': return 'undefined (use null for SQL NULL)'
    default: return `a ${typeof value}`
  }
}
