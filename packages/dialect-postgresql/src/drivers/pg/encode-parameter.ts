import { conversionError } from '@athanor/interfaces'
import { encodeArray } from './array-text.ts'
import { encodeBytea } from './bytea-text.ts'

/**
 * Text of one parameter; bytes go in binary. Types convert their values before; what arrives here unconverted comes from
 * statements written by hand: a Date goes as its instant, an array as an SQL array, an object as JSON.
 */
export function encodeParameter(value: unknown): string | Buffer | null {
  switch (typeof value) {
    case 'string': return value
    case 'number':
    case 'bigint': return String(value)
    case 'boolean': return value ? 't' : 'f'
    case 'undefined': return null
    case 'object':
      if (value === null) return null
      if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      if (value instanceof Date) {
        if (Number.isNaN(value.getTime())) throw conversionError('parameter', value, 'a valid Date')
        return value.toISOString()
      }
      if (Array.isArray(value)) return encodeArray(value, encodeElement)
      return JSON.stringify(value)
    default: throw conversionError('parameter', value, 'a string, number, bigint, boolean, Date, Uint8Array, array, object or null')
  }
}

const encodeElement = (value: unknown): string => {
  if (value instanceof Uint8Array) return encodeBytea(value)
  return encodeParameter(value) as string
}

/** Parameters of one execution, as they go over the wire. */
export function encodeParameters(params: readonly unknown[]): (string | Buffer | null)[] {
  if (params.length > 65_535) throw conversionError('parameter', params, 'at most 65535 parameters in one statement')
  return params.map(encodeParameter)
}
