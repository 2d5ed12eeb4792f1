import { GoldenRange } from './special-values.ts'

/** Compares the value of a parameter with the recorded one, which has been decoded. Numbers compare by value. */
export function sameValue(actual: unknown, expected: unknown): boolean {
  if (actual === expected) return true
  if (actual === undefined || expected === undefined) return (actual ?? null) === null && (expected ?? null) === null
  if (actual === null || expected === null) return false
  if (isNumeric(actual) && isNumeric(expected)) return Number.isNaN(Number(actual)) ? Number.isNaN(Number(expected)) : Number(actual) === Number(expected)
  if (actual instanceof Date || expected instanceof Date) return actual instanceof Date && expected instanceof Date && actual.getTime() === expected.getTime()
  if (actual instanceof Uint8Array || expected instanceof Uint8Array) {
    return actual instanceof Uint8Array && expected instanceof Uint8Array && Buffer.compare(actual, expected) === 0
  }
  if (expected instanceof GoldenRange) return expected.equals(actual)
  if (Array.isArray(actual) && Array.isArray(expected)) return actual.length === expected.length && actual.every((item, i) => sameValue(item, expected[i]))
  if (typeof actual === 'object' && typeof expected === 'object') {
    const left = Object.entries(actual)
    const right = new Map(Object.entries(expected))
    return left.length === right.size && left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  }
  return false
}

const isNumeric = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'
