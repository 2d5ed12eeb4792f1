import { DisconnectionError, InvalidatePoolError } from '@athanor/interfaces'
import type { ReleaseFinalizer } from '../lease.ts'
import type { ResolvedPoolOptions } from '../pool-options.ts'
import type { ResetState, ResourceAdapter } from '../resource-adapter.ts'
import type { Slot } from '../slot.ts'
import { channels } from './channels.ts'
import type { EventRegistry } from './event-registry.ts'
import { poolErrors } from './pool-errors.ts'
import { raceAbort } from './race-abort.ts'
import { Reporter } from './report.ts'
import { type Steps, isPromise, wait } from './steps.ts'

/** Why a resource can't be handed out again. */
type Staleness = 'lost' | 'unusable' | 'soft-invalidated' | 'older than the last disconnect' | 'due for recycling'

/**
 * What happens to the resource in a slot: opened, checked before it is lent, reset, given up. Knows nothing of who gets
 * which slot when (that is the policy's) nor of leases (the pool's).
 */
export class SlotLifecycle<T> {
  readonly adapter: ResourceAdapter<T>
  readonly events: EventRegistry<T>
  readonly report: Reporter
  readonly #options: ResolvedPoolOptions<T>
  readonly #aborted = (signal: AbortSignal): Error => poolErrors.aborted(this.#options.title, signal)
  /**
   * Grows with each disconnect that is the first to be reported by a resource of the present generation. A counter and
   * not a time, since two events within one tick of a clock would look simultaneous.
   */
  generation = 0
  created = 0
  closed = 0
  invalidated = 0

  constructor(adapter: ResourceAdapter<T>, options: ResolvedPoolOptions<T>) {
    this.adapter = adapter
    this.events = options.events
    this.report = new Reporter(options.title, options.echo, options.logger)
    this.#options = options
  }

  /** Whether the slot can be lent at once: filled, fresh, and nobody has to be asked. */
  isReady(slot: Slot<T>): boolean {
    return slot.connected && !this.#options.prePing && this.events.checkout === undefined && this.staleness(slot) === undefined
  }

  staleness(slot: Slot<T>): Staleness | undefined {
    if (slot.lost) return 'lost'
    if (slot.stale) return 'soft-invalidated'
    if (slot.generation !== this.generation) return 'older than the last disconnect'
    const { recycle } = this.#options
    if (recycle >= 0 && performance.now() - slot.startedAt > recycle) return 'due for recycling'
    if (this.adapter.isUsable !== undefined && !this.isUsable(slot.resource as T)) return 'unusable'
  }

  /**
   * Checkout: fills the slot or replaces what is in it, pings, asks the `checkout` listeners; two attempts in all.
   * When it throws, the slot is empty, or holds a resource that can be lent again.
   */
  *prepare(slot: Slot<T>, signal: AbortSignal | undefined): Steps<void> {
    if (!slot.shared) return yield* this.#prepareAlone(slot, signal)
    while (slot.preparing !== undefined) yield* this.#abortable(slot.preparing, signal)
    let done!: () => void
    slot.preparing = new Promise((resolve) => (done = resolve))
    try {
      yield* this.#prepareAlone(slot, signal)
    } finally {
      slot.preparing = undefined
      done()
    }
  }

  *#prepareAlone(slot: Slot<T>, signal: AbortSignal | undefined): Steps<void> {
    for (let attempt = 1; ; attempt++) {
      let isNew = false
      try {
        yield* this.#replaceStale(slot)
        if (!slot.connected) {
          yield* this.#open(slot, signal)
          isNew = true
        }
      } catch (error) {
        yield* this.discard(slot, error)
        throw error
      }
      try {
        if (this.#options.prePing && !isNew) yield* this.#ping(slot, signal)
        if (this.events.checkout !== undefined) {
          yield* this.#abortable(this.events.fire(this.events.checkout, slot.resource as T, slot), signal)
        }
        return
      } catch (error) {
        if (error instanceof InvalidatePoolError) this.newGeneration(slot)
        yield* this.discard(slot, error)
        if (!(error instanceof DisconnectionError)) throw error
        if (attempt === 2) throw poolErrors.attemptsExhausted(this.#options.title, error)
        this.report.info(`resource ${slot.id} was found dead at checkout, opening another`, error)
      }
    }
  }

  *#replaceStale(slot: Slot<T>): Steps<void> {
    if (!slot.connected) return
    const staleness = this.staleness(slot)
    if (staleness === undefined) return
    this.report.info(`resource ${slot.id} is ${staleness}, opening another`)
    if (staleness === 'lost' || staleness === 'unusable') yield* this.discard(slot, slot.lossError)
    else yield* this.close(slot, true)
  }

