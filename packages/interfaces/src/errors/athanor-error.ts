/** Options of every error of Athanor's tree. */
export interface AthanorErrorOptions {
  /** Overrides the class's own code where one class has several distinguishable reasons. */
  readonly code?: string
  /** The underlying error; a driver's error is always kept here, never flattened into text. */
  readonly cause?: unknown
}

/**
 * Root of the error tree. Every error that Athanor raises on purpose is an instance of it and has a stable `code`:
 * match on `code` or on the class, never on the text of the message.
 *
 * @example
 * try { await conn.execute(stmt) } catch (error) { if (error instanceof AthanorError) console.error(error.code) }
 */
export class AthanorError extends Error {
  /** The code that errors of this class carry unless a more precise one is given. */
  static readonly code: string = 'ATHANOR_ERROR'
  /** Stable identifier of the reason, e.g. `POOL_TIMEOUT`. */
  readonly code: string

  constructor(message: string, options: AthanorErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = new.target.name
    this.code = options.code ?? new.target.code
  }
}
