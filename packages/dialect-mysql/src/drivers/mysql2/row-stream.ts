import { abortedError, type DriverColumn, type DriverStream } from '@athanor/interfaces'
import type { Mysql2Command, Mysql2Connection, Mysql2Error, Mysql2Field } from './mysql2-types.ts'

export const columnsOf = (fields: readonly Mysql2Field[]): readonly DriverColumn[] =>
  fields.map(field => ({ name: field.name, type: field.columnType }))

export interface RowStreamOptions {
  readonly batchSize: number
  readonly signal: AbortSignal | undefined
  /** Stops the statement on the server, until the promise it is given is settled. Never rejects. */
  readonly stop: (running: Promise<unknown>) => Promise<void>
  /** Nothing is lost when a stream that is left early stops the statement; one that may write runs to its end instead. */
  readonly isReadOnly: boolean
  /** The command is over; the connection is free. */
  readonly onEnd: (error: Mysql2Error | undefined) => void
}

/** Milliseconds given to the rest of an abandoned result before the server is asked to stop. */
const drainGrace = 20

/**
 * Rows of a running command in batches. The server sends without being asked, so the socket is paused while a batch waits here:
 * what lies ahead then is one batch, and what the socket holds.
 */
export class RowStream implements DriverStream {
  columns: readonly DriverColumn[] = []
  readonly #connection: Mysql2Connection
  readonly #options: RowStreamOptions
  readonly #batchSize: number
  readonly #ready: unknown[][][] = []
  #current: unknown[][] = []
  #consumer: { readonly resolve: (batch: unknown[][] | undefined) => void; readonly reject: (error: unknown) => void } | undefined
  #hasRows = false
  #isPaused = false
  #isDiscarding = false
  #ended = false
  #error: unknown
  #stopping: Promise<void> | undefined
  readonly #whenEnded: Promise<void>
  #signalEnd!: () => void
  #started!: { resolve(): void; reject(error: unknown): void }
  /** Resolved when the columns are known. */
  readonly started: Promise<void>

  constructor(connection: Mysql2Connection, command: Mysql2Command, options: RowStreamOptions) {
    this.#connection = connection
    this.#options = options
    this.#batchSize = Math.max(1, options.batchSize)
    this.#whenEnded = new Promise(resolve => { this.#signalEnd = resolve })
    this.started = new Promise((resolve, reject) => { this.#started = { resolve, reject } })
    command
      .on('fields', fields => {
        this.#hasRows = fields !== undefined
        if (fields !== undefined && this.columns.length === 0) this.columns = columnsOf(fields)
        this.#started.resolve()
      })
      .on('result', row => { if (this.#hasRows) this.#add(row as unknown[]) })
      .on('error', error => this.fail(error))
      .on('end', () => { this.#end() })
    options.signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  /** The command failed, or its connection. */
  fail(error: Mysql2Error): void {
    if (!this.#isDiscarding) this.#error ??= error
    this.#end(error)
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
    if (!this.#ended && this.#options.isReadOnly) {
      await Promise.race([this.#whenEnded, new Promise(resolve => setTimeout(resolve, drainGrace))])
      if (!this.#ended) this.#stopping ??= this.#options.stop(this.#whenEnded)
    }
    await this.#whenEnded
    await this.#stopping
  }

  #add(row: unknown[]): void {
    if (this.#isDiscarding) return
    this.#current.push(row)
    if (this.#current.length >= this.#batchSize) this.#deliver()
  }

  #deliver(): void {
    const batch = this.#current
    this.#current = []
    const consumer = this.#consumer
    if (consumer !== undefined) {
      this.#consumer = undefined
      consumer.resolve(batch)
      return
    }
    this.#ready.push(batch)
    if (!this.#isPaused) {
      this.#isPaused = true
      this.#connection.pause()
    }
  }

  #take(): Promise<unknown[][] | undefined> {
    const batch = this.#ready.shift()
    if (batch !== undefined) {
      if (this.#ready.length === 0) this.#resume()
      return Promise.resolve(batch)
    }
    if (this.#ended) return this.#afterEnd()
    return new Promise((resolve, reject) => { this.#consumer = { resolve, reject } })
  }

  async #afterEnd(): Promise<undefined> {
    await this.#stopping
    const error = this.#error
    this.#error = undefined
    if (error !== undefined) throw error
    return undefined
  }

  #resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#connection.resume()
  }

  #discard(): void {
    this.#isDiscarding = true
    this.#ready.length = 0
    this.#current = []
    this.#resume()
  }

  readonly #onAbort = (): void => {
    if (this.#ended) return
    this.#error = abortedError(this.#options.signal!, 'Reading the result')
    this.#stopping ??= this.#options.stop(this.#whenEnded)
    this.#discard()
  }

  #end(error?: Mysql2Error): void {
    if (this.#ended) return
    this.#ended = true
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    this.#options.onEnd(error)
    this.#signalEnd()
    // The rows of a part that broke off go with it.
    if (this.#current.length > 0 && this.#error === undefined) this.#deliver()
    this.#resume()
    if (this.#error !== undefined && this.columns.length === 0) {
      const failure = this.#error
      void Promise.resolve(this.#stopping).then(() => this.#started.reject(failure))
    } else this.#started.resolve()
    const consumer = this.#consumer
    this.#consumer = undefined
    if (consumer !== undefined) this.#afterEnd().then(consumer.resolve, consumer.reject)
  }
}
