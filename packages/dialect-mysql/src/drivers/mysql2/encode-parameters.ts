import { conversionError } from '@athanor/interfaces'
import type { Mysql2Module } from './mysql2-types.ts'

const largestSigned = 2n ** 63n - 1n
const largestUnsigned = 2n ** 64n - 1n

/**
 * Makes the function that prepares parameters for mysql2, which would send every number as a DOUBLE and every bigint as text:
 * servers compare both as floating point, which loses digits and rejects `LIMIT ?`.
 */
export function parameterEncoder(mysql2: Mysql2Module): (params: readonly unknown[]) => unknown[] {
  const longlong = mysql2.TypedParameter?.LONGLONG
  const encode = (value: unknown): unknown => {
    switch (typeof value) {
      case 'number': return longlong !== undefined && Number.isSafeInteger(value) ? longlong(value) : value
      case 'bigint': 
        if (value > largestUnsigned || value < -largestSigned - 1n) throw conversionError('parameter', value, 'an integer of at most 64 bits')
        if (longlong === undefined) return value.toString()
        return value > largestSigned ? longlong.unsigned(value) : longlong(value)
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
