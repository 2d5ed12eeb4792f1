import type { MaybePromise } from '@athanor/interfaces'
import type { PoolEntry } from './pool-entry.ts'
import type { ResetState } from './resource-adapter.ts'

/**
 * The events of a pool and what their listeners receive. Listeners of one event run in the order in which they were
 * added, each awaited before the next when it answers with a promise (source: SQLAlchemy's `PoolEvents`).
 */
export interface PoolEventMap<T> {
  /** Once for all pools that share these listeners, before the first `connect`; again if it threw. Others wait for it. */
  firstConnect: (resource: T, entry: PoolEntry<T>) => MaybePromise<void>
  /** A resource was opened. An error goes to the acquirer, and the resource is destroyed. */
  connect: (resource: T, entry: PoolEntry<T>) => MaybePromise<void>
  /** A resource is about to be handed out. `DisconnectionError` replaces it, `InvalidatePoolError` all that are as old. */
  checkout: (resource: T, entry: PoolEntry<T>) => MaybePromise<void>
  /** An entry is back in the pool; `resource` is `undefined` when it was invalidated. */
  checkin: (resource: T | undefined, entry: PoolEntry<T>) => MaybePromise<void>
  /** A returned resource is about to be reset; fires in every mode. `entry` is `undefined` for a detached resource. */
  reset: (resource: T, entry: PoolEntry<T> | undefined, state: ResetState) => MaybePromise<void>
  /** A resource is given up as dead; `close` follows. */
  invalidate: (resource: T, entry: PoolEntry<T>, error: unknown) => MaybePromise<void>
  /** A resource stays with its holder and is replaced at its next checkout. */
  softInvalidate: (resource: T, entry: PoolEntry<T>, error: unknown) => MaybePromise<void>
  /** A resource is about to be closed or destroyed. */
  close: (resource: T, entry: PoolEntry<T>) => MaybePromise<void>
  /** A resource was taken out of the pool for good. */
  detach: (resource: T, entry: PoolEntry<T>) => MaybePromise<void>
  /** A detached resource is about to be closed. */
  closeDetached: (resource: T) => MaybePromise<void>
}

/** Name of a pool event. */
export type PoolEventName = keyof PoolEventMap<unknown>

/** Listeners given at construction; they come before those that are added later. */
export type PoolListeners<T> = {
  readonly [K in PoolEventName]?: PoolEventMap<T>[K] | readonly PoolEventMap<T>[K][] | undefined
}

export const poolEventNames: readonly PoolEventName[] = [
  'firstConnect', 'connect', 'checkout', 'checkin', 'reset', 'invalidate', 'softInvalidate', 'close', 'detach', 'closeDetached',
]
