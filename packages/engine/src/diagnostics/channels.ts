import { tracingChannel, type TracingChannel } from 'node:diagnostics_channel'
import { drive, isPromise, wait, type Steps } from '../internal/steps.ts'

/** Published on `athanor:execute`. */
export interface ExecuteTrace {
  /** The URL, without password. */
  readonly engine: string
  /** Name of the dialect. */
  readonly dialect: string
  /** The text as sent. */
  readonly sql: string
  /** Parameters as sent; absent with `hideParameters`. */
  readonly parameters: readonly unknown[] | undefined
  /** The text runs with several sets of parameters. */
  readonly isExecutemany: boolean
  /** Rows read or changed; set when the driver has answered. */
  rowCount?: number
  /** What was thrown, if anything was. */
  error?: unknown
}

/** Published on `athanor:transaction`. */
export interface TransactionTrace {
  /** The URL, without password. */
  readonly engine: string
  /** Name of the dialect. */
  readonly dialect: string
  /** What is done to the transaction. */
  readonly action: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollbackSavepoint' | 'releaseSavepoint' | 'beginTwoPhase' | 'prepareTwoPhase' | 'commitTwoPhase' | 'rollbackTwoPhase'
  /** Name of the savepoint, or the transaction's identifier. */
  readonly name: string | undefined
  /** What was thrown, if anything was. */
  error?: unknown
}

/** Published on `athanor:connect`: a physical connection is opened. */
export interface ConnectTrace {
  /** The URL, without password. */
  readonly engine: string
  /** Name of the dialect. */
  readonly dialect: string
  /** What was thrown, if anything was. */
  error?: unknown
}

/**
 * The tracing channels of the engine (`node:diagnostics_channel`): `athanor:execute`, `athanor:transaction`, `athanor:connect`.
 * `engine` in their messages is the URL without password. Nothing is built or published while nobody subscribes.
 */
export const channels = {
  execute: tracingChannel<unknown, ExecuteTrace>('athanor:execute'),
  transaction: tracingChannel<unknown, TransactionTrace>('athanor:transaction'),
  connect: tracingChannel<unknown, ConnectTrace>('athanor:connect'),
} as const

/** Runs steps between `start` and `end`, and `asyncStart` and `asyncEnd` when they had to wait. */
export function* traced<M extends { error?: unknown }, R>(channel: TracingChannel<unknown, M>, message: M, steps: () => Steps<R>): Steps<R> {
  let pending: R | Promise<R>
  try {
    // Stores are bound only while the start is published and the synchronous part runs, as in `tracePromise`.
    pending = channel.start.runStores(message, () => drive(steps()))
  } catch (error) {
    message.error = error
    channel.error.publish(message)
    throw error
  } finally {
    channel.end.publish(message)
  }
  if (!isPromise(pending)) return pending
  try {
    return yield* wait(pending)
  } catch (error) {
    message.error = error
    channel.error.publish(message)
    throw error
  } finally {
    channel.asyncStart.publish(message)
    channel.asyncEnd.publish(message)
  }
}
