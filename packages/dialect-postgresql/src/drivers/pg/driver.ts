import {
  abortedError, isError, loadDriverPackage, throwIfAborted, type ConnectParameters, type Driver, type DriverConnection, type DriverErrorInfo,
} from '@athanor/interfaces'
import { classifyPgError } from './classify-error.ts'
import { pgConnectOptions, type PgConnectOptions, type PgHost, type SessionKind } from './connect-options.ts'
import { PgConnection, pgIsolationLevels } from './connection.ts'
import type { PgModule } from './pg-types.ts'

/**
 * PostgreSQL through pg.
 *
 * URL options, with libpq's names: `sslmode` (default `disable`), `sslrootcert`, `sslcert`, `sslkey`, `sslnegotiation`, `application_name`,
 * `fallback_application_name`, `connect_timeout` (seconds), `options`, `keepalives` (default on), `statement_timeout`, `lock_timeout`,
 * `idle_in_transaction_session_timeout` (milliseconds), `channel_binding`, `host` (repeated: servers to try in order),
 * `target_session_attrs`, and `prepared_statement_cache_size` (default 256; 0 for proxies that share sessions).
 */
export class PgDriver implements Driver {
  readonly name = 'pg'
  readonly packageName = 'pg'
  readonly paramStyle = 'numeric_dollar'
  readonly isolationLevels = pgIsolationLevels
  readonly maxParameters = 65_535
  readonly isSynchronous = false

  async connect(params: ConnectParameters, options?: { readonly signal?: AbortSignal | undefined }): Promise<DriverConnection> {
    throwIfAborted(options?.signal, 'Connecting')
    const connectOptions = await pgConnectOptions(params)
    const loaded: { readonly default: unknown } = await loadDriverPackage(this.packageName, () => import('pg'))
    // The package's own types are not part of this one's declarations.
    const pg = loaded.default as PgModule
    return connectToAny(pg, connectOptions, options?.signal)
  }

  classifyError(error: unknown): DriverErrorInfo | null { return classifyPgError(error) }
}

async function connectToAny(pg: PgModule, options: PgConnectOptions, signal: AbortSignal | undefined): Promise<PgConnection> {
  const { sessionKind } = options
  // 'prefer-standby' takes any server in a second round.
  const rounds: readonly SessionKind[] = sessionKind === 'prefer-standby' ? ['standby', 'any'] : [sessionKind]
  let failure: unknown
  for (const kind of rounds) {
    for (const host of options.hosts) {
      try {
        const connection = await connectTo(pg, host, options, signal)
        if (await isOfKind(connection, kind)) return connection
        await connection.close()
        failure = Object.assign(new Error(`Connection terminated: no server of the URL is of the kind '${kind}'.`), { code: 'ECONNREFUSED' })
      } catch (error) {
        throwIfAborted(signal, 'Connecting')
        failure = error
      }
    }
  }
  throw failure
}

async function connectTo(pg: PgModule, host: PgHost, options: PgConnectOptions, signal: AbortSignal | undefined): Promise<PgConnection> {
  try {
    return await open(pg, { ...options.client, ...host }, options.cacheSize, signal)
  } catch (error) {
    if (!options.mayFallBackFromSsl || !isError(error) || !error.message.startsWith('The server does not support SSL')) throw error
    return open(pg, { ...options.client, ...host, ssl: false }, options.cacheSize, signal)
  }
}

async function open(pg: PgModule, config: Readonly<Record<string, unknown>>, cacheSize: number, signal: AbortSignal | undefined): Promise<PgConnection> {
  const client = new pg.Client(config)
  const reported = new Map<string, string>()
  client.connection.on('parameterStatus', (message: { readonly parameterName: string; readonly parameterValue: string }) => {
    reported.set(message.parameterName, message.parameterValue)
  })
  const connection = new PgConnection(pg, client, { cacheSize, ssl: config['ssl'], sslNegotiation: config['sslnegotiation'] })
  const onAbort = (): void => connection.destroy()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    await client.connect()
    // Conversions read PostgreSQL's own forms; only a server that was told otherwise costs a round trip.
    if (reported.get('DateStyle')?.startsWith('ISO') === false) await connection.executeScript('SET datestyle TO ISO')
    if ((reported.get('IntervalStyle') ?? 'postgres') !== 'postgres') await connection.executeScript('SET intervalstyle TO postgres')
    return connection
  } catch (error) {
    connection.destroy()
    if (signal?.aborted) throw abortedError(signal, 'Connecting')
    throw error
  } finally { signal?.removeEventListener('abort', onAbort) }
}

async function isOfKind(connection: PgConnection, kind: SessionKind): Promise<boolean> {
  if (kind === 'any' || kind === 'prefer-standby') return true
  const { rows } = await connection.execute("SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only')", [], { prepare: false })
  const isStandby = rows[0]?.[0] === true
  const isReadOnly = isStandby || rows[0]?.[1] === 'on'
  switch (kind) {
    case 'primary': return !isStandby
    case 'standby': return isStandby
    case 'read-write': return !isReadOnly
    default: return isReadOnly
  }
}
