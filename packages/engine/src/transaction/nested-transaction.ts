import { InvalidRequestError } from '@athanor/interfaces'
import type { LiveConnection } from '../connection/live-connection.ts'
import type { Steps } from '../internal/steps.ts'
import { Transaction } from './transaction.ts'

/** A savepoint inside a transaction (source: SQLAlchemy's `NestedTransaction`). */
export class NestedTransaction extends Transaction {
  /** Name of the savepoint. */
  readonly name: string
  /** @internal The savepoint around this one. */
  readonly previous: NestedTransaction | undefined

  /** Savepoints are made by connections. */
  constructor(live: LiveConnection, name: string, previous: NestedTransaction | undefined) {
    super(live)
    this.name = name
    this.previous = previous
  }

  override *commitSteps(): Steps<void> {
    const { live } = this
    if (!this.isActive) {
      if (live.nested === this) throw live.pendingRollback('savepoint ')
      throw new InvalidRequestError('This nested transaction is inactive.', { code: 'TRANSACTION_INACTIVE' })
    }
    live.throwUnnoticed()
    live.assertUsable()
    this.#cancelInner()
    try {
      yield* live.verb(
        'releaseSavepoint', this.name, `RELEASE SAVEPOINT ${this.name}`,
        () => live.events(live.engine.events.lists.releaseSavepoint, this.name), (driver) => driver.releaseSavepoint(this.name))
    } catch (error) {
      // It is never released or rolled back again: what the server knows of it is unclear, and the first error must not be hidden by another.
      this.isActive = false
      throw error
    }
    this.#end()
  }

  override *rollbackSteps(): Steps<void> {
    const { live } = this
    if (this.isClosed) return
    this.#cancelInner()
    try {
      if (this.isActive && live.root?.isActive === true && live.driver !== undefined) {
        yield* live.verb(
          'rollbackSavepoint', this.name, `ROLLBACK TO SAVEPOINT ${this.name}`,
          () => live.events(live.engine.events.lists.rollbackSavepoint, this.name), (driver) => driver.rollbackToSavepoint(this.name))
      }
    } finally {
      this.#end()
    }
  }

  /** @internal This savepoint and those around it end with their transaction. */
  cancelChain(): void {
    this.#end()
    this.previous?.cancelChain()
  }

  /** Savepoints inside this one end with it. */
  #cancelInner(): void {
    for (let inner = this.live.nested; inner !== undefined && inner !== this; inner = inner.previous) inner.#end()
    if (!this.isClosed) this.live.nested = this
  }

  #end(): void {
    this.isActive = false
    this.isClosed = true
    if (this.live.nested === this) this.live.nested = this.previous
  }
}
