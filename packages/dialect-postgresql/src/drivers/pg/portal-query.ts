import { abortedError, type DriverColumn, type DriverStream } from '@athanor/interfaces'
import type { PgWire } from './pg-types.ts'
import { PgQuery } from './queries.ts'

interface Consumer {
  readonly resolve: (batch: unknown[][] | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * A result that is read in parts through the unnamed portal. The portal lives until Sync, so no transaction is needed; the
 * connection is busy until the last row is read or the stream is closed.
 *
 *   Parse Bind Describe Execute(n) Flush ─► n rows, PortalSuspended ─► Execute(n) Flush ─► … ─► CommandComplete ─► Sync ─► ReadyForQuery
 *
 * The next part is asked for when the one before was taken, so that at most one waits here.
 */
export class PortalQuery extends PgQuery<DriverStream> implements DriverStream {
  readonly #sql: string
  readonly #params: readonly (string | Buffer | null)[]
  readonly #batchSize: number
  readonly #cancel: (running: Promise<unknown>) => Promise<void>
  readonly #signal: AbortSignal | undefined
  #wire: PgWire | undefined
  #current: unknown[][] = []
  #waiting: unknown[][] | undefined
  #consumer: Consumer | undefined
  #isExecuting = false
  /** Exactly one Sync may be sent: a second one would answer the next query. */
  #isSynced = false
  #isStarted = false
  #ended: { readonly error: unknown } | undefined
  #cancelling: Promise<void> | undefined
  #onEnd: (() => void)[] = []

  /** @param cancel makes the server stop the statement, until the promise it is given is settled */
  constructor(sql: string, params: readonly (string | Buffer | null)[], batchSize: number, signal: AbortSignal | undefined, cancel: (running: Promise<unknown>) => Promise<void>) {
    super()
    this.#sql = sql
    this.#params = params
    this.#batchSize = Math.max(1, Math.trunc(batchSize))
    this.#signal = signal
    this.#cancel = cancel
    signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  get columns(): readonly DriverColumn[] { return this.layout.columns }

  submit(wire: PgWire): null {
    this.#wire = wire
    wire.stream.cork?.()
    try {
      wire.parse({ name: '', text: this.#sql })
      wire.bind({ portal: '', statement: '', values: this.#params })
      wire.describe({ type: 'P', name: '' })
      this.#fetch()
    } finally { wire.stream.uncork?.() }
    return null
  }

  override handleDataRow(message: { readonly fields: (string | null)[] }): void {
    if (!this.isDiscarding) this.#current.push(this.layout.parse(message.fields))
  }

  override handlePortalSuspended(): void {
    this.#isExecuting = false
    this.#deliver()
  }

  override handleCommandComplete(): void {
    this.#isExecuting = false
    this.#sync()
    if (this.#current.length > 0) this.#deliver()
  }

  override handleEmptyQuery(): void { this.#sync() }

  handleReadyForQuery(): void { this.#end(undefined) }

  override handleError(error: Error, wire: PgWire): void {
    super.handleError(error, wire)
    if (this.failure !== undefined) this.#sync()
  }

  override fail(error: unknown): void {
    this.#end(this.isDiscarding && this.#signal?.aborted !== true ? undefined : { error })
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown[][]> {
    return {
      next: async () => {
        const batch = await this.#take()
        return batch === undefined ? { done: true, value: undefined } : { done: false, value: batch }
      },
      return: async () => {
        await this.close()
        return { done: true, value: undefined }
      },
    }
  }

  /** Drops the rest of the result; afterwards the connection is free. */
  async close(): Promise<void> {
    this.#discard()
    if (this.#ended === undefined) await new Promise<void>(resolve => this.#onEnd.push(resolve))
    await this.#cancelling
  }

  #take(): Promise<unknown[][] | undefined> {
    const batch = this.#waiting
    if (batch !== undefined) {
      this.#waiting = undefined
      this.#fetch()
      return Promise.resolve(batch)
    }
    if (this.#ended !== undefined) return this.#afterEnd(this.#ended.error)
    return new Promise((resolve, reject) => { this.#consumer = { resolve, reject } })
  }

  async #afterEnd(error: unknown): Promise<undefined> {
    await this.#cancelling
    if (error !== undefined) {
      this.#ended = { error: undefined }
      throw error
    }
    return undefined
  }

  #fetch(): void {
    if (this.#isExecuting || this.#isSynced) return
    this.#isExecuting = true
    this.#wire!.execute({ portal: '', rows: this.#batchSize })
    this.#wire!.flush()
  }

  #deliver(): void {
    if (this.isDiscarding) return
    const batch = this.#current
    this.#current = []
    this.#start()
    const consumer = this.#consumer
    if (consumer === undefined) this.#waiting = batch
    else {
      this.#consumer = undefined
      this.#fetch()
      consumer.resolve(batch)
    }
  }

  #start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.resolve(this)
  }

  #sync(): void {
    if (this.#isSynced) return
    this.#isSynced = true
    this.#wire!.sync()
  }

  #discard(): void {
    if (this.#ended !== undefined) return
    this.isDiscarding = true
    this.#waiting = undefined
    this.#current = []
    if (!this.#isSynced) this.#wire?.close({ type: 'P', name: '' })
    if (this.#wire !== undefined) this.#sync()
  }

  readonly #onAbort = (): void => {
    if (this.#ended !== undefined) return
    const wasExecuting = this.#isExecuting
    this.#discard()
    if (wasExecuting) this.#cancelling = this.#cancel(new Promise<void>(resolve => this.#onEnd.push(resolve)))
  }

  #end(failure: { readonly error: unknown } | undefined): void {
    if (this.#ended !== undefined) return
    this.#signal?.removeEventListener('abort', this.#onAbort)
    const aborted = this.isDiscarding && this.#signal?.aborted === true
    const error = aborted ? abortedError(this.#signal!, 'Reading the result') : failure?.error
    this.#ended = { error }
    const consumer = this.#consumer
    this.#consumer = undefined
    if (!this.#isStarted && error !== undefined) {
      this.#isStarted = true
      this.#ended = { error: undefined }
      // The connection is handed back only when no cancel request can hit its next statement.
      void Promise.resolve(this.#cancelling).finally(() => this.reject(error))
    } else {
      this.#start()
      if (consumer !== undefined) this.#afterEnd(error).then(consumer.resolve, consumer.reject)
    }
    for (const listener of this.#onEnd.splice(0)) listener()
  }
}
