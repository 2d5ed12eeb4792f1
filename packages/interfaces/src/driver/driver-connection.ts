/** A value now, or later: a synchronous driver is never charged a promise. */
export type MaybePromise<T> = T | Promise<T>

/** A column of a driver's result. */
export interface DriverColumn {
  readonly name: string
  /** The driver's own type identifier (an OID, a MySQL type number, a declared type name), where it tells one. */
  readonly type?: number | string | undefined
}

/** What a driver returns for one statement. Rows are arrays, so that duplicate column names survive. */
export interface DriverResult {
  /** Empty when the statement returns no rows. */
  readonly columns: readonly DriverColumn[]
  readonly rows: unknown[][]
  /** Rows matched or changed; -1 when the driver can't tell. */
  readonly rowCount: number
  /** Generated key of the last inserted row, where the protocol has one. */
  readonly lastInsertId?: number | bigint | undefined
}

export interface DriverExecuteOptions {
  /** Aborts the statement. After an abort the connection may be unusable: see `isUsable`. */
  readonly signal?: AbortSignal | undefined
  /** Keep a prepared statement for this text, if the driver does that. Default: the connection's own setting. */
  readonly prepare?: boolean | undefined
  /**
   * Whether the result may hold integers beyond 2^53; drivers whose fast path would round them read them exactly when told so
   * (then such integers arrive as bigint, smaller ones as number). Not given: the driver finds out by itself. `false`: the
   * caller knows that there are none.
   */
  readonly bigints?: boolean | undefined
}

/** A result that arrives in parts. Must be iterated to the end or closed by `return()`; then the connection is free again. */
export interface DriverStream extends AsyncIterable<unknown[][]> {
  readonly columns: readonly DriverColumn[]
}

/** Standard isolation levels, and the driver-level autocommit. */
export type IsolationLevel = 'AUTOCOMMIT' | 'READ UNCOMMITTED' | 'READ COMMITTED' | 'REPEATABLE READ' | 'SNAPSHOT' | 'SERIALIZABLE'

/**
 * One physical connection, adapted. Calls are made one after another: the engine never overlaps two calls on one connection,
 * except `cancel`, `close` and `destroy`.
 */
export interface DriverConnection {
  /** The driver's own object, for what the contract doesn't cover. */
  readonly driverConnection: unknown
  /** False once the connection is closed, broken, or its protocol state is unknown. */
  readonly isUsable: boolean
  /** True while the server is inside a transaction, as far as the driver can tell without asking. */
  readonly inTransaction: boolean

  execute(sql: string, params: readonly unknown[], options?: DriverExecuteOptions): MaybePromise<DriverResult>
  /** Runs one text with many parameter sets, in order; `rowCount` is the sum (-1 if any is unknown), `rows` is empty. */
  executeMany(sql: string, paramSets: readonly (readonly unknown[])[], options?: DriverExecuteOptions): MaybePromise<DriverResult>
  /** Runs several statements without parameters in one text where the driver can, else one after another. */
  executeScript?(sql: string): MaybePromise<void>
  /** Rows in batches of about `batchSize`, with at most one batch buffered ahead. */
  stream(sql: string, params: readonly unknown[], options: DriverExecuteOptions & { readonly batchSize: number }): MaybePromise<DriverStream>

  begin(): MaybePromise<void>
  commit(): MaybePromise<void>
  rollback(): MaybePromise<void>
  savepoint(name: string): MaybePromise<void>
  rollbackToSavepoint(name: string): MaybePromise<void>
  releaseSavepoint(name: string): MaybePromise<void>
  /** Two-phase commit, where the database has it. `xid` is a plain string. */
  beginTwoPhase?(xid: string): MaybePromise<void>
  prepareTwoPhase?(xid: string): MaybePromise<void>
  commitTwoPhase?(xid: string, isPrepared: boolean): MaybePromise<void>
  rollbackTwoPhase?(xid: string, isPrepared: boolean): MaybePromise<void>
  recoverTwoPhase?(): MaybePromise<readonly string[]>

  getIsolationLevel(): MaybePromise<IsolationLevel>
  setIsolationLevel(level: IsolationLevel): MaybePromise<void>

  /** Answers when the server does; throws when the connection is dead. */
  ping(): MaybePromise<void>
  /** Asks the server to stop the running statement. Without it an abort destroys the connection. */
  cancel?(): MaybePromise<void>
  /** Says goodbye to the server and closes. */
  close(): MaybePromise<void>
  /** Closes the socket at once, without I/O that could hang. Synchronous, never throws. */
  destroy(): void
  /** Calls back once when the connection is lost while nobody uses it (a server restart, a killed backend). */
  onLost(listener: (error: unknown) => void): void
}
