import type { MaybePromise } from '@athanor/interfaces'
import { isPromise } from './steps.ts'

/**
 * Waits for a value or for the signal, whichever comes first. The work itself can't be stopped from here,
 * so its late result goes to `onLate`: a socket that opens after nobody wants it any more has to be closed.
 */
export const raceAbort = <V>(
  work: MaybePromise<V>,
  signal: AbortSignal | undefined,
  aborted: (signal: AbortSignal) => Error,
  onLate?: (value: V) => void,
): MaybePromise<V> => {
  if (signal === undefined || !isPromise(work)) return work
  return new Promise<V>((resolve, reject) => {
    let open = true
    const abandon = (): void => {
      open = false
      reject(aborted(signal))
    }
    const settle = (): boolean => {
      if (!open) return false
      open = false
      signal.removeEventListener('abort', abandon)
      return true
    }
    work.then(
      (value) => { if (settle()) resolve(value); else onLate?.(value) },
      (error: unknown) => { if (settle()) reject(error) },
    )
    if (signal.aborted) abandon()
    else signal.addEventListener('abort', abandon, { once: true })
  })
}
