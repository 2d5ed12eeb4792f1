/**
 * A name for something that is compared by identity (a mapper, a relationship), in the form in which structural hashes and
 * comparisons take names.
 */
export interface Keyed { readonly key: string; readonly keyHash: number }

const names = new WeakMap<object, Keyed>()
let count = 0

export function keyed(object: object): Keyed {
  let name = names.get(object)
  if (name === undefined) {
    count++
    names.set(object, name = { key: `orm:${count}`, keyHash: Math.imul(count, 0x9e3779b1) | 0 })
  }
  return name
}
