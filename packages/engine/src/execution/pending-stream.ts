import { abortedError, ArgumentError, ResourceClosedError, type DriverStream, type MaybePromise } from '@athanor/interfaces'
import type { ExecuteOptions } from '../connection/execution-options.ts'
import type { Failure, LiveConnection } from '../connection/live-connection.ts'
import type { Job } from '../connection/work-queue.ts'
import { drive, isPromise, wait, type Steps } from '../internal/steps.ts'
import type { DriverRow } from '../result/row-factory.ts'
import { StreamResult, type RowSource, type StreamRows } from '../result/stream-result.ts'
import type { FirstOf } from '../result/result.ts'
import { withClientDefaults } from './dml/client-defaults.ts'
import { checkReturning, isDml, keysOf } from './dml/run-dml.ts'
import { checkValues, driverOptions, executableNode, howCompiled, optionsOf, prepareStatement, valuesOf } from './prepared.ts'

const defaultBatch = 1000

/**
 * A stream that is being opened. Awaiting it gives the `StreamResult`; `for await` and the methods below wait and read that.
 * It keeps the connection's line until it ends.
 */
export class PendingStream<out R, out T> implements Job, Failure, PromiseLike<StreamResult<R, T>>, AsyncIterable<R> {
  readonly #live: LiveConnection
  readonly #statement: unknown
  readonly #values: unknown
  readonly #call: ExecuteOptions | undefined
  readonly #opened: Promise<StreamResult<R, T>>
  #resolve!: (result: unknown) => void
  #reject!: (error: unknown) => void
  #isHandled = false
  /** @internal */ error: unknown = undefined

