import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import {
  ArgumentError, InvalidRequestError, NotImplementedByDialectError, type Dialect, type DriverConnection, type IsolationLevel,
} from '@athanor/interfaces'
import type { Lease } from '@athanor/core-pool'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import type { MetaData, ReflectOptions, SchemaPlan, SchemaPlanDefaults } from '@athanor/expressions/elements'
import type { ExecutableLike, ParameterSets, StatementRow, StatementTuple } from './executable.ts'
import type { Engine } from '../create/engine.ts'
import { DriverSqlExecution, Execution } from '../execution/execution.ts'
import { PendingStream } from '../execution/pending-stream.ts'
import { StreamedExecution } from '../execution/streamed-execution.ts'
import { wait, type Steps } from '../internal/steps.ts'
import { Inspector } from '../inspector/inspector.ts'
import { reflectTables } from '../schema/reflect-tables.ts'
import { runSchemaPlan } from '../schema/run-schema-plan.ts'
import { NestedTransaction } from '../transaction/nested-transaction.ts'
import { RootTransaction } from '../transaction/root-transaction.ts'
import { runInBlock } from '../transaction/run-in-block.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { TwoPhaseTransaction } from '../transaction/two-phase-transaction.ts'
import { checkOptions, isolationLevel, mergeOptions, type ExecuteOptions, type ExecutionOptions } from './execution-options.ts'
import { closedError, LiveConnection } from './live-connection.ts'

/**
 * A connection of a pool, for one task at a time. The first statement begins a transaction, which `commit()` or `rollback()`
 * ends; closing without `commit()` rolls back. Statements start when they are asked for and run in that order.
 * Source: SQLAlchemy's `Connection`.
 *
 * @example
 * await using conn = await engine.connect()
 * const users = await conn.execute(select(users)).all()
 * await conn.execute(insert(users), [{ name: 'sandy' }, { name: 'patrick' }])
 * await conn.commit()
 */
export class Connection implements AsyncDisposable {
  /** The engine that it belongs to. */
  readonly engine: Engine
  /** @internal */
  readonly live: LiveConnection
  #closing: Promise<void> | undefined

  /** Use `engine.connect()`. */
  constructor(engine: Engine, lease: Lease<DriverConnection>, options: ExecutionOptions | undefined) {
    this.engine = engine
    const merged = mergeOptions(engine.baseOptions, options)
    this.live = new LiveConnection(engine, this, lease, merged)
    if (options !== undefined) this.#checkOptions(options)
  }

  /** How the database is spoken to. */
  get dialect(): Dialect { return this.engine.dialect }

  // statements ---------------------------------------------------------------------------------------------------------

