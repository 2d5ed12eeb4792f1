import type { DialectOptions } from './dialect-options.ts'
import type { ConstraintName } from './constraint-name.ts'

/** When a constraint is checked, and what else any constraint may be told. */
export interface ConstraintOptions {
  /** Name in the database. Default: by the naming convention, or none. */
  readonly name?: ConstraintName | null | undefined
  /** `DEFERRABLE` or `NOT DEFERRABLE`. */
  readonly deferrable?: boolean | undefined
  /** `INITIALLY DEFERRED` or `INITIALLY IMMEDIATE`. */
  readonly initially?: string | undefined
  readonly comment?: string | undefined
  readonly options?: DialectOptions | undefined
  readonly info?: Readonly<Record<string, unknown>> | undefined
}

/** Options of a foreign key. */
export interface ForeignKeyOptions extends ConstraintOptions {
  /** `ON DELETE …`: `'cascade'`, `'set null'`, `'set default'`, `'restrict'`, `'no action'`. */
  readonly onDelete?: string | undefined
  /** `ON UPDATE …`. */
  readonly onUpdate?: string | undefined
  /** `MATCH …`. */
  readonly match?: string | undefined
  /** Added by ALTER TABLE after all tables exist. Default: only where tables refer to each other in a cycle. */
  readonly useAlter?: boolean | undefined
  /** The target names columns as the database does, not by key. */
  readonly linkToName?: boolean | undefined
}
