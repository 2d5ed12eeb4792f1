import type { Dialect } from '@athanor/interfaces'
import type { ArrayType } from '@athanor/expressions/elements'

/** Writes an array as `ARRAY[1, 2]`; an empty one needs its type: `ARRAY[]::INTEGER[]`. */
export function arrayLiteral(type: ArrayType, dialect: Dialect): ((value: unknown) => string) | undefined {
  const element = type.itemType.literalProcessor(dialect)
  if (element === undefined) return undefined
  const write = (value: unknown): string =>
    Array.isArray(value) ? `ARRAY[${value.map(write).join(', ')}]` : value === null || value === undefined ? 'NULL' : element(value)
  return write
}
