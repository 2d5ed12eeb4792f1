import { inspect } from 'node:util'
import { ArgumentError, type ConnectParameters } from '@athanor/interfaces'
import { hint } from '../internal/suggest.ts'
import { formatUrl } from './format-url.ts'
import { parseUrl } from './parse-url.ts'
import { urlErrors } from './url-errors.ts'

/** Options of the query part; a key that was given more than once has a list. */
export type UrlQueryValues = Readonly<Record<string, string | readonly string[]>>

/** The parts of a URL. */
export interface UrlParts {
  /** Name of the dialect. */
  readonly dialect: string
  /** Name of the driver. Default: the dialect's. */
  readonly driver?: string | undefined
  /** Name of the user. */
  readonly username?: string | undefined
  /** Password; needs a user. */
  readonly password?: string | undefined
  /** Name or address of the server. Default: the dialect's, mostly `localhost`. */
  readonly host?: string | undefined
  /** Number of the port, 0 to 65535. Default: the dialect's. */
  readonly port?: number | undefined
  /** Name of the database, or a file. */
  readonly database?: string | undefined
  /** Options for the driver. */
  readonly query?: UrlQueryValues | undefined
}

const partNames: readonly (keyof UrlParts)[] = ['dialect', 'driver', 'username', 'password', 'host', 'port', 'database', 'query']

/**
 * Where a database is: `dialect[+driver]://username:password@host:port/database?option=value`. Immutable. User name, password,
 * database and options are percent-encoded in the text and plain here; an IPv6 host stands in brackets.
 * The password appears in `toString({ hidePassword: false })` and nowhere else: not in messages, `inspect` or JSON.
 * Source: SQLAlchemy's `URL`.
 *
 * @example
 * const url = Url.parse('postgresql+pg://scott:tiger@db.example:5432/shop?sslmode=require')
 * url.set({ database: 'test' }).toString() // postgresql+pg://scott:***@db.example:5432/test?sslmode=require
 */
export class Url {
  /** Name of the dialect, before the `+`. */
  readonly dialect: string
  /** Name of the driver, after the `+`. */
  readonly driver: string | undefined
  /** Name of the user. */
  readonly username: string | undefined
  readonly #password: string | undefined
  /** Name or address of the server. */
  readonly host: string | undefined
  /** Number of the port, 0 to 65535. */
  readonly port: number | undefined
  /** Name of the database, or a file. */
  readonly database: string | undefined
  /** Options, percent-decoded. */
  readonly query: UrlQueryValues

  private constructor(parts: UrlParts) {
    this.dialect = parts.dialect
    this.driver = parts.driver
    this.username = parts.username
    this.#password = parts.password
    this.host = parts.host
    this.port = parts.port
    this.database = parts.database
    this.query = parts.query ?? {}
    Object.freeze(this)
  }

  /**
   * Reads a URL.
   * @throws {UrlError} naming the part that can't be read.
   */
  static parse(text: string | Url): Url {
    return text instanceof Url ? text : Url.create(parseUrl(text))
  }

  /**
   * A URL from its parts, which need no encoding.
   * @throws {UrlError} naming the part that is impossible.
   *
   * @example
   * Url.create({ dialect: 'postgresql', username: 'scott', password: 'p@ss/word', host: 'localhost', database: 'shop' })
   */
  static create(parts: UrlParts): Url {
    for (const name of Object.keys(parts)) {
      if (!partNames.includes(name as keyof UrlParts)) throw new ArgumentError(`A URL has no part '${name}'. ${hint(name, partNames)}`)
    }
    if (!/^\w+$/.test(parts.dialect)) throw urlErrors.part('dialect', 'must be a name of letters, digits and _', parts.dialect)
    if (parts.driver !== undefined && !/^[\w-]+$/.test(parts.driver)) throw urlErrors.part('driver', 'must be a name of letters, digits, _ and -', parts.driver)
    const { port } = parts
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) throw urlErrors.part('port', 'must be a number from 0 to 65535', String(port))
    if (parts.password !== undefined && parts.username === undefined) throw urlErrors.passwordAlone()
    const query: Record<string, string | readonly string[]> = Object.create(null) as Record<string, string | readonly string[]>
    for (const [key, value] of Object.entries(parts.query ?? {})) query[key] = typeof value === 'string' ? value : Object.freeze([...value])
    return new Url({ ...parts, query: Object.freeze(query) })
  }

  /** A copy with some parts replaced; `undefined` removes a part. */
  set(changes: Partial<UrlParts>): Url {
    const { dialect, driver, username, host, port, database, query } = this
    const parts = { dialect, driver, username, password: this.#password, host, port, database, query, ...changes }
    if (parts.username === undefined && !('password' in changes)) parts.password = undefined
    return Url.create(parts)
  }

  /** A copy with options added to the query, in place of those of the same name; `append` keeps both. */
  updateQuery(values: UrlQueryValues, options: { readonly append?: boolean } = {}): Url {
    const query: Record<string, string | readonly string[]> = { ...this.query }
    for (const [key, value] of Object.entries(values)) {
      const before = query[key]
      query[key] = options.append !== true || before === undefined ? value : [before, value].flat()
    }
    return this.set({ query })
  }

  /** A copy without the named options. */
  withoutQuery(...names: readonly string[]): Url {
    return this.set({ query: Object.fromEntries(Object.entries(this.query).filter(([key]) => !names.includes(key))) })
  }

  /** The query with every value as a list. */
  get normalizedQuery(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(Object.entries(this.query).map(([key, value]) => [key, typeof value === 'string' ? [value] : value]))
  }

  /** What a driver's `connect` takes; the only way to the password beside `toString({ hidePassword: false })`. */
  toConnectParameters(): ConnectParameters {
    const { host, port, username, database, query } = this
    return { host, port, username, password: this.#password, database, query }
  }

  /** Whether all parts are equal, the password included. */
  equals(other: Url): boolean {
    return this.toString({ hidePassword: false }) === other.toString({ hidePassword: false })
  }

  /** The text; the password is `***` unless `hidePassword` is false. */
  toString(options: { readonly hidePassword?: boolean } = {}): string {
    const password = this.#password === undefined || options.hidePassword === false ? this.#password : undefined
    return formatUrl(this, password, this.#password !== undefined && options.hidePassword !== false)
  }

  /** The text, without password. */
  toJSON(): string { return this.toString() }
  [inspect.custom](): string { return `Url(${this.toString()})` }
}
