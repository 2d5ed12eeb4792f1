import {
  InvalidRequestError, PendingRollbackError, ResourceClosedError, type DriverConnection, type ExecutionContext, type IsolationLevel, type MaybePromise,
} from '@athanor/interfaces'
import { StaticPool, type Lease } from '@athanor/core-pool'
import type { Engine } from '../create/engine.ts'
import { channels, traced, type TransactionTrace } from '../diagnostics/channels.ts'
import { fire } from '../events/event-hub.ts'
import { translateError } from '../execution/translate-error.ts'
import { isPromise, wait, type Steps } from '../internal/steps.ts'
import type { NestedTransaction } from '../transaction/nested-transaction.ts'
import type { RootTransaction } from '../transaction/root-transaction.ts'
import type { Transaction } from '../transaction/transaction.ts'
import type { Connection } from './connection.ts'
import type { ExecutionOptions } from './execution-options.ts'
import { endTurn, takeTurn, turnTimeout } from './turns.ts'
import { WorkQueue } from './work-queue.ts'

/** A failed statement whose failure may go unnoticed. */
export interface Failure {
  readonly error: unknown
  markHandled(): void
}

/**
 * What is behind a `Connection`: the leased driver connection, the work in line for it, the transactions, and what becomes of
 * them when something fails. Public fields, since statements look at them on every execution.
 */
export class LiveConnection {
  readonly engine: Engine
  readonly facade: Connection
  readonly queue = new WorkQueue()
  options: ExecutionOptions
  lease: Lease<DriverConnection> | undefined
  /** Undefined while invalidated, and once closed. */
  driver: DriverConnection | undefined
  root: RootTransaction | undefined = undefined
  nested: NestedTransaction | undefined = undefined
  /** Transactions whose function is running, innermost last. */
  readonly blocks: Transaction[] = []
  /** An unfinished stream: nothing else can be sent before it ends. */
  openStream: { end(): MaybePromise<void> } | undefined = undefined
  /** Steps in line that end streams. */
  endsAhead = 0
  isClosed = false
  /** Failures that nobody has awaited. */
  readonly failures = new Set<Failure>()
  /** Level that the next transaction begins with, where it differs from the present one. */
  wantedIsolation: IsolationLevel | undefined = undefined
  isolation: IsolationLevel | undefined = undefined
  savepoints = 0
  /** Other connections use the same driver connection at the same time. */
  readonly #isShared: boolean
  #turnOn: DriverConnection | undefined
  /** The invalidated connection is still being closed. */
  #settling: Promise<void> | undefined

  constructor(engine: Engine, facade: Connection, lease: Lease<DriverConnection>, options: ExecutionOptions) {
    this.engine = engine
    this.facade = facade
    this.lease = lease
    this.driver = lease.resource
    this.options = options
    this.#isShared = engine.pool instanceof StaticPool
    if (options.isolationLevel !== undefined) this.wantedIsolation = options.isolationLevel
  }

  /** Whether a statement can go to the driver without further ado. */
  get isReady(): boolean {
    return this.root !== undefined && this.root.isActive && this.driver !== undefined && this.openStream === undefined &&
      (this.nested === undefined || this.nested.isActive) && (this.blocks.length === 0 || !this.blocks[this.blocks.length - 1]!.isClosed)
  }

  /** Whether anybody wants to know about executions. */
  get isObserved(): boolean {
    return this.engine.log !== undefined || this.engine.events.hearsExecution || channels.execute.hasSubscribers
  }

  // before a statement ------------------------------------------------------------------------------------------------

  /** Checks the state, gets a connection in place of a lost one, begins the transaction. */
  *prepare(): Steps<DriverConnection> {
    this.assertUsable()
    const driver = this.driver ?? (yield* this.reconnect())
    if (this.root === undefined) yield* this.facade.autobegin()
    return driver
  }

