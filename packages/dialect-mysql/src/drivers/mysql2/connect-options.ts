import { readFile } from 'node:fs/promises'
import { UrlError, UrlQuery, type ConnectParameters } from '@athanor/interfaces'

export interface Mysql2ConnectOptions {
  /** For mysql2's createConnection, but for the password. */
  readonly connection: Readonly<Record<string, unknown>>
  readonly mayFallBackFromSsl: boolean
  /** One statement that sets up the session. */
  readonly setUp: string
  readonly cacheSize: number
}

/** Reads connect parameters. @throws {UrlError} */
export async function mysql2ConnectOptions(params: ConnectParameters): Promise<Mysql2ConnectOptions> {
  const query = new UrlQuery(params.query, 'mysql2')
  const charset = query.string('charset') ?? 'utf8mb4'
  if (!/^utf8mb4(?:_\w+)?$/i.test(charset)) {
    throw new UrlError("The URL's option 'charset' must be utf8mb4 or one of its collations: other character sets lose text.", { code: 'URL_OPTION_INVALID' })
  }
  const sqlMode = query.string('sql_mode')
  if (sqlMode !== undefined && !/^[a-z_0-9,]*$/i.test(sqlMode)) {
    throw new UrlError("The URL's option 'sql_mode' must be a list of mode names with commas between.", { code: 'URL_OPTION_INVALID' })
  }
  const seconds = query.integer('connect_timeout', 0, 86_400)
  const socketPath = query.string('unix_socket')
  const compress = query.boolean('compress')
  const keepAlive = query.boolean('keepalives') ?? true
  const cacheSize = params.preparedStatementCacheSize ?? query.integer('prepared_statement_cache_size', 0, 16_000) ?? 256
  const { ssl, mayFallBack } = await sslOptions(query)
  query.rejectUnknown()
  const connection: Record<string, unknown> = {
    host: params.host ?? 'localhost', port: params.port ?? 3306, user: params.username, database: params.database,
    charset: charset.toUpperCase() === 'UTF8MB4' ? 'UTF8MB4_UNICODE_CI' : charset.toUpperCase(), enableKeepAlive: keepAlive,
  }
  if (socketPath !== undefined) connection['socketPath'] = socketPath
  if (seconds !== undefined) connection['connectTimeout'] = seconds * 1000
  if (compress === true) connection['compress'] = true
  if (ssl !== undefined) connection['ssl'] = ssl
  return {
    connection: {
      ...connection,
      // A server may ask for any file of ours unless this is off.
      flags: ['-LOCAL_FILES'],
      ...params.driverOptions,
      // Nothing is parsed where parsing loses digits or guesses a time zone; conversions do that.
      rowsAsArray: true, dateStrings: true, supportBigNumbers: true, bigNumberStrings: true, jsonStrings: true, decimalNumbers: false,
      typeCast: true, nestTables: undefined, namedPlaceholders: false, timezone: 'Z', multipleStatements: false,
      maxPreparedStatements: Math.max(1, cacheSize),
    },
    mayFallBackFromSsl: mayFallBack && params.driverOptions?.['ssl'] === undefined,
    setUp: `SET time_zone = '+00:00', autocommit = 1${sqlMode === undefined ? '' : `, sql_mode = '${sqlMode}'`}`,
    cacheSize,
  }
}

/** TLS with the names that MySQL's own clients use. Default: none, as mysql2 does. */
async function sslOptions(query: UrlQuery): Promise<{ readonly ssl: Readonly<Record<string, unknown>> | undefined; readonly mayFallBack: boolean }> {
  const mode = query.oneOf('ssl_mode', ['disabled', 'preferred', 'required', 'verify_ca', 'verify_identity'])
  const ssl: Record<string, unknown> = {}
  for (const [option, name] of [['ssl_ca', 'ca'], ['ssl_cert', 'cert'], ['ssl_key', 'key']] as const) {
    const file = query.string(option)
    if (file !== undefined) ssl[name] = await readFile(file, 'utf8')
  }
  const isWanted = mode === undefined ? Object.keys(ssl).length > 0 : mode !== 'disabled'
  if (!isWanted) return { ssl: undefined, mayFallBack: false }
  ssl['rejectUnauthorized'] = mode === undefined || mode === 'verify_ca' || mode === 'verify_identity'
  ssl['verifyIdentity'] = mode === undefined || mode === 'verify_identity'
  return { ssl, mayFallBack: mode === 'preferred' }
}
