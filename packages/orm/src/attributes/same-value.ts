/**
 * Whether two values of a column are the same to the database: primitives by value, dates by instant, bytes by content,
 * arrays and plain objects (JSON) deeply, other objects by their `equals` method if they have one (Temporal).
 */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return typeof left === 'number' && typeof right === 'number' && Number.isNaN(left) && Number.isNaN(right)
  }
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime()
  if (ArrayBuffer.isView(left)) return ArrayBuffer.isView(right) && sameBytes(left, right)
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((v, i) => sameValue(v, right[i]))
  }
  const prototype: unknown = Object.getPrototypeOf(left)
  if (prototype !== Object.getPrototypeOf(right)) return false
  if ('equals' in left && typeof left.equals === 'function') return (left as { equals(other: object): unknown }).equals(right) === true
  const keys = Object.keys(left)
  if (keys.length === 0) return isPlain(prototype) && Object.keys(right).length === 0
  return keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameValue((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]))
}

/** Objects of other realms have another `Object.prototype`; what matters is that nothing stands above it. */
const isPlain = (prototype: unknown): boolean => prototype === null || Object.getPrototypeOf(prototype as object) === null

function sameBytes(left: ArrayBufferView, right: ArrayBufferView): boolean {
  if (left.byteLength !== right.byteLength) return false
  const a = new Uint8Array(left.buffer, left.byteOffset, left.byteLength)
  const b = new Uint8Array(right.buffer, right.byteOffset, right.byteLength)
  return a.every((byte, i) => byte === b[i])
}