  /**
   * Executes a statement. It starts at once; what comes back can be awaited (a `Result` with all rows) or asked:
   * `.all()`, `.one()`, `.first()`, `.scalar()`, `.scalars()`, `.tuples()`, `for await`.
   *
   * @param values values of named parameters, or of columns for INSERT and UPDATE; a list of them executes the statement once for each
   * @throws {ObjectNotExecutableError} for what is no statement (a string: use `text()` or `exec()`)
   * @throws {DBAPIError} and its subclasses for what the database reports
   */
  execute<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): Execution<StatementRow<S>, StatementTuple<S>> {
    const { live } = this
    if (this.#isStreamed(statement, options)) {
      const streamed = new StreamedExecution<StatementRow<S>, StatementTuple<S>>(live, statement, values, options)
      live.queue.add(streamed.stream)
      return streamed
    }
    const execution = new Execution<StatementRow<S>, StatementTuple<S>>(live, statement, values, options)
    live.queue.add(execution)
    return execution
  }

  /** The first value of the first row, or null. */
  scalar<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): Promise<First<S> | null> {
    return this.execute(statement, values, options).scalar() as Promise<First<S> | null>
  }

  /** The first value of each row. */
  scalars<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions) {
    return this.execute(statement, values, options).scalars()
  }

  /**
   * Sends text as it is, with the driver's own placeholders and a list of parameters (or a list of such lists).
   * Nothing is compiled, cached or converted. Source: SQLAlchemy's `exec_driver_sql`.
   *
   * @example
   * await conn.exec('PRAGMA user_version')
   */
  exec(sql: string, parameters?: readonly unknown[], options?: ExecuteOptions): Execution<Record<string, unknown>, unknown[]> {
    const execution = new DriverSqlExecution(this.live, sql, parameters, options)
    this.live.queue.add(execution)
    return execution
  }

  /** As `exec`; SQLAlchemy's name for it. */
  execDriverSql(sql: string, parameters?: readonly unknown[], options?: ExecuteOptions): Execution<Record<string, unknown>, unknown[]> {
    return this.exec(sql, parameters, options)
  }

  /**
   * Executes a query without holding its rows in memory. The connection can do nothing else until the stream ends.
   *
   * @example
   * for await (const event of conn.stream(select(events), undefined, { yieldPer: 500 })) handle(event)
   */
  stream<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): PendingStream<StatementRow<S>, StatementTuple<S>> {
    const stream = new PendingStream<StatementRow<S>, StatementTuple<S>>(this.live, statement, values, options)
    this.live.queue.add(stream)
    return stream
  }

  // transactions -------------------------------------------------------------------------------------------------------

  /**
   * Begins a transaction explicitly. With a function: commits when it is done, rolls back when it throws.
   * @throws {InvalidRequestError} `TRANSACTION_BEGUN` when there is a transaction already, for example by a statement before
   *
   * @example
   * await conn.begin(async () => { await conn.execute(stmt) })
   * await using tx = await conn.begin()
   */
  begin(): Promise<Transaction>
  begin<V>(work: (transaction: Transaction) => V | PromiseLike<V>): Promise<V>
  async begin<V>(work?: (transaction: Transaction) => V | PromiseLike<V>): Promise<V | Transaction> {
    const transaction = await this.live.steps(() => this.#beginRoot())
    return work === undefined ? transaction : runInBlock(transaction, work)
  }

  /**
   * Sets a savepoint; begins a transaction before it if there is none. With a function: released when it is done, rolled
   * back to when it throws, while the transaction around it goes on.
   */
  beginNested(): Promise<NestedTransaction>
  beginNested<V>(work: (savepoint: NestedTransaction) => V | PromiseLike<V>): Promise<V>
  async beginNested<V>(work?: (savepoint: NestedTransaction) => V | PromiseLike<V>): Promise<V | NestedTransaction> {
    const savepoint = await this.live.steps(() => this.#beginNested())
    return work === undefined ? savepoint : runInBlock(savepoint, work)
  }

  /**
   * Begins a transaction that is prepared before it is committed.
   * @param xid identifier, unique on the server; default a random one
   */
  beginTwoPhase(xid?: string): Promise<TwoPhaseTransaction>
  beginTwoPhase<V>(xid: string | undefined, work: (transaction: TwoPhaseTransaction) => V | PromiseLike<V>): Promise<V>
  async beginTwoPhase<V>(xid?: string, work?: (transaction: TwoPhaseTransaction) => V | PromiseLike<V>): Promise<V | TwoPhaseTransaction> {
    const transaction = await this.live.steps(() => this.#beginTwoPhase(xid ?? `_at_${randomBytes(16).toString('hex')}`))
    return work === undefined ? transaction : runInBlock(transaction, work)
  }

  /** Identifiers of prepared transactions that wait for a commit or rollback. */
  recoverTwoPhase(): Promise<readonly string[]> {
    return this.#outside((driver) => this.#twoPhase(driver.recoverTwoPhase?.bind(driver))())
  }

  /** Commits a transaction that was prepared, perhaps by another connection. */
  commitPrepared(xid: string): Promise<void> {
    return this.#outside((driver) => this.#twoPhase(driver.commitTwoPhase?.bind(driver))(xid, true))
  }

  /** Rolls back a transaction that was prepared, perhaps by another connection. */
  rollbackPrepared(xid: string): Promise<void> {
    return this.#outside((driver) => this.#twoPhase(driver.rollbackTwoPhase?.bind(driver))(xid, true))
  }

  /**
   * Commits the transaction, if there is one.
   * @throws as `Transaction.commit`
   */
  commit(): Promise<void> {
    const { live } = this
    return live.steps(function* (): Steps<void> {
      if (live.root === undefined) live.throwUnnoticed()
      else yield* live.root.commitSteps()
    })
  }

  /** Rolls the transaction back, if there is one; afterwards a lost connection may be used again. */
  rollback(): Promise<void> {
    const { live } = this
    return live.stepsThatEndStreams(function* (): Steps<void> {
      if (live.root !== undefined) yield* live.root.rollbackSteps()
    })
  }

  /** Whether a transaction is under way. */
  get inTransaction(): boolean { return this.live.root !== undefined && this.live.root.isActive }
  /** Whether a savepoint is set. */
  get inNestedTransaction(): boolean { return this.live.nested !== undefined && this.live.nested.isActive }
  /** The outermost transaction, or null. */
  getTransaction(): Transaction | null { return this.live.root ?? null }
  /** The innermost savepoint, or null. */
  getNestedTransaction(): NestedTransaction | null { return this.live.nested ?? null }

  // options and state ----------------------------------------------------------------------------------------------------

  /**
   * Sets options of this connection, in place. An isolation level takes effect with the next transaction and is restored when
   * the connection returns to its pool.
   * @throws {InvalidRequestError} `ISOLATION_IN_TRANSACTION` for an isolation level while a transaction is under way
   */
  executionOptions(options: ExecutionOptions): this {
    this.#checkOptions(options)
    this.live.options = mergeOptions(this.live.options, options)
    for (const listener of this.engine.events.lists.setConnectionExecutionOptions ?? []) listener(this, options)
    return this
  }

  /** The options in force. */
  getExecutionOptions(): ExecutionOptions { return this.live.options }

  /** The isolation level that is in force, or will be with the next transaction. */
  getIsolationLevel(): Promise<IsolationLevel> {
    const { live } = this
    return live.steps(function* (): Steps<IsolationLevel> {
      live.assertUsable()
      if (live.wantedIsolation !== undefined) return live.wantedIsolation
      const driver = live.driver ?? (yield* live.reconnect())
      return yield* wait(driver.getIsolationLevel())
    })
  }

  /** The level of connections that ask for none. */
  defaultIsolationLevel(): Promise<IsolationLevel> {
    const { live } = this
    return live.steps(() => wait(this.engine.defaultIsolation(live.driver!)))
  }

  /** Notes that live as long as the driver connection, through returns to the pool. */
  get info(): Map<unknown, unknown> {
    const { lease } = this.live
    if (lease === undefined) throw this.#unusable()
    return lease.info
  }

  /** The driver's own connection object. @throws {ResourceClosedError} when closed or lost */
  get driverConnection(): unknown { return this.rawConnection.driverConnection }

  /** The adapted driver connection: don't use it while statements are under way. @throws {ResourceClosedError} */
  get rawConnection(): DriverConnection {
    const { driver } = this.live
    if (driver === undefined) throw this.#unusable()
    return driver
  }

  /** `close()` was called. */
  get isClosed(): boolean { return this.#closing !== undefined }
  /** Whether the driver connection was lost or given up; it is replaced once the transaction has been rolled back. */
  get isInvalidated(): boolean { return this.live.driver === undefined && !this.isClosed }

  /** Gives the driver connection up: it is destroyed and not reused. */
  invalidate(error?: unknown): Promise<void> {
    const { live } = this
    // At once, not in line: the reason may be a statement that never ends.
    live.invalidate(error, 'resource')
    return Promise.resolve()
  }

  /** Takes the driver connection out of the pool; closing then really closes it. */
  detach(): Promise<void> {
    const { live } = this
    return live.steps(function* (): Steps<void> {
      live.assertUsable()
      if (live.lease === undefined) yield* live.reconnect()
      yield* wait(live.lease!.detach())
    })
  }

  /**
   * Waits for what is under way, rolls back what wasn't committed, and returns the driver connection to the pool.
   * @throws whatever a statement failed with that nobody awaited
   */
  close(): Promise<void> {
    if (this.#closing !== undefined) return this.#closing
    const { live } = this
    return (this.#closing = live.stepsThatEndStreams(function* (): Steps<void> {
      live.isClosed = true
      yield* live.close()
      live.throwUnnoticed()
    }))
  }

  [Symbol.asyncDispose](): Promise<void> { return this.close() }

  toString(): string { return `Connection(${this.engine.url.toString()}${this.isClosed ? ', closed' : ''})` }
  [inspect.custom](): string { return this.toString() }

  // internal -----------------------------------------------------------------------------------------------------------

  /** @internal For `metadata.createAll(connection)`. */
  runSchemaPlan(plan: (dialect: DefaultDialect, defaults?: SchemaPlanDefaults) => SchemaPlan): Promise<void> { return runSchemaPlan(this, plan) }

  /** @internal For `metadata.reflect(connection)`. */
  reflectTables(metadata: MetaData, options: ReflectOptions): Promise<void> { return reflectTables(new Inspector(this), metadata, options) }

  /** @internal The transaction that the first statement begins. */
  *autobegin(): Steps<void> {
    yield* this.#startRoot(new RootTransaction(this.live), 'BEGIN (implicit)')
  }

  *#startRoot(root: RootTransaction, text: string): Steps<void> {
    const { live } = this
    const driver = live.driver!
    try {
      if (live.wantedIsolation !== undefined) yield* live.applyIsolation(driver)
    } catch (error) {
      throw live.fail(error)
    }
    yield* live.takeTurn(driver)
    try {
      yield* live.verb('begin', undefined, text, () => live.events(this.engine.events.lists.begin), (d) => d.begin())
    } catch (error) {
      live.endTurn()
      throw error
    }
    live.root = root
  }

  *#beginRoot(): Steps<RootTransaction> {
    const { live } = this
    live.assertUsable()
    if (live.root !== undefined) throw this.#begunAlready()
    if (live.driver === undefined) yield* live.reconnect()
    const root = new RootTransaction(live)
    yield* this.#startRoot(root, 'BEGIN')
    return root
  }

  *#beginNested(): Steps<NestedTransaction> {
    const { live } = this
    yield* live.prepare()
    const name = `sa_savepoint_${++live.savepoints}`
    yield* live.verb('savepoint', name, `SAVEPOINT ${name}`, () => live.events(this.engine.events.lists.savepoint, name), (driver) => driver.savepoint(name))
    return (live.nested = new NestedTransaction(live, name, live.nested))
  }

  *#beginTwoPhase(xid: string): Steps<TwoPhaseTransaction> {
    const { live } = this
    live.assertUsable()
    if (live.root !== undefined) throw this.#begunAlready()
    const driver = live.driver ?? (yield* live.reconnect())
    const begin = this.#twoPhase(driver.beginTwoPhase?.bind(driver))
    if (live.wantedIsolation !== undefined) yield* live.applyIsolation(driver)
    yield* live.verb('beginTwoPhase', xid, `BEGIN TWOPHASE '${xid}'`, () => live.events(this.engine.events.lists.beginTwoPhase, xid), () => begin(xid))
    const root = new TwoPhaseTransaction(live, xid)
    live.root = root
    return root
  }

  /** Runs something that must not happen inside a transaction. */
  #outside<V>(work: (driver: DriverConnection) => V | Promise<V>): Promise<V> {
    const { live } = this
    const begunAlready = (): InvalidRequestError => this.#begunAlready()
    return live.steps(function* (): Steps<V> {
      live.assertUsable()
      if (live.root !== undefined) throw begunAlready()
      const driver = live.driver ?? (yield* live.reconnect())
      try {
        return yield* wait(work(driver) as V)
      } catch (error) {
        throw live.fail(error)
      }
    })
  }

  #twoPhase<F>(method: F | undefined): F {
    if (method !== undefined) return method
    throw new NotImplementedByDialectError(`The driver '${this.engine.driver}' (dialect '${this.engine.name}') has no two-phase transactions.`)
  }

  #isStreamed(statement: unknown, options: ExecuteOptions | undefined): boolean {
    if (options?.streamResults !== undefined) return options.streamResults
    const own = (statement as { readonly executionOptionValues?: ExecutionOptions | null } | null | undefined)?.executionOptionValues?.streamResults
    return own ?? this.live.options.streamResults ?? false
  }

  #begunAlready(): InvalidRequestError {
    return new InvalidRequestError(
      "This connection has already initialized a Transaction object via begin() or autobegin; can't call begin() here unless rollback() or commit() is called first. " +
      '(The first statement on a connection begins a transaction, a SELECT too. Use begin() before it, or beginNested() for a savepoint.)',
      { code: 'TRANSACTION_BEGUN' })
  }

  #checkOptions(options: ExecutionOptions): void {
    if (options === null || typeof options !== 'object') throw new ArgumentError('executionOptions() takes an object.')
    checkOptions(options)
    if (options.isolationLevel === undefined) return
    const level = isolationLevel(options.isolationLevel, this.engine.dialect.driver.isolationLevels)
    if (this.live.root !== undefined) {
      throw new InvalidRequestError(
        `This connection has already begun a transaction; isolationLevel may not be altered until rollback() or commit() is called.`,
        { code: 'ISOLATION_IN_TRANSACTION' })
    }
    this.live.wantedIsolation = level
  }

  #unusable(): Error {
    return this.isClosed
      ? closedError()
      : this.live.pendingRollback('')
  }
}

type First<S extends ExecutableLike> = StatementTuple<S> extends readonly [infer F, ...unknown[]] ? F : unknown
