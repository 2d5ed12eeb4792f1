import type { MaybePromise } from '@athanor/interfaces'
import { poolEventNames, type PoolEventMap, type PoolEventName, type PoolListeners } from '../pool-events.ts'
import { poolErrors } from './pool-errors.ts'
import { isPromise } from './steps.ts'

type Listener = (...args: never[]) => MaybePromise<void>

const fireFrom = async (listeners: readonly Listener[], args: readonly unknown[], next: number, pending: Promise<void>): Promise<void> => {
  await pending
  for (let i = next; i < listeners.length; i++) await listeners[i]?.(...(args as never[]))
}

/**
 * Listeners of one pool and of the pools recreated from it. An event without listeners is `undefined` here:
 * whoever fires looks before building arguments, so that it costs one comparison.
 */
export class EventRegistry<T> {
  firstConnect: readonly PoolEventMap<T>['firstConnect'][] | undefined = undefined
  connect: readonly PoolEventMap<T>['connect'][] | undefined = undefined
  checkout: readonly PoolEventMap<T>['checkout'][] | undefined = undefined
  checkin: readonly PoolEventMap<T>['checkin'][] | undefined = undefined
  reset: readonly PoolEventMap<T>['reset'][] | undefined = undefined
  invalidate: readonly PoolEventMap<T>['invalidate'][] | undefined = undefined
  softInvalidate: readonly PoolEventMap<T>['softInvalidate'][] | undefined = undefined
  close: readonly PoolEventMap<T>['close'][] | undefined = undefined
  detach: readonly PoolEventMap<T>['detach'][] | undefined = undefined
  closeDetached: readonly PoolEventMap<T>['closeDetached'][] | undefined = undefined

  #firstConnectDone = false
  #firstConnectRunning: Promise<void> | undefined

  constructor(listeners: PoolListeners<T> = {}) {
    for (const name of Object.keys(listeners)) {
      this.#check(name)
      const given = listeners[name]
      if (given === undefined) continue
      // The loop's `name` is a union, so the checker can't tie listener and name together; the type of `listeners` did.
      for (const one of typeof given === 'function' ? [given] : given) this.add(name, one as PoolEventMap<T>[typeof name])
    }
  }

  add<K extends PoolEventName>(name: K, listener: PoolEventMap<T>[K]): () => void {
    this.#check(name)
    // Copied on every change: a list that is being run never changes under its runner.
    const lists = this as unknown as Record<string, readonly unknown[] | undefined>
    lists[name] = [...(lists[name] ?? []), listener]
    if (name === 'firstConnect') this.#firstConnectDone = false
    let added = true
    return () => {
      if (!added) return
      added = false
      const rest = [...(lists[name] ?? [])]
      rest.splice(rest.indexOf(listener), 1)
      lists[name] = rest.length === 0 ? undefined : rest
    }
  }

  /** Runs listeners in order; a promise only when one of them gave one. */
  fire<A extends readonly unknown[]>(listeners: readonly ((...args: A) => MaybePromise<void>)[], ...args: A): MaybePromise<void> {
    for (let i = 0; i < listeners.length; i++) {
      const pending = listeners[i]?.(...args)
      if (isPromise(pending)) return fireFrom(listeners as unknown as readonly Listener[], args, i + 1, pending)
    }
  }

  /**
   * Single flight, once unless it throws: one opener runs the listeners, others wait; after a failure the next opener
   * runs them again. `undefined` means done; otherwise wait and ask again.
   */
  fireFirstConnect(...args: Parameters<PoolEventMap<T>['firstConnect']>): Promise<void> | undefined {
    const listeners = this.firstConnect
    if (listeners === undefined || this.#firstConnectDone) return undefined
    if (this.#firstConnectRunning !== undefined) return this.#firstConnectRunning.catch(() => {})
    const pending = this.fire(listeners, ...args)
    if (!isPromise(pending)) {
      this.#firstConnectDone = true
      return undefined
    }
    const running = pending.then(
      () => { this.#firstConnectDone = true; this.#firstConnectRunning = undefined },
      (error: unknown) => { this.#firstConnectRunning = undefined; throw error },
    )
    this.#firstConnectRunning = running
    return running
  }

  #check(name: string): asserts name is PoolEventName {
    if (!poolEventNames.includes(name as PoolEventName)) throw poolErrors.unknownName('pool event', name, poolEventNames)
  }
}
