import { InvalidRequestError, isError, StatementError } from '@athanor/interfaces'
import { warn } from '../events/warn.ts'
import { flushSteps } from '../unit-of-work/flush.ts'
import type { Steps } from '../unit-of-work/steps.ts'
import type { Session } from './session.ts'

/** When a session flushes, and that no flush begins within another. */
export class Flushing {
  readonly #session: Session
  #isFlushing = false
  /** The SQL of a flush is being sent: changes now come too late. */
  isSending = false

  constructor(session: Session) { this.#session = session }

  get isFlushing(): boolean { return this.#isFlushing }

  *flush(): Steps {
    const session = this.#session
    if (this.#isFlushing) throw new InvalidRequestError('The session is flushing already: flush() was called from a listener', { code: 'FLUSH_IN_FLUSH' })
    if (session.isClean) return
    session.assertUsable()
    this.#isFlushing = true
    try {
      yield* flushSteps(session)
    } finally {
      this.#isFlushing = false
      this.isSending = false
    }
  }

  /** Flushes if autoflush is on; the error says so. */
  *autoflush(): Steps {
    if (!this.#session.autoflush || this.#isFlushing) return
    try {
      yield* this.flush()
    } catch (error) {
      if (error instanceof StatementError && isError(error)) {
        error.message += '\n(raised by an autoflush: the session wrote its changes before this query. Use session.noAutoflush() if that came too early.)'
      }
      throw error
    }
  }

  warnWhileSending(what: string): void {
    if (this.isSending) warn('USE_DURING_FLUSH', `${what} during the execution of a flush comes too late for it; the result may not be consistent. Use the event beforeFlush.`)
  }
}
