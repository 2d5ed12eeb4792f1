import type { MaybePromise } from '@athanor/interfaces'
import type { AcquireOptions } from '../acquire-options.ts'
import { channels } from '../internal/channels.ts'
import { describeHolders, duration } from '../internal/holders.ts'
import { poolErrors } from '../internal/pool-errors.ts'
import type { Lease } from '../lease.ts'
import { Pool } from '../pool.ts'
import { type PoolOptions, readOption } from '../pool-options.ts'
import type { PoolOccupancy } from '../pool-statistics.ts'
import { RingBuffer } from '../queue/ring-buffer.ts'
import { Waiter, WaiterQueue } from '../queue/waiter-queue.ts'
import type { ResourceAdapter } from '../resource-adapter.ts'
import type { Slot } from '../slot.ts'

/** Options of a `QueuePool`. */
export interface QueuePoolOptions<T> extends PoolOptions<T> {
  /** Resources kept open for reuse. Default 5; 0 means any number, without a limit. */
  readonly size?: number | undefined
  /** Resources opened beyond `size` when all are taken, closed on return. Default 10; -1 means any number. */
  readonly maxOverflow?: number | undefined
  /** Milliseconds to wait when all are taken. Default 30 000; Infinity for ever; 0 not at all. */
  readonly timeout?: number | undefined
  /** Hand out the most recently returned resource, so that rarely used ones can be recycled. Default false: the longest idle. */
  readonly useLifo?: boolean | undefined
}

/**
 * Keeps up to `size` resources open and opens up to `maxOverflow` more under pressure; those who come later wait in line.
 * Resources are opened when first needed (source: SQLAlchemy's `QueuePool`).
 *
 * @example
 * const pool = new QueuePool(adapter, { size: 10, maxOverflow: 0, timeout: 5000 })
 */
export class QueuePool<T> extends Pool<T> {
  readonly #size: number
  readonly #maxOverflow: number
  /** Entries that may exist, or Infinity. */
  readonly #limit: number
  readonly #timeout: number
  readonly #lifo: boolean
  readonly #idle = new RingBuffer<Slot<T>>()
  readonly #waiters = new WaiterQueue<T>((waiter) => this.#expired(waiter))
  #timeouts = 0
  #serving = false

  /** @throws {ArgumentError} for unknown or impossible options. */
  constructor(adapter: ResourceAdapter<T>, options: QueuePoolOptions<T> = {}) {
    super(adapter, options, { kind: 'QueuePool', options: ['size', 'maxOverflow', 'timeout', 'useLifo'] })
    const { title } = this
    this.#size = readOption(title, 'size', options.size, 5, 'a whole number, 0 or more', (v) => Number.isSafeInteger(v) && v >= 0)
    this.#maxOverflow = readOption(title, 'maxOverflow', options.maxOverflow, 10, 'a whole number, -1 or more', (v) => Number.isSafeInteger(v) && v >= -1)
    this.#timeout = readOption(title, 'timeout', options.timeout, 30_000, 'milliseconds, 0 or more', (v) => v >= 0)
    this.#lifo = readOption(title, 'useLifo', options.useLifo, false, 'a boolean', () => true)
    this.#limit = this.#size === 0 || this.#maxOverflow === -1 ? Infinity : this.#size + this.#maxOverflow
  }

  override recreate(): QueuePool<T> {
    return new QueuePool(this.adapter, this.inheritedOptions)
  }

  protected override takeSlot(): Slot<T> | undefined {
    // Nobody overtakes those who wait.
    return this.#waiters.waiting > 0 ? undefined : this.#take()
  }

