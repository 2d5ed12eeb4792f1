import { AthanorError } from './athanor-error.ts'

/** No connection became free within the pool's timeout. The message names who holds the connections. */
export class PoolTimeoutError extends AthanorError {
  static override readonly code: string = 'POOL_TIMEOUT'
}

/** Thrown by a `checkout` listener, or a dialect's ping: this connection is dead, try another. */
export class DisconnectionError extends AthanorError {
  static override readonly code: string = 'DISCONNECTED'
}

/** Thrown by a `checkout` listener: every connection of the pool that is older than now is dead. */
export class InvalidatePoolError extends DisconnectionError {
  static override readonly code: string = 'POOL_INVALIDATED'
}
