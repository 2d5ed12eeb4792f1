import type { MaybePromise } from '@athanor/interfaces'
import type { AcquireOptions } from './acquire-options.ts'
import { channels } from './internal/channels.ts'
import { duration, type Holder } from './internal/holders.ts'
import { LeakWatch } from './internal/leak-watch.ts'
import { poolErrors } from './internal/pool-errors.ts'
import { raceAbort } from './internal/race-abort.ts'
import { SlotLifecycle } from './internal/slot-lifecycle.ts'
import { type Steps, drive, isPromise, wait } from './internal/steps.ts'
import { type InvalidateOptions, Lease, type LeaseHost, type ReleaseFinalizer, type ReleaseOptions } from './lease.ts'
import type { PoolEventMap, PoolEventName } from './pool-events.ts'
import { type PoolOptions, type ResolvedPoolOptions, resolvePoolOptions } from './pool-options.ts'
import type { PoolOccupancy, PoolStatistics } from './pool-statistics.ts'
import type { ResourceAdapter } from './resource-adapter.ts'
import { Slot } from './slot.ts'

/** Options of `Pool.dispose`. */
export interface DisposeOptions {
  /** Wait until every resource that is checked out has come back and is closed. Default false. */
  readonly wait?: boolean | undefined
  /** Ends that wait. */
  readonly signal?: AbortSignal | undefined
}

/** What a policy class tells its base. */
export interface PoolPolicy {
  /** Name of the class, for messages; not taken from the constructor, since minifiers rename it. */
  readonly kind: string
  /** Options that the class has beside those of every pool. */
  readonly options: readonly string[]
  /** Default of `trackHolders`. */
  readonly trackHolders?: 'owner' | 'stack'
}

/**
 * Pool of any kind of resource. Opening, checking, resetting, replacing, leases, events and leaks are here; a policy class
 * says who gets which slot when, by `takeSlot`, `peekIdle`, `giveBack` and `takeAllIdle`.
 * Source of the semantics: SQLAlchemy's `Pool`.
 *
 * @example
 * await using pool = new QueuePool(adapter, { size: 10 })
 * const answer = await pool.use((socket) => ask(socket, 'question'))
 */
export abstract class Pool<T> implements AsyncDisposable {
  readonly #adapter: ResourceAdapter<T>
  readonly #given: PoolOptions<T>
  readonly #options: ResolvedPoolOptions<T>
  readonly #life: SlotLifecycle<T>
  readonly #leaks: LeakWatch<T> | undefined
  readonly #slots = new Set<Slot<T>>()
  readonly #host: LeaseHost<T>
  #lastId = 0
  #checkedOut = 0
  #acquired = 0
  #disposed = false
  #whenReturned: (() => void)[] = []

