import {
  ArgumentError, LruCache, ResourceClosedError, throwIfAborted, type DriverConnection, type DriverExecuteOptions, type DriverResult,
  type DriverStream, type IsolationLevel,
} from '@athanor/interfaces'
import type { BetterSqlite3Database, BetterSqlite3Statement } from './better-sqlite3-types.ts'
import type { BeginMode } from './connect-options.ts'
import { mayBeRounded, narrowInteger, narrowIntegers } from './integers.ts'
import { PreparedStatement } from './prepared-statement.ts'
import { RowStream } from './row-stream.ts'

const noRows: unknown[][] = []
const noColumns: readonly [] = []

/**
 * A better-sqlite3 connection. Every answer is a value, not a promise. An `AbortSignal` is looked at before a statement and
 * between the batches of a stream: a running statement blocks the thread, so nothing could fire it meanwhile.
 *
 * Transactions are begun by us (`BEGIN`, or what the URL's option `begin` says), so that savepoints and serializable reads work.
 * Integers arrive as numbers, those beyond 2^53 as bigint with all their digits.
 */
export class BetterSqlite3Connection implements DriverConnection {
  readonly driverConnection: BetterSqlite3Database
  readonly #statements: LruCache<string, PreparedStatement>
  readonly #beginMode: BeginMode
  readonly #verbs = new Map<string, BetterSqlite3Statement>()
  #autocommit = false
  /** Undefined until asked or set: the pragma is dear, and levels are set at every checkout that wants another one. */
  #readsUncommitted: boolean | undefined
  /** A transaction was begun through the contract: SQLite itself may have rolled it back since. */
  #begun = false
  #stream: RowStream | undefined

  constructor(database: BetterSqlite3Database, options: { readonly cacheSize: number; readonly begin: BeginMode }) {
    this.driverConnection = database
    this.#statements = new LruCache(options.cacheSize)
    this.#beginMode = options.begin
  }

  get isUsable(): boolean { return this.driverConnection.open }
  get inTransaction(): boolean { return this.driverConnection.open && this.driverConnection.inTransaction }

  execute(sql: string, params: readonly unknown[], options?: DriverExecuteOptions): DriverResult {
    throwIfAborted(options?.signal, 'The statement')
    const prepared = this.#prepare(sql, options?.prepare)
    if (!prepared.returnsRows) {
      const { changes, lastInsertRowid } = prepared.statement.run(params)
      return {
        columns: noColumns, rows: [], rowCount: changes,
        lastInsertId: prepared.isInsert && changes > 0 ? narrowInteger(lastInsertRowid) : undefined,
      }
    }
    if (options?.bigints === true) prepared.readBigints()
    let rows = prepared.statement.all(params)
    if (!prepared.readsBigints && options?.bigints !== false && mayBeRounded(rows)) {
      prepared.readBigints()
      rows = prepared.statement.all(params)
    }
    if (prepared.readsBigints) narrowIntegers(rows)
    return { columns: prepared.columns, rows, rowCount: rows.length }
  }

  executeMany(sql: string, paramSets: readonly (readonly unknown[])[], options?: DriverExecuteOptions): DriverResult {
    throwIfAborted(options?.signal, 'The statement')
    const prepared = this.#prepare(sql, options?.prepare)
    const { statement } = prepared
    let rowCount = 0
    let lastInsertId: number | bigint | undefined
    if (prepared.returnsRows) {
      for (const params of paramSets) rowCount += statement.all(params).length
    } else {
      for (const params of paramSets) {
        const { changes, lastInsertRowid } = statement.run(params)
        rowCount += changes
        lastInsertId = lastInsertRowid
      }
    }
    return {
      columns: noColumns, rows: noRows.slice(), rowCount,
      lastInsertId: prepared.isInsert && rowCount > 0 && lastInsertId !== undefined ? narrowInteger(lastInsertId) : undefined,
    }
  }

  executeScript(sql: string): void { this.driverConnection.exec(sql) }

