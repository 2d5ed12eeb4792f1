import type { Lease } from './lease.ts'
import type { PoolEntry } from './pool-entry.ts'

/**
 * The pool's own view of an entry. Policy classes take slots and give them back; everything in them is kept by `Pool`.
 * Plain fields, because every checkout and return goes through them.
 */
export class Slot<T> implements PoolEntry<T> {
  readonly id: number
  /** More than one lease at a time may hold the slot (StaticPool). */
  readonly shared: boolean
  resource: T | undefined = undefined
  /** Whether `resource` is one: a resource may itself be `undefined` or falsy. */
  connected = false
  /** Generation of the pool in which the resource was opened. */
  generation = 0
  /** Monotonic milliseconds when opening began; compared with `recycle`. */
  startedAt = 0
  /** Replace the resource at the next checkout (soft invalidation). */
  stale = false
  /** The resource reported its own loss. */
  lost = false
  lossError: unknown = undefined
  /** Resources that have filled this slot. */
  resources = 0
  /** Grows with each checkout and each return, so that a late finalizer can tell that it is about the past. */
  turn = 0
  owner: string | undefined = undefined
  held = false
  heldSince = 0
  stack: string | undefined = undefined
  /** The present lease, until the leak watch takes over; never for shared slots. */
  lease: Lease<T> | undefined = undefined
  /** Settles when another acquirer has finished preparing a shared slot. */
  preparing: Promise<void> | undefined = undefined
  #info: Map<unknown, unknown> | undefined
  #recordInfo: Map<unknown, unknown> | undefined

  constructor(id: number, shared = false) {
    this.id = id
    this.shared = shared
  }

  get info(): Map<unknown, unknown> {
    return (this.#info ??= new Map())
  }

  get recordInfo(): Map<unknown, unknown> {
    return (this.#recordInfo ??= new Map())
  }

  fill(resource: T): void {
    this.resource = resource
    this.connected = true
    this.resources++
  }

  /** Forgets the resource and everything that was noted about it. */
  empty(): void {
    this.resource = undefined
    this.connected = false
    this.stale = false
    this.lost = false
    this.lossError = undefined
    this.#info = undefined
  }
}
