import { InvalidRequestError } from '@athanor/interfaces'
import type { LiveConnection } from '../connection/live-connection.ts'
import type { Steps } from '../internal/steps.ts'
import { RootTransaction } from './root-transaction.ts'

/** A transaction that is prepared before it is committed (source: SQLAlchemy's `TwoPhaseTransaction`). */
export class TwoPhaseTransaction extends RootTransaction {
  /** Identifier, unique on the server. */
  readonly xid: string
  #isPrepared = false

  /** Made by `connection.beginTwoPhase()`. */
  constructor(live: LiveConnection, xid: string) {
    super(live)
    this.xid = xid
  }

  /** Whether `prepare()` succeeded. */
  get isPrepared(): boolean { return this.#isPrepared }

  /** Makes the server promise that a commit will succeed, whatever happens to this connection. */
  prepare(): Promise<void> {
    return this.live.steps(() => this.#prepareSteps())
  }

  *#prepareSteps(): Steps<void> {
    const { live, xid } = this
    if (!this.isActive) throw new InvalidRequestError('This transaction is inactive.', { code: 'TRANSACTION_INACTIVE' })
    live.throwUnnoticed()
    live.assertUsable()
    yield* live.verb('prepareTwoPhase', xid, `PREPARE TRANSACTION '${xid}'`, () => live.events(live.engine.events.lists.prepareTwoPhase, xid), (driver) => driver.prepareTwoPhase!(xid))
    this.#isPrepared = true
  }

  protected override sendCommit(): Steps<void> {
    const { live, xid } = this
    const isPrepared = this.#isPrepared
    return live.verb(
      'commitTwoPhase', xid, isPrepared ? `COMMIT PREPARED '${xid}'` : 'COMMIT',
      () => live.events(live.engine.events.lists.commitTwoPhase, xid, isPrepared), (driver) => driver.commitTwoPhase!(xid, isPrepared))
  }

  protected override sendRollback(): Steps<void> {
    const { live, xid } = this
    const isPrepared = this.#isPrepared
    return live.verb(
      'rollbackTwoPhase', xid, isPrepared ? `ROLLBACK PREPARED '${xid}'` : 'ROLLBACK',
      () => live.events(live.engine.events.lists.rollbackTwoPhase, xid, isPrepared), (driver) => driver.rollbackTwoPhase!(xid, isPrepared))
  }
}
