import type { DriverExecuteOptions, DriverResult, ExecutionContext } from '@athanor/interfaces'
import type { ExecutionOptions } from '../connection/execution-options.ts'
import type { LiveConnection } from '../connection/live-connection.ts'
import { channels, traced, type ExecuteTrace } from '../diagnostics/channels.ts'
import { fire } from '../events/event-hub.ts'
import { isPromise, wait, type Steps } from '../internal/steps.ts'

/** A text on its way to the driver. */
export interface Dispatch {
  readonly sql: string
  /** A list of lists for an executemany. */
  readonly parameters: readonly unknown[]
  readonly isExecutemany: boolean
  readonly driverOptions: DriverExecuteOptions
  readonly options: ExecutionOptions
  /** For the log: `cached since …`, `generated in …`, `raw sql`. */
  readonly how: string
  readonly currentParameters: Readonly<Record<string, unknown>>
}

/** Sends one text, with whoever listens told of it. Errors are translated. */
export function* send(live: LiveConnection, dispatch: Dispatch): Steps<DriverResult> {
  const { engine } = live
  const { isExecutemany, driverOptions, options } = dispatch
  let { sql, parameters } = dispatch
  const { lists } = engine.events
  let context: ExecutionContext | undefined
  if (lists.beforeCursorExecute !== undefined || lists.afterCursorExecute !== undefined) {
    context = live.context(sql, parameters, isExecutemany, dispatch.currentParameters, options)
  }
  try {
    if (lists.beforeCursorExecute !== undefined) {
      for (const listener of lists.beforeCursorExecute) {
        const answer = yield* wait(listener(live.facade, sql, parameters, context!))
        if (answer !== undefined) ({ sql, parameters } = answer)
      }
    }
    const { log } = engine
    const started = log === undefined ? 0 : performance.now()
    log?.statement(sql, parameters, isExecutemany, dispatch.how, options.loggingToken)
    const driver = live.driver
    if (driver === undefined) throw live.pendingRollback('')
    const call = (): DriverResult | Promise<DriverResult> => isExecutemany
      ? driver.executeMany(sql, parameters as readonly (readonly unknown[])[], driverOptions)
      : driver.execute(sql, parameters, driverOptions)
    let result: DriverResult
    if (channels.execute.hasSubscribers) {
      const message: ExecuteTrace = {
        engine: engine.url.toString(), dialect: engine.dialect.name, sql, parameters: engine.hideParameters ? undefined : parameters, isExecutemany,
      }
      result = yield* traced(channels.execute, message, function* () {
        const answer = yield* wait(call())
        message.rowCount = answer.rowCount
        return answer
      })
    } else {
      const pending = call()
      result = isPromise(pending) ? yield* wait(pending) : pending
    }
    log?.answer(performance.now() - started, result.rowCount, result.rows, result.columns, options.loggingToken)
    if (lists.afterCursorExecute !== undefined) yield* fire(lists.afterCursorExecute, live.facade, sql, parameters, context!)
    return result
  } catch (error) {
    throw live.fail(error, sql, parameters)
  }
}