  *#open(slot: Slot<T>, signal: AbortSignal | undefined): Steps<void> {
    // Both are taken before opening: what happens meanwhile concerns this resource too.
    slot.generation = this.generation
    slot.startedAt = performance.now()
    const resource = yield* wait(raceAbort(this.adapter.create(signal, slot), signal, this.#aborted, (late) => this.#destroy(late)))
    slot.empty()
    slot.fill(resource)
    this.created++
    if (channels.create.hasSubscribers) {
      channels.create.publish({ pool: this.#options.name, duration: performance.now() - slot.startedAt })
    }
    if (this.report.debugs) this.report.debug(`opened resource ${slot.id}`)
    this.adapter.onLost?.(resource, (error) => {
      if (!slot.connected || slot.resource !== resource) return
      slot.lost = true
      slot.lossError = error
      this.report.info(`resource ${slot.id} was lost`, error)
    })
    for (;;) {
      const pending = this.events.fireFirstConnect(resource, slot)
      if (pending === undefined) break
      yield* this.#abortable(pending, signal)
    }
    if (this.events.connect !== undefined) {
      yield* this.#abortable(this.events.fire(this.events.connect, resource, slot), signal)
    }
  }

  *#ping(slot: Slot<T>, signal: AbortSignal | undefined): Steps<void> {
    const { adapter } = this
    try {
      const alive = yield* this.#abortable(adapter.ping?.(slot.resource as T), signal)
      if (alive !== false) return
    } catch (error) {
      if (signal?.aborted === true) throw error
      if (!(error instanceof DisconnectionError) && adapter.isDisconnect?.(error) === false) throw error
      throw new InvalidatePoolError(`${this.#options.title}: the ping failed.`, { cause: error })
    }
    throw new InvalidatePoolError(`${this.#options.title}: the ping said that the resource is dead.`)
  }

  /**
   * Return: reset, finalizers. False when the resource was given up on the way (the reasons are reported, never thrown).
   * `slot` is undefined for a detached resource.
   */
  *clean(slot: Slot<T> | undefined, resource: T, finalizers: ReleaseFinalizer<T>[] | undefined, state: ResetState): Steps<boolean> {
    const { adapter, events } = this
    const mode = this.#options.reset
    try {
      if (slot?.lost === true || !this.isUsable(resource)) {
        if (slot !== undefined) yield* this.discard(slot, slot.lossError)
        return false
      }
      if (events.reset !== undefined) yield* wait(events.fire(events.reset, resource, slot, state))
      if (mode !== 'none' && !state.alreadyReset) yield* wait(adapter.reset?.(resource, mode, state))
      while (finalizers !== undefined && finalizers.length > 0) yield* wait(finalizers.pop()?.(resource))
      // A reset that was cut short may leave the resource broken without saying so.
      if (this.isUsable(resource)) return true
      if (slot !== undefined) yield* this.discard(slot, undefined)
    } catch (error) {
      yield* this.resetFailed(slot, error)
    }
    return false
  }

  *resetFailed(slot: Slot<T> | undefined, error: unknown): Steps<void> {
    this.report.error('ATHANOR_POOL_RESET_FAILED', 'a returned resource could not be reset and is replaced', error)
    if (slot !== undefined) yield* this.discard(slot, error)
  }

  /** `checkin` listeners; a failing one is reported and costs the resource. */
  *checkin(slot: Slot<T>, resource: T | undefined): Steps<void> {
    const { checkin } = this.events
    if (checkin === undefined) return
    try {
      yield* wait(this.events.fire(checkin, resource, slot))
    } catch (error) {
      this.report.error('ATHANOR_POOL_LISTENER_FAILED', 'a "checkin" listener failed, the resource is replaced', error)
      yield* this.discard(slot, error)
    }
  }

  /** Gives the resource up as dead: `invalidate`, `close`, destroyed. */
  *discard(slot: Slot<T>, error: unknown): Steps<void> {
    if (!slot.connected) return
    this.invalidated++
    // From here on nobody is given this resource; listeners still see it, and its `info`, in the entry.
    slot.connected = false
    const resource = slot.resource as T
    yield* this.#tell('invalidate', this.events.invalidate, resource, slot, error)
    yield* this.#vacate(slot, resource, true)
  }

  /** Empties the slot. `abrupt` for a resource that may be dead; else politely, and abruptly when that fails. */
  *close(slot: Slot<T>, abrupt: boolean): Steps<void> {
    if (!slot.connected) return
    slot.connected = false
    yield* this.#vacate(slot, slot.resource as T, abrupt)
  }

  *#vacate(slot: Slot<T>, resource: T, abrupt: boolean): Steps<void> {
    yield* this.#tell('close', this.events.close, resource, slot)
    // A shared slot may have been filled again while listeners were at work.
    if (!slot.connected) slot.empty()
    yield* this.end(resource, abrupt)
  }

  /** A lease was dropped: nothing can be waited for, so the resource is destroyed. */
  *abandon(slot: Slot<T>): Steps<void> {
    const state = { alreadyReset: false, terminateOnly: true, ioSafe: false }
    yield* this.#tell('reset', this.events.reset, slot.resource as T, slot, state)
    yield* this.discard(slot, undefined)
  }

  *closeDetached(resource: T, abrupt: boolean): Steps<void> {
    yield* this.#tell('closeDetached', this.events.closeDetached, resource)
    yield* this.end(resource, abrupt)
  }

  *end(resource: T, abrupt: boolean): Steps<void> {
    this.closed++
    if (channels.close.hasSubscribers) channels.close.publish({ pool: this.#options.name, abrupt })
    if (abrupt) return this.#destroy(resource)
    try {
      yield* wait(this.adapter.close(resource))
    } catch (error) {
      this.report.error('ATHANOR_POOL_CLOSE_FAILED', 'a resource could not be closed and is destroyed', error)
      this.#destroy(resource)
    }
  }

  /** `detach` and `softInvalidate` listeners, whose errors go to the caller. */
  fireSoftInvalidate(resource: T, slot: Slot<T>, error: unknown): Steps<void> {
    return this.#tell('softInvalidate', this.events.softInvalidate, resource, slot, error)
  }

  fireDetach(resource: T, slot: Slot<T>): Steps<void> {
    return this.#tell('detach', this.events.detach, resource, slot)
  }

  /**
   * A disconnect: every resource that is as old as this one is replaced at its next checkout. Reports that come from
   * resources of a former generation are about the same disconnect and change nothing.
   */
  newGeneration(slot?: Slot<T>): void {
    if (slot === undefined || slot.generation === this.generation) this.generation++
  }

  isUsable(resource: T): boolean {
    try {
      return this.adapter.isUsable?.(resource) ?? true
    } catch (error) {
      this.report.error('ATHANOR_POOL_ADAPTER_FAILED', 'the adapter\'s "isUsable" failed, the resource is taken for dead', error)
      return false
    }
  }

  #destroy(resource: T): void {
    const failed = (error: unknown): void =>
      this.report.error('ATHANOR_POOL_CLOSE_FAILED', 'a resource could not be destroyed', error)
    try {
      // Declared synchronous, but an `async` function fits the type and its rejection must not end the process.
      const pending: unknown = this.adapter.destroy(resource)
      if (isPromise(pending)) pending.then(undefined, failed)
    } catch (error) {
      failed(error)
    }
  }

  /** Listeners whose failure must not keep a resource from being closed. */
  *#tell<A extends readonly unknown[]>(
    name: string,
    listeners: readonly ((...args: A) => void | Promise<void>)[] | undefined,
    ...args: A
  ): Steps<void> {
    if (listeners === undefined) return
    try {
      yield* wait(this.events.fire(listeners, ...args))
    } catch (error) {
      this.report.error('ATHANOR_POOL_LISTENER_FAILED', `a "${name}" listener failed`, error)
    }
  }

  *#abortable<V>(work: V | Promise<V>, signal: AbortSignal | undefined): Steps<V> {
    return yield* wait(raceAbort(work, signal, this.#aborted))
  }
}
