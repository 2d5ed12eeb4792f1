import type { MaybePromise } from '@athanor/interfaces'
import { poolErrors } from './internal/pool-errors.ts'
import type { PoolEntry } from './pool-entry.ts'
import type { Slot } from './slot.ts'

/** Options of `Lease.release`. */
export interface ReleaseOptions {
  /** The resource is clean already: the adapter's `reset` isn't called, the `reset` event still fires. Default false. */
  readonly alreadyReset?: boolean | undefined
}

/** Options of `Lease.invalidate`. */
export interface InvalidateOptions {
  /** Why; given to the listeners. */
  readonly error?: unknown
  /** Keep the resource for this lease and replace it at its next checkout. Default false: destroyed at once, and the lease ends. */
  readonly soft?: boolean | undefined
  /**
   * `pool`: the peer is gone, so every resource as old as this one is replaced at its next checkout. Reports of the same
   * failure by other leases of that age change nothing. Default `resource`: only this one.
   */
  readonly scope?: 'resource' | 'pool' | undefined
}

/** Work to be undone when a lease ends, e.g. a setting of the resource. */
export type ReleaseFinalizer<T> = (resource: T) => MaybePromise<void>

/** Where a lease stands. */
export type LeaseState = 'held' | 'detached' | 'invalidated' | 'released'

/** What a lease asks of its pool. */
export interface LeaseHost<T> {
  readonly title: string
  release(slot: Slot<T>, resource: T, finalizers: ReleaseFinalizer<T>[] | undefined, options: ReleaseOptions | undefined): MaybePromise<void>
  releaseDetached(resource: T, finalizers: ReleaseFinalizer<T>[] | undefined, options: ReleaseOptions | undefined): MaybePromise<void>
  invalidate(slot: Slot<T>, resource: T, options: InvalidateOptions | undefined): MaybePromise<void>
  invalidateDetached(resource: T): MaybePromise<void>
  softInvalidate(slot: Slot<T>, resource: T, options: InvalidateOptions | undefined): MaybePromise<void>
  detach(slot: Slot<T>, resource: T): MaybePromise<void>
  doubleCheckin(slot: PoolEntry<T>): void
}

/**
 * One checkout of a pool's resource: from `acquire` until `release`, and never again.
 * Source of the semantics: SQLAlchemy's `PoolProxiedConnection`.
 *
 * @example
 * await using lease = await pool.acquire({ owner: 'nightly report' })
 * lease.resource.write('hello')
 */
export class Lease<T> implements AsyncDisposable {
  readonly #host: LeaseHost<T>
  readonly #slot: Slot<T>
  readonly #resource: T
  #state: LeaseState = 'held'
  #finalizers: ReleaseFinalizer<T>[] | undefined = undefined
  #detachedInfo: Map<unknown, unknown> | undefined = undefined

  /** Leases are made by pools. */
  constructor(host: LeaseHost<T>, slot: Slot<T>, resource: T) {
    this.#host = host
    this.#slot = slot
    this.#resource = resource
  }

  /**
   * The resource.
   * @throws {ResourceClosedError} `POOL_LEASE_ENDED` after `release` or a hard `invalidate`.
   */
  get resource(): T {
    if (this.#state !== 'held' && this.#state !== 'detached') throw poolErrors.released(this.#host.title)
    return this.#resource
  }

  /** `held`, `detached`, `invalidated` or `released`. */
  get state(): LeaseState {
    return this.#state
  }

  /** Whether `resource` may be used. */
  get isValid(): boolean {
    return this.#state === 'held' || this.#state === 'detached'
  }

  /** Notes that live as long as the resource: through returns and new checkouts, until it is replaced. */
  get info(): Map<unknown, unknown> {
    return this.#detachedInfo ?? this.#slot.info
  }

  /** Notes that live as long as the resource's place in the pool; `null` once detached. */
  get recordInfo(): Map<unknown, unknown> | null {
    return this.#detachedInfo === undefined ? this.#slot.recordInfo : null
  }

  /** Runs when the lease ends with a living resource: after the reset, latest first. When one fails, the resource is replaced. */
  onRelease(finalizer: ReleaseFinalizer<T>): void {
    if (!this.isValid) throw poolErrors.released(this.#host.title)
    if (this.#finalizers === undefined) this.#finalizers = [finalizer]
    else this.#finalizers.push(finalizer)
  }

  /**
   * Gives the resource back. Answers at once when nothing had to be waited for, else with a promise. Never fails: what goes
   * wrong while resetting is reported (see the `logger` option), and the resource is replaced. A second call warns.
   */
  release(options?: ReleaseOptions): MaybePromise<void> {
    const state = this.#state
    this.#state = 'released'
    if (state === 'held') return this.#host.release(this.#slot, this.#resource, this.#finalizers, options)
    if (state === 'detached') return this.#host.releaseDetached(this.#resource, this.#finalizers, options)
    if (state === 'released') this.#host.doubleCheckin(this.#slot)
  }

  /** Gives the resource up, now or (soft) after this lease. After a hard one the lease has ended; more calls do nothing. */
  invalidate(options?: InvalidateOptions): MaybePromise<void> {
    if (this.#state === 'detached' && options?.soft !== true) {
      this.#state = 'invalidated'
      return this.#host.invalidateDetached(this.#resource)
    }
    if (this.#state !== 'held') return
    if (options?.soft === true) return this.#host.softInvalidate(this.#slot, this.#resource, options)
    this.#state = 'invalidated'
    return this.#host.invalidate(this.#slot, this.#resource, options)
  }

  /**
   * Takes the resource out of the pool: its place is free for another, and `release` closes it for real. The pool's limit
   * doesn't count it any more.
   * @throws {InvalidRequestError} `POOL_LEASE_STATE` when the lease isn't held.
   */
  detach(): MaybePromise<void> {
    if (this.#state !== 'held') throw poolErrors.notHeld(this.#host.title, 'detach', this.#state)
    this.#detachedInfo = new Map(this.#slot.info)
    this.#state = 'detached'
    return this.#host.detach(this.#slot, this.#resource)
  }

  /** Releases at the end of an `await using` block, unless that has happened. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state !== 'released') await this.release()
  }
}
