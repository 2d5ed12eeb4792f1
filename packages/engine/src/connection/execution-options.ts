import { ArgumentError, type IsolationLevel } from '@athanor/interfaces'
import type { CompiledCache } from '../cache/compiled-cache.ts'

/** Schema names to replace; `null` as a key of a map means "no schema". */
export type SchemaTranslateMap = ReadonlyMap<string | null, string | null> | Readonly<Record<string, string | null>>

/**
 * Options of an execution. Those of the call win over the statement's, these over the connection's, these over the
 * engine's. Keys that aren't listed are yours: listeners see them.
 */
export interface ExecutionOptions {
  /** Connections and engines only; restored when the connection returns to its pool. */
  readonly isolationLevel?: IsolationLevel | undefined
  /** Where to look for the compiled form: another cache, or `null` for none. */
  readonly compiledCache?: CompiledCache | null | undefined
  /** Schemas to use in place of those of the tables; null stands for none. */
  readonly schemaTranslateMap?: SchemaTranslateMap | undefined
  /** Shown in each log line of `echo`. */
  readonly loggingToken?: string | undefined
  /** `for await` over `execute()` reads rows in batches, as `stream()` does, instead of all at once. */
  readonly streamResults?: boolean | undefined
  /** Rows per batch of `stream()`, and of `execute()` with `streamResults`. Default 1000. */
  readonly yieldPer?: number | undefined
  /** Rows per statement of an executemany INSERT. Default: the engine's. */
  readonly insertmanyvaluesPageSize?: number | undefined
  /** Keep a prepared statement on the connection. Default: the engine's. */
  readonly prepare?: boolean | undefined
  readonly [key: string]: unknown
}

/** Options of one call. */
export interface ExecuteOptions extends ExecutionOptions {
  /** Ends the statement, or the wait for those before it. */
  readonly signal?: AbortSignal | undefined
}

export const noOptions: ExecutionOptions = Object.freeze({})

/** `above` wins. No copy where one side is empty. */
export function mergeOptions(below: ExecutionOptions, above: ExecutionOptions | undefined): ExecutionOptions {
  if (above === undefined || above === noOptions) return below
  if (below === noOptions) return above
  return { ...below, ...above }
}

/** @throws {ArgumentError} for values that can't be. */
export function checkOptions(options: ExecutionOptions): void {
  const { yieldPer, insertmanyvaluesPageSize } = options
  for (const [name, value] of [['yieldPer', yieldPer], ['insertmanyvaluesPageSize', insertmanyvaluesPageSize]] as const) {
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) throw new ArgumentError(`The execution option '${name}' must be a positive whole number, not ${String(value)}.`)
  }
}

/** A schema translate map in the compiler's form. */
export function schemaMap(given: SchemaTranslateMap | undefined): ReadonlyMap<string | null, string | null> | undefined {
  if (given === undefined) return undefined
  return given instanceof Map ? (given as ReadonlyMap<string | null, string | null>) : new Map(Object.entries(given))
}

/** Upper case, blanks for underscores (source: SQLAlchemy). @throws {ArgumentError} naming the levels there are. */
export function isolationLevel(given: string, known: readonly IsolationLevel[]): IsolationLevel {
  const level = given.toUpperCase().replaceAll('_', ' ') as IsolationLevel
  if (known.includes(level)) return level
  throw new ArgumentError(`Invalid value '${given}' for isolationLevel. Valid isolation levels are: ${known.join(', ')}.`, { code: 'ISOLATION_LEVEL_UNKNOWN' })
}
