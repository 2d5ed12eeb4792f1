import { LruCache, type Dialect, type DriverConnection, type IsolationLevel } from '@athanor/interfaces'
import type { AcquireOptions, Lease, Pool } from '@athanor/core-pool'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import type { MetaData, ReflectOptions, SchemaPlan, SchemaPlanDefaults } from '@athanor/expressions/elements'
import { inspect } from 'node:util'
import { CompiledCache } from '../cache/compiled-cache.ts'
import type { BoundText } from '../cache/parameter-plan.ts'
import { Connection } from '../connection/connection.ts'
import type { ExecutableLike, ParameterSet } from '../connection/executable.ts'
import { checkOptions, isolationLevel, mergeOptions, noOptions, type ExecutionOptions } from '../connection/execution-options.ts'
import { EchoLog, type Echo } from '../diagnostics/echo.ts'
import type { ConnectionEventName, ConnectionEvents } from '../events/connection-events.ts'
import { EventHub } from '../events/event-hub.ts'
import { isDml, keysOf } from '../execution/dml/run-dml.ts'
import { executableNode, optionsOf, prepareStatement, valuesOf } from '../execution/prepared.ts'
import { translateError } from '../execution/translate-error.ts'
import type { ResultMetadata } from '../result/result-metadata.ts'
import type { Url } from '../url/url.ts'
import { buildPool } from './build-pool.ts'
import { connectionAdapter } from './connection-adapter.ts'
import type { EngineOptions } from './engine-options.ts'

/** Options of `connect` and `begin`. */
export interface ConnectOptions extends AcquireOptions {
  /** Options of every statement of this connection. */
  readonly executionOptions?: ExecutionOptions | undefined
}

/** What an engine shares with those made from it by `executionOptions()`. */
interface Shared {
  pool: Pool<DriverConnection>
  defaultIsolation: IsolationLevel | undefined
}

/**
 * A database as a program sees it: a dialect, a pool of connections, a cache of compiled statements. Made by `createEngine`,
 * once per database and process. Source: SQLAlchemy's `Engine`.
 *
 * @example
 * await engine.begin(async (conn) => {
 *   await conn.execute(insert(users).values({ name: 'sandy' }))
 * })
 */
export class Engine implements AsyncDisposable {
  /** Where the database is; its password isn't shown. */
  readonly url: Url
  /** How the database is spoken to. */
  readonly dialect: DefaultDialect & Pick<Dialect, 'preferredPool'>
  /** Compiled statements; `engine.compiledCache.statistics` has its hits and misses. */
  readonly compiledCache: CompiledCache
  /** Parameters are kept out of errors, logs and traces. */
  readonly hideParameters: boolean
  /** @internal What is known of the results of texts sent by `exec()`. */
  readonly rawMetadata = new LruCache<string, ResultMetadata>(500)
  /** @internal */
  readonly options: EngineOptions
  /** @internal */
  readonly events: EventHub
  /** @internal */
  readonly baseOptions: ExecutionOptions
  /** @internal Level of every new connection; undefined: the database's own. */
  readonly isolationLevel: IsolationLevel | undefined
  readonly #shared: Shared
  #echo: Echo = false
  /** @internal */
  log: EchoLog | undefined = undefined

  /** Use `createEngine`. */
  constructor(url: Url, dialect: DefaultDialect, options: EngineOptions, parent?: { readonly engine: Engine; readonly baseOptions: ExecutionOptions }) {
    this.url = url
    this.dialect = dialect
    this.options = options
    this.hideParameters = options.hideParameters ?? false
    const engineOptions = parent?.baseOptions ?? options.executionOptions ?? noOptions
    checkOptions(engineOptions)
    if (engineOptions.isolationLevel !== undefined) isolationLevel(engineOptions.isolationLevel, dialect.driver.isolationLevels)
    this.baseOptions = engineOptions
    this.isolationLevel = options.isolationLevel === undefined ? undefined : isolationLevel(options.isolationLevel, dialect.driver.isolationLevels)
    this.compiledCache = parent?.engine.compiledCache ?? new CompiledCache(options.queryCacheSize ?? 500)
    this.events = new EventHub(parent?.engine.events)
    this.echo = parent?.engine.echo ?? options.echo ?? false
    if (parent !== undefined) {
      this.#shared = parent.engine.#shared
      return
    }
    const { prepare, password, connectArgs } = options
    const params = dialect.connectParameters({
      ...url.toConnectParameters(),
      ...(password === undefined ? {} : { password }),
      ...(connectArgs === undefined ? {} : { driverOptions: connectArgs }),
      ...(prepare === undefined || prepare === true ? {} : { preparedStatementCacheSize: prepare === false ? 0 : prepare }),
    })
    this.#shared = { pool: buildPool(this, connectionAdapter(this, params, options.creator), params, options), defaultIsolation: this.isolationLevel }
  }

