import type { ExecutionContext, MaybePromise } from '@athanor/interfaces'
import type { SqlNode } from '@athanor/expressions/elements'
import type { Connection } from '../connection/connection.ts'
import type { ExecutionOptions } from '../connection/execution-options.ts'
import type { Engine } from '../create/engine.ts'
import type { Result } from '../result/result.ts'
import type { ErrorContext } from './error-context.ts'

/** What a `beforeExecute` listener may answer: what to execute in place of what was asked for. */
export interface ReplacedStatement {
  /** The statement to execute. */
  readonly statement: object
  /** Its parameters. Default: those that were given. */
  readonly parameters?: unknown
}

/** What a `beforeCursorExecute` listener may answer: the text and parameters to send instead. */
export interface ReplacedText {
  /** The text to send. */
  readonly sql: string
  /** The values to send with it. */
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
  /** A transaction begins; some drivers send nothing before the first statement. */
  begin: (connection: Connection) => MaybePromise<void>
  /** A transaction is about to be committed. */
  commit: (connection: Connection) => MaybePromise<void>
  /** A transaction is about to be rolled back. */
  rollback: (connection: Connection) => MaybePromise<void>
  /** A savepoint is about to be set. */
  savepoint: (connection: Connection, name: string) => MaybePromise<void>
  /** A savepoint is about to be rolled back to. */
  rollbackSavepoint: (connection: Connection, name: string) => MaybePromise<void>
  /** A savepoint is about to be released. */
  releaseSavepoint: (connection: Connection, name: string) => MaybePromise<void>
  /** A two-phase transaction begins. */
  beginTwoPhase: (connection: Connection, xid: string) => MaybePromise<void>
  /** A two-phase transaction is about to be prepared. */
  prepareTwoPhase: (connection: Connection, xid: string) => MaybePromise<void>
  /** A two-phase transaction is about to be committed. */
  commitTwoPhase: (connection: Connection, xid: string, isPrepared: boolean) => MaybePromise<void>
  /** A two-phase transaction is about to be rolled back. */
  rollbackTwoPhase: (connection: Connection, xid: string, isPrepared: boolean) => MaybePromise<void>
}

/** Names of the events. */
export type ConnectionEventName = keyof ConnectionEvents

export const connectionEventNames: readonly ConnectionEventName[] = [
  'beforeExecute', 'afterExecute', 'beforeCursorExecute', 'afterCursorExecute', 'handleError', 'engineConnect',
  'setConnectionExecutionOptions', 'setEngineExecutionOptions', 'engineDisposed', 'begin', 'commit', 'rollback', 'savepoint',
  'rollbackSavepoint', 'releaseSavepoint', 'beginTwoPhase', 'prepareTwoPhase', 'commitTwoPhase', 'rollbackTwoPhase',
]
