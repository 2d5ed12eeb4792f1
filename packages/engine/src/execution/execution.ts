import { abortedError, ArgumentError, type DriverResult } from '@athanor/interfaces'
import type { SqlNode } from '@athanor/expressions/elements'
import type { ParameterValues } from '../cache/parameter-plan.ts'
import type { ExecuteOptions, ExecutionOptions } from '../connection/execution-options.ts'
import { closedError, type Failure, type LiveConnection } from '../connection/live-connection.ts'
import type { Job } from '../connection/work-queue.ts'
import { drive, isPromise, wait, type Steps } from '../internal/steps.ts'
import { ResultMetadata } from '../result/result-metadata.ts'
import { Result, type FirstOf } from '../result/result.ts'
import type { Rows } from '../result/rows.ts'
import { hasClientDefaults, withClientDefaults } from './dml/client-defaults.ts'
import { isDml, runDml } from './dml/run-dml.ts'
import { DerivedRows, PendingRows } from './pending-rows.ts'
import { checkValues, driverOptions, executableNode, howCompiled, optionsOf, prepareStatement, valuesOf, type PreparedStatement } from './prepared.ts'
import { send } from './send.ts'

/** Not generic: what is written into it and what is read are tied together by the execution alone. */
interface Waiter {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** What a statement needs to be sent at once. */
interface Plain {
  readonly prepared: PreparedStatement
  readonly sql: string
  readonly parameters: unknown[]
}

/**
 * A statement under way, and its outcome. It was started when it was made; awaiting it gives a `Result`, its methods wait and
 * ask that. A failure that nobody awaits is reported by `commit()` or when the connection is released.
 */
export class Execution<out R, out T> extends PendingRows<R, Result<R, T>> implements Job, Failure {
  /** @internal */ readonly live: LiveConnection
  readonly #statement: unknown
  readonly #values: unknown
  readonly #call: ExecuteOptions | undefined
  #state: 'pending' | 'done' | 'failed' = 'pending'
  #result: Result<R, T> | undefined = undefined
  #error: unknown = undefined
  #isHandled = false
  #waiters: Waiter[] | undefined = undefined
  #plain: Plain | undefined = undefined

  /** Made by `connection.execute`. */
  constructor(live: LiveConnection, statement: unknown, values: unknown, call: ExecuteOptions | undefined) {
    super()
    this.live = live
    this.#statement = statement
    this.#values = values
    this.#call = call
    if (values === elsewhere) return
    // Values are read now, not when those before it are done: the caller may change its objects meanwhile.
    if (live.openStream !== undefined) this.#fail(live.streamOpen())
    else if (!live.queue.isIdle) this.#prepareEarly()
  }

  // asking -------------------------------------------------------------------------------------------------------------

