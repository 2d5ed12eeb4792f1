import type { ExecutionContext, MaybePromise } from '@athanor/interfaces'
import type { SqlNode } from '@athanor/expressions/elements'
import type { Connection } from '../connection/connection.ts'
import type { ExecutionOptions } from '../connection/execution-options.ts'
import type { Engine } from '../create/engine.ts'
import type { Result } from '../result/result.ts'
import type { ErrorContext } from './error-context.ts'

/** What a `beforeExecute` listener may answer: what to execute in place of what was asked for. */
export interface ReplacedStatement {
  readonly statement: object
  readonly parameters?: unknown
}

/** What a `beforeCursorExecute` listener may answer: the text and parameters to send instead. */
export interface ReplacedText {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/**
 * Events of an engine's connections. Listeners run in the order in which they were added and are awaited, except for
 * `handleError`, which is synchronous. Source: SQLAlchemy's `ConnectionEvents`.
 */
export interface ConnectionEvents {
  /** A statement is about to be compiled and executed. */
  beforeExecute: (connection: Connection, statement: SqlNode, parameters: unknown, options: ExecutionOptions) => MaybePromise<ReplacedStatement | void>
  /** A statement was executed. */
  afterExecute: (connection: Connection, statement: SqlNode, parameters: unknown, options: ExecutionOptions, result: Result<unknown, unknown>) => MaybePromise<void>
  /** A text is about to be sent to the driver. */
  beforeCursorExecute: (connection: Connection, sql: string, parameters: readonly unknown[], context: ExecutionContext) => MaybePromise<ReplacedText | void>
  /** The driver has answered. */
  afterCursorExecute: (connection: Connection, sql: string, parameters: readonly unknown[], context: ExecutionContext) => MaybePromise<void>
  /** An error is about to be raised. Synchronous. An error that the listener throws or returns takes its place. */
  handleError: (context: ErrorContext) => Error | void
  /** A `Connection` was made. */
  engineConnect: (connection: Connection) => MaybePromise<void>
  /** `connection.executionOptions()` was called. Synchronous in effect: an answered promise is awaited before the next statement. */
  setConnectionExecutionOptions: (connection: Connection, options: ExecutionOptions) => void
  /** `engine.executionOptions()` was called. */
  setEngineExecutionOptions: (engine: Engine, options: ExecutionOptions) => void
  /** The engine's pool was disposed of. */
  engineDisposed: (engine: Engine) => MaybePromise<void>
  begin: (connection: Connection) => MaybePromise<void>
  commit: (connection: Connection) => MaybePromise<void>
  rollback: (connection: Connection) => MaybePromise<void>
  savepoint: (connection: Connection, name: string) => MaybePromise<void>
  rollbackSavepoint: (connection: Connection, name: string) => MaybePromise<void>
  releaseSavepoint: (connection: Connection, name: string) => MaybePromise<void>
  beginTwoPhase: (connection: Connection, xid: string) => MaybePromise<void>
  prepareTwoPhase: (connection: Connection, xid: string) => MaybePromise<void>
  commitTwoPhase: (connection: Connection, xid: string, isPrepared: boolean) => MaybePromise<void>
  rollbackTwoPhase: (connection: Connection, xid: string, isPrepared: boolean) => MaybePromise<void>
}

export type ConnectionEventName = keyof ConnectionEvents

export const connectionEventNames: readonly ConnectionEventName[] = [
  'beforeExecute', 'afterExecute', 'beforeCursorExecute', 'afterCursorExecute', 'handleError', 'engineConnect',
  'setConnectionExecutionOptions', 'setEngineExecutionOptions', 'engineDisposed', 'begin', 'commit', 'rollback', 'savepoint',
  'rollbackSavepoint', 'releaseSavepoint', 'beginTwoPhase', 'prepareTwoPhase', 'commitTwoPhase', 'rollbackTwoPhase',
]
