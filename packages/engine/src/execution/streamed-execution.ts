import type { ExecuteOptions } from '../connection/execution-options.ts'
import type { LiveConnection } from '../connection/live-connection.ts'
import type { Result } from '../result/result.ts'
import { elsewhere, Execution } from './execution.ts'
import { PendingStream } from './pending-stream.ts'

/**
 * An execution with `streamResults`: `for await` and `partitions()` read it in batches, everything else reads it to the end
 * first. Whoever starts neither keeps the connection busy until it is closed.
 */
export class StreamedExecution<out R, out T> extends Execution<R, T> {
  /** @internal The job to put in line. */
  readonly stream: PendingStream<R, T>
  #buffered: Promise<Result<R, T>> | undefined = undefined

  /** Made by `connection.execute`. */
  constructor(live: LiveConnection, statement: unknown, values: unknown, call: ExecuteOptions | undefined) {
    super(live, statement, elsewhere, call)
    this.stream = new PendingStream(live, statement, values, call)
  }

  override derive<X>(read: (result: Result<R, T>) => X): Promise<X> {
    this.#buffered ??= this.stream.then((stream) => stream.buffer())
    return this.#buffered.then(read)
  }

  override async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    if (this.#buffered !== undefined) yield* super[Symbol.asyncIterator]()
    else yield* this.stream
  }

  override async *partitions(size: number): AsyncGenerator<R[], void, undefined> {
    if (this.#buffered !== undefined) yield* super.partitions(size)
    else yield* this.stream.partitions(size)
  }
}
