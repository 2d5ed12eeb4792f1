import type { MaybePromise } from '@athanor/interfaces'
import type { PoolEntry } from './pool-entry.ts'

/** What a resource is reset to when it comes back: unfinished work thrown away, kept, or left alone. */
export type ResetMode = 'rollback' | 'commit' | 'none'

/** Circumstances of a reset, given to `ResourceAdapter.reset` and to `reset` listeners. */
export interface ResetState {
  /** The releaser has reset the resource already; the adapter's `reset` isn't called. */
  readonly alreadyReset: boolean
  /** The resource will be closed and not be pooled again. */
  readonly terminateOnly: boolean
  /** False when a dropped lease is cleaned up: nothing can wait for I/O there, and the resource is destroyed. */
  readonly ioSafe: boolean
}

/**
 * How a pool deals with one kind of resource. Every function may answer at once or with a promise
 * (`destroy` and `isUsable` only at once); a pool of synchronous resources creates no promises.
 *
 * @example
 * const sockets: ResourceAdapter<Socket> = {
 *   async create(signal) {
 *     const socket = connect({ host, port, signal })
 *     await once(socket, 'connect', { signal })
 *     return socket
 *   },
 *   close: (socket) => void socket.end(),
 *   destroy: (socket) => void socket.destroy(),
 *   isUsable: (socket) => !socket.destroyed,
 * }
 */
export interface ResourceAdapter<T> {
  /**
   * Opens a resource. `signal` is the acquirer's, where it gave one: a creator that ignores it has its late result destroyed.
   * `entry` is the place in the pool that the resource will fill.
   */
  create(signal: AbortSignal | undefined, entry: PoolEntry<T>): MaybePromise<T>
  /** Ends a healthy resource politely; the pool waits for it. When it fails, the resource is destroyed. */
  close(resource: T): MaybePromise<void>
  /** Ends a resource of unknown health at once: must neither block nor wait for a peer that may be gone. */
  destroy(resource: T): void
  /** Brings a returned resource back to a clean state. Not called in mode `none`. A failure replaces the resource. */
  reset?(resource: T, mode: 'rollback' | 'commit', state: ResetState): MaybePromise<void>
  /** Cheap sign of life for `prePing`: throws, or answers `false`, when the resource is dead. */
  ping?(resource: T): MaybePromise<boolean | void>
  /** Whether the resource may be handed out or reset. Asked at every checkout and return, so it must cost nothing. */
  isUsable?(resource: T): boolean
  /**
   * Whether an error of `ping` means that the resource is dead (true) or that something else is wrong, which then goes
   * to the acquirer (false). Default: every error of `ping` means dead.
   */
  isDisconnect?(error: unknown): boolean
  /** Called once per resource: report a loss to `listener` and the resource is replaced at its next checkout. */
  onLost?(resource: T, listener: (error?: unknown) => void): void
}