  /** Made by `connection.stream`. */
  constructor(live: LiveConnection, statement: unknown, values: unknown, call: ExecuteOptions | undefined) {
    this.#live = live
    this.#statement = statement
    this.#values = values
    this.#call = call
    this.#opened = new Promise((resolve, reject) => {
      this.#resolve = resolve as (result: unknown) => void
      this.#reject = reject
    })
    // Reported by commit() or close() when nobody looks.
    this.#opened.catch(() => {})
    if (live.openStream !== undefined) this.#fail(live.streamOpen())
  }

  then<A = StreamResult<R, T>, B = never>(
    onFulfilled?: ((result: StreamResult<R, T>) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.markHandled()
    return this.#opened.then(onFulfilled, onRejected)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> { yield* await this }
  /** The rows in arrays of at most `size`. */
  async *partitions(size: number): AsyncGenerator<R[], void, undefined> { yield* (await this).partitions(size) }
  /** All rows, which are then held at once. */
  async all(): Promise<R[]> { return (await this).all() }
  /** The first row, or null; the stream ends. */
  async first(): Promise<R | null> { return (await this).first() }
  /** The only row. @throws {NoResultFoundError} @throws {MultipleResultsFoundError} */
  async one(): Promise<R> { return (await this).one() }
  /** The only row, or null when there is none. @throws {MultipleResultsFoundError} */
  async oneOrNone(): Promise<R | null> { return (await this).oneOrNone() }
  /** The first value of the first row, or null; the stream ends. */
  async scalar(): Promise<FirstOf<T> | null> { return (await this).scalar() }
  /** Rows as arrays. */
  tuples(): AsyncIterable<T> & { all(): Promise<T[]> } { return later(async () => (await this).tuples()) }
  /** The first value of each row. */
  scalars(): AsyncIterable<FirstOf<T>> & { all(): Promise<FirstOf<T>[]> } { return later(async () => (await this).scalars()) }

  /** @internal */
  markHandled(): void {
    this.#isHandled = true
    this.#live.failures.delete(this)
  }

  /** @internal */
  run(): boolean {
    const live = this.#live
    if (this.error !== undefined) return true
    let pending: StreamResult<R, T> | Promise<StreamResult<R, T>>
    try {
      pending = drive(this.#open())
    } catch (error) {
      this.#fail(error)
      return true
    }
    // Either way the line stays taken: until the stream's source says that it has ended.
    if (isPromise(pending)) pending.then(this.#resolve, (error: unknown) => { this.#fail(error); live.queue.finish() })
    else this.#resolve(pending)
    return false
  }

  #fail(error: unknown): void {
    this.error = error
    if (!this.#isHandled) this.#live.failures.add(this)
    this.#reject(error)
  }

  *#open(): Steps<StreamResult<R, T>> {
    const live = this.#live
    const { engine } = live
    const signal = this.#call?.signal
    if (signal?.aborted === true) throw abortedError(signal, 'The statement')
    if (Array.isArray(this.#values)) throw new ArgumentError('stream() takes one set of parameters, not a list of sets.')
    const started = performance.now()
    const node = executableNode(this.#statement)
    const options = optionsOf(node, live.options, this.#call)
    const driver = yield* live.prepare()
    const given = valuesOf(node, checkValues(this.#values))
    const prepared = prepareStatement(engine, node, options, isDml(node) ? keysOf(given) : undefined, false)
    checkReturning(engine.dialect, prepared.entry.compiled)
    const [values] = yield* withClientDefaults(live, prepared, [given], false)
    const { sql, parameters } = prepared.entry.parameters.bind(prepared.carriers, values)
    engine.log?.statement(sql, parameters, false, howCompiled(prepared, started), options.loggingToken)
    let stream: DriverStream
    try {
      stream = yield* wait(driver.stream(sql, parameters, { ...driverOptions(prepared, signal), batchSize: options.yieldPer ?? defaultBatch }))
    } catch (error) {
      throw live.fail(error, sql, parameters)
    }
    const metadata = prepared.entry.metadata.forResult(stream.columns)
    const source = new StreamSource(live, stream, metadata, sql, parameters)
    live.openStream = source
    if (live.endsAhead > 0) void Promise.resolve(source.end())
    return new StreamResult<R, T>(source)
  }
}

/** Reads a driver's stream, and gives the connection's line back when it has ended. */
class StreamSource implements RowSource {
  readonly metadata: RowSource['metadata']
  readonly #live: LiveConnection
  readonly #batches: AsyncIterator<unknown[][]>
  readonly #sql: string
  readonly #parameters: readonly unknown[]
  #reading: Promise<unknown> | undefined
  #hasEnded = false
  #wasCut = false

  constructor(live: LiveConnection, stream: DriverStream, metadata: RowSource['metadata'], sql: string, parameters: readonly unknown[]) {
    this.#live = live
    this.metadata = metadata
    this.#batches = stream[Symbol.asyncIterator]()
    this.#sql = sql
    this.#parameters = parameters
  }

  async next(): Promise<readonly DriverRow[] | undefined> {
    this.#assertWhole()
    if (this.#hasEnded) return undefined
    try {
      const reading = this.#batches.next()
      this.#reading = reading
      const step = await reading
      if (step.done !== true) return step.value
      this.#assertWhole()
    } catch (error) {
      const translated = this.#live.fail(error, this.#sql, this.#parameters)
      this.#finish()
      throw translated
    }
    this.#finish()
    return undefined
  }

  async close(): Promise<void> {
    if (!this.#hasEnded) await this.#end()
  }

  /** Called by the connection: ends the stream, and its reader is told that rows are missing. */
  end(): MaybePromise<void> {
    if (this.#hasEnded) return
    this.#wasCut = true
    return this.#end()
  }

  #assertWhole(): void {
    if (this.#wasCut) throw new ResourceClosedError('The stream was ended by a rollback() or close() of its connection before it was read to its end.', { code: 'STREAM_CUT' })
  }

  async #end(): Promise<void> {
    try {
      await this.#reading?.catch(() => {})
      if (this.#hasEnded) return
      await this.#batches.return?.()
    } catch (error) {
      this.#live.fail(error, this.#sql, this.#parameters)
    } finally {
      this.#finish()
    }
  }

  #finish(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    if (this.#live.openStream === this) this.#live.openStream = undefined
    this.#live.queue.finish()
  }
}

/** Rows of a stream that isn't open yet. */
const later = <R>(open: () => Promise<StreamRows<R>>): AsyncIterable<R> & { all(): Promise<R[]> } => ({
  async *[Symbol.asyncIterator]() { yield* await open() },
  all: async () => (await open()).all(),
})
