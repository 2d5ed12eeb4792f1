import type { Attribute } from '../attributes/attribute.ts'
import type { InstanceState } from '../state/instance-state.ts'

interface Request {
  readonly states: Set<InstanceState>
  readonly done: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[]
}

/**
 * Loads that are asked for in one tick: those of the same attribute become one, so that
 * `Promise.all(users.map((user) => session.load(user, 'addresses')))` is one statement.
 */
export class LoadBatch {
  readonly #carryOut: (attribute: Attribute, states: readonly InstanceState[]) => Promise<void>
  #requests = new Map<Attribute, Request>()

  constructor(carryOut: (attribute: Attribute, states: readonly InstanceState[]) => Promise<void>) { this.#carryOut = carryOut }

  add(attribute: Attribute, states: readonly InstanceState[]): Promise<void> {
    if (this.#requests.size === 0) queueMicrotask(() => { this.#start() })
    let request = this.#requests.get(attribute)
    if (request === undefined) this.#requests.set(attribute, request = { states: new Set(), done: [] })
    for (const state of states) request.states.add(state)
    const { done } = request
    return new Promise<void>((resolve, reject) => { done.push({ resolve, reject }) })
  }

  #start(): void {
    const requests = this.#requests
    this.#requests = new Map()
    for (const [attribute, { states, done }] of requests) {
      this.#carryOut(attribute, [...states]).then(
        () => { for (const { resolve } of done) resolve() },
        (error: unknown) => { for (const { reject } of done) reject(error) })
    }
  }
}
