/** Options of one acquisition. */
export interface AcquireOptions {
  /** Ends the wait, the opening of a resource, its ping and its listeners. */
  readonly signal?: AbortSignal | undefined
  /** Who asks: named in the error when the pool is exhausted, and in the warning about a leak. */
  readonly owner?: string | undefined
  /** Milliseconds to wait for a free resource, instead of the pool's own. Opening one isn't part of it: use `signal` for that. */
  readonly timeout?: number | undefined
}
