import type { Dialect } from './dialect.ts'

/** What a default function, an event listener or a type may know of the execution under way. */
export interface ExecutionContext {
  readonly dialect: Dialect
  readonly sql: string
  /** The driver's parameters, in order; a list of lists for an executemany. */
  readonly parameters: readonly unknown[]
  readonly isExecutemany: boolean
  /** Values of the row being written, by column key; for context-sensitive defaults. */
  readonly currentParameters: Readonly<Record<string, unknown>>
  readonly executionOptions: Readonly<Record<string, unknown>>
}
