import type { Connection } from '@athanor/engine'
import { type Steps, wait } from '../unit-of-work/steps.ts'
import type { SessionTransaction } from './session-transaction.ts'

/** Events of a session, with what their listeners get after the session. Those marked awaited may return a promise. */
export interface SessionEventMap {
  /** Awaited. Objects may be added, changed and deleted here. */
  beforeFlush: []
  /** Awaited. The SQL is done, the objects still show their changes. */
  afterFlush: []
  /** Awaited. */
  afterFlushPostexec: []
  /** Awaited. */
  beforeCommit: []
  /** Awaited. */
  afterCommit: []
  /** Awaited. */
  afterRollback: []
  /** Awaited. */
  afterSoftRollback: [transaction: SessionTransaction]
  /** Awaited. A connection joined the transaction. */
  afterBegin: [transaction: SessionTransaction, connection: Connection]
  /** Awaited. */
  afterTransactionEnd: [transaction: SessionTransaction]
  /** Not awaited, nor are those below. */
  afterTransactionCreate: [transaction: SessionTransaction]
  beforeAttach: [object: object]
  afterAttach: [object: object]
  transientToPending: [object: object]
  pendingToTransient: [object: object]
  pendingToPersistent: [object: object]
  loadedAsPersistent: [object: object]
  persistentToTransient: [object: object]
  persistentToDeleted: [object: object]
  deletedToPersistent: [object: object]
  deletedToDetached: [object: object]
  persistentToDetached: [object: object]
  detachedToPersistent: [object: object]
}
export type SessionEvent = keyof SessionEventMap

type Handler = (session: never, ...detail: never[]) => unknown

/** Listeners of a session or of all sessions of a maker. */
export class SessionEvents {
  readonly #handlers = new Map<SessionEvent, Handler[]>()

  on(event: SessionEvent, handler: Handler): void {
    const list = this.#handlers.get(event)
    if (list === undefined) this.#handlers.set(event, [handler])
    else list.push(handler)
  }
  off(event: SessionEvent, handler: Handler): void {
    const list = this.#handlers.get(event)
    const at = list?.indexOf(handler) ?? -1
    if (at >= 0) list!.splice(at, 1)
  }
  has(event: SessionEvent): boolean { return (this.#handlers.get(event)?.length ?? 0) > 0 }

  /** Calls the listeners one after another and waits for each that returns a promise. */
  *emit(event: SessionEvent, session: object, detail: readonly unknown[]): Steps {
    for (const handler of [...(this.#handlers.get(event) ?? [])]) yield* wait((handler as (...args: unknown[]) => unknown)(session, ...detail))
  }

  /** Calls listeners of an event that isn't awaited. */
  emitNow(event: SessionEvent, session: object, detail: readonly unknown[]): void {
    for (const handler of [...(this.#handlers.get(event) ?? [])]) (handler as (...args: unknown[]) => unknown)(session, ...detail)
  }

  /** @internal A copy for one session of a maker. */
  copy(): SessionEvents {
    const copy = new SessionEvents()
    for (const [event, list] of this.#handlers) copy.#handlers.set(event, [...list])
    return copy
  }
}
