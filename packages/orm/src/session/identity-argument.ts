import { ArgumentError } from '@athanor/interfaces'
import { identityKey, isIncomplete } from '../identity/identity-key.ts'
import type { Mapper } from '../mapping/mapper.ts'

/**
 * A primary key as `session.get` takes it: the value, or an object by attribute where the key has several columns.
 * @throws {ArgumentError} for a missing or unknown part
 */
export function identityArgument(mapper: Mapper, given: unknown): { readonly key: unknown; readonly values: readonly unknown[] } {
  const attributes = mapper.root.primaryKeyAttributes
  const names = attributes.map((a) => a.key)
  const isObject = typeof given === 'object' && given !== null && !(given instanceof Date) && !(given instanceof Uint8Array) && !Array.isArray(given)
  let values: unknown[]
  if (isObject && names.some((name) => name in given)) {
    const unknownKeys = Object.keys(given).filter((key) => !names.includes(key))
    if (unknownKeys.length > 0) throw new ArgumentError(`The primary key of ${mapper.name} is { ${names.join(', ')} }, and '${unknownKeys[0]!}' is not part of it`)
    values = names.map((name) => (given as Record<string, unknown>)[name])
  } else if (Array.isArray(given)) values = given as unknown[]
  else values = [given]
  if (values.length !== attributes.length || values.some((v) => v === undefined)) {
    throw new ArgumentError(attributes.length === 1
      ? `The primary key of ${mapper.name} is one value ('${names[0]!}'), and ${values.length === 1 ? 'undefined' : `${values.length} values`} was given`
      : `The primary key of ${mapper.name} is { ${names.join(', ')} }; every part is needed`)
  }
  values = values.map((value, i) => asKeyType(value, attributes[i]!.column.type.affinity, attributes[i]!.column.type.visitName))
  return { key: isIncomplete(values) ? undefined : identityKey(values), values }
}

/** A big integer key may be given as a number. */
function asKeyType(value: unknown, affinity: string, visitName: string): unknown {
  return typeof value === 'number' && affinity === 'integer' && visitName === 'visitBigInteger' && Number.isSafeInteger(value) ? BigInt(value) : value
}
