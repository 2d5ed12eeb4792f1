import { UrlError, UrlQuery, type ConnectParameters } from '@athanor/interfaces'
import { pgSslOptions } from './ssl-options.ts'

const sessionKinds = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const
export type SessionKind = (typeof sessionKinds)[number]

export interface PgHost { readonly host: string; readonly port: number }

export interface PgConnectOptions {
  /** To be tried in order. */
  readonly hosts: readonly PgHost[]
  /** For pg's Client, but for host and port. */
  readonly client: Readonly<Record<string, unknown>>
  readonly mayFallBackFromSsl: boolean
  readonly sessionKind: SessionKind
  readonly cacheSize: number
}

/** Reads connect parameters; names and meanings of the options are libpq's. @throws {UrlError} */
export async function pgConnectOptions(params: ConnectParameters): Promise<PgConnectOptions> {
  const query = new UrlQuery(params.query, 'pg')
  const { ssl, mayFallBack } = await pgSslOptions(query)
  const client: Record<string, unknown> = { user: params.username, database: params.database, ssl }
  const { password } = params
  client['password'] = typeof password === 'function' ? async () => password() : password

  const give = (name: string, value: unknown): void => { if (value !== undefined) client[name] = value }
  give('application_name', query.string('application_name'))
  give('fallback_application_name', query.string('fallback_application_name'))
  give('options', query.string('options'))
  give('sslnegotiation', query.oneOf('sslnegotiation', ['postgres', 'direct']))
  for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) give(name, query.integer(name, 0, 2 ** 31 - 1))
  const seconds = query.integer('connect_timeout', 0, 86_400)
  if (seconds !== undefined) client['connectionTimeoutMillis'] = seconds * 1000
  client['keepAlive'] = query.boolean('keepalives') ?? true
  if (query.oneOf('channel_binding', ['disable', 'prefer']) === 'prefer') client['enableChannelBinding'] = true
  query.oneOf('client_encoding', ['utf8', 'utf-8', 'unicode'])
  const sessionKind = query.oneOf('target_session_attrs', sessionKinds) ?? 'any'
  const cacheSize = query.integer('prepared_statement_cache_size', 0, 1_000_000)
  const hosts = hostsOf(params, query)
  query.rejectUnknown()
  return {
    hosts,
    // Never binary: pg takes the bytes of most types for text. Never pipelined: it refuses the queries that are sent here.
    client: { ...client, ...params.driverOptions, binary: false, pipeline: false },
    mayFallBackFromSsl: mayFallBack && params.driverOptions?.['ssl'] === undefined,
    sessionKind,
    cacheSize: params.preparedStatementCacheSize ?? cacheSize ?? 256,
  }
}

/** `?host=a:1&host=b:2` names several servers; otherwise the URL's own, or what pg takes from the environment. */
function hostsOf(params: ConnectParameters, query: UrlQuery): readonly PgHost[] {
  const port = params.port ?? query.integer('port', 1, 65_535) ?? Number(process.env['PGPORT'] ?? 5432)
  const named = query.list('host').flatMap(value => value.split(','))
  if (named.length === 0) return [{ host: params.host ?? process.env['PGHOST'] ?? 'localhost', port }]
  return named.map(text => {
    const match = /^(\/.*|\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text)
    if (match === null) throw new UrlError("The URL's option 'host' must be written name, name:port or /socket/folder.", { code: 'URL_OPTION_INVALID' })
    return { host: match[1]!.replaceAll(/^\[|\]$/g, ''), port: match[2] === undefined ? port : Number(match[2]) }
  })
}
