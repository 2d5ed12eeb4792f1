import { Pool } from '../pool.ts'
import type { PoolOptions } from '../pool-options.ts'
import type { PoolOccupancy } from '../pool-statistics.ts'
import type { ResourceAdapter } from '../resource-adapter.ts'
import type { Slot } from '../slot.ts'

/**
 * One resource for all checkouts, also at the same time; nobody waits and nothing is kept apart. For a resource that exists
 * once, such as an in-memory database. Opened again after an invalidation. Dropped leases go unnoticed, since nobody misses
 * them (source: SQLAlchemy's `StaticPool`).
 *
 * @example
 * const pool = new StaticPool({ create: () => new Database(':memory:'), close: (db) => db.close(), destroy: (db) => db.close() })
 */
export class StaticPool<T> extends Pool<T> {
  #slot: Slot<T> | undefined

  /** @throws {ArgumentError} for unknown or impossible options. */
  constructor(adapter: ResourceAdapter<T>, options: PoolOptions<T> = {}) {
    super(adapter, options, { kind: 'StaticPool', options: [] })
  }

  override recreate(): StaticPool<T> {
    return new StaticPool(this.adapter, this.inheritedOptions)
  }

  protected override takeSlot(): Slot<T> {
    return (this.#slot ??= this.newSlot(true))
  }

  protected override peekIdle(): Slot<T> | undefined {
    return this.#slot
  }

  protected override giveBack(): void {}

  protected override takeAllIdle(): Slot<T>[] {
    return this.#slot === undefined || this.checkedOut > 0 ? [] : [this.#slot]
  }

  protected override occupancy(): PoolOccupancy {
    const checkedIn = this.#slot?.connected === true && this.checkedOut === 0 ? 1 : 0
    return { size: 1, checkedIn, overflow: 0, waiting: 0, timeouts: 0 }
  }
}
