import { ArgumentError, type MaybePromise } from '@athanor/interfaces'
import { hint } from '../internal/suggest.ts'
import { isPromise, wait, type Steps } from '../internal/steps.ts'
import { connectionEventNames, type ConnectionEventName, type ConnectionEvents } from './connection-events.ts'

type Lists = { [K in ConnectionEventName]?: readonly ConnectionEvents[K][] | undefined }

/**
 * Listeners of an engine; an engine made by `executionOptions()` has its own beside its parent's. An event without
 * listeners is `undefined` in `lists`: whoever fires looks there first, so that it costs one comparison.
 */
export class EventHub {
  lists: Lists = {}
  /** Something listens to the execution of statements. */
  hearsExecution = false
  readonly #parent: EventHub | undefined
  readonly #children: EventHub[] = []
  readonly #own: { [K in ConnectionEventName]?: ConnectionEvents[K][] } = {}

  constructor(parent?: EventHub) {
    this.#parent = parent
    if (parent !== undefined) parent.#children.push(this)
    this.#refresh()
  }

  /** Adds a listener; the answer removes it. `once`: it removes itself when it is called. `first`: before those already there. */
  add<K extends ConnectionEventName>(name: K, listener: ConnectionEvents[K], options: { readonly once?: boolean; readonly first?: boolean } = {}): () => void {
    if (!connectionEventNames.includes(name)) throw new ArgumentError(`There is no connection event '${name}'. ${hint(name, connectionEventNames)}`, { code: 'EVENT_UNKNOWN' })
    if (typeof listener !== 'function') throw new ArgumentError(`The listener for '${name}' must be a function, not ${typeof listener}.`)
    let added = listener
    const remove = (): void => {
      const list = (this.#own[name] ?? []) as ConnectionEvents[K][]
      const index = list.indexOf(added)
      if (index < 0) return
      // Copied: a list that is being run never changes under its runner.
      this.#own[name] = list.toSpliced(index, 1) as never
      this.#refresh()
    }
    if (options.once === true) {
      // Same parameters as the listener's; the union of all listeners' types can't be called generically.
      added = ((...args: never[]) => { remove(); return (listener as (...a: never[]) => unknown)(...args) }) as never
    }
    const list = (this.#own[name] ?? []) as ConnectionEvents[K][]
    this.#own[name] = (options.first === true ? [added, ...list] : [...list, added]) as never
    this.#refresh()
    return remove
  }

  #refresh(): void {
    const lists: Lists = {}
    for (const name of connectionEventNames) {
      const all = [...(this.#parent?.lists[name] ?? []), ...(this.#own[name] ?? [])]
      if (all.length > 0) lists[name] = all as never
    }
    this.lists = lists
    this.hearsExecution = (lists.beforeExecute ?? lists.afterExecute ?? lists.beforeCursorExecute ?? lists.afterCursorExecute) !== undefined
    for (const child of this.#children) child.#refresh()
  }
}

/** Runs listeners that answer nothing, each awaited before the next. */
export function* fire<A extends readonly unknown[]>(listeners: readonly ((...args: A) => MaybePromise<void>)[] | undefined, ...args: A): Steps<void> {
  if (listeners === undefined) return
  for (const listener of listeners) {
    const pending = listener(...args)
    if (isPromise(pending)) yield* wait(pending)
  }
}
