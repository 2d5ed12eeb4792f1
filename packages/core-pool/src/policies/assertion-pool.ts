import { describeHolders } from '../internal/holders.ts'
import { poolErrors } from '../internal/pool-errors.ts'
import { Pool } from '../pool.ts'
import type { PoolOptions } from '../pool-options.ts'
import type { PoolOccupancy } from '../pool-statistics.ts'
import type { ResourceAdapter } from '../resource-adapter.ts'
import type { Slot } from '../slot.ts'

/**
 * One resource and one checkout at a time; a second one is an error that shows where the first was made. For finding code that
 * uses more resources than it should (source: SQLAlchemy's `AssertionPool`). `trackHolders` is `'stack'` unless set.
 *
 * @example
 * const pool = new AssertionPool(adapter)
 */
export class AssertionPool<T> extends Pool<T> {
  #slot: Slot<T> | undefined
  #taken = false

  /** @throws {ArgumentError} for unknown or impossible options. */
  constructor(adapter: ResourceAdapter<T>, options: PoolOptions<T> = {}) {
    super(adapter, options, { kind: 'AssertionPool', options: [], trackHolders: 'stack' })
  }

  override recreate(): AssertionPool<T> {
    return new AssertionPool(this.adapter, this.inheritedOptions)
  }

  protected override takeSlot(): Slot<T> {
    this.#assertFree()
    this.#taken = true
    return (this.#slot ??= this.newSlot())
  }

  protected override peekIdle(): Slot<T> | undefined {
    this.#assertFree()
    return this.#slot
  }

  protected override giveBack(): void {
    this.#taken = false
  }

  protected override takeAllIdle(): Slot<T>[] {
    return this.#slot === undefined || this.#taken ? [] : [this.#slot]
  }

  protected override occupancy(): PoolOccupancy {
    const checkedIn = this.#slot?.connected === true && !this.#taken ? 1 : 0
    return { size: 1, checkedIn, overflow: 0, waiting: 0, timeouts: 0 }
  }

  /** @throws {InvalidRequestError} `POOL_ASSERTION` */
  #assertFree(): void {
    if (!this.#taken) return
    const holders = this.holders()
    throw poolErrors.alreadyCheckedOut(this.title, holders.length === 0 ? 'an acquirer that is still opening it' : describeHolders(holders))
  }
}
