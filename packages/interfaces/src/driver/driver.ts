import type { DatabaseErrorDetail, DBAPIErrorKind } from '../errors/statement-errors.ts'
import type { DriverConnection, IsolationLevel, MaybePromise } from './driver-connection.ts'

/**
 * How a driver writes placeholders: `qmark` `?`, `numeric` `:1`, `numeric_dollar` `$1`, `named` `:name`, `at_numeric` `@p1`.
 * With `named` a parameter list is still an array in the order of the placeholders; the driver adapter makes names of it.
 */
export type ParamStyle = 'qmark' | 'numeric' | 'numeric_dollar' | 'named' | 'at_numeric'

/** Where and how to connect: a parsed URL, plus options given to `createEngine`. */
export interface ConnectParameters {
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly username?: string | undefined
  /** A function is asked at each connect (for passwords that expire). Never appears in errors or logs. */
  readonly password?: string | (() => MaybePromise<string>) | undefined
  readonly database?: string | undefined
  /** The URL's query part; a key given twice has a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>
  /** Options for the driver as they are (`connectArgs` of `createEngine`); they win over the URL's. */
  readonly driverOptions?: Readonly<Record<string, unknown>> | undefined
  /** Prepared statements kept per connection; 0 turns them off (for transaction-pooling proxies). Default 256. */
  readonly preparedStatementCacheSize?: number | undefined
}

/** What a driver's error means. */
export interface DriverErrorInfo {
  readonly kind: DBAPIErrorKind
  /** The connection is gone: it and all older ones of the pool are to be replaced. */
  readonly isDisconnect: boolean
  readonly detail?: DatabaseErrorDetail | undefined
}

/** Adapter of one npm driver. Stateless; loading the driver's package happens in `connect`, once. */
export interface Driver {
  /** Name in the URL after the `+`, e.g. `pg`. */
  readonly name: string
  /** npm package(s) the driver needs, for the error when it is missing. */
  readonly packageName: string
  /** How it writes placeholders. */
  readonly paramStyle: ParamStyle
  /** Levels that `setIsolationLevel` takes. */
  readonly isolationLevels: readonly IsolationLevel[]
  /** Most parameters one statement may have. */
  readonly maxParameters: number
  /** The driver returns values without promises; calls block the thread. */
  readonly isSynchronous: boolean
  /**
   * @throws {DriverNotInstalledError} when the npm package is missing.
   * The driver's own errors pass through; the engine translates them with `classifyError`.
   */
  connect(params: ConnectParameters, options?: { readonly signal?: AbortSignal | undefined }): Promise<DriverConnection>
  /** `null` when the error isn't the driver's. */
  classifyError(error: unknown): DriverErrorInfo | null
}