  /** @throws {ResourceClosedError} @throws {PendingRollbackError} @throws {InvalidRequestError} */
  assertUsable(): void {
    if (this.isClosed) throw closedError()
    if (this.blocks.at(-1)?.isClosed === true) {
      throw new InvalidRequestError(
        "Can't operate on closed transaction inside context manager. Please complete the context manager before emitting further commands: " +
        'the transaction of this begin() block was already committed or rolled back.', { code: 'TRANSACTION_CLOSED' })
    }
    if (this.root !== undefined && (!this.root.isActive || this.driver === undefined)) throw this.pendingRollback('')
    if (this.nested !== undefined && !this.nested.isActive) throw this.pendingRollback('savepoint ')
  }

  /**
   * Adds steps as a job. While a stream is open that is an error: waiting for its end could be waiting for oneself.
   * @throws {InvalidRequestError} `STREAM_OPEN`, as a rejection
   */
  steps<R>(steps: () => Steps<R>): Promise<R> {
    return this.openStream === undefined ? this.queue.steps(steps) : Promise.reject(this.streamOpen())
  }

  streamOpen(): InvalidRequestError {
    return new InvalidRequestError(
      'A stream is open on this connection, which can do nothing else until it ends. Read it to the end, close it (`break` out of the loop, or close()), or use another connection.',
      { code: 'STREAM_OPEN' })
  }

  /**
   * Adds steps that end the connection's streams: an open one now, and those in line as soon as they open, so that the steps
   * never wait for a reader who may not come. The reader gets an error.
   */
  stepsThatEndStreams<R>(steps: () => Steps<R>): Promise<R> {
    const stream = this.openStream
    if (stream !== undefined) void Promise.resolve(stream.end())
    this.endsAhead++
    return this.queue.steps(() => {
      this.endsAhead--
      return steps()
    })
  }

  pendingRollback(kind: '' | 'savepoint '): PendingRollbackError {
    return new PendingRollbackError(`Can't reconnect until invalid ${kind}transaction is rolled back. Please rollback() fully before proceeding.`)
  }

