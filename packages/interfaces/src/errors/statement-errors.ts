import { AthanorError } from './athanor-error.ts'

/** What the database said about a failure, as far as the driver tells. All fields are optional. */
export interface DatabaseErrorDetail {
  /** SQLSTATE (five characters) or the vendor's own code. */
  readonly sqlState?: string | undefined
  /** The vendor's error number. */
  readonly errno?: number | undefined
  readonly constraint?: string | undefined
  readonly schema?: string | undefined
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly detail?: string | undefined
  readonly hint?: string | undefined
}

export interface StatementErrorOptions {
  readonly code?: string
  readonly cause?: unknown
  /** SQL text that was being executed, when there was one. */
  readonly statement?: string | undefined
  /** Parameters in driver order, or a list of such lists for an executemany. */
  readonly parameters?: unknown
  /** Leaves the parameters out of message and object. Default false. */
  readonly hideParameters?: boolean
}

const show = (value: unknown): string => {
  switch (typeof value) {
    case 'string': return value.length > 60 ? `'${value.slice(0, 40)}…' (${value.length} characters)` : `'${value}'`
    case 'bigint': return `${value}n`
    case 'object':
      if (value === null) return 'null'
      if (value instanceof Uint8Array) return `<${value.byteLength} bytes>`
      if (Array.isArray(value)) return `[${showMany(value, show)}]`
      try { return (JSON.stringify(value) ?? '[object]').slice(0, 80) } catch { return '[object]' }
    default: return String(value)
  }
}
const showMany = (values: readonly unknown[], one: (v: unknown) => string): string =>
  values.length <= 10 ? values.map(one).join(', ') : `${values.slice(0, 8).map(one).join(', ')}, … ${values.length} in all`

/**
 * An error that happened while a statement was prepared or executed; carries the statement and its parameters.
 * Long parameter values and lists are shortened in the message (source: SQLAlchemy's `StatementError`).
 */
export class StatementError extends AthanorError {
  static override readonly code: string = 'STATEMENT_FAILED'
  readonly statement: string | undefined
  readonly parameters: unknown
  readonly hideParameters: boolean

  constructor(message: string, options: StatementErrorOptions = {}) {
    const lines = [message]
    if (options.statement !== undefined) lines.push(`[SQL: ${options.statement}]`)
    if (options.hideParameters) lines.push('[parameters are hidden: hideParameters is on]')
    else if (Array.isArray(options.parameters) && options.parameters.length > 0) lines.push(`[parameters: ${show(options.parameters)}]`)
    super(lines.join('\n'), options)
    this.statement = options.statement
    this.parameters = options.hideParameters ? undefined : options.parameters
    this.hideParameters = options.hideParameters ?? false
  }
}

export interface DBAPIErrorOptions extends StatementErrorOptions {
  /** True when the connection is gone and was invalidated. */
  readonly connectionInvalidated?: boolean
  readonly detail?: DatabaseErrorDetail | undefined
}

/**
 * A driver's error, translated. `cause` is the driver's own error; `database` holds what the database named
 * (constraint, table, column, SQLSTATE). Source of the tree: PEP 249, as SQLAlchemy keeps it.
 */
export class DBAPIError extends StatementError {
  static override readonly code: string = 'DBAPI_ERROR'
  readonly connectionInvalidated: boolean
  readonly database: DatabaseErrorDetail

  constructor(message: string, options: DBAPIErrorOptions = {}) {
    super(message, options)
    this.connectionInvalidated = options.connectionInvalidated ?? false
    this.database = options.detail ?? {}
  }
}

/** The driver was used wrongly, or its connection is in a state that forbids the call. */
export class InterfaceError extends DBAPIError {
  static override readonly code: string = 'INTERFACE_ERROR'
}
/** Parent of everything the database itself reports. */
export class DatabaseError extends DBAPIError {
  static override readonly code: string = 'DATABASE_ERROR'
}
/** A value is out of range, malformed, or too long. */
export class DataError extends DatabaseError {
  static override readonly code: string = 'DATA_ERROR'
}
/** The database can't work as asked: unreachable, refused credentials, out of resources, deadlock, cancelled. */
export class OperationalError extends DatabaseError {
  static override readonly code: string = 'OPERATIONAL_ERROR'
}
/** A constraint was violated. */
export class IntegrityError extends DatabaseError {
  static override readonly code: string = 'INTEGRITY_ERROR'
}
/** The database reports a failure of its own. */
export class InternalError extends DatabaseError {
  static override readonly code: string = 'INTERNAL_ERROR'
}
/** The SQL is wrong: syntax, unknown table or column, missing privilege. */
export class ProgrammingError extends DatabaseError {
  static override readonly code: string = 'PROGRAMMING_ERROR'
}
/** The database doesn't have the feature. */
export class NotSupportedError extends DatabaseError {
  static override readonly code: string = 'NOT_SUPPORTED'
}

/** Names of the classes into which a driver's error is translated. */
export type DBAPIErrorKind =
  | 'InterfaceError' | 'DatabaseError' | 'DataError' | 'OperationalError' | 'IntegrityError'
  | 'InternalError' | 'ProgrammingError' | 'NotSupportedError'

/** Class for each kind; a driver's classification names the kind, the engine creates the error. */
export const dbapiErrorClasses: Readonly<Record<DBAPIErrorKind, new (message: string, options?: DBAPIErrorOptions) => DBAPIError>> = {
  InterfaceError, DatabaseError, DataError, OperationalError, IntegrityError, InternalError, ProgrammingError, NotSupportedError,
}
