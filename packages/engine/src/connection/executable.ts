import type { Executable } from '@athanor/expressions'

/** A statement: SELECT, INSERT, UPDATE, DELETE, `text()`, or a DDL element, which has no rows. */
export type ExecutableLike = Executable<unknown, unknown> | DdlLike

/** A DDL element, by what compilers know it by. */
export interface DdlLike {
  /** Tells DDL from other statements. */
  readonly isDdl: true
}

/** Object row of a statement. */
export type StatementRow<S> = S extends Executable<infer R, unknown> ? R : never
/** Tuple row of a statement. */
export type StatementTuple<S> = S extends Executable<unknown, infer T> ? T : never

/** Values of one execution, by parameter name or column key. */
export type ParameterSet = Readonly<Record<string, unknown>>
/** One set of values, or a list of sets for an executemany. */
export type ParameterSets = ParameterSet | readonly ParameterSet[]
