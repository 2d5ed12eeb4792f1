import type { LiveConnection } from '../connection/live-connection.ts'
import type { Steps } from '../internal/steps.ts'

/**
 * A transaction of a connection. `await using` rolls it back unless it was committed: JavaScript doesn't tell a disposer
 * whether its block threw. The callback forms of `begin` commit by themselves.
 */
export abstract class Transaction implements AsyncDisposable {
  /** @internal */
  readonly live: LiveConnection
  /** Whether statements may be executed in it: not after commit or rollback, nor after its connection was lost. */
  isActive = true
  /** Whether it was committed or rolled back. */
  isClosed = false

  /** Transactions are made by connections. */
  constructor(live: LiveConnection) {
    this.live = live
  }

  /** Whether it has not been committed or rolled back, and its connection is alive. */
  get isValid(): boolean { return this.isActive && this.live.driver !== undefined }

  /**
   * Commits, after all statements before it are done.
   * @throws whatever a statement failed with that nobody awaited: nothing is committed then
   * @throws {PendingRollbackError} when the connection was lost
   * @throws {InvalidRequestError} `TRANSACTION_INACTIVE` when it has ended already
   */
  commit(): Promise<void> { return this.live.steps(() => this.commitSteps()) }

  /** Rolls back. Does nothing when the transaction has ended already. */
  rollback(): Promise<void> { return this.live.stepsThatEndStreams(() => this.rollbackSteps()) }

  /** Rolls back unless it was committed. */
  close(): Promise<void> { return this.rollback() }

  [Symbol.asyncDispose](): Promise<void> { return this.close() }

  /** @internal */
  abstract commitSteps(): Steps<void>
  /** @internal */
  abstract rollbackSteps(): Steps<void>
}
