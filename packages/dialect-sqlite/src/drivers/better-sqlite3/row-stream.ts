import { throwIfAborted, type DriverColumn, type DriverStream } from '@athanor/interfaces'
import { narrowIntegers } from './integers.ts'

/** Rows of a running statement in batches. While it is open, better-sqlite3 refuses to write on the connection; reading goes on. */
export class RowStream implements DriverStream {
  readonly columns: readonly DriverColumn[]
  readonly #rows: Iterator<unknown[]>
  readonly #batchSize: number
  readonly #signal: AbortSignal | undefined
  readonly #onEnd: () => void
  #ended = false

  constructor(columns: readonly DriverColumn[], rows: Iterator<unknown[]>, batchSize: number, signal: AbortSignal | undefined, onEnd: () => void) {
    this.columns = columns
    this.#rows = rows
    this.#batchSize = Math.max(1, batchSize)
    this.#signal = signal
    this.#onEnd = onEnd
  }

  /** Frees the connection; harmless when it is free. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#rows.return?.()
    this.#onEnd()
  }

  #nextBatch(): unknown[][] | null {
    if (this.#ended) return null
    try {
      throwIfAborted(this.#signal, 'Reading the result')
      const batch: unknown[][] = []
      while (batch.length < this.#batchSize) {
        const next = this.#rows.next()
        if (next.done === true) {
          this.end()
          break
        }
        batch.push(next.value)
      }
      narrowIntegers(batch)
      return batch.length === 0 ? null : batch
    } catch (error) {
      this.end()
      throw error
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown[][]> {
    return {
      next: async () => {
        const value = this.#nextBatch()
        return value === null ? { done: true, value: undefined } : { done: false, value }
      },
      return: async () => {
        this.end()
        return { done: true, value: undefined }
      },
    }
  }
}
