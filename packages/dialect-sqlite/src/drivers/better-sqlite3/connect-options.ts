import { UrlError, UrlQuery, type ConnectParameters } from '@athanor/interfaces'

export type BeginMode = 'BEGIN' | 'BEGIN IMMEDIATE' | 'BEGIN EXCLUSIVE'

/** What a connection needs to be opened, read from a URL. */
export interface SqliteConnectOptions {
  readonly filename: string
  /** Options of better-sqlite3's `Database`. */
  readonly database: Readonly<Record<string, unknown>>
  /** Statements to run on the new connection, in order. */
  readonly pragmas: readonly string[]
  readonly begin: BeginMode
  readonly cacheSize: number
}

/** Pragmas that a URL may set, with what their value looks like. */
const pragmas: Readonly<Record<string, RegExp>> = {
  journal_mode: /^(?:delete|truncate|persist|memory|wal|off)$/i,
  synchronous: /^(?:off|normal|full|extra|[0-3])$/i,
  temp_store: /^(?:default|file|memory|[0-2])$/i,
  locking_mode: /^(?:normal|exclusive)$/i,
  cache_size: /^-?\d{1,9}$/,
  mmap_size: /^\d{1,15}$/,
  journal_size_limit: /^-?\d{1,15}$/,
  wal_autocheckpoint: /^\d{1,9}$/,
  recursive_triggers: /^(?:on|off|true|false|0|1)$/i,
  trusted_schema: /^(?:on|off|true|false|0|1)$/i,
  secure_delete: /^(?:on|off|true|false|fast|0|1)$/i,
}

/**
 * Reads connect parameters. Foreign keys are enforced unless the URL says `foreign_keys=off`: SQLite's own default (off) keeps
 * schemas from meaning what they say.
 * @throws {UrlError} for an unknown or malformed option, or a part that SQLite has no use for.
 */
export function sqliteConnectOptions(params: ConnectParameters): SqliteConnectOptions {
  for (const part of ['host', 'port', 'username', 'password'] as const) {
    if (params[part] !== undefined && params[part] !== '') {
      throw new UrlError(`A SQLite URL has no ${part}. A file is written sqlite:///relative/path.db or sqlite:////absolute/path.db.`)
    }
  }
  const query = new UrlQuery(params.query, 'better-sqlite3')
  const database: Record<string, unknown> = {}
  const timeout = query.integer('timeout', 0, 2 ** 31 - 1)
  if (timeout !== undefined) database['timeout'] = timeout
  const begin = query.oneOf('begin', ['deferred', 'immediate', 'exclusive'])
  const cacheSize = query.integer('prepared_statement_cache_size', 0, 1_000_000)
  const foreignKeys = query.boolean('foreign_keys') ?? true

  let filename = params.database === undefined || params.database === '' ? ':memory:' : params.database
  if (filename.startsWith('file:')) {
    // better-sqlite3 switches URI names off; such a name would silently make a file of that name.
    throw new UrlError("better-sqlite3 takes no 'file:' URI as a database. Write the path itself, with mode=ro, rw or memory as an option of the URL.", { code: 'URL_DATABASE_INVALID' })
  }
  const mode = query.oneOf('mode', ['ro', 'rw', 'rwc', 'memory'])
  if (mode === 'memory') filename = ':memory:'
  if (mode === 'ro') database['readonly'] = true
  if (mode === 'ro' || mode === 'rw') database['fileMustExist'] = true

  const statements = [`foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}`]
  for (const [name, pattern] of Object.entries(pragmas)) {
    const value = query.string(name)
    if (value === undefined) continue
    if (!pattern.test(value)) throw new UrlError(`The URL's option '${name}' has a value that the pragma of that name doesn't take.`, { code: 'URL_OPTION_INVALID' })
    statements.push(`${name} = ${value}`)
  }
  query.rejectUnknown()
  return {
    filename,
    database: { ...database, ...params.driverOptions },
    pragmas: statements,
    begin: begin === 'immediate' ? 'BEGIN IMMEDIATE' : begin === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN',
    cacheSize: params.preparedStatementCacheSize ?? cacheSize ?? 256,
  }
}
