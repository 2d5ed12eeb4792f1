import { AbortedError } from '../errors/request-errors.ts'

/** The error for work that was abandoned because its signal fired; `cause` is the signal's reason. */
export const abortedError = (signal: AbortSignal, what: string): AbortedError =>
  new AbortedError(`${what} was aborted by its AbortSignal.`, { cause: signal.reason })

/** @throws {AbortedError} when the signal has fired already. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw abortedError(signal, what)
}
