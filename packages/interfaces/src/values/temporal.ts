import { NotImplementedByDialectError } from '../errors/request-errors.ts'

/** The classes of Temporal that conversions use; each is made from ISO text. */
export type TemporalClass = 'PlainDate' | 'PlainTime' | 'PlainDateTime' | 'Instant' | 'Duration'

/**
 * A function that makes Temporal objects of one class from ISO text.
 * @throws {NotImplementedByDialectError} when this JavaScript has no Temporal and no polyfill put one on `globalThis`.
 */
export function temporalFrom(name: TemporalClass): (text: string) => unknown {
  const temporal = (globalThis as { readonly Temporal?: Readonly<Record<string, { from(text: string): unknown }>> }).Temporal
  const type = temporal?.[name]
  if (type === undefined) {
    throw new NotImplementedByDialectError(
      `A column's mode is 'temporal', but this JavaScript has no Temporal.${name}. Use Node.js 26 or later, or load a polyfill that sets globalThis.Temporal.`,
      { code: 'TEMPORAL_MISSING' })
  }
  return text => type.from(text)
}

/** ISO text of a Temporal object (without the bracketed time zone of a ZonedDateTime); `undefined` for anything else. */
export function temporalText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const object = value as { readonly [Symbol.toStringTag]?: unknown; toString(): string }
  const tag = object[Symbol.toStringTag]
  if (typeof tag !== 'string' || !tag.startsWith('Temporal.')) return undefined
  const text = String(object)
  const bracket = text.indexOf('[')
  return bracket === -1 ? text : text.slice(0, bracket)
}
