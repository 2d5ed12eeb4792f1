/** Result of one comparison: a case under one dialect. */
export interface Outcome {
  readonly id: string
  readonly area: string
  readonly root: string
  readonly dialect: string
  readonly status: 'passed' | 'failed' | 'deviates'
  /** Why it failed, in full; for a deviation, its rule. */
  readonly reason?: string
  /** What the failure is grouped by. */
  readonly group?: string
}
