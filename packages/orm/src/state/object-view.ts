import { inspect, type InspectOptions } from 'node:util'
import type { CollectionRelationship } from '../attributes/collection-relationship.ts'
import { isAbsent } from '../attributes/sentinels.ts'
import { type EntityCore, isMapped, stateOf } from './entity-core.ts'

/** Objects that are being written at the moment, from the outermost on. A reference back to one of them is left out. */
const open: object[] = []

/**
 * The loaded attributes of an object as a plain object. JSON.stringify writes nested objects by calling this again for each, so
 * what has been entered is converted here, at once.
 */
export function objectToJson(object: EntityCore): Record<string, unknown> { return plain(object, true) }

/**
 * The loaded attributes of an object, with related objects converted too, and objects that contain themselves cut. For tests,
 * logs and spreading: `{ ...user }` sees nothing, `{ ...toObject(user) }` does.
 *
 * @example
 * expect(toObject(user)).toMatchObject({ name: 'sandy', addresses: [{ email: 's@x.org' }] })
 */
export function toObject(object: object): Record<string, unknown> {
  if (!isMapped(object)) throw new TypeError('toObject() takes an instance of a mapped class')
  return plain(object, false)
}

function plain(object: EntityCore, forJson: boolean): Record<string, unknown> {
  const { mapper, values } = stateOf(object)
  const result: Record<string, unknown> = {}
  open.push(object)
  try {
    for (const [key, attribute] of mapper.byKey) {
      if (attribute.key !== key || ('isComponent' in attribute && attribute.isComponent === true)) continue
      const value = attribute.kind === 'composite' ? attribute.current(stateOf(object)) : values[attribute.slot]
      if (typeof value === 'symbol' || isAbsent(value)) continue
      if (attribute.kind === 'toOne') {
        if (value === null) result[key] = null
        else if (!open.includes(value as object)) result[key] = convert(value as EntityCore, forJson)
      } else if (attribute.kind === 'toMany') {
        const { collection } = attribute as CollectionRelationship
        const members = collection.members(value as object).filter((m) => !open.includes(m)).map((m) => convert(m as EntityCore, forJson))
        result[key] = members
      } else if (attribute.kind === 'column' || attribute.kind === 'expression' || attribute.kind === 'composite') result[key] = value
    }
    // what the user's own class keeps in fields
    for (const key of Object.keys(object)) if (!(key in result)) result[key] = (object as unknown as Record<string, unknown>)[key]
  } finally {
    open.pop()
  }
  return result
}

/** A class may write itself in its own way. */
function convert(object: EntityCore, forJson: boolean): unknown {
  const own = (object as unknown as { toJSON?: () => unknown }).toJSON
  return forJson && own !== undefined ? own.call(object) : plain(object, forJson)
}

/** For console.log: class name and loaded attributes. */
export function inspectObject(this: EntityCore, depth: number, options: InspectOptions): string {
  const { mapper } = stateOf(this)
  if (depth < 0 || open.includes(this)) return `[${mapper.name}]`
  const shown: Record<string, unknown> = {}
  const { values } = stateOf(this)
  open.push(this)
  try {
    for (const [key, attribute] of mapper.byKey) {
      const value = values[attribute.slot]
      if (attribute.key !== key || isAbsent(value) || attribute.kind === 'hybrid' || ('isComponent' in attribute && attribute.isComponent === true)) continue
      // a list of objects is shown as the array it is to its readers
      shown[key] = Array.isArray(value) && attribute.kind === 'toMany' ? Array.from<unknown>(value) : value
    }
    for (const key of Object.keys(this)) shown[key] = (this as unknown as Record<string, unknown>)[key]
    const text = inspect(shown, { ...options, depth: options.depth === undefined || options.depth === null ? 2 : Math.max(0, depth - 1) })
    return `${mapper.name} ${text}`
  } finally {
    open.pop()
  }
}
