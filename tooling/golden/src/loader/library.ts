import * as expressions from '@athanor/expressions'
import * as elements from '@athanor/expressions/elements'

/** The library has no way to say what the corpus says. */
export class ApiGap extends Error {
  constructor(what: string) {
    super(`API gap: ${what}`)
  }
}

/** The loader doesn't know a kind of node, operator or type. */
export class Unsupported extends Error {
  constructor(what: string) {
    super(`unsupported ${what}`)
  }
}

/** A callable of the library; the corpus drives it, so its types can't be known here. */
export type Factory = (...args: readonly unknown[]) => unknown
export type Constructor = new (...args: readonly unknown[]) => object

// the users' entry wins over the one for authors of dialects
export const exported = new Map<string, unknown>([...Object.entries(elements), ...Object.entries(expressions)])

/** Exports of the dialect packages, by the name of the dialect; filled by `dialects.ts`. */
export const dialectExports = new Map<string, ReadonlyMap<string, unknown>>()

/** An exported function of the library. */
export function api(name: string): Factory {
  const found = exported.get(name)
  if (typeof found !== 'function') throw new ApiGap(name)
  return found as Factory
}

/** The first of several exports that exists. */
export function optionalExport(...names: readonly string[]): unknown {
  for (const name of names) if (exported.has(name)) return exported.get(name)
  return undefined
}

/** An exported class of the library. */
export function construct(name: string, ...args: readonly unknown[]): object {
  const found = exported.get(name)
  if (typeof found !== 'function') throw new ApiGap(`class ${name}`)
  return new (found as Constructor)(...args)
}

/** The users' function where there is one, else the class behind it. */
export function make(factory: string, cls: string, ...args: readonly unknown[]): unknown {
  return typeof exported.get(factory) === 'function' ? api(factory)(...args) : construct(cls, ...args)
}

/** An exported constant of the library. */
export function constant(name: string): unknown {
  if (!exported.has(name)) throw new ApiGap(`constant ${name}`)
  return exported.get(name)
}

/** The first of several exports of a dialect's package that exists. */
export function optionalDialectExport(dialect: string, ...names: readonly string[]): unknown {
  const all = dialectExports.get(dialect)
  for (const name of names) if (all?.has(name) === true) return all.get(name)
  return undefined
}

/** An exported function of a dialect's package. */
export function dialectApi(dialect: string, ...names: readonly string[]): Factory {
  const found = optionalDialectExport(dialect, ...names)
  if (typeof found !== 'function') throw new ApiGap(`${names.join(' or ')} of the ${dialect} dialect`)
  return found as Factory
}

/** Calls a method; one that doesn't exist is a gap. */
export function call(target: unknown, method: string, ...args: readonly unknown[]): unknown {
  const found = (target as Record<string, unknown> | null | undefined)?.[method]
  if (typeof found !== 'function') throw new ApiGap(`${className(target)}.${method}()`)
  // not found.apply: on the namespace of functions that names a function
  return Reflect.apply(found, target, args) as unknown
}

const className = (value: unknown): string =>
  value === null || value === undefined ? String(value) : typeof value === 'object' || typeof value === 'function' ? value.constructor.name : typeof value

/** Options without the absent ones: `exactOptionalPropertyTypes`, and what a user would write. */
export const given = (options: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
