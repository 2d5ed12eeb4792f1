import { LabelName, QuotedName, SqlNode, type AnonToken } from '@athanor/expressions/elements'

/** A place in a structure with what it holds: `visitSelect.limitClause`, `visitBinary.operator eq`. */
export type CanonicalForm = readonly (readonly [place: string, content: string])[]

/**
 * A statement's structure as a list of places, made without the library's own walks: an independent statement of what is
 * in the key. Values of parameters aren't in it; nodes with an identity are numbered as they are met.
 */
export function canonicalForm(root: SqlNode): CanonicalForm {
  const form: (readonly [string, string])[] = []
  const numbers = new Map<object, number>()
  const add = (place: string, content: string): void => { form.push([place, content]) }
  /** Whether it is met for the first time. */
  const isNew = (place: string, thing: object): boolean => {
    const known = numbers.get(thing)
    if (known === undefined) numbers.set(thing, numbers.size + 1)
    add(`${place} #`, String(known ?? numbers.size))
    return known === undefined
  }
  const node = (place: string, n: SqlNode): void => {
    add(place, n.visitName)
    if (n.structure === null) {
      add(`${place} object`, String(identity(n)))
      return
    }
    if (n.hasIdentity && !isNew(n.visitName, n)) return
    for (const [field] of n.structure) data(`${n.visitName}.${field}`, (n as unknown as Record<string, unknown>)[field])
  }
  const label = (place: string, name: LabelName): void => {
    for (const part of name.parts) {
      if (typeof part === 'string') add(place, part)
      else token(place, part)
    }
    add(place, `quote ${String(name.quote)}`)
  }
  const token = (place: string, t: AnonToken): void => {
    if (!isNew(`${place} token`, t)) return
    if (typeof t.base === 'string') add(place, `token ${t.base}`)
    else label(place, t.base)
  }
  const data = (place: string, value: unknown): void => {
    if (value instanceof SqlNode) node(place, value)
    else if (value === null || value === undefined) add(place, 'nothing')
    else if (typeof value !== 'object') add(place, `${typeof value} ${typeof value === 'function' ? identity(value) : String(value as string)}`)
    else if (value instanceof LabelName) label(place, value)
    else if (value instanceof QuotedName) add(place, `${value.value} quote ${value.quote}`)
    else if ('keyHash' in value) add(place, (value as { readonly keyHash: unknown; readonly key: string }).key)
    else if (Array.isArray(value) || value instanceof Map) {
      const items: readonly unknown[] = [...(value as Iterable<unknown>)]
      add(`${place} length`, String(items.length))
      for (const item of items) data(place, item)
    } else {
      for (const [key, item] of Object.entries(value)) {
        if (item !== undefined) data(`${place}.${key}`, item)
      }
      add(place, 'end')
    }
  }
  node('statement', root)
  return form
}

/** The place where two structures first differ; undefined where they are equal. */
export function firstDifference(a: CanonicalForm, b: CanonicalForm): string | undefined {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]]
    if (x === undefined || y === undefined || x[0] !== y[0] || x[1] !== y[1]) return x?.[0] ?? y![0]
  }
  return undefined
}

const identities = new WeakMap<object, number>()
let last = 0
function identity(thing: object): number {
  let id = identities.get(thing)
  if (id === undefined) identities.set(thing, id = ++last)
  return id
}