  /** The connection pool. `dispose()` replaces it. */
  get pool(): Pool<DriverConnection> { return this.#shared.pool }

  /** Name of the dialect. */
  get name(): string { return this.dialect.name }
  /** Name of the driver. */
  get driver(): string { return this.dialect.driver.name }

  /** Logging of statements; may be switched at any time. */
  get echo(): Echo { return this.#echo }
  set echo(echo: Echo) {
    this.#echo = echo
    this.log = echo === false ? undefined : new EchoLog(echo, this.options.logger, this.options.loggingName, this.hideParameters)
  }

  /**
   * Takes a connection from the pool. Release it: `await using`, or `close()` in `finally`.
   * @throws {PoolTimeoutError} when none becomes free in time
   * @throws {OperationalError} and others of the DBAPI tree when the database can't be reached
   *
   * @example
   * await using conn = await engine.connect()
   */
  async connect(options?: ConnectOptions): Promise<Connection> {
    const lease = await this.acquire(options)
    const connection = new Connection(this, lease, options?.executionOptions)
    const listeners = this.events.lists.engineConnect
    if (listeners !== undefined) {
      try {
        for (const listener of listeners) await listener(connection)
      } catch (error) {
        await connection.close()
        throw error
      }
    }
    return connection
  }

  /**
   * Runs a function in a transaction: committed when it is done, rolled back when it throws.
   * Without a function: a connection whose transaction has begun; closing it without `commit()` rolls back.
   *
   * @example
   * await engine.begin((conn) => conn.execute(update(users).set({ active: false })))
   */
  begin(options?: ConnectOptions): Promise<Connection>
  begin<V>(work: (connection: Connection) => V | PromiseLike<V>, options?: ConnectOptions): Promise<V>
  async begin<V>(first?: ConnectOptions | ((connection: Connection) => V | PromiseLike<V>), options?: ConnectOptions): Promise<V | Connection> {
    if (typeof first !== 'function') {
      const connection = await this.connect(first)
      try {
        await connection.begin()
      } catch (error) {
        await connection.close()
        throw error
      }
      return connection
    }
    const connection = await this.connect(options)
    let failed = true
    try {
      const value = await connection.begin(() => first(connection))
      failed = false
      return value
    } finally {
      // What the work threw matters more than what closing has to say.
      if (failed) await connection.close().catch(() => {})
      else await connection.close()
    }
  }

  /**
   * SQL and driver parameters as `execute` would send them, without sending them. The compiled form comes from the cache.
   * Defaults that are computed at execution are left out of an INSERT or UPDATE.
   * @throws {StatementError} `PARAMETER_REQUIRED` when a parameter has no value
   *
   * @example
   * const { sql, parameters } = engine.compile(select(users).where(users.c.id.eq(5)))
   */
  compile(statement: ExecutableLike, values?: ParameterSet, options?: ExecutionOptions): BoundText {
    const node = executableNode(statement)
    const own = valuesOf(node, values)
    const prepared = prepareStatement(this, node, optionsOf(node, this.baseOptions, options), isDml(node) ? keysOf(own) : undefined, false)
    return prepared.entry.parameters.bind(prepared.carriers, own)
  }

  /** A pooled driver connection, for what the engine doesn't cover. Release the lease. */
  raw(options?: AcquireOptions): Promise<Lease<DriverConnection>> { return this.acquire(options) }

  /** An engine with other execution options over the same pool, dialect and cache; its listeners come after this one's. */
  executionOptions(options: ExecutionOptions): Engine {
    const engine = new Engine(this.url, this.dialect, this.options, { engine: this, baseOptions: mergeOptions(this.baseOptions, options) })
    for (const listener of this.events.lists.setEngineExecutionOptions ?? []) listener(engine, options)
    return engine
  }

  /** The options that its connections start with. */
  getExecutionOptions(): ExecutionOptions { return this.baseOptions }

  /**
   * Adds a listener; the answer removes it.
   * @throws {ArgumentError} for an unknown event
   *
   * @example
   * engine.on('beforeCursorExecute', (conn, sql) => { count(sql) })
   */
  on<K extends ConnectionEventName>(event: K, listener: ConnectionEvents[K], options?: { readonly once?: boolean; readonly first?: boolean }): () => void {
    return this.events.add(event, listener, options)
  }

  /** Forgets all compiled statements. */
  clearCompiledCache(): void { this.compiledCache.clear() }

  /**
   * Closes idle connections and goes on with a fresh, empty pool; connections in use are closed when they come back.
   * `close: false` leaves the old pool's connections alone (a forked process must not close its parent's).
   */
  async dispose(options: { readonly close?: boolean; readonly wait?: boolean; readonly signal?: AbortSignal } = {}): Promise<void> {
    const { pool } = this.#shared
    this.#shared.pool = pool.recreate()
    if (options.close !== false) await pool.dispose({ wait: options.wait, signal: options.signal })
    for (const listener of this.events.lists.engineDisposed ?? []) await listener(this)
  }

  /** `dispose()` at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> { return this.dispose() }

  toString(): string { return `Engine(${this.url.toString()})` }
  [inspect.custom](): string { return this.toString() }

  /** @internal For `metadata.createAll(engine)`: in one transaction. */
  runSchemaPlan(plan: (dialect: DefaultDialect, defaults?: SchemaPlanDefaults) => SchemaPlan): Promise<void> { return this.begin((connection) => connection.runSchemaPlan(plan)) }

  /** @internal For `metadata.reflect(engine)`: on one connection. */
  async reflectTables(metadata: MetaData, options: ReflectOptions): Promise<void> {
    await using connection = await this.connect()
    await connection.reflectTables(metadata, options)
  }

  /** @internal A lease, or the translated error of whatever went wrong. */
  async acquire(options: ConnectOptions | undefined): Promise<Lease<DriverConnection>> {
    try {
      const { signal, owner, timeout } = options ?? {}
      const bare = signal === undefined && owner === undefined && timeout === undefined
      return await this.#shared.pool.checkout(bare ? undefined : { signal, owner, timeout })
    } catch (error) {
      throw translateError(error, { engine: this }).error
    }
  }

  /** @internal The level that connections of this pool have unless told otherwise; asked of the first that changes it. */
  async defaultIsolation(connection: DriverConnection): Promise<IsolationLevel> {
    return (this.#shared.defaultIsolation ??= await connection.getIsolationLevel())
  }
}