  /** @internal */
  override derive<X>(read: (result: Result<R, T>) => X): Promise<X> {
    if (this.#state === 'done') {
      try {
        return Promise.resolve(read(this.#result!))
      } catch (error) {
        return Promise.reject(error as Error)
      }
    }
    this.markHandled()
    if (this.#state === 'failed') return Promise.reject(this.#error as Error)
    return new Promise<X>((resolve, reject) => {
      (this.#waiters ??= []).push({
        resolve: (result) => {
          try {
            resolve(read(result as Result<R, T>))
          } catch (error) {
            reject(error as Error)
          }
        },
        reject: (error) => reject(error as Error),
      })
    })
  }

  /** The first value of the first row, or null. */
  scalar(): Promise<FirstOf<T> | null> { return this.derive((result) => result.scalar()) }
  /** The first value of the only row. */
  scalarOne(): Promise<FirstOf<T>> { return this.derive((result) => result.scalarOne()) }
  /** The first value of the only row, or null. */
  scalarOneOrNone(): Promise<FirstOf<T> | null> { return this.derive((result) => result.scalarOneOrNone()) }
  /** As `scalarOneOrNone`. */
  scalarOneOrNull(): Promise<FirstOf<T> | null> { return this.scalarOneOrNone() }

  /** One value of each row: of the first column, or the given one. */
  scalars(): PendingRows<FirstOf<T>, Rows<FirstOf<T>>>
  scalars<V = unknown>(column: number | string): PendingRows<V, Rows<V>>
  scalars(column: number | string = 0): PendingRows<unknown, Rows<unknown>> {
    return new DerivedRows(this, (result: Result<R, T>) => result.scalars(column))
  }
  /** Rows as arrays. */
  tuples(): PendingRows<T, Rows<T>> { return new DerivedRows(this, (result: Result<R, T>) => result.tuples()) }
  /** Rows as objects: what this gives itself. */
  mappings(): PendingRows<R, Rows<R>> { return this }
  /** Tuples of some columns only. */
  selectColumns(...columns: readonly (number | string)[]): PendingRows<unknown[], Rows<unknown[]>> {
    return new DerivedRows(this, (result: Result<R, T>) => result.selectColumns(...columns))
  }

  /** @internal */
  get error(): unknown { return this.#error }
  /** @internal */
  markHandled(): void {
    if (this.#isHandled) return
    this.#isHandled = true
    this.live.failures.delete(this)
  }

  // doing --------------------------------------------------------------------------------------------------------------

  /** @internal */
  run(): boolean {
    const { live } = this
    if (this.#state !== 'pending') return true
    let pending: Result<R, T> | Promise<Result<R, T>>
    try {
      const signal = this.#call?.signal
      if (signal?.aborted === true) throw abortedError(signal, 'The statement')
      if (live.isClosed) throw closedError()
      if (live.isReady && !live.isObserved && !Array.isArray(this.#values)) {
        const plain = this.#plain ?? this.preparePlain()
        if (plain !== undefined) return this.#sendPlain(plain)
      }
      pending = drive(this.steps())
    } catch (error) {
      this.#fail(error)
      return true
    }
    if (!isPromise(pending)) {
      this.#complete(pending)
      return true
    }
    pending.then(
      (result) => { this.#complete(result); live.queue.finish() },
      (error: unknown) => { this.#fail(error); live.queue.finish() },
    )
    return false
  }

  /** Straight to the driver: nothing to begin, nobody to tell, no defaults to compute. */
  #sendPlain(plain: Plain): boolean {
    const { live } = this
    const { prepared, sql, parameters } = plain
    let answer: DriverResult | Promise<DriverResult>
    try {
      answer = live.driver!.execute(sql, parameters, driverOptions(prepared, this.#call?.signal))
    } catch (error) {
      this.#fail(live.fail(error, sql, parameters))
      return true
    }
    if (!isPromise(answer)) {
      this.#complete(resultOf(prepared, answer))
      return true
    }
    answer.then(
      (result) => { this.#complete(resultOf(prepared, result)); live.queue.finish() },
      (error: unknown) => { this.#fail(live.fail(error, sql, parameters)); live.queue.finish() },
    )
    return false
  }

  /** @internal Undefined when the statement needs more than to be sent. */
  protected preparePlain(): Plain | undefined {
    const { engine, options: below } = this.live
    const node = executableNode(this.#statement)
    if (isDml(node)) return undefined
    const values = valuesOf(node, checkValues(this.#values))
    const prepared = prepareStatement(engine, node, optionsOf(node, below, this.#call), undefined, false)
    // A statement in its CTEs may write.
    if (hasClientDefaults(prepared)) return undefined
    const { sql, parameters } = prepared.entry.parameters.bind(prepared.carriers, values)
    return { prepared, sql, parameters }
  }

  #prepareEarly(): void {
    if (Array.isArray(this.#values) || this.live.isObserved || this.live.isClosed) return
    try {
      this.#plain = this.preparePlain()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** @internal The long way. */
  protected *steps(): Steps<Result<R, T>> {
    const { live } = this
    const { lists } = live.engine.events
    let statement = this.#statement
    let values = this.#values
    let node = executableNode(statement)
    const options = optionsOf(node, live.options, this.#call)
    if (lists.beforeExecute !== undefined) {
      for (const listener of lists.beforeExecute) {
        const answer = yield* wait(listener(live.facade, node, values, options))
        if (answer === undefined) continue
        statement = answer.statement
        if ('parameters' in answer) values = answer.parameters
        node = executableNode(statement)
      }
    }
    const result = (yield* this.#executeNode(node, values, options)) as Result<R, T>
    if (lists.afterExecute !== undefined) {
      for (const listener of lists.afterExecute) yield* wait(listener(live.facade, node, values, options, result))
    }
    return result
  }

  *#executeNode(node: SqlNode, given: unknown, options: ExecutionOptions): Steps<Result<unknown, unknown>> {
    const { live } = this
    const signal = this.#call?.signal
    const sets = Array.isArray(given) ? (given as readonly ParameterValues[]) : undefined
    if (isDml(node)) return yield* runDml(live, node, given as ParameterValues | readonly ParameterValues[] | undefined, options, signal)

    const started = performance.now()
    const isMany = sets !== undefined && sets.length > 1
    const prepared = prepareStatement(live.engine, node, options, undefined, isMany)
    const { entry, carriers } = prepared
    const how = howCompiled(prepared, started)
    if (!isMany) {
      let values = valuesOf(node, checkValues(sets === undefined ? given : sets[0]))
      if (hasClientDefaults(prepared)) {
        yield* live.prepare()
        values = (yield* withClientDefaults(live, prepared, [values], false))[0]
      }
      const { sql, parameters } = entry.parameters.bind(carriers, values)
      yield* live.prepare()
      const dispatch = { sql, parameters, isExecutemany: false, driverOptions: driverOptions(prepared, signal), options, how, currentParameters: values ?? {} }
      return resultOf(prepared, yield* send(live, dispatch))
    }
    // A text that depends on values can't be sent once for all sets.
    if (entry.compiled.isDynamic) {
      throw new ArgumentError('A statement with a list parameter (IN) or a literal parameter can\'t be executed with several parameter sets at once; execute it once for each.')
    }
    let filled: readonly (ParameterValues | undefined)[] = sets.map((set) => valuesOf(node, checkValues(set)))
    if (hasClientDefaults(prepared)) {
      yield* live.prepare()
      filled = yield* withClientDefaults(live, prepared, filled, true)
    }
    const parameters = filled.map((set, i) => entry.parameters.bindFixed(carriers, set, i))
    yield* live.prepare()
    const dispatch = {
      sql: entry.compiled.sql, parameters, isExecutemany: true, driverOptions: driverOptions(prepared, signal), options, how, currentParameters: sets[0] ?? {},
    }
    return resultOf(prepared, yield* send(live, dispatch))
  }

  #complete(result: Result<R, T>): void {
    this.#state = 'done'
    this.#result = result
    const waiters = this.#waiters
    if (waiters === undefined) return
    this.#waiters = undefined
    for (const waiter of waiters) waiter.resolve(result)
  }

  #fail(error: unknown): void {
    this.#state = 'failed'
    this.#error = error
    if (!this.#isHandled) this.live.failures.add(this)
    const waiters = this.#waiters
    this.#waiters = undefined
    for (const waiter of waiters ?? []) waiter.reject(error)
  }
}

/** Text sent to the driver as it is. */
export class DriverSqlExecution extends Execution<Record<string, unknown>, unknown[]> {
  readonly #sql: string
  readonly #parameters: readonly unknown[]
  readonly #options: ExecuteOptions | undefined

  /** Made by `connection.exec`. */
  constructor(live: LiveConnection, sql: string, parameters: readonly unknown[] | undefined, options: ExecuteOptions | undefined) {
    super(live, undefined, neverPlain, options)
    this.#sql = sql
    // Copied: it may have to wait for others.
    this.#parameters = parameters === undefined ? [] : [...parameters]
    this.#options = options
  }

  protected override *steps(): Steps<Result<Record<string, unknown>, unknown[]>> {
    const { live } = this
    if (typeof this.#sql !== 'string') throw new ArgumentError(`exec() takes SQL as a string, not ${typeof this.#sql}; statements go to execute().`)
    const parameters = this.#parameters
    const isExecutemany = parameters.length > 0 && parameters.every((one) => Array.isArray(one))
    const options = this.#options === undefined ? live.options : { ...live.options, ...this.#options }
    const { signal, prepare } = options as ExecuteOptions
    yield* live.prepare()
    const answer = yield* send(live, {
      sql: this.#sql, parameters, isExecutemany, options, how: 'raw sql', currentParameters: {},
      driverOptions: { ...(signal === undefined ? {} : { signal }), ...(prepare === undefined ? {} : { prepare }) },
    })
    const known = live.engine.rawMetadata.get(this.#sql)
    const metadata = known === undefined ? ResultMetadata.forDriver(answer.columns, live.engine.dialect) : known.forResult(answer.columns)
    if (known === undefined) live.engine.rawMetadata.set(this.#sql, metadata)
    return new Result(metadata, answer, answer.columns.length === 0 ? undefined : answer.rows, undefined)
  }
}
/** In place of values: another job does the work. @internal */
export const elsewhere: readonly never[] = []
/** An array, so that the base class takes the long way. */
const neverPlain: readonly never[] = []

/** The result of a statement that is no DML. */
function resultOf<R, T>(prepared: PreparedStatement, answer: DriverResult): Result<R, T> {
  const { columns } = answer
  const metadata = prepared.entry.metadata
  if (columns.length === 0) return new Result<R, T>(metadata, answer, undefined, undefined)
  return new Result<R, T>(metadata.forResult(columns), answer, answer.rows, undefined)
}