  constructor(adapter: ResourceAdapter<T>, options: PoolOptions<T>, policy: PoolPolicy) {
    this.#options = resolvePoolOptions(policy.kind, adapter, options, policy.options, policy.trackHolders ?? 'owner')
    this.#adapter = adapter
    this.#given = options
    this.#life = new SlotLifecycle(adapter, this.#options)
    const { leakDetection } = this.#options
    this.#leaks = leakDetection < 0 ? undefined : new LeakWatch(leakDetection, this.#slots, (slot) => this.#leaked(slot))
    this.#host = {
      title: this.#options.title,
      release: (slot, resource, finalizers, how) => this.#release(slot, resource, finalizers, how),
      releaseDetached: (resource, finalizers, how) => drive(this.#releaseDetached(resource, finalizers, how)),
      invalidate: (slot, resource, how) => drive(this.#invalidate(slot, resource, how)),
      invalidateDetached: (resource) => drive(this.#life.closeDetached(resource, true)),
      softInvalidate: (slot, resource, how) => this.#softInvalidate(slot, resource, how),
      detach: (slot, resource) => drive(this.#detach(slot, resource)),
      doubleCheckin: (entry) =>
        this.#life.report.warn('ATHANOR_POOL_DOUBLE_CHECKIN', `Double checkin attempted on resource ${entry.id}: its lease was released before`),
    }
  }

  // What a policy decides.

  /** A slot for a new lease, now; `undefined` when there is none, and the acquirer has to wait. May throw. */
  protected abstract takeSlot(): Slot<T> | undefined
  /** The slot that `takeSlot` would give, if it is one that needn't be opened. */
  protected abstract peekIdle(): Slot<T> | undefined
  /** A slot comes back, clean, filled or empty. Keep it, or `retire` it and answer with that promise. Must not throw. */
  protected abstract giveBack(slot: Slot<T>): MaybePromise<void>
  /** Takes all idle slots out, and turns those who wait away with the error; the pool is being disposed. */
  protected abstract takeAllIdle(error: Error): Slot<T>[]
  /** Counters that only the policy knows. */
  protected abstract occupancy(): PoolOccupancy
  /** A new pool of the same class, with the same options and the same listeners; this one is left as it is. */
  abstract recreate(): Pool<T>

  /** Called when `takeSlot` had nothing to give. Policies without a queue always have something. */
  protected waitForLease(_options: AcquireOptions | undefined): Promise<Lease<T>> {
    return Promise.reject(poolErrors.timeout(`${this.title}: no slot is free, and this pool has no queue.`))
  }

  // What a policy is given.

  /** Class and name, for messages. */
  protected get title(): string {
    return this.#options.title
  }

  protected get adapter(): ResourceAdapter<T> {
    return this.#adapter
  }

  /** The options of this pool, with its listeners in place of those it began with: what `recreate` needs. */
  protected get inheritedOptions(): PoolOptions<T> {
    return { ...this.#given, events: this.#life.events }
  }

  /** Slots that exist, idle or taken. */
  protected get slotCount(): number {
    return this.#slots.size
  }

  /** Slots that are lent, being prepared for it, or being cleaned after it. */
  protected get checkedOut(): number {
    return this.#checkedOut
  }

  protected newSlot(shared = false): Slot<T> {
    const slot = new Slot<T>(++this.#lastId, shared)
    this.#slots.add(slot)
    return slot
  }

  /** The slot ceases to exist. Policies with a limit override it to use the room. */
  protected forget(slot: Slot<T>): void {
    this.#slots.delete(slot)
  }

  /** Closes what is in the slot, then forgets it: its room counts as taken until then. */
  protected retire(slot: Slot<T>): MaybePromise<void> {
    const pending = slot.connected ? drive(this.#life.close(slot, this.#isDead(slot))) : undefined
    if (isPromise(pending)) return pending.then(() => this.forget(slot))
    this.forget(slot)
  }

  /** Lends a slot that the policy has taken; when it can't be prepared, the slot has gone back before this throws. */
  protected lend(slot: Slot<T>, options: AcquireOptions | undefined, waitingSince?: number): MaybePromise<Lease<T>> {
    this.#checkedOut++
    if (this.#life.isReady(slot)) return this.#newLease(slot, options, waitingSince)
    return drive(this.#prepareLease(slot, options, waitingSince))
  }

  /** Looks for dropped leases among all that are held, not only those held for long: someone is about to wait. */
  protected watchAllLeases(): void {
    this.#leaks?.sweep()
  }

  // Public.

  /** The pool's name, if it was given one. */
  get name(): string | undefined {
    return this.#options.name
  }

  /** Whether `dispose` was called. */
  get isDisposed(): boolean {
    return this.#disposed
  }

  /**
   * Checks a resource out.
   * @throws {PoolTimeoutError} `POOL_TIMEOUT` when none became free in time; the message names the holders.
   * @throws {AbortedError} `ABORTED` when the signal fired first.
   * @throws {ResourceClosedError} `POOL_DISPOSED` after `dispose`.
   * @throws whatever `create`, `ping` or a listener threw; nothing stays taken then.
   *
   * @example
   * const lease = await pool.acquire({ owner: 'import', signal: AbortSignal.timeout(5000) })
   * try { work(lease.resource) } finally { await lease.release() }
   */
  acquire(options?: AcquireOptions): Promise<Lease<T>> {
    try {
      return Promise.resolve(this.checkout(options))
    } catch (error) {
      // What create and listeners throw is passed on as it is, error or not.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      return Promise.reject(error)
    }
  }

  /** As `acquire`, but answers at once, or throws at once, when nothing has to be waited for: no promise for synchronous resources. */
  checkout(options?: AcquireOptions): MaybePromise<Lease<T>> {
    if (options !== undefined) {
      checkAcquireOptions(options)
      if (options.signal?.aborted === true) throw poolErrors.aborted(this.title, options.signal)
    }
    if (this.#disposed) throw poolErrors.disposed(this.title)
    const slot = this.takeSlot()
    return slot === undefined ? this.waitForLease(options) : this.lend(slot, options)
  }

  /**
   * A lease of an idle resource that can be handed out without asking anybody: nothing to open or ping, nobody waiting,
   * no `checkout` listeners. Otherwise `undefined`: then use `acquire`.
   */
  tryAcquire(options?: AcquireOptions): Lease<T> | undefined {
    if (options !== undefined) {
      checkAcquireOptions(options)
      if (options.signal?.aborted === true) return undefined
    }
    if (this.#disposed) return undefined
    const idle = this.peekIdle()
    if (idle === undefined || !this.#life.isReady(idle)) return undefined
    const slot = this.takeSlot()
    if (slot === undefined) return undefined
    this.#checkedOut++
    return this.#newLease(slot, options, undefined)
  }

  /** Acquires, calls, releases: whatever the function does, the resource comes back. */
  async use<R>(work: (resource: T, lease: Lease<T>) => MaybePromise<R>, options?: AcquireOptions): Promise<R> {
    const lease = await this.acquire(options)
    try {
      return await work(lease.resource, lease)
    } finally {
      if (lease.isValid) await lease.release()
    }
  }

  /**
   * Adds a listener and returns the function that removes it.
   * @throws {ArgumentError} `POOL_OPTION_UNKNOWN` for an unknown event.
   *
   * @example
   * pool.on('connect', async (socket) => { await authenticate(socket) })
   */
  on<K extends PoolEventName>(event: K, listener: PoolEventMap<T>[K]): () => void {
    return this.#life.events.add(event, listener)
  }

  /** Every resource that is open now is replaced at its next checkout. */
  invalidate(): void {
    this.#life.newGeneration()
  }

  /** Who holds resources now, the longest-held first. A shared resource's holders aren't known. */
  holders(): Holder[] {
    const now = performance.now()
    return [...this.#slots]
      .filter((slot) => slot.held)
      .map(({ owner, heldSince, stack }) => ({ owner, heldFor: now - heldSince, stack }))
      .toSorted((a, b) => b.heldFor - a.heldFor)
  }

  /** Counters of this moment, and totals since the pool was made. */
  statistics(): PoolStatistics {
    const { created, closed, invalidated } = this.#life
    return { ...this.occupancy(), checkedOut: this.#checkedOut, created, closed, invalidated, acquired: this.#acquired }
  }

  /** The counters as one line of text, in SQLAlchemy's words. */
  status(): string {
    const { size, checkedIn, overflow, checkedOut } = this.statistics()
    return `Pool size: ${size}  Connections in pool: ${checkedIn} Current Overflow: ${overflow} Current Checked out connections: ${checkedOut}`
  }

  /**
   * Closes idle resources, turns waiters away, and hands out nothing any more. Resources that are checked out are closed when
   * they come back. May be called again, e.g. to wait for them.
   */
  async dispose(options: DisposeOptions = {}): Promise<void> {
    this.#disposed = true
    await Promise.all(this.takeAllIdle(poolErrors.disposed(this.title)).map(async (slot) => { await this.retire(slot) }))
    if (options.wait !== true || this.#checkedOut === 0) return
    if (options.signal?.aborted === true) throw poolErrors.aborted(this.title, options.signal)
    const returned = new Promise<void>((resolve) => this.#whenReturned.push(resolve))
    await raceAbort(returned, options.signal, (signal) => poolErrors.aborted(this.title, signal))
  }

  /** `dispose()` at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }

  *#prepareLease(slot: Slot<T>, options: AcquireOptions | undefined, waitingSince: number | undefined): Steps<Lease<T>> {
    try {
      yield* this.#life.prepare(slot, options?.signal)
    } catch (error) {
      yield* wait(this.#putBack(slot))
      throw error
    }
    return this.#newLease(slot, options, waitingSince)
  }

  #newLease(slot: Slot<T>, options: AcquireOptions | undefined, waitingSince: number | undefined): Lease<T> {
    const lease = new Lease(this.#host, slot, slot.resource as T)
    this.#acquired++
    if (!slot.shared) {
      slot.turn++
      slot.held = true
      slot.heldSince = performance.now()
      slot.owner = options?.owner
      if (this.#options.trackStack) slot.stack = captureStack()
      this.#leaks?.watch(slot, lease)
    }
    if (channels.acquire.hasSubscribers) {
      const waited = waitingSince === undefined ? 0 : performance.now() - waitingSince
      channels.acquire.publish({ pool: this.name, owner: options?.owner, waited })
    }
    if (this.#life.report.debugs) this.#life.report.debug(`resource ${slot.id} checked out`)
    return lease
  }

  /** The lease is over, whatever becomes of its resource. */
  #endLease(slot: Slot<T>): void {
    slot.turn++
    slot.held = false
    slot.lease = undefined
  }

  #release(slot: Slot<T>, resource: T, finalizers: ReleaseFinalizer<T>[] | undefined, how: ReleaseOptions | undefined): MaybePromise<void> {
    this.#endLease(slot)
    const life = this.#life
    const adapter = this.#adapter
    const alreadyReset = how?.alreadyReset === true
    if (
      finalizers !== undefined || life.events.reset !== undefined || life.events.checkin !== undefined || this.#disposed ||
      slot.lost || !slot.connected || slot.resource !== resource || life.report.debugs ||
      (adapter.isUsable !== undefined && !life.isUsable(resource))
    ) return drive(this.#releaseWithCare(slot, resource, finalizers, alreadyReset))
    // Nobody is watching: at most the adapter's reset has to be called.
    const mode = this.#options.reset
    if (alreadyReset || mode === 'none' || adapter.reset === undefined) return this.#putBack(slot)
    let pending: MaybePromise<void>
    try {
      pending = adapter.reset(resource, mode, plainReset)
    } catch (error) {
      return drive(this.#finishReset(slot, undefined, error))
    }
    return isPromise(pending) ? drive(this.#finishReset(slot, pending, undefined)) : this.#putBack(slot)
  }

  *#finishReset(slot: Slot<T>, pending: Promise<void> | undefined, failure: unknown): Steps<void> {
    try {
      if (pending === undefined) yield* this.#life.resetFailed(slot, failure)
      else yield* wait(pending)
    } catch (error) {
      yield* this.#life.resetFailed(slot, error)
    }
    yield* wait(this.#putBack(slot))
  }

  *#releaseWithCare(slot: Slot<T>, resource: T, finalizers: ReleaseFinalizer<T>[] | undefined, alreadyReset: boolean): Steps<void> {
    // A shared slot's resource may have been replaced since: what is there now is none of this lease's business.
    if (slot.connected && slot.resource === resource) {
      yield* this.#life.clean(slot, resource, finalizers, { alreadyReset, terminateOnly: this.#disposed, ioSafe: true })
    }
    yield* this.#life.checkin(slot, slot.connected ? slot.resource : undefined)
    if (this.#life.report.debugs) this.#life.report.debug(`resource ${slot.id} returned`)
    yield* wait(this.#putBack(slot))
  }

  *#releaseDetached(resource: T, finalizers: ReleaseFinalizer<T>[] | undefined, how: ReleaseOptions | undefined): Steps<void> {
    const state = { alreadyReset: how?.alreadyReset === true, terminateOnly: true, ioSafe: true }
    const isClean = yield* this.#life.clean(undefined, resource, finalizers, state)
    yield* this.#life.closeDetached(resource, !isClean)
  }

  *#invalidate(slot: Slot<T>, resource: T, how: InvalidateOptions | undefined): Steps<void> {
    this.#endLease(slot)
    if (slot.connected && slot.resource === resource) {
      if (how?.scope === 'pool') this.#life.newGeneration(slot)
      this.#life.report.info(`resource ${slot.id} is invalidated`, how?.error)
      yield* this.#life.discard(slot, how?.error)
    }
    yield* this.#life.checkin(slot, undefined)
    yield* wait(this.#putBack(slot))
  }

  #softInvalidate(slot: Slot<T>, resource: T, how: InvalidateOptions | undefined): MaybePromise<void> {
    // A shared slot may hold another resource by now, which is none of this lease's business.
    if (slot.resource === resource) {
      if (how?.scope === 'pool') this.#life.newGeneration(slot)
      slot.stale = true
    }
    return drive(this.#life.fireSoftInvalidate(resource, slot, how?.error))
  }

  *#detach(slot: Slot<T>, resource: T): Steps<void> {
    this.#endLease(slot)
    if (slot.resource === resource) slot.empty()
    yield* this.#life.fireDetach(resource, slot)
    yield* wait(this.#putBack(slot))
  }

  #putBack(slot: Slot<T>): MaybePromise<void> {
    // The last holder of a shared slot puts it back for all.
    const pending = !this.#disposed ? this.giveBack(slot) : slot.shared && this.#checkedOut > 1 ? undefined : this.retire(slot)
    if (isPromise(pending)) return pending.finally(() => this.#countReturn())
    this.#countReturn()
  }

  #countReturn(): void {
    this.#checkedOut--
    if (this.#checkedOut > 0 || this.#whenReturned.length === 0) return
    for (const resolve of this.#whenReturned.splice(0)) resolve()
  }

  #isDead(slot: Slot<T>): boolean {
    const staleness = this.#life.staleness(slot)
    return staleness !== undefined && staleness !== 'due for recycling'
  }

  #leaked(slot: Slot<T>): void {
    const label = slot.owner === undefined ? 'an unlabelled owner (give `acquire` an `owner` to see whose)' : `"${slot.owner}"`
    const where = slot.stack === undefined ? '' : `\nAcquired at:\n${slot.stack}`
    this.#life.report.warn(
      'ATHANOR_POOL_LEAK',
      `a lease was dropped without release() by ${label}, ${duration(performance.now() - slot.heldSince)} after its checkout; ` +
        `its resource is destroyed. Use \`await using\`, \`pool.use\`, or release in \`finally\`.${where}`,
    )
    this.#endLease(slot)
    const pending = drive(this.#recover(slot))
    if (isPromise(pending)) pending.catch((error: unknown) => this.#life.report.error('ATHANOR_POOL_LEAK', 'could not clean up a leak', error))
  }

  *#recover(slot: Slot<T>): Steps<void> {
    yield* this.#life.abandon(slot)
    yield* this.#life.checkin(slot, undefined)
    yield* wait(this.#putBack(slot))
  }
}

const plainReset = Object.freeze({ alreadyReset: false, terminateOnly: false, ioSafe: true })

const acquireOptionNames = ['signal', 'owner', 'timeout']

const checkAcquireOptions = (options: AcquireOptions): void => {
  for (const key in options) {
    if (key !== 'owner' && key !== 'signal' && key !== 'timeout') throw poolErrors.unknownName('acquire option', key, acquireOptionNames)
  }
}

/** The caller's frames, without the pool's own. */
const captureStack = (): string => {
  const here = import.meta.url.slice(0, import.meta.url.lastIndexOf('/src/') + 5)
  const lines = (new Error('holder').stack ?? '').split('\n').slice(1)
  const path = here.replace('file://', '')
  return lines.filter((line) => !line.includes(here) && !line.includes(path)).join('\n')
}
