/**
 * One place in a pool. It outlives the resources that fill it one after another
 * (source: SQLAlchemy's `ConnectionPoolEntry`).
 */
export interface PoolEntry<T> {
  /** Number of the place, counted from 1 within its pool. */
  readonly id: number
  /** The resource that fills the place now, or `undefined`. */
  readonly resource: T | undefined
  /** Notes that live as long as the present resource. */
  readonly info: Map<unknown, unknown>
  /** Notes that live as long as the place, through every replacement of its resource. */
  readonly recordInfo: Map<unknown, unknown>
}
