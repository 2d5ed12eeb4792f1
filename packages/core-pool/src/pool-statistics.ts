/** What a policy class counts. */
export interface PoolOccupancy {
  /** Resources that the pool keeps open (0: no limit, or none kept). */
  readonly size: number
  /** Idle entries. */
  readonly checkedIn: number
  /** Entries beyond `size`; negative while the pool has not yet opened that many. */
  readonly overflow: number
  /** Acquirers in the queue. */
  readonly waiting: number
  /** Acquirers that gave up waiting because of the timeout, in total. */
  readonly timeouts: number
}

/** Counters of a pool; those from `created` on are totals. */
export interface PoolStatistics extends PoolOccupancy {
  /** Entries that are lent, being prepared, or being cleaned. */
  readonly checkedOut: number
  /** Resources opened. */
  readonly created: number
  /** Resources closed or destroyed by the pool. */
  readonly closed: number
  /** Of these, resources given up as dead. */
  readonly invalidated: number
  /** Leases handed out. */
  readonly acquired: number
}
