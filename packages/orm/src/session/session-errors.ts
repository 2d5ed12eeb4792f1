import { AthanorError } from '@athanor/interfaces'

/** A flush can't be carried out: a missing key, a conflict of identities, an object of the wrong class. */
export class FlushError extends AthanorError {
  static override readonly code: string = 'FLUSH_FAILED'
}

/** An UPDATE or DELETE met another number of rows than expected: someone else changed or deleted them, or a version differs. */
export class StaleDataError extends AthanorError {
  static override readonly code: string = 'STALE_DATA'
}

/** A relationship would set a primary key to NULL: the child's key is its foreign key, and it lost its parent. */
export class DependencyRuleError extends AthanorError {
  static override readonly code: string = 'PRIMARY_KEY_BLANKED'
}

/** The session has no engine for what it was asked to do. */
export class UnboundExecutionError extends AthanorError {
  static override readonly code: string = 'SESSION_UNBOUND'
}
