/** Codes of the ORM's warnings. */
export type OrmWarningCode =
  | 'COLLECTION_INVALIDATED' | 'OBJECT_NOT_IN_SESSION' | 'IDENTITY_CONFLICT' | 'IDENTITY_REPLACED' | 'DELETE_MISMATCH'
  | 'SESSION_CHANGED_WHILE_INACTIVE' | 'USE_DURING_FLUSH' | 'HISTORY_RESET' | 'MERGE_OF_PENDING' | 'ROW_COUNT_UNKNOWN'

/**
 * Something that is most likely a mistake but not certainly. Goes through `process.emitWarning`, so it can be seen, counted and
 * turned into an error with Node's own means (`process.on('warning')`, `--throw-deprecation` does not apply).
 */
export function warn(code: OrmWarningCode, message: string): void {
  process.emitWarning(message, { type: 'AthanorWarning', code })
}