  protected override peekIdle(): Slot<T> | undefined {
    if (this.#waiters.waiting > 0) return undefined
    return this.#lifo ? this.#idle.last() : this.#idle.first()
  }

  protected override giveBack(slot: Slot<T>): MaybePromise<void> {
    if (this.#waiters.waiting > 0) {
      this.#idle.push(slot)
      this.#serve()
    } else if (slot.resources > 0 && (this.#size === 0 || this.#idle.length < this.#size)) {
      this.#idle.push(slot)
    } else {
      return this.retire(slot)
    }
  }

  protected override forget(slot: Slot<T>): void {
    super.forget(slot)
    this.#serve()
  }

  protected override takeAllIdle(error: Error): Slot<T>[] {
    for (let waiter = this.#waiters.next(); waiter !== undefined; waiter = this.#waiters.next()) waiter.reject(error)
    return this.#idle.takeAll()
  }

  protected override occupancy(): PoolOccupancy {
    return {
      size: this.#size,
      checkedIn: this.#idle.length,
      overflow: this.slotCount - this.#size,
      waiting: this.#waiters.waiting,
      timeouts: this.#timeouts,
    }
  }

  protected override waitForLease(options: AcquireOptions | undefined): Promise<Lease<T>> {
    const own = options?.timeout
    const timeout = readOption(this.title, 'timeout', own, this.#timeout, 'milliseconds, 0 or more', (v) => v >= 0)
    if (this.#waiters.waiting === 0) this.watchAllLeases()
    return new Promise((resolve, reject) => {
      const now = performance.now()
      const waiter = new Waiter<T>(resolve, reject, options, now, now + timeout, own === undefined)
      if (timeout === 0) return this.#expired(waiter)
      const signal = options?.signal
      if (signal !== undefined || own !== undefined) this.#watch(waiter, signal, own)
      this.#waiters.add(waiter)
    })
  }

  #take(): Slot<T> | undefined {
    if (this.#idle.length > 0) return this.#lifo ? this.#idle.pop() : this.#idle.shift()
    return this.slotCount < this.#limit ? this.newSlot() : undefined
  }

  /** Gives what is free to those who wait, first come first served. Not re-entered: a slot that comes back meanwhile is seen by the loop. */
  #serve(): void {
    if (this.#serving) return
    this.#serving = true
    try {
      while (this.#waiters.waiting > 0) {
        const slot = this.#take()
        if (slot === undefined) return
        const waiter = this.#waiters.next()
        if (waiter === undefined) return
        try {
          waiter.resolve(this.lend(slot, waiter.options, waiter.since))
        } catch (error) {
          waiter.reject(error)
        }
      }
    } finally {
      this.#serving = false
    }
  }

  #watch(waiter: Waiter<T>, signal: AbortSignal | undefined, timeout: number | undefined): void {
    const abort = (): void => {
      if (signal !== undefined && this.#waiters.drop(waiter)) waiter.reject(poolErrors.aborted(this.title, signal))
    }
    signal?.addEventListener('abort', abort, { once: true })
    const timer = timeout === undefined || timeout === Infinity
      ? undefined
      : setTimeout(() => { if (this.#waiters.drop(waiter)) this.#expired(waiter) }, Math.min(timeout, 2 ** 31 - 1))
    waiter.cleanup = () => {
      signal?.removeEventListener('abort', abort)
      clearTimeout(timer)
    }
  }

  #expired(waiter: Waiter<T>): void {
    this.#timeouts++
    const waited = performance.now() - waiter.since
    if (channels.timeout.hasSubscribers) channels.timeout.publish({ pool: this.name, owner: waiter.options?.owner, waited })
    waiter.reject(poolErrors.timeout(this.#exhaustion(waiter.deadline - waiter.since)))
  }

  #exhaustion(timeout: number): string {
    const holders = this.holders()
    const busy = this.checkedOut - holders.length
    const held = holders.length === 0 ? 'nobody' : describeHolders(holders)
    return (
      `${this.title} limit of size ${this.#size} overflow ${this.#maxOverflow} reached: no resource became free within ${duration(timeout)}. ` +
      `Held by: ${held}${busy > 0 ? `; ${busy} being opened, reset or closed` : ''}. ` +
      'Check that every lease is released (`await using`, or `pool.use`), that no task holds one while it waits for another, ' +
      'or raise `size` or `maxOverflow`. ' +
      (holders.every((holder) => holder.owner === undefined) ? 'Give `acquire` an `owner` label, or ' : 'To see where they were acquired, ') +
      "set `trackHolders: 'stack'`."
    )
  }
}
