import type { MaybePromise } from '@athanor/interfaces'
import { Pool } from '../pool.ts'
import type { PoolOptions } from '../pool-options.ts'
import type { PoolOccupancy } from '../pool-statistics.ts'
import type { ResourceAdapter } from '../resource-adapter.ts'
import type { Slot } from '../slot.ts'

/**
 * Keeps nothing: every checkout opens a resource, every return closes it, without a limit. For serverless functions, behind
 * another pool, and for tests (source: SQLAlchemy's `NullPool`).
 *
 * @example
 * const pool = new NullPool(adapter)
 */
export class NullPool<T> extends Pool<T> {
  /** @throws {ArgumentError} for unknown or impossible options. */
  constructor(adapter: ResourceAdapter<T>, options: PoolOptions<T> = {}) {
    super(adapter, options, { kind: 'NullPool', options: [] })
  }

  override recreate(): NullPool<T> {
    return new NullPool(this.adapter, this.inheritedOptions)
  }

  protected override takeSlot(): Slot<T> {
    return this.newSlot()
  }

  protected override peekIdle(): undefined {}

  protected override giveBack(slot: Slot<T>): MaybePromise<void> {
    return this.retire(slot)
  }

  protected override takeAllIdle(): Slot<T>[] {
    return []
  }

  protected override occupancy(): PoolOccupancy {
    return { size: 0, checkedIn: 0, overflow: 0, waiting: 0, timeouts: 0 }
  }
}
