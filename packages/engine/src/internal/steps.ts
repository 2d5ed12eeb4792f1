import type { MaybePromise } from '@athanor/interfaces'

/**
 * A procedure written once that runs synchronously as long as everything it calls answers synchronously. It yields promises
 * only, so a synchronous driver is never charged one.
 */
export type Steps<R> = Generator<PromiseLike<unknown>, R, unknown>

export const isPromise = <V>(value: MaybePromise<V>): value is Promise<V> =>
  value !== null && typeof value === 'object' && typeof (value as { then?: unknown }).then === 'function'

/** `yield* wait(x)`: the awaited value of `x`, without a promise where `x` is none. */
export function* wait<V>(value: MaybePromise<V>): Steps<V> {
  // What comes back from a yield is what the promise resolved to; `drive` sees to it, the checker can't know.
  return isPromise(value) ? ((yield value) as V) : value
}

/** Runs the steps; the answer is a promise only if one of them had to wait. */
export function drive<R>(steps: Steps<R>): MaybePromise<R> {
  const first = steps.next()
  return first.done === true ? first.value : driveOn(steps, first.value)
}

async function driveOn<R>(steps: Steps<R>, first: PromiseLike<unknown>): Promise<R> {
  let pending = first
  for (;;) {
    let value: unknown
    let failed = false
    try {
      value = await pending
    } catch (error) {
      failed = true
      value = error
    }
    const step = failed ? steps.throw(value) : steps.next(value)
    if (step.done === true) return step.value
    pending = step.value
  }
}
