/**
 * Keys of the identity map. One column of a primitive type is its own key; everything else is written as text, tagged by type,
 * so that `1`, `'1'` and `1n` stay apart.
 */
export function identityKey(values: readonly unknown[]): unknown {
  if (values.length === 1) {
    const value = values[0]
    return typeof value === 'object' && value !== null ? encode(value) : value
  }
  let key = ''
  for (const value of values) {
    const part = encode(value)
    key += `${part.length}:${part}`
  }
  return key
}

function encode(value: unknown): string {
  switch (typeof value) {
    case 'number': return `n${value}`
    case 'bigint': return `i${value}`
    case 'string': return `s${value}`
    case 'boolean': return value ? 'b1' : 'b0'
    case 'undefined': return 'u'
    default:
      if (value === null) return 'u'
      if (value instanceof Date) return `d${value.getTime()}`
      if (value instanceof Uint8Array) return `x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')}`
      // Temporal and other value objects: their text is canonical
      return `o${String(value as { toString(): string })}`
  }
}

/** A key that can't identify a row: some part of it is missing. */
export const isIncomplete = (values: readonly unknown[]): boolean => values.some((v) => v === null || v === undefined || typeof v === 'symbol')
