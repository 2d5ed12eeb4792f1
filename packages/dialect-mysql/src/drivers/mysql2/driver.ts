import {
  abortedError, loadDriverPackage, throwIfAborted, type ConnectParameters, type Driver, type DriverConnection, type DriverErrorInfo,
} from '@athanor/interfaces'
import { classifyMysql2Error } from './classify-error.ts'
import { mysql2ConnectOptions } from './connect-options.ts'
import { Mysql2DriverConnection, mysqlIsolationLevels } from './connection.ts'
import { parameterEncoder } from './encode-parameters.ts'
import type { Mysql2Connection, Mysql2Error, Mysql2Module } from './mysql2-types.ts'

/**
 * MySQL and MariaDB through mysql2. Row counts are of the rows found, not only of those changed. The session's time zone is UTC.
 *
 * URL options: `charset` (`utf8mb4` or one of its collations), `connect_timeout` (seconds, default 10), `unix_socket`, `compress`, `keepalives`
 * (default on), `sql_mode` (default: the server's), `ssl_mode` (`disabled`, the default, `preferred`, `required`, `verify_ca`, `verify_identity`),
 * `ssl_ca`, `ssl_cert`, `ssl_key`, `prepared_statement_cache_size` (default 256; 0 turns the cache off).
 */
export class Mysql2Driver implements Driver {
  readonly name = 'mysql2'
  readonly packageName = 'mysql2'
  readonly paramStyle = 'qmark'
  readonly isolationLevels = mysqlIsolationLevels
  readonly maxParameters = 65_535
  readonly isSynchronous = false

  async connect(params: ConnectParameters, options?: { readonly signal?: AbortSignal | undefined }): Promise<DriverConnection> {
    const signal = options?.signal
    throwIfAborted(signal, 'Connecting')
    const { connection: settings, mayFallBackFromSsl, setUp, cacheSize } = await mysql2ConnectOptions(params)
    const loaded: { readonly default: unknown } = await loadDriverPackage(this.packageName, () => import('mysql2'))
    // The package's own types are not part of this one's declarations.
    const mysql2 = loaded.default as Mysql2Module
    const open = async (extra: Readonly<Record<string, unknown>> = {}): Promise<Mysql2Connection> => {
      const password = typeof params.password === 'function' ? await params.password() : params.password
      const config = { ...settings, ...extra, password }
      try {
        return await openConnection(mysql2, config, signal)
      } catch (error) {
        if (!mayFallBackFromSsl || (error as Mysql2Error).code !== 'HANDSHAKE_NO_SSL_SUPPORT') throw error
        return openConnection(mysql2, { ...config, ssl: undefined }, signal)
      }
    }
    const killQuery = async (threadId: number): Promise<void> => {
      // Without a database: the user may be allowed nothing but this.
      const killer = await open({ database: undefined })
      await new Promise<void>((resolve, reject) => {
        killer.query({ sql: `KILL QUERY ${threadId}`, rowsAsArray: true }, error => {
          killer.end(() => {})
          // 1094: the connection is gone, and its statement with it.
          if (error && error.errno !== 1094) reject(error)
          else resolve()
        })
      })
    }
    const raw = await open()
    const connection = new Mysql2DriverConnection(raw, { cacheSize, encode: parameterEncoder(mysql2), killQuery })
    try {
      await connection.execute(setUp, [], { prepare: false, signal })
    } catch (error) {
      connection.destroy()
      throw error
    }
    return connection
  }

  classifyError(error: unknown): DriverErrorInfo | null { return classifyMysql2Error(error) }
}

function openConnection(mysql2: Mysql2Module, config: Readonly<Record<string, unknown>>, signal: AbortSignal | undefined): Promise<Mysql2Connection> {
  return new Promise((resolve, reject) => {
    const connection = mysql2.createConnection(config)
    // Late errors of a connection that failed already have nowhere else to go.
    connection.on('error', () => {})
    const onAbort = (): void => {
      connection.stream.destroy()
      reject(abortedError(signal!, 'Connecting'))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    connection.connect(error => {
      signal?.removeEventListener('abort', onAbort)
      if (error) {
        connection.stream.destroy()
        reject(error)
      } else resolve(connection)
    })
  })
}
