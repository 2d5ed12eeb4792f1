import {
  abortedError, ArgumentError, InvalidRequestError, PendingRollbackError, throwIfAborted, type DriverConnection, type DriverExecuteOptions,
  type DriverResult, type DriverStream, type IsolationLevel,
} from '@athanor/interfaces'
import type { Mysql2Callback, Mysql2Connection, Mysql2Error, Mysql2Field, Mysql2Header, Mysql2Options } from './mysql2-types.ts'
import { columnsOf, RowStream } from './row-stream.ts'

export const mysqlIsolationLevels: readonly IsolationLevel[] = ['REPEATABLE READ', 'READ COMMITTED', 'READ UNCOMMITTED', 'SERIALIZABLE', 'AUTOCOMMIT']

/** Milliseconds in which a killed statement has to end, before the connection is destroyed. */
const killGrace = 5000
const statusInTransaction = 1
const errorUnsupportedInPrepared = 1295
const errorUnknownVariable = 1193
/** The server has rolled the whole transaction back. */
const errorDeadlock = 1213
/** Statements that change nothing, so that stopping them in the middle does no harm. */
const readsOnly = /^[\s(]*(?:select|with|values|table|show|desc|describe|explain)\b/i

export interface Mysql2ConnectionSettings {
  readonly cacheSize: number
  readonly encode: (params: readonly unknown[]) => unknown[]
  /** Runs `KILL QUERY` on a connection of its own. */
  readonly killQuery: (threadId: number) => Promise<void>
}

/**
 * A connection of mysql2. Statements with parameters run as prepared statements; texts that can't be prepared, and texts without
 * parameters when preparing is off, go in the text protocol. Parameters are never written into the SQL text: how they would have
 * to be escaped depends on the session's sql_mode. An abort kills the statement through a second connection.
 */
export class Mysql2DriverConnection implements DriverConnection {
  readonly driverConnection: Mysql2Connection
  readonly #settings: Mysql2ConnectionSettings
  readonly #unpreparable = new Set<string>()
  #isBusy = false
  #isClosed = false
  #isBroken = false
  #lostListener: ((error: unknown) => void) | undefined
  #begun = false
  #inTransaction = false
  #deadlocked = false
  #level: IsolationLevel | undefined
  #openStream: RowStream | undefined

  constructor(connection: Mysql2Connection, settings: Mysql2ConnectionSettings) {
    this.driverConnection = connection
    this.#settings = settings
    connection.on('error', error => this.#lose(error))
    // Packets out of order: what the server says belongs to another statement.
    connection.on('warn', error => {
      this.#lose(error)
      connection.stream.destroy()
    })
    connection.on('end', () => this.#lose(Object.assign(new Error('Connection lost: The server closed the connection.'), { code: 'PROTOCOL_CONNECTION_LOST' })))
  }

  get isUsable(): boolean { return !this.#isClosed && !this.#isBroken }
  get inTransaction(): boolean { return this.#inTransaction }

  execute(sql: string, params: readonly unknown[], options?: DriverExecuteOptions): Promise<DriverResult> {
    const values = this.#settings.encode(params)
    return this.#abortable(this.#execute(sql, values, options), options?.signal)
  }

  executeMany(sql: string, paramSets: readonly (readonly unknown[])[], options?: DriverExecuteOptions): Promise<DriverResult> {
    const sets = paramSets.map(this.#settings.encode)
    return this.#abortable(this.#executeAll(sql, sets, options), options?.signal)
  }

  async stream(sql: string, params: readonly unknown[], options: DriverExecuteOptions & { readonly batchSize: number }): Promise<DriverStream> {
    throwIfAborted(options.signal, 'The statement')
    const command: Mysql2Options = { sql, values: this.#settings.encode(params), rowsAsArray: true }
    const usesText = this.#usesText(command, options.prepare)
    this.#isBusy = true
    const running = usesText ? this.driverConnection.query({ sql, rowsAsArray: true }) : this.driverConnection.execute(command)
    const stream = new RowStream(this.driverConnection, running, {
      batchSize: options.batchSize,
      signal: options.signal,
      stop: running => this.#stop(running),
      isReadOnly: readsOnly.test(sql),
      onEnd: error => {
        this.#isBusy = false
        this.#openStream = undefined
        if (error !== undefined) this.#noteError(error)
      },
    })
    this.#openStream = stream
    try {
      await stream.started
      return stream
    } catch (error) {
      if (usesText || (error as Mysql2Error).errno !== errorUnsupportedInPrepared || params.length > 0) throw error
      this.#unpreparable.add(sql)
      return this.stream(sql, params, options)
    }
  }

  async begin(): Promise<void> {
    if (this.#level === 'AUTOCOMMIT') return
    await this.#verb('START TRANSACTION')
    this.#begun = true
    this.#inTransaction = true
  }

  /** @throws {PendingRollbackError} when a deadlock had rolled the transaction back. */
  async commit(): Promise<void> {
    if (this.#level === 'AUTOCOMMIT' && !this.#inTransaction) return
    const wasLost = this.#begun && !this.#inTransaction && this.#deadlocked
    this.#ended()
    if (wasLost) throw new PendingRollbackError('The transaction was rolled back by the server because of a deadlock; nothing was committed.')
    await this.#verb('COMMIT')
  }

  async rollback(): Promise<void> {
    const isNeeded = this.#begun || this.#inTransaction
    this.#ended()
    if (isNeeded) await this.#verb('ROLLBACK')
  }

  async savepoint(name: string): Promise<void> { await this.#verb(`SAVEPOINT ${quoteName(name)}`) }
  async rollbackToSavepoint(name: string): Promise<void> { await this.#verb(`ROLLBACK TO SAVEPOINT ${quoteName(name)}`) }
  async releaseSavepoint(name: string): Promise<void> { await this.#verb(`RELEASE SAVEPOINT ${quoteName(name)}`) }

  async beginTwoPhase(xid: string): Promise<void> {
    await this.#verb(`XA START ${quoteXid(xid)}`)
    this.#inTransaction = true
  }

  async prepareTwoPhase(xid: string): Promise<void> {
    await this.#verb(`XA END ${quoteXid(xid)}`)
    await this.#verb(`XA PREPARE ${quoteXid(xid)}`)
    this.#ended()
  }

  async commitTwoPhase(xid: string, isPrepared: boolean): Promise<void> {
    if (!isPrepared) await this.#verb(`XA END ${quoteXid(xid)}`)
    await this.#verb(`XA COMMIT ${quoteXid(xid)}${isPrepared ? '' : ' ONE PHASE'}`)
    this.#ended()
  }

  async rollbackTwoPhase(xid: string, isPrepared: boolean): Promise<void> {
    if (!isPrepared) {
      // Fails for a transaction that a deadlock marked for rollback, which is what is wanted.
      try { await this.#verb(`XA END ${quoteXid(xid)}`) } catch (error) { if (!this.isUsable) throw error }
    }
    await this.#verb(`XA ROLLBACK ${quoteXid(xid)}`)
    this.#ended()
  }

  async recoverTwoPhase(): Promise<readonly string[]> {
    const { rows } = await this.#text('XA RECOVER')
    // formatID, length of the global part, length of the branch, both in one
    return rows.map(row => Buffer.from(row[3] as string | Buffer).toString().slice(0, Number(row[1])))
  }

  async getIsolationLevel(): Promise<IsolationLevel> {
    if (this.#level !== undefined) return this.#level
    const read = async (variable: string): Promise<IsolationLevel> => {
      const { rows } = await this.#text(`SELECT @@${variable}`)
      return String(rows[0]?.[0]).replaceAll('-', ' ') as IsolationLevel
    }
    try { return await read('transaction_isolation') } catch (error) {
      // MariaDB before 11.1 has the old name only.
      if ((error as Mysql2Error).errno !== errorUnknownVariable) throw error
      return read('tx_isolation')
    }
  }

  async setIsolationLevel(level: IsolationLevel): Promise<void> {
    if (!mysqlIsolationLevels.includes(level)) {
      throw new ArgumentError(`MySQL has no isolation level '${level}'. It has: ${mysqlIsolationLevels.join(', ')}.`, { code: 'ISOLATION_LEVEL_UNKNOWN' })
    }
    if (this.#inTransaction) throw new InvalidRequestError('The isolation level can\'t be changed inside a transaction: commit or roll back first.')
    if (level !== 'AUTOCOMMIT') await this.#verb(`SET SESSION TRANSACTION ISOLATION LEVEL ${level}`)
    this.#level = level
  }

  ping(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.driverConnection.ping(error => {
        if (error) {
          this.#noteError(error)
          reject(error)
        } else resolve()
      })
    })
  }

  async cancel(): Promise<void> {
    const { threadId } = this.driverConnection
    if (threadId === null) throw new InvalidRequestError('The connection has no thread id, so its statement can\'t be killed.')
    await this.#settings.killQuery(threadId)
  }

  close(): Promise<void> {
    if (this.#isClosed || this.#isBroken) {
      this.destroy()
      return Promise.resolve()
    }
    this.#isClosed = true
    return new Promise(resolve => {
      const timer = setTimeout(() => this.driverConnection.stream.destroy(), killGrace)
      const done = (): void => {
        clearTimeout(timer)
        resolve()
      }
      this.driverConnection.on('end', done)
      // The socket may be gone already; that is as good.
      this.driverConnection.end(done)
    })
  }

  destroy(): void {
    this.#isClosed = true
    this.driverConnection.stream.destroy()
  }

  onLost(listener: (error: unknown) => void): void { this.#lostListener = listener }

  #usesText(command: Mysql2Options, prepare: boolean | undefined): boolean {
    if (command.values !== undefined && command.values.length > 0) return false
    return prepare === false || this.#settings.cacheSize === 0 || this.#unpreparable.has(command.sql)
  }

  #execute(sql: string, values: readonly unknown[], options?: DriverExecuteOptions): Promise<DriverResult> {
    if (options?.signal?.aborted) return Promise.reject(abortedError(options.signal, 'The statement'))
    const command: Mysql2Options = { sql, values, rowsAsArray: true }
    if (this.#usesText(command, options?.prepare)) return this.#text(sql)
    const isKept = options?.prepare !== false && this.#settings.cacheSize > 0
    return new Promise((resolve, reject) => {
      this.#run(callback => this.driverConnection.execute(command, (error, result, fields) => {
        // mysql2 keeps every statement it prepares; closing one costs no round trip.
        if (!isKept && this.isUsable && error?.fatal !== true) this.driverConnection.unprepare(command)
        callback(error, result, fields)
      }), resolve, error => {
        if ((error as Mysql2Error).errno === errorUnsupportedInPrepared && values.length === 0) {
          this.#unpreparable.add(sql)
          this.#text(sql).then(resolve, reject)
        } else reject(error)
      })
    })
  }

  #text(sql: string): Promise<DriverResult> {
    return new Promise((resolve, reject) => {
      this.#run(callback => this.driverConnection.query({ sql, rowsAsArray: true }, callback), resolve, reject)
    })
  }

  async #verb(sql: string): Promise<void> { await this.#text(sql) }

  async #executeAll(sql: string, sets: readonly (readonly unknown[])[], options?: DriverExecuteOptions): Promise<DriverResult> {
    let rowCount = 0
    let lastInsertId: number | bigint | undefined
    for (const values of sets) {
      const result = await this.#execute(sql, values, options)
      rowCount = result.rowCount === -1 || rowCount === -1 ? -1 : rowCount + result.rowCount
      lastInsertId = result.lastInsertId ?? lastInsertId
    }
    return { columns: [], rows: [], rowCount, lastInsertId }
  }

  #run(start: (callback: Mysql2Callback) => unknown, resolve: (result: DriverResult) => void, reject: (error: unknown) => void): void {
    this.#isBusy = true
    try {
      start((error, result, fields) => {
        this.#isBusy = false
        if (error) {
          this.#noteError(error)
          reject(error)
        } else resolve(this.#resultOf(result, fields))
      })
    } catch (error) {
      this.#isBusy = false
      reject(error)
    }
  }

  #resultOf(result: unknown, fields: readonly Mysql2Field[] | undefined): DriverResult {
    // A procedure answers several results, the last of them a header: its first rows are what was asked for.
    if (Array.isArray(fields) && fields.length > 0 && (Array.isArray(fields[0]) || fields.includes(undefined as never))) {
      const at = (fields as readonly unknown[]).findIndex(item => Array.isArray(item))
      return at === -1 ? this.#headerOf((result as Mysql2Header[])[0]!) : this.#rowsOf((result as unknown[][][])[at]!, (fields as unknown as Mysql2Field[][])[at]!)
    }
    return fields === undefined ? this.#headerOf(result as Mysql2Header) : this.#rowsOf(result as unknown[][], fields)
  }

  #rowsOf(rows: unknown[][], fields: readonly Mysql2Field[]): DriverResult {
    return { columns: columnsOf(fields), rows, rowCount: rows.length }
  }

  #headerOf(header: Mysql2Header): DriverResult {
    this.#inTransaction = (header.serverStatus & statusInTransaction) !== 0
    const id = header.insertId
    return {
      columns: [], rows: [], rowCount: Number(header.affectedRows),
      lastInsertId: id === 0 ? undefined : typeof id === 'string' ? BigInt(id) : id,
    }
  }

  async #abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (signal === undefined || signal.aborted) return promise
    let stopping: Promise<void> | undefined
    const onAbort = (): void => {
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
    // Not before the kill is done: it might hit the next statement.
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
    const deadline = Date.now() + killGrace
    for (let wait = 50; !isOver; wait *= 2) {
      if (Date.now() >= deadline) return this.destroy()
      try { await this.cancel() } catch { return this.destroy() }
      let timer: NodeJS.Timeout | undefined
      await Promise.race([over, new Promise(resolve => { timer = setTimeout(resolve, wait) })])
      clearTimeout(timer)
    }
  }

  #noteError(error: Mysql2Error): void {
    if (error.errno === errorDeadlock) {
      this.#deadlocked = this.#begun
      this.#inTransaction = false
    }
    if (error.fatal === true || error.code === 'PROTOCOL_CONNECTION_LOST') this.#isBroken = true
  }

  #ended(): void {
    this.#begun = false
    this.#inTransaction = false
    this.#deadlocked = false
  }

  #lose(error: Mysql2Error): void {
    if (this.#isBroken) return
    this.#isBroken = true
    this.#inTransaction = false
    this.#openStream?.fail(error)
    if (!this.#isBusy && !this.#isClosed) this.#lostListener?.(error)
  }
}

const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** Hexadecimal, which no sql_mode reads differently. */
function quoteXid(xid: string): string {
  const bytes = Buffer.from(xid)
  if (bytes.length === 0 || bytes.length > 64) throw new ArgumentError('The name of a two-phase transaction must have 1 to 64 bytes on MySQL.')
  return `X'${bytes.toString('hex')}'`
}
