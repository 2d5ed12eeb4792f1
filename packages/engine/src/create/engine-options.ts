import { ArgumentError, type DialectDescriptor, type DriverConnection, type IsolationLevel, type MaybePromise } from '@athanor/interfaces'
import type { Pool, PoolListeners, PoolLogger, ResetMode, ResourceAdapter } from '@athanor/core-pool'
import type { Echo, EngineLogger } from '../diagnostics/echo.ts'
import type { ExecutionOptions } from '../connection/execution-options.ts'
import { rejectUnknown } from '../internal/options.ts'

/** A pool class: one of `@athanor/core-pool`'s, or your own. */
export type PoolClass = new (adapter: ResourceAdapter<DriverConnection>, options: never) => Pool<DriverConnection>

/** Options of `createEngine`. Times are in milliseconds. */
export interface EngineOptions {
  /** The dialect, instead of finding it by the URL's name. */
  readonly dialect?: DialectDescriptor | undefined
  /** Options that the dialect alone knows. */
  readonly dialectOptions?: Readonly<Record<string, unknown>> | undefined
  /** Options for the driver as they are; they win over the URL's. */
  readonly connectArgs?: Readonly<Record<string, unknown>> | undefined
  /** The password, or a function that is asked at each connect (for passwords that expire); wins over the URL's. */
  readonly password?: string | (() => MaybePromise<string>) | undefined
  /** Opens a connection in place of the driver. */
  readonly creator?: ((signal: AbortSignal | undefined) => MaybePromise<DriverConnection>) | undefined
  /** Isolation level of every connection. Default: the database's. */
  readonly isolationLevel?: IsolationLevel | (string & {}) | undefined
  /** Options of every statement. */
  readonly executionOptions?: ExecutionOptions | undefined
  /** Compiled statements kept; pruned beyond 150 %. 0 turns caching off. Default 500. */
  readonly queryCacheSize?: number | undefined
  /** Prepared statements on the connections: `false` for transaction-pooling proxies, or how many are kept per connection. Default true (256). */
  readonly prepare?: boolean | number | undefined
  /** Log statements with parameters and times; `'debug'`: rows too. Default false. */
  readonly echo?: Echo | undefined
  /** Where `echo` writes. Default `console.log`. */
  readonly logger?: EngineLogger | undefined
  /** Name in log lines. */
  readonly loggingName?: string | undefined
  /** Keeps parameters out of errors, logs and traces. Default false. */
  readonly hideParameters?: boolean | undefined
  /** Rows per statement of an executemany INSERT. Default: the dialect's, usually 1000. */
  readonly insertmanyvaluesPageSize?: number | undefined
  /** Send an executemany INSERT as multi-row statements where the dialect can. Default true. */
  readonly useInsertmanyvalues?: boolean | undefined
  /** Warn about cartesian products in SELECTs: FROM elements that nothing joins. Default true. */
  readonly enableFromLinting?: boolean | undefined
  /** Longest label that the compiler makes. Default: the longest identifier. */
  readonly labelLength?: number | undefined
  /** Writes the values of JSON columns, also as literals. Default: `JSON.stringify`, which has no bigint. */
  readonly jsonSerializer?: ((value: unknown) => string) | undefined
  /** Reads the texts of JSON columns. Default: `JSON.parse`. */
  readonly jsonDeserializer?: ((text: string) => unknown) | undefined
  /** The pool. Default: `QueuePool`, or what the dialect prefers. */
  readonly poolClass?: PoolClass | undefined
  /** Connections kept open. Default 5. */
  readonly poolSize?: number | undefined
  /** Connections opened beyond `poolSize`. Default 10. */
  readonly maxOverflow?: number | undefined
  /** Milliseconds to wait for a free connection. Default 30 000. */
  readonly poolTimeout?: number | undefined
  /** Replace a connection that is older, in milliseconds; -1 (default) never. */
  readonly poolRecycle?: number | undefined
  /** Test a connection before it is handed out. Default false. */
  readonly poolPrePing?: boolean | undefined
  /** What happens to a connection that comes back: `'rollback'` (default), `'commit'`, or nothing with null or false. */
  readonly poolResetOnReturn?: ResetMode | boolean | null | undefined
  /** The connection that came back last goes out first, so others may grow idle. Default false. */
  readonly poolUseLifo?: boolean | undefined
  /** Name of the pool in log lines. Default: the driver's. */
  readonly poolName?: string | undefined
  /** Listeners of the pool. */
  readonly poolEvents?: PoolListeners<DriverConnection> | undefined
  /** Who holds a connection is told in timeouts: the `owner` given at checkout, or the `stack` of the caller, which costs time. Default: nothing. */
  readonly poolTrackHolders?: 'owner' | 'stack' | undefined
  /** Log what the pool does; `'debug'`: each checkout too. Default false. */
  readonly echoPool?: boolean | 'debug' | undefined
  /** Where `echoPool` writes. Default `console.log`. */
  readonly poolLogger?: PoolLogger | undefined
}

const known: readonly (keyof EngineOptions)[] = [
  'dialect', 'dialectOptions', 'connectArgs', 'password', 'creator', 'isolationLevel', 'executionOptions', 'queryCacheSize', 'prepare', 'echo',
  'logger', 'loggingName', 'hideParameters', 'insertmanyvaluesPageSize', 'useInsertmanyvalues', 'enableFromLinting', 'labelLength', 'jsonSerializer', 'jsonDeserializer', 'poolClass', 'poolSize', 'maxOverflow',
  'poolTimeout', 'poolRecycle', 'poolPrePing', 'poolResetOnReturn', 'poolUseLifo', 'poolName', 'poolEvents', 'poolTrackHolders', 'echoPool', 'poolLogger',
]

/** @throws {ArgumentError} for unknown or impossible options. Those of the pool are checked by the pool. */
export function checkEngineOptions(options: EngineOptions): void {
  rejectUnknown('createEngine', options, known)
  const wrong = (name: keyof EngineOptions, expected: string): ArgumentError =>
    new ArgumentError(`createEngine: option '${name}' must be ${expected}.`, { code: 'OPTION_INVALID' })
  const { queryCacheSize, echo, prepare, insertmanyvaluesPageSize } = options
  if (queryCacheSize !== undefined && !(Number.isInteger(queryCacheSize) && queryCacheSize >= 0)) throw wrong('queryCacheSize', 'a whole number, 0 or more')
  if (echo !== undefined && typeof echo !== 'boolean' && echo !== 'debug') throw wrong('echo', "a boolean or 'debug'")
  if (prepare !== undefined && typeof prepare !== 'boolean' && !(Number.isInteger(prepare) && prepare >= 0)) throw wrong('prepare', 'a boolean, or the number of prepared statements per connection')
  if (insertmanyvaluesPageSize !== undefined && !(Number.isInteger(insertmanyvaluesPageSize) && insertmanyvaluesPageSize > 0)) throw wrong('insertmanyvaluesPageSize', 'a positive whole number')
  for (const name of ['logger', 'creator', 'poolClass', 'jsonSerializer', 'jsonDeserializer'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') throw wrong(name, name === 'poolClass' ? 'a pool class' : 'a function')
  }
}