  stream(sql: string, params: readonly unknown[], options: DriverExecuteOptions & { readonly batchSize: number }): DriverStream {
    throwIfAborted(options.signal, 'The statement')
    const prepared = new PreparedStatement(this.driverConnection, sql)
    if (!prepared.returnsRows) {
      prepared.statement.run(params)
      return new RowStream(noColumns, [][Symbol.iterator](), options.batchSize, options.signal, () => {})
    }
    // A stream can't be read twice, so integers are read exactly unless the caller knows better.
    if (options.bigints !== false) prepared.readBigints()
    const stream = new RowStream(prepared.columns, prepared.statement.iterate(params), options.batchSize, options.signal, () => {
      if (this.#stream === stream) this.#stream = undefined
    })
    this.#stream = stream
    return stream
  }

  begin(): void {
    if (this.#autocommit) return
    this.#run(this.#beginMode)
    this.#begun = true
  }

  /** Fails when SQLite rolled the transaction back on its own (a full disk, `ON CONFLICT ROLLBACK`): nothing was stored. */
  commit(): void {
    if (!this.#begun && !this.inTransaction) return
    this.#begun = false
    this.#run('COMMIT')
  }

  rollback(): void {
    this.#begun = false
    if (this.inTransaction) this.#run('ROLLBACK')
  }

  savepoint(name: string): void { this.driverConnection.exec(`SAVEPOINT ${quote(name)}`) }
  rollbackToSavepoint(name: string): void { this.driverConnection.exec(`ROLLBACK TO SAVEPOINT ${quote(name)}`) }
  releaseSavepoint(name: string): void { this.driverConnection.exec(`RELEASE SAVEPOINT ${quote(name)}`) }

  getIsolationLevel(): IsolationLevel {
    if (this.#autocommit) return 'AUTOCOMMIT'
    this.#readsUncommitted ??= Number(this.driverConnection.pragma('read_uncommitted', { simple: true })) === 1
    return this.#readsUncommitted ? 'READ UNCOMMITTED' : 'SERIALIZABLE'
  }

  setIsolationLevel(level: IsolationLevel): void {
    if (level !== 'AUTOCOMMIT' && level !== 'SERIALIZABLE' && level !== 'READ UNCOMMITTED') {
      throw new ArgumentError(`SQLite has no isolation level '${level}'. It has: SERIALIZABLE, READ UNCOMMITTED, AUTOCOMMIT.`, { code: 'ISOLATION_LEVEL_UNKNOWN' })
    }
    this.#autocommit = level === 'AUTOCOMMIT'
    const readsUncommitted = level === 'READ UNCOMMITTED'
    if (this.#readsUncommitted === readsUncommitted) return
    this.driverConnection.pragma(`read_uncommitted = ${readsUncommitted ? 1 : 0}`)
    this.#readsUncommitted = readsUncommitted
  }

  ping(): void {
    if (!this.driverConnection.open) throw new ResourceClosedError('The SQLite connection is closed.')
    this.execute('SELECT 1', noColumns)
  }

  close(): void {
    this.#stream?.end()
    this.#statements.clear()
    this.#verbs.clear()
    this.driverConnection.close()
  }

  destroy(): void {
    try { this.close() } catch { /* nothing is left to do for a file handle that doesn't close */ }
  }

  /** Never: there is no server that could go away. */
  onLost(_listener: (error: unknown) => void): void {}

  #prepare(sql: string, keep: boolean | undefined): PreparedStatement {
    let prepared = this.#statements.get(sql)
    if (prepared === undefined) {
      prepared = new PreparedStatement(this.driverConnection, sql)
      if (keep !== false) this.#statements.set(sql, prepared)
    }
    return prepared
  }

  #run(verb: string): void {
    let statement = this.#verbs.get(verb)
    if (statement === undefined) this.#verbs.set(verb, statement = this.driverConnection.prepare(verb))
    statement.run(noColumns)
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
