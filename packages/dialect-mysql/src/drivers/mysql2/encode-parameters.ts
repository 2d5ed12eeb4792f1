import { conversionError } from '@athanor/interfaces'
import type { Mysql2Module } from './mysql2-types.ts'

const longlong = 8
const largestSigned = 2n ** 63n - 1n

/**
 * Makes the function that prepares parameters for mysql2, which would send every number as a DOUBLE and every bigint as text:
 * servers compare both as floating point, which loses digits and rejects `LIMIT ?`.
 */
export function parameterEncoder(mysql2: Mysql2Module): (params: readonly unknown[]) => unknown[] {
  const Typed = mysql2.TypedParameter
  const encode = (value: unknown): unknown => {
    switch (typeof value) {
      case 'number': return Typed !== undefined && Number.isSafeInteger(value) ? new Typed(longlong, value, false) : value
      case 'bigint': return Typed === undefined ? value.toString() : new Typed(longlong, value, value > largestSigned)
      case 'undefined': return null
      case 'object':
        if (value instanceof Uint8Array && !Buffer.isBuffer(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        return value
      case 'function':
      case 'symbol': throw conversionError('parameter', value, 'a string, number, bigint, boolean, Date, Uint8Array, object or null')
      default: return value
    }
  }
  return params => params.map(encode)
}
