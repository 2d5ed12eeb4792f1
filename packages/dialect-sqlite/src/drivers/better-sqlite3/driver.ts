import {
  loadDriverPackage, throwIfAborted, type ConnectParameters, type Driver, type DriverConnection, type DriverErrorInfo, type IsolationLevel,
} from '@athanor/interfaces'
import type { BetterSqlite3Constructor } from './better-sqlite3-types.ts'
import { classifySqliteError } from './classify-error.ts'
import { sqliteConnectOptions } from './connect-options.ts'
import { BetterSqlite3Connection } from './connection.ts'
import { registerRegexp } from './regexp-function.ts'

/**
 * SQLite through better-sqlite3: synchronous, in this process.
 *
 * URL options: `timeout` (ms to wait for a lock, default 5000), `begin` (`deferred`, the default, `immediate`, `exclusive`),
 * `foreign_keys` (default on, unlike SQLite's own), `mode` (`ro`, `rw`, `rwc`, `memory`),
 * `prepared_statement_cache_size`, and the pragmas `journal_mode`, `synchronous`, `temp_store`, `locking_mode`, `cache_size`,
 * `mmap_size`, `journal_size_limit`, `wal_autocheckpoint`, `recursive_triggers`, `trusted_schema`, `secure_delete`.
 */
export class BetterSqlite3Driver implements Driver {
  readonly name = 'better-sqlite3'
  readonly packageName = 'better-sqlite3'
  readonly paramStyle = 'qmark'
  readonly isolationLevels: readonly IsolationLevel[] = ['SERIALIZABLE', 'READ UNCOMMITTED', 'AUTOCOMMIT']
  readonly maxParameters = 32_766
  readonly isSynchronous = true

  async connect(params: ConnectParameters, options?: { readonly signal?: AbortSignal | undefined }): Promise<DriverConnection> {
    const { filename, database: databaseOptions, pragmas, begin, cacheSize } = sqliteConnectOptions(params)
    const loaded: { readonly default: unknown } = await loadDriverPackage(this.packageName, () => import('better-sqlite3'))
    throwIfAborted(options?.signal, 'Connecting')
    // The package's own types are not part of this one's declarations.
    const Database = loaded.default as BetterSqlite3Constructor
    const database = new Database(filename, databaseOptions)
    try {
      for (const pragma of pragmas) database.pragma(pragma)
      registerRegexp(database)
    } catch (error) {
      database.close()
      throw error
    }
    return new BetterSqlite3Connection(database, { cacheSize, begin })
  }

  classifyError(error: unknown): DriverErrorInfo | null { return classifySqliteError(error) }
}
