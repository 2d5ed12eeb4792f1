import {
  abortedError, ArgumentError, InvalidRequestError, LruCache, PendingRollbackError, throwIfAborted, type DriverConnection, type DriverExecuteOptions,
  type DriverResult, type DriverStream, type IsolationLevel,
} from '@athanor/interfaces'
import { cancelRequest } from './cancel-request.ts'
import { encodeParameters } from './encode-parameter.ts'
import { isServerError, type PgClient, type PgModule } from './pg-types.ts'
import { PortalQuery } from './portal-query.ts'
import { BatchQuery, SimpleQuery, StatementQuery, type PgQuery } from './queries.ts'
import { ServerStatement } from './server-statement.ts'

export const pgIsolationLevels: readonly IsolationLevel[] = ['READ COMMITTED', 'READ UNCOMMITTED', 'REPEATABLE READ', 'SERIALIZABLE', 'AUTOCOMMIT']

/** Milliseconds in which a cancelled statement has to end, before the connection is destroyed. */
const cancelGrace = 5000

export interface PgConnectionSettings {
  readonly cacheSize: number
  readonly ssl: unknown
  readonly sslNegotiation: unknown
}

/** Tags of commands after which a type may be gone. */
const DROPS_TYPES = /^(?:DROP (?:TYPE|DOMAIN|SCHEMA|EXTENSION|OWNED)|ALTER TYPE)/

/**
 * A connection of pg, driven through its submittable protocol: one round trip and one promise for a statement, rows parsed in
 * place, prepared statements under names of our own. An abort sends a cancel request; a connection that doesn't come to rest
 * after it is destroyed.
 */
export class PgConnection implements DriverConnection {
  readonly driverConnection: PgClient
  readonly #pg: PgModule
  readonly #settings: PgConnectionSettings
  readonly #statements: LruCache<string, ServerStatement>
  readonly #closing: string[] = []
  #statementCount = 0
  #status: 'I' | 'T' | 'E' = 'I'
  #active: PgQuery<never> | undefined
  #isClosed = false
  #isBroken = false
  #lostListener: ((error: unknown) => void) | undefined
  #level: IsolationLevel | undefined
  #modes = ''

