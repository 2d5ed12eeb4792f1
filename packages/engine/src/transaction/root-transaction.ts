import { InvalidRequestError } from '@athanor/interfaces'
import type { Steps } from '../internal/steps.ts'
import { Transaction } from './transaction.ts'

/** The outermost transaction of a connection, made by `begin()` or the first statement (source: SQLAlchemy's `RootTransaction`). */
export class RootTransaction extends Transaction {
  override *commitSteps(): Steps<void> {
    const { live } = this
    if (!this.isActive) {
      if (live.root === this) throw live.pendingRollback('')
      throw new InvalidRequestError('This transaction is inactive.', { code: 'TRANSACTION_INACTIVE' })
    }
    live.throwUnnoticed()
    try {
      yield* this.sendCommit()
    } catch (error) {
      // It stays the connection's transaction: the program has to roll back before it goes on.
      this.isActive = false
      live.nested?.cancelChain()
      throw error
    }
    this.end()
  }

  override *rollbackSteps(): Steps<void> {
    const { live } = this
    if (this.isClosed) return
    try {
      // After a failed commit the server may or may not be inside the transaction still.
      if (live.driver !== undefined && (this.isActive || live.driver.inTransaction)) yield* this.sendRollback()
    } catch (error) {
      live.invalidate(error, 'resource')
      throw error
    } finally {
      this.end()
    }
  }

  protected sendCommit(): Steps<void> {
    const { live } = this
    return live.verb('commit', undefined, 'COMMIT', () => live.events(live.engine.events.lists.commit), (driver) => driver.commit())
  }

  protected sendRollback(): Steps<void> {
    const { live } = this
    return live.verb('rollback', undefined, 'ROLLBACK', () => live.events(live.engine.events.lists.rollback), (driver) => driver.rollback())
  }

  protected end(): void {
    const { live } = this
    this.isActive = false
    this.isClosed = true
    live.nested?.cancelChain()
    if (live.root === this) live.root = undefined
    live.endTurn()
  }
}
