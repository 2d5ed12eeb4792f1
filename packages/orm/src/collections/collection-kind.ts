import { ArgumentError } from '@athanor/interfaces'
import type { CollectionOwner } from './collection-owner.ts'
import { InstrumentedArray } from './instrumented-array.ts'
import { InstrumentedMap } from './instrumented-map.ts'
import { InstrumentedSet } from './instrumented-set.ts'

/** How one kind of collection is made and changed without events. */
export interface CollectionKind {
  readonly name: 'list' | 'set' | 'map'
  create(): object
  connect(collection: object, owner: CollectionOwner | null): void
  ownerOf(collection: object): CollectionOwner | null
  members(collection: object): object[]
  /** Members of what a user assigned. @throws {ArgumentError} when it is of another kind */
  membersOfInput(input: unknown, what: string): object[]
  append(collection: object, item: object): void
  remove(collection: object, item: object): void
  /** Reports changes that were made behind the collection's back. */
  reconcile(collection: object): void
}

const wrongKind = (what: string, wanted: string, given: unknown): ArgumentError =>
  new ArgumentError(`${what} is ${wanted}, and was given ${given === null ? 'null' : given === undefined ? 'undefined' : typeof given === 'object' ? `an object of class ${given.constructor?.name ?? 'unknown'}` : typeof given}`)

export const listKind: CollectionKind = {
  name: 'list',
  create: () => new InstrumentedArray(),
  connect: (c, owner) => { InstrumentedArray.connect(c as InstrumentedArray, owner) },
  ownerOf: (c) => InstrumentedArray.ownerOf(c as InstrumentedArray),
  members(c) {
    // three times as fast as slice(), which has to ask the subclass what to make
    const list = c as InstrumentedArray
    const items: object[] = []
    for (let i = 0; i < list.length; i++) items.push(list[i]!)
    return items
  },
  membersOfInput(input, what) {
    if (!Array.isArray(input)) throw wrongKind(what, 'an array', input)
    return [...input as object[]]
  },
  append: (c, item) => { InstrumentedArray.appendRaw(c as InstrumentedArray, item) },
  remove: (c, item) => { InstrumentedArray.removeRaw(c as InstrumentedArray, item) },
  reconcile: (c) => { InstrumentedArray.reconcile(c as InstrumentedArray) },
}

export const setKind: CollectionKind = {
  name: 'set',
  create: () => new InstrumentedSet(),
  connect: (c, owner) => { InstrumentedSet.connect(c as InstrumentedSet, owner) },
  ownerOf: (c) => InstrumentedSet.ownerOf(c as InstrumentedSet),
  members: (c) => [...c as InstrumentedSet],
  membersOfInput(input, what) {
    if (!(input instanceof Set)) throw wrongKind(what, 'a Set', input)
    return [...input as Set<object>]
  },
  append: (c, item) => { InstrumentedSet.appendRaw(c as InstrumentedSet, item) },
  remove: (c, item) => { InstrumentedSet.removeRaw(c as InstrumentedSet, item) },
  reconcile: () => undefined,
}

export const mapKind = (keyAttribute: string): CollectionKind => ({
  name: 'map',
  create: () => new InstrumentedMap(keyAttribute),
  connect: (c, owner) => { InstrumentedMap.connect(c as InstrumentedMap, owner) },
  ownerOf: (c) => InstrumentedMap.ownerOf(c as InstrumentedMap),
  members: (c) => [...(c as InstrumentedMap).values()],
  membersOfInput(input, what) {
    if (!(input instanceof Map)) throw wrongKind(what, 'a Map', input)
    for (const [key, item] of input as Map<unknown, Record<string, unknown>>) {
      if (item[keyAttribute] !== key) {
        throw new ArgumentError(`${what} was given a Map whose key ${String(key)} is not the '${keyAttribute}' of its member (${String(item[keyAttribute])})`)
      }
    }
    return [...(input as Map<unknown, object>).values()]
  },
  append: (c, item) => { InstrumentedMap.appendRaw(c as InstrumentedMap, item) },
  remove: (c, item) => { InstrumentedMap.removeRaw(c as InstrumentedMap, item) },
  reconcile: () => undefined,
})
