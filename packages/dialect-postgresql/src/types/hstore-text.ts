import { ArgumentError } from '@athanor/interfaces'

/** What an HSTORE holds. */
export type Hstore = Readonly<Record<string, string | null>>

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
const unquoted = (text: string): string => text.replaceAll(/\\(.)/gs, '$1')

/**
 * A map as PostgreSQL reads it: `"key"=>"value", "other"=>NULL`.
 * @throws {ArgumentError} for a value that is neither a text nor null
 */
export function hstoreText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new ArgumentError(`An HSTORE is a plain object of texts, not ${Array.isArray(value) ? 'a list' : typeof value}`)
  return Object.entries(value).map(([key, one]) => {
    if (one !== null && typeof one !== 'string') throw new ArgumentError(`The values of an HSTORE are texts or null; that of ${JSON.stringify(key)} is of type ${typeof one}`)
    return `${quoted(key)}=>${one === null ? 'NULL' : quoted(one)}`
  }).join(', ')
}

const PAIR = /"((?:[^"\\]|\\.)*)"=>(?:NULL|"((?:[^"\\]|\\.)*)")(?:, |$)/gsy

/**
 * Reads what PostgreSQL writes.
 * @throws {ArgumentError} when the text isn't an HSTORE
 */
export function parseHstore(text: string): Hstore {
  const found: [string, string | null][] = []
  PAIR.lastIndex = 0
  while (PAIR.lastIndex < text.length) {
    const start = PAIR.lastIndex
    const pair = PAIR.exec(text)
    if (pair === null) throw new ArgumentError(`Not an HSTORE from position ${start}: ${JSON.stringify(text.slice(start, start + 40))}`)
    found.push([unquoted(pair[1]!), pair[2] === undefined ? null : unquoted(pair[2])])
  }
  // a key may be called as what every object has
  return Object.fromEntries(found)
}
