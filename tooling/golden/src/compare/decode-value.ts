import { GoldenRange } from './special-values.ts'

/** Marks a parameter whose value has to come at execution. */
export const REQUIRED = Symbol('required')

/** The JavaScript value for a value of the corpus. */
export function decodeValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(decodeValue)
  const entries = Object.entries(value)
  const [tag, content] = entries[0] ?? ['', undefined]
  if (entries.length !== 1 || !tag.startsWith('$')) return value
  const decode = decoders[tag]
  if (decode === undefined) throw new Error(`unsupported value ${tag}`)
  return decode(content as never)
}

const numbers: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity }

const decoders: Readonly<Record<string, (content: never) => unknown>> = {
  $required: () => REQUIRED,
  $bigint: (text: string) => BigInt(text),
  $float: (text: string) => numbers[text] ?? Number(text),
  // exact numbers are strings in this library
  $decimal: (text: string) => text,
  $datetime: (iso: string) => dateTime(iso),
  $date: (iso: string) => iso,
  $time: (iso: string) => iso,
  $interval_us: (microseconds: number) => `PT${microseconds / 1_000_000}S`,
  $bytes: (hex: string) => new Uint8Array(Buffer.from(hex, 'hex')),
  $uuid: (text: string) => text,
  $tuple: (items: unknown[]) => items.map(decodeValue),
  $map: (pairs: [string, unknown][]) => Object.fromEntries(pairs.map(([key, item]) => [key, decodeValue(item)])),
  // SQLAlchemy stores the member's name
  $enum: ([, member]: [string, string, unknown]) => member,
  $bits: (bits: string) => bits,
  $range: ([lower, upper, bounds, isEmpty]: [unknown, unknown, string, boolean]) => new GoldenRange(decodeValue(lower), decodeValue(upper), bounds, isEmpty),
  $multirange: (ranges: unknown[]) => ranges.map(decodeValue),
}

/** A `Date` (UTC when no zone is given); with microseconds that a `Date` can't hold, the text. */
function dateTime(iso: string): unknown {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? ''
  if (fraction.length > 3 && !/^0*$/.test(fraction.slice(3))) return iso.replace('T', ' ')
  return new Date(/Z$|[+-]\d\d:?\d\d$/.test(iso) ? iso : `${iso}Z`)
}
