import { UrlError } from '../errors/request-errors.ts'
import type { ConnectParameters } from '../driver/driver.ts'

/**
 * Reads the query part of a connection URL, option by option, and rejects what nobody asked for: a misspelt
 * `sslmod=require` must not connect without TLS.
 *
 * @example
 * const query = new UrlQuery(params.query, 'better-sqlite3')
 * const timeout = query.integer('timeout', 0, 2 ** 31 - 1)
 * query.rejectUnknown()
 */
export class UrlQuery {
  readonly #query: ConnectParameters['query']
  readonly #driver: string
  readonly #asked = new Set<string>()

  constructor(query: ConnectParameters['query'], driver: string) {
    this.#query = query
    this.#driver = driver
  }

  /** The option's text; when it was given twice, an error. */
  string(name: string): string | undefined {
    this.#asked.add(name)
    if (!Object.hasOwn(this.#query, name)) return undefined
    const value = this.#query[name]
    if (value === undefined || typeof value === 'string') return value
    throw this.#invalid(name, 'is given more than once')
  }

  /** All values of an option that may be repeated. */
  list(name: string): readonly string[] {
    this.#asked.add(name)
    const value = Object.hasOwn(this.#query, name) ? this.#query[name] : undefined
    return value === undefined ? [] : typeof value === 'string' ? [value] : value
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.string(name)
    if (value === undefined) return undefined
    const found = choices.find(choice => choice === value.toLowerCase())
    if (found === undefined) throw this.#invalid(name, `must be one of ${choices.join(', ')}`)
    return found
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.string(name)
    if (value === undefined) return undefined
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= min && number <= max)) throw this.#invalid(name, `must be an integer from ${min} to ${max}`)
    return number
  }

  boolean(name: string): boolean | undefined {
    const value = this.oneOf(name, ['true', 'false', 'on', 'off', 'yes', 'no', '1', '0'])
    return value === undefined ? undefined : value === 'true' || value === 'on' || value === 'yes' || value === '1'
  }

  /** To be called after every option has been asked for. @throws {UrlError} naming the options nobody knows. */
  rejectUnknown(): void {
    for (const name of Object.keys(this.#query)) {
      if (this.#asked.has(name)) continue
      const near = [...this.#asked].find(known => isNear(known, name))
      throw new UrlError(
        `The URL has an unknown option '${name}' for the driver ${this.#driver}.` +
        (near === undefined ? ` Known options: ${[...this.#asked].sort().join(', ')}.` : ` Did you mean '${near}'?`),
        { code: 'URL_OPTION_UNKNOWN' })
    }
  }

  #invalid(name: string, why: string): UrlError {
    return new UrlError(`The URL's option '${name}' ${why} (driver ${this.#driver}).`, { code: 'URL_OPTION_INVALID' })
  }
}

/** Same letters but for case and separators, or one edit away. */
function isNear(known: string, given: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '')
  const a = plain(known)
  const b = plain(given)
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return Math.max(a.length, b.length) - start - end <= 1
}
