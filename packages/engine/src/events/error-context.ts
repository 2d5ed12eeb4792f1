import type { Dialect } from '@athanor/interfaces'
import type { Connection } from '../connection/connection.ts'
import type { Engine } from '../create/engine.ts'

/** What a `handleError` listener gets (source: SQLAlchemy's `ExceptionContext`). */
export interface ErrorContext {
  /** The engine whose connection failed. */
  readonly engine: Engine
  /** How the database is spoken to. */
  readonly dialect: Dialect
  /** Absent when a connection could not be made. */
  readonly connection: Connection | undefined
  /** The text that was sent; absent when there was none. */
  readonly statement: string | undefined
  /** The values that were sent with it. */
  readonly parameters: unknown
  /** What the driver threw. */
  readonly originalError: unknown
  /** What is going to be raised. */
  readonly error: unknown
  /** Whether the connection is gone. Settable, for errors that the driver doesn't recognise. */
  isDisconnect: boolean
  /** Whether a disconnect replaces all connections that are as old. Settable; default true. */
  invalidatePoolOnDisconnect: boolean
  /** It happened while a pooled connection was tested before being handed out. */
  readonly isPrePing: boolean
}
