import type { Connection, Engine } from '@athanor/engine'
import { ArgumentError } from '@athanor/interfaces'

/** What a session works on. */
export type SessionBind = Engine | Connection

/** Options of a session. */
export interface SessionOptions {
  /** Engines for some classes (with their subclasses) or tables, where they differ from the session's own; statements follow their first table. */
  readonly binds?: ReadonlyMap<unknown, SessionBind>
  /** Flushes before statements. Default true. */
  readonly autoflush?: boolean
  /** Forgets all values at commit, so that they are loaded again. Default false: attributes are read without I/O here. */
  readonly expireOnCommit?: boolean
  /** A transaction begins by itself when the session is used. Default true. */
  readonly autobegin?: boolean
  /**
   * Prepares the transactions of all engines before it commits any. A database without two-phase transactions, and a connection
   * that is in a transaction already, are refused when the session first needs them. Default false.
   */
  readonly twoPhase?: boolean
  /** What a session does on a connection that is in a transaction already. Default `'conditionalSavepoint'`. */
  readonly joinTransactionMode?: 'conditionalSavepoint' | 'rollbackOnly' | 'controlFully' | 'createSavepoint'
  /** After `close()` the session can't be used any more. Default: it can, as new. */
  readonly closeResetsOnly?: boolean
  /** Options for all statements of the session. */
  readonly executionOptions?: Readonly<Record<string, unknown>>
  /** Anything, for your own use. */
  readonly info?: Record<string, unknown>
}

const known: ReadonlySet<string> = new Set<keyof SessionOptions>([
  'binds', 'autoflush', 'expireOnCommit', 'autobegin', 'twoPhase', 'joinTransactionMode', 'closeResetsOnly', 'executionOptions', 'info',
])

/** @throws {ArgumentError} for an unknown option */
export function checkSessionOptions(options: SessionOptions): SessionOptions {
  for (const key of Object.keys(options)) if (!known.has(key)) throw new ArgumentError(`A session has no option '${key}'; it has ${[...known].join(', ')}`)
  return options
}
