import type { MaybePromise } from '@athanor/interfaces'

/**
 * A procedure that is planned synchronously and waits only where it has to: it yields promises, nothing else. A flush over a
 * synchronous driver costs one promise, whatever its size.
 */
export type Steps<R = void> = Generator<PromiseLike<unknown>, R, unknown>

export const isPromise = <V>(value: MaybePromise<V>): value is Promise<V> =>
  value !== null && typeof value === 'object' && typeof (value as { then?: unknown }).then === 'function'

/** `yield* wait(x)`: the awaited value of `x`, without a promise where `x` is none. */
export function* wait<V>(value: MaybePromise<V> | PromiseLike<V>): Steps<V> {
  // what comes back from the yield is what the promise resolved to: `drive` sees to it, the checker can't know
  return isPromise(value as MaybePromise<V>) ? ((yield value as PromiseLike<V>) as V) : (value as V)
}

/** Runs the steps; the answer is a promise only if one of them had to wait. */
export function drive<R>(steps: Steps<R>): MaybePromise<R> {
  const first = steps.next()
  return first.done === true ? first.value : driveOn(steps, first.value)
}

async function driveOn<R>(steps: Steps<R>, first: PromiseLike<unknown>): Promise<R> {
  let pending = first
  for (;;) {
    let step: IteratorResult<PromiseLike<unknown>, R>
    try {
      step = steps.next(await pending)
    } catch (error) {
      // either the promise failed, which the steps may handle, or the steps themselves did, and are over
      step = steps.throw(error)
    }
    if (step.done === true) return step.value
    pending = step.value
  }
}
