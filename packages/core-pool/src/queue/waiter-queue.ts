import type { AcquireOptions } from '../acquire-options.ts'
import type { Lease } from '../lease.ts'
import { RingBuffer } from './ring-buffer.ts'

/** Someone who waits for a resource. */
export class Waiter<T> {
  readonly resolve: (lease: Lease<T> | PromiseLike<Lease<T>>) => void
  readonly reject: (error: unknown) => void
  readonly options: AcquireOptions | undefined
  /** Monotonic milliseconds. */
  readonly since: number
  /** Monotonic milliseconds, or Infinity. */
  readonly deadline: number
  /** It waits with the pool's own timeout, so it expires after those that came before it. */
  readonly shared: boolean
  settled = false
  /** Undoes the signal listener and the timer of its own, where it has them. */
  cleanup: (() => void) | undefined = undefined

  constructor(
    resolve: (lease: Lease<T> | PromiseLike<Lease<T>>) => void,
    reject: (error: unknown) => void,
    options: AcquireOptions | undefined,
    since: number,
    deadline: number,
    shared: boolean,
  ) {
    this.resolve = resolve
    this.reject = reject
    this.options = options
    this.since = since
    this.deadline = deadline
    this.shared = shared
  }
}

/**
 * Waiters in order of arrival. One timer serves all that wait with the pool's own timeout: they expire in the order
 * in which they came, so only the first has to be watched. Waiters that gave up stay in the ring, marked, and are
 * skipped when their turn comes; when they are the majority the ring is rebuilt.
 */
export class WaiterQueue<T> {
  readonly #ring = new RingBuffer<Waiter<T>>(16)
  readonly #onExpired: (waiter: Waiter<T>) => void
  #waiting = 0
  #timer: NodeJS.Timeout | undefined

  constructor(onExpired: (waiter: Waiter<T>) => void) {
    this.#onExpired = onExpired
  }

  /** Waiters that still wait. */
  get waiting(): number {
    return this.#waiting
  }

  add(waiter: Waiter<T>): void {
    this.#ring.push(waiter)
    this.#waiting++
    if (waiter.shared && waiter.deadline !== Infinity) {
      if (this.#timer === undefined) this.#arm(waiter.deadline - waiter.since)
      else this.#timer.ref()
    }
  }

  /** Takes the first that still waits. */
  next(): Waiter<T> | undefined {
    for (;;) {
      const waiter = this.#ring.shift()
      if (waiter === undefined) return undefined
      if (waiter.settled) continue
      this.#settle(waiter)
      return waiter
    }
  }

  /** A waiter gives up. False if it was served or gave up before. */
  drop(waiter: Waiter<T>): boolean {
    if (waiter.settled) return false
    this.#settle(waiter)
    const dead = this.#ring.length - this.#waiting
    if (dead > 32 && dead > this.#waiting) {
      for (const one of this.#ring.takeAll()) if (!one.settled) this.#ring.push(one)
    }
    return true
  }

  #settle(waiter: Waiter<T>): void {
    waiter.settled = true
    waiter.cleanup?.()
    this.#waiting--
    // The timer stays for the next crowd: making one costs more than a wait. It must not keep the process alive.
    if (this.#waiting === 0) this.#timer?.unref()
  }

  #arm(delay: number): void {
    this.#timer = setTimeout(() => this.#expire(), Math.min(Math.max(1, Math.ceil(delay)), 2 ** 31 - 1))
  }

  #expire(): void {
    this.#timer = undefined
    const now = performance.now()
    const alive = this.#ring.takeAll().filter((waiter) => !waiter.settled)
    for (const waiter of alive) this.#ring.push(waiter)
    for (const waiter of alive) {
      if (!waiter.shared) continue
      if (waiter.deadline > now) return waiter.deadline === Infinity ? undefined : this.#arm(waiter.deadline - now)
      this.drop(waiter)
      this.#onExpired(waiter)
    }
  }
}