  *reconnect(): Steps<DriverConnection> {
    if (this.#settling !== undefined) yield* wait(this.#settling)
    this.lease = yield* wait(this.engine.acquire(undefined))
    this.isolation = undefined
    this.wantedIsolation ??= this.options.isolationLevel
    return (this.driver = this.lease.resource)
  }

  /** Sets the isolation level that was asked for; only outside of transactions. */
  *applyIsolation(driver: DriverConnection): Steps<void> {
    const level = this.wantedIsolation
    if (level === undefined) return
    // Known before it is changed, so that it can be restored.
    yield* wait(this.engine.defaultIsolation(driver))
    yield* wait(driver.setIsolationLevel(level))
    this.isolation = level
    this.wantedIsolation = undefined
  }

  // transaction verbs ---------------------------------------------------------------------------------------------------

  /** One transaction verb with its log line, event and trace; a failure is translated. */
  *verb(
    action: TransactionTrace['action'], name: string | undefined, text: string, fireEvent: () => Steps<void>, call: (driver: DriverConnection) => MaybePromise<void>,
  ): Steps<void> {
    yield* fireEvent()
    const { driver, engine } = this
    if (driver === undefined) throw this.pendingRollback('')
    if (engine.log !== undefined) {
      const note = this.isolation === 'AUTOCOMMIT' && (action === 'begin' || action === 'commit' || action === 'rollback')
      engine.log.say(note ? `${text} (no effect: autocommit)` : text, this.options.loggingToken)
    }
    try {
      if (!channels.transaction.hasSubscribers) {
        const pending = call(driver)
        if (isPromise(pending)) yield* wait(pending)
      } else {
        const message: TransactionTrace = { engine: engine.url.toString(), dialect: engine.dialect.name, action, name }
        yield* traced(channels.transaction, message, () => wait(call(driver)))
      }
    } catch (error) {
      throw this.fail(error)
    }
  }

  events<A extends readonly unknown[]>(listeners: readonly ((connection: Connection, ...args: A) => MaybePromise<void>)[] | undefined, ...args: A): Steps<void> {
    return fire(listeners, this.facade, ...args)
  }

  /** Waits until no other connection has a transaction on a shared driver connection. */
  *takeTurn(driver: DriverConnection): Steps<void> {
    if (!this.#isShared) return
    const granted = takeTurn(driver, this)
    if (granted === true || (yield* wait(granted))) {
      this.#turnOn = driver
      return
    }
    throw new InvalidRequestError(
      `This database has one connection (StaticPool), and another Connection has had a transaction on it for ${turnTimeout / 1000} s. ` +
      'Commit or close that one first; two transactions at a time need a database in a file.', { code: 'TRANSACTION_SHARED' })
  }

  endTurn(): void {
    if (this.#turnOn === undefined) return
    endTurn(this.#turnOn, this)
    this.#turnOn = undefined
  }

  // failures ------------------------------------------------------------------------------------------------------------

  /** The error to raise. A lost connection, or one in an unknown state, is given up. */
  fail(thrown: unknown, sql?: string, parameters?: unknown): unknown {
    const { error, isDisconnect, invalidatePool } = translateError(thrown, { engine: this.engine, connection: this.facade, sql, parameters })
    if (isDisconnect || (this.driver !== undefined && !this.driver.isUsable)) this.invalidate(error, invalidatePool ? 'pool' : 'resource')
    return error
  }

  /** Gives the driver connection up; the transaction, if there is one, has to be rolled back before there is another. */
  invalidate(error: unknown, scope: 'pool' | 'resource'): void {
    const { lease } = this
    if (lease === undefined) return
    this.lease = undefined
    this.driver = undefined
    this.openStream = undefined
    this.endTurn()
    if (this.root !== undefined) this.root.isActive = false
    for (let nested = this.nested; nested !== undefined; nested = nested.previous) nested.isActive = false
    const pending = lease.invalidate({ error, scope })
    if (isPromise(pending)) this.#settling = pending.finally(() => { this.#settling = undefined })
  }

  /** @throws the first failure that nobody has awaited */
  throwUnnoticed(): void {
    for (const failure of this.failures) {
      failure.markHandled()
      this.failures.clear()
      throw failure.error
    }
  }

  // the end ---------------------------------------------------------------------------------------------------------------

  /** Rolls back, restores the isolation level, gives the driver connection back. */
  *close(): Steps<void> {
    if (this.root !== undefined) {
      try {
        yield* this.root.rollbackSteps()
      } catch (error) {
        this.invalidate(error, 'resource')
      }
    }
    const { lease, driver } = this
    this.lease = undefined
    this.driver = undefined
    if (lease !== undefined && driver !== undefined) {
      let isRestored = true
      if (this.isolation !== undefined && lease.state !== 'detached') {
        try {
          if (driver.inTransaction && !this.#isShared) yield* wait(driver.rollback())
          yield* wait(driver.setIsolationLevel(yield* wait(this.engine.defaultIsolation(driver))))
        } catch (error) {
          isRestored = false
          yield* wait(lease.invalidate({ error }))
        }
      }
      if (isRestored) yield* wait(lease.release(driver.inTransaction && !this.#isShared ? undefined : alreadyReset))
    }
    if (this.#settling !== undefined) yield* wait(this.#settling)
  }

  /** For events and defaults: what is being executed. */
  context(sql: string, parameters: readonly unknown[], isExecutemany: boolean, currentParameters: Readonly<Record<string, unknown>>, executionOptions: ExecutionOptions): ExecutionContext {
    return { dialect: this.engine.dialect, sql, parameters, isExecutemany, currentParameters, executionOptions }
  }
}

/** @internal */
export const closedError = (): ResourceClosedError => new ResourceClosedError('This Connection is closed.', { code: 'CONNECTION_CLOSED' })

const alreadyReset = { alreadyReset: true } as const
