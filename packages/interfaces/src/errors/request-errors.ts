import { AthanorError } from './athanor-error.ts'

/** A function or method was called with a wrong argument. */
export class ArgumentError extends AthanorError {
  static override readonly code: string = 'ARGUMENT_INVALID'
}

/** A connection URL, or one of its parts, can't be used. */
export class UrlError extends ArgumentError {
  static override readonly code: string = 'URL_INVALID'
}

/** No dialect, or no driver of a dialect, has the name that was asked for. */
export class NoSuchModuleError extends ArgumentError {
  static override readonly code: string = 'DIALECT_UNKNOWN'
}

/** A dialect was written for another version of the contract. */
export class ContractVersionError extends ArgumentError {
  static override readonly code: string = 'DIALECT_CONTRACT_VERSION'
}

/** An object that is not a statement was given to `execute`. */
export class ObjectNotExecutableError extends ArgumentError {
  static override readonly code: string = 'NOT_EXECUTABLE'
}

/** Two columns of one table or row claim the same key. */
export class DuplicateColumnError extends ArgumentError {
  static override readonly code: string = 'DUPLICATE_COLUMN'
}

/** A join condition could not be inferred: no foreign key connects the two sides. */
export class NoForeignKeysError extends ArgumentError {
  static override readonly code: string = 'NO_FOREIGN_KEYS'
}

/** A join condition could not be inferred: more than one foreign key connects the two sides. */
export class AmbiguousForeignKeysError extends ArgumentError {
  static override readonly code: string = 'AMBIGUOUS_FOREIGN_KEYS'
}

/** A constraint names a column that its table doesn't have. */
export class ConstraintColumnNotFoundError extends ArgumentError {
  static override readonly code: string = 'CONSTRAINT_COLUMN_NOT_FOUND'
}

/** A sort found objects that depend on each other. */
export class CircularDependencyError extends AthanorError {
  static override readonly code: string = 'CIRCULAR_DEPENDENCY'
  /** The objects of the cycle, in order. */
  readonly cycle: readonly unknown[]
  constructor(message: string, options: { readonly cycle: readonly unknown[]; readonly cause?: unknown }) {
    super(message, options)
    this.cycle = options.cycle
  }
}

/** A statement can't be turned into SQL. */
export class CompileError extends AthanorError {
  static override readonly code: string = 'COMPILE_FAILED'
}

/** The dialect has no way to render a construct. */
export class UnsupportedCompilationError extends CompileError {
  static override readonly code: string = 'COMPILE_UNSUPPORTED'
}

/** A name is longer than the database allows. */
export class IdentifierError extends AthanorError {
  static override readonly code: string = 'IDENTIFIER_TOO_LONG'
}

/** The request makes no sense in the state the object is in. */
export class InvalidRequestError extends AthanorError {
  static override readonly code: string = 'INVALID_REQUEST'
}

/** Something is deliberately not available; the message says what, and what can be used in its place. */
export class NotImplementedByDialectError extends InvalidRequestError {
  static override readonly code: string = 'DIALECT_FEATURE_MISSING'
}

/** The npm package of a driver isn't installed. */
export class DriverNotInstalledError extends InvalidRequestError {
  static override readonly code: string = 'DRIVER_NOT_INSTALLED'
}

/** A transaction failed and has to be rolled back before more work can be done in it. */
export class PendingRollbackError extends InvalidRequestError {
  static override readonly code: string = 'PENDING_ROLLBACK'
}

/** A connection, result or session was used after it was closed. */
export class ResourceClosedError extends InvalidRequestError {
  static override readonly code: string = 'RESOURCE_CLOSED'
}

/** Two operations on one object overlap where only one may run. */
export class IllegalStateChangeError extends InvalidRequestError {
  static override readonly code: string = 'ILLEGAL_STATE_CHANGE'
}

/** A row, table or selectable doesn't have the column that was asked for. */
export class NoSuchColumnError extends InvalidRequestError {
  static override readonly code: string = 'NO_SUCH_COLUMN'
}

/** A name fits more than one column. */
export class AmbiguousColumnError extends InvalidRequestError {
  static override readonly code: string = 'AMBIGUOUS_COLUMN'
}

/** Two columns of a result would have the same key in an object row. */
export class DuplicateResultKeyError extends InvalidRequestError {
  static override readonly code: string = 'DUPLICATE_RESULT_KEY'
}

/** A row was required and there was none. */
export class NoResultFoundError extends InvalidRequestError {
  static override readonly code: string = 'NO_RESULT_FOUND'
}

/** At most one row was allowed and there were more. */
export class MultipleResultsFoundError extends InvalidRequestError {
  static override readonly code: string = 'MULTIPLE_RESULTS_FOUND'
}

/** A foreign key refers to a table that its metadata doesn't have. */
export class NoReferencedTableError extends InvalidRequestError {
  static override readonly code: string = 'NO_REFERENCED_TABLE'
}

/** A foreign key refers to a column that the table doesn't have. */
export class NoReferencedColumnError extends InvalidRequestError {
  static override readonly code: string = 'NO_REFERENCED_COLUMN'
}

/** The database has no such table. */
export class NoSuchTableError extends InvalidRequestError {
  static override readonly code: string = 'NO_SUCH_TABLE'
}

/** A JavaScript operator was applied to an SQL expression (`a < b`, `a + b`). */
export class ExpressionCoercionError extends InvalidRequestError {
  static override readonly code: string = 'EXPRESSION_COERCED'
}

/** `undefined` was given where SQL needs a value or `null`. */
export class UndefinedValueError extends ArgumentError {
  static override readonly code: string = 'UNDEFINED_VALUE'
}

/** An operation was abandoned because its `AbortSignal` fired; `cause` is the signal's reason. */
export class AbortedError extends AthanorError {
  static override readonly code: string = 'ABORTED'
}
