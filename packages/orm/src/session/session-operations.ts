import { IllegalStateChangeError, type MaybePromise } from '@athanor/interfaces'
import { drive, isPromise, type Steps } from '../unit-of-work/steps.ts'

/** What an operation of a session may coincide with. */
export interface OperationOptions {
  /** Allowed although the transaction failed. */
  readonly whenInactive?: boolean
}

/** Operations that change the state of the session. */
const EXCLUSIVE = new Set(['flush()', 'commit()', 'rollback()', 'close()', 'reset()', 'beginNested()'])

/** Runs the operations of one session: those that read wait for each other, those that change its state exclude all others. */
export class SessionOperations {
  /** Throws where the session can't be used. */
  readonly #check: (options: OperationOptions) => void
  #running: string | null = null
  #queue: Promise<unknown> | null = null
  /** Listeners run within an operation and may use the session. */
  #listening = 0

  constructor(check: (options: OperationOptions) => void) { this.#check = check }

  /** An operation that must not coincide with any other. */
  exclusive<V>(name: string, steps: () => Steps<V>, options: OperationOptions): Promise<V> {
    if (this.#running !== null && this.#listening === 0) return Promise.reject(overlap(name, this.#running))
    return this.#run(name, steps, options)
  }

  /** An operation that waits for those before it. */
  read<V>(name: string, steps: () => Steps<V>): Promise<V> {
    if (this.#running === null || this.#listening > 0) return this.#run(name, steps, {})
    if (EXCLUSIVE.has(this.#running)) return Promise.reject(overlap(name, this.#running))
    const next = (this.#queue ?? Promise.resolve()).then(() => this.#run(name, steps, {}))
    this.#queue = next.catch(() => undefined)
    return next
  }

  /** Listeners are called: what they do belongs to the operation that runs. */
  *listening(steps: Steps): Steps {
    this.#listening++
    try {
      yield* steps
    } finally {
      this.#listening--
    }
  }

  async #run<V>(name: string, steps: () => Steps<V>, options: OperationOptions): Promise<V> {
    this.#check(options)
    const outer = this.#running
    this.#running = name
    let pending: MaybePromise<V>
    try {
      pending = drive(steps())
      if (!isPromise(pending)) return pending
      const running = pending.finally(() => { this.#running = outer })
      if (outer === null) this.#queue = running.then(() => undefined, () => undefined)
      return await running
    } finally {
      this.#running = outer
    }
  }
}

const overlap = (name: string, running: string): Error => new IllegalStateChangeError(
  `session.${name} was called while session.${running} is still running. A session is for one task at a time: is an await missing?`)