  constructor(pg: PgModule, client: PgClient, settings: PgConnectionSettings) {
    this.#pg = pg
    this.driverConnection = client
    this.#settings = settings
    this.#statements = new LruCache(settings.cacheSize, statement => { this.#closing.push(statement.name) })
    const wire = client.connection
    wire.prependListener('readyForQuery', (message: { readonly status: 'I' | 'T' | 'E' }) => {
      this.#status = message.status
      const query = this.#active
      this.#active = undefined
      if (query?.failure !== undefined) query.fail(query.failure)
    })
    wire.on('parseComplete', () => {
      const query: unknown = this.#active
      if (query instanceof StatementQuery || query instanceof BatchQuery) query.statement.isParsed = true
    })
    wire.on('commandComplete', (message: { readonly text: string }) => { if (DROPS_TYPES.test(message.text)) this.#forgetAll() })
    client.on('error', error => this.#lose(error))
    client.on('end', () => this.#lose(new Error('Connection terminated unexpectedly')))
  }

  get isUsable(): boolean { return !this.#isClosed && !this.#isBroken }
  get inTransaction(): boolean { return this.#status !== 'I' }

  execute(sql: string, params: readonly unknown[], options?: DriverExecuteOptions): Promise<DriverResult> {
    const query = new StatementQuery(this.#statement(sql, options?.prepare), encodeParameters(params), this.#closing)
    query.onFailure = error => this.#statementFailed(query, error)
    return this.#run(query, options?.signal)
  }

  executeMany(sql: string, paramSets: readonly (readonly unknown[])[], options?: DriverExecuteOptions): Promise<DriverResult> {
    if (paramSets.length === 0) return Promise.resolve({ columns: [], rows: [], rowCount: 0 })
    const sets = paramSets.map(encodeParameters)
    const query = new BatchQuery(this.#statement(sql, options?.prepare), sets, this.#closing)
    query.onFailure = error => {
      this.#forgetIfUnusable(query.statement, error)
      query.reject(error)
    }
    return this.#run(query, options?.signal)
  }

  async executeScript(sql: string): Promise<void> { await this.#verb(sql) }

  stream(sql: string, params: readonly unknown[], options: DriverExecuteOptions & { readonly batchSize: number }): Promise<DriverStream> {
    throwIfAborted(options.signal, 'The statement')
    return this.#run(new PortalQuery(sql, encodeParameters(params), options.batchSize, options.signal, running => this.#stop(running)))
  }

  async begin(): Promise<void> {
    if (this.#level === 'AUTOCOMMIT') return
    await this.#verb(`BEGIN${this.#level === undefined ? '' : ` ISOLATION LEVEL ${this.#level}`}${this.#modes}`)
  }

  /** @throws {PendingRollbackError} when the transaction had failed: PostgreSQL answers such a COMMIT with a rollback. */
  async commit(): Promise<void> {
    if (this.#level === 'AUTOCOMMIT' && !this.inTransaction) return
    if (await this.#verb('COMMIT') === 'ROLLBACK') {
      throw new PendingRollbackError('The transaction was rolled back instead of committed: a statement in it had failed.')
    }
  }

  async rollback(): Promise<void> {
    if (this.inTransaction) await this.#verb('ROLLBACK')
  }

  async savepoint(name: string): Promise<void> { await this.#verb(`SAVEPOINT ${quoteName(name)}`) }
  async rollbackToSavepoint(name: string): Promise<void> { await this.#verb(`ROLLBACK TO SAVEPOINT ${quoteName(name)}`) }
  async releaseSavepoint(name: string): Promise<void> { await this.#verb(`RELEASE SAVEPOINT ${quoteName(name)}`) }

  beginTwoPhase(_xid: string): Promise<void> { return this.begin() }
  async prepareTwoPhase(xid: string): Promise<void> {
    if (await this.#verb(`PREPARE TRANSACTION ${quoteText(xid)}`) === 'ROLLBACK') {
      throw new PendingRollbackError('The transaction was rolled back instead of prepared: a statement in it had failed.')
    }
  }
  async commitTwoPhase(xid: string, isPrepared: boolean): Promise<void> {
    if (isPrepared) await this.#verb(`COMMIT PREPARED ${quoteText(xid)}`)
    else await this.commit()
  }
  async rollbackTwoPhase(xid: string, isPrepared: boolean): Promise<void> {
    if (isPrepared) await this.#verb(`ROLLBACK PREPARED ${quoteText(xid)}`)
    else await this.rollback()
  }
  async recoverTwoPhase(): Promise<readonly string[]> {
    const { rows } = await this.execute('SELECT gid FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared', [])
    return rows.map(([gid]) => String(gid))
  }

  async getIsolationLevel(): Promise<IsolationLevel> {
    if (this.#level !== undefined) return this.#level
    const { rows } = await this.execute(`SHOW ${this.inTransaction ? '' : 'default_'}transaction_isolation`, [], { prepare: false })
    return String(rows[0]?.[0]).toUpperCase() as IsolationLevel
  }

  /** Costs nothing now: the level is part of every BEGIN, which also works behind a proxy that shares sessions. */
  setIsolationLevel(level: IsolationLevel): void {
    if (!pgIsolationLevels.includes(level)) {
      throw new ArgumentError(`PostgreSQL has no isolation level '${level}'. It has: ${pgIsolationLevels.join(', ')}.`, { code: 'ISOLATION_LEVEL_UNKNOWN' })
    }
    if (this.inTransaction) throw new InvalidRequestError('The isolation level can\'t be changed inside a transaction: commit or roll back first.')
    this.#level = level
  }

  /** Access mode and deferrability of the transactions that are begun from now on. */
  setTransactionModes(modes: { readonly readOnly?: boolean | undefined; readonly deferrable?: boolean | undefined }): void {
    this.#modes = (modes.readOnly === undefined ? '' : modes.readOnly ? ' READ ONLY' : ' READ WRITE') +
      (modes.deferrable === undefined ? '' : modes.deferrable ? ' DEFERRABLE' : ' NOT DEFERRABLE')
  }

  async ping(): Promise<void> { await this.#verb('') }

  cancel(): Promise<void> {
    const { host, port, processID, secretKey, connection } = this.driverConnection
    if (processID === null || secretKey === null) return Promise.reject(new InvalidRequestError('The server gave no key for cancelling (a proxy that hides it?).'))
    const { ssl, sslNegotiation } = this.#settings
    // One name may stand for several servers; a certificate, however, is checked against the name.
    const server = ssl || host.startsWith('/') ? host : connection.stream.remoteAddress ?? host
    return cancelRequest(this.#pg, { host: server, port, processID, secretKey, ssl, sslNegotiation }, cancelGrace)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const timer = setTimeout(() => this.driverConnection.connection.stream.destroy(), cancelGrace)
    try { await this.driverConnection.end() } finally { clearTimeout(timer) }
  }

  destroy(): void {
    this.#isClosed = true
    this.driverConnection.connection.stream.destroy()
  }

  onLost(listener: (error: unknown) => void): void { this.#lostListener = listener }

  #statement(sql: string, prepare: boolean | undefined): ServerStatement {
    if (prepare === false || this.#statements.capacity === 0) return new ServerStatement(sql, '')
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = new ServerStatement(sql, `athanor_${++this.#statementCount}`)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #verb(text: string): Promise<string> { return this.#run(new SimpleQuery(text)) }

  #run<T>(query: PgQuery<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(abortedError(signal, 'The statement'))
    const promise = new Promise<T>((resolve, reject) => {
      query.resolve = resolve
      query.reject = reject
    })
    this.#submit(query)
    return signal === undefined ? promise : this.#abortable(query, promise, signal)
  }

  #submit(query: PgQuery<never>): void {
    this.#active = query
    this.driverConnection.query(query)
  }

  async #abortable<T>(query: PgQuery<T>, promise: Promise<T>, signal: AbortSignal): Promise<T> {
    let stopping: Promise<void> | undefined
    const onAbort = (): void => {
      query.isDiscarding = true
      stopping = this.#stop(promise)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      const result = await promise
      if (stopping === undefined) return result
    } catch (error) {
      if (stopping === undefined) throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
    // Not before the cancel request is done: it might hit the next statement.
    await stopping
    throw abortedError(signal, 'The statement')
  }

  /**
   * Stops the running statement and waits for its end. A server that hasn't read the statement yet ignores the request, so it is
   * repeated; a connection that doesn't come to rest is destroyed. Never rejects.
   */
  async #stop(running: Promise<unknown>): Promise<void> {
    let isOver = false
    const over = running.then(() => { isOver = true }, () => { isOver = true })
    const deadline = Date.now() + cancelGrace
    for (let wait = 50; !isOver; wait *= 2) {
      if (Date.now() >= deadline) return this.destroy()
      try { await this.cancel() } catch { return this.destroy() }
      let timer: NodeJS.Timeout | undefined
      await Promise.race([over, new Promise(resolve => { timer = setTimeout(resolve, wait) })])
      clearTimeout(timer)
    }
  }

  #statementFailed(query: StatementQuery, error: unknown): void {
    const isStale = this.#forgetIfUnusable(query.statement, error)
    // Outside a transaction nothing has happened yet, so the statement can be prepared anew, once.
    if (isStale && !this.inTransaction && !query.hasRetried && this.isUsable) {
      query.hasRetried = true
      query.statement = this.#statement(query.statement.sql, true)
      this.#submit(query as PgQuery<never>)
    } else query.reject(error)
  }

  /**
   * Drops a prepared statement that never came to be, or that the server can't run any more: its result changed with a table
   * (0A000), something deallocated it (26000), or a type in it was dropped (XX000). True in the latter cases.
   */
  #forgetIfUnusable(statement: ServerStatement, error: unknown): boolean {
    if (statement.name === '') return false
    const code = isServerError(error) ? error.code : undefined
    const isStale = statement.isParsed && (code === '26000' || (code === '0A000' && (error as { routine?: string }).routine === 'RevalidateCachedQuery') ||
      (code === 'XX000' && (error as Error).message.startsWith('cache lookup failed for type')))
    if (statement.isParsed && !isStale) return false
    if (this.#statements.get(statement.sql) === statement) this.#statements.delete(statement.sql)
    if (code === '26000') this.#statements.clear()
    else if (isStale) this.#closing.push(statement.name)
    return isStale
  }

  /** Prepared statements know the types of their parameters by number: those of a type that is made anew don't work any more. */
  #forgetAll(): void {
    for (const { name } of this.#statements.values()) this.#closing.push(name)
    this.#statements.clear()
  }

  #lose(error: unknown): void {
    if (this.#isBroken) return
    this.#isBroken = true
    this.#status = 'I'
    const query = this.#active
    this.#active = undefined
    if (!this.#isClosed) this.driverConnection.connection.stream.destroy()
    // A query in flight is told by pg itself, unless the server's last word was its error.
    if (query?.failure !== undefined) query.fail(query.failure)
    else if (query === undefined && !this.#isClosed) this.#lostListener?.(error)
  }
}

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
const quoteText = (text: string): string => `${text.includes('\\') ? ' E' : ''}'${text.replaceAll('\'', '\'\'').replaceAll('\\', '\\\\')}'`
