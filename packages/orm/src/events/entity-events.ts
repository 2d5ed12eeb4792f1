/** Moments in the life of a mapped object. Handlers are synchronous; those of `before…` may change the object's own columns. */
export type EntityEvent =
  | 'init' | 'load' | 'refresh' | 'expire'
  | 'beforeInsert' | 'afterInsert' | 'beforeUpdate' | 'afterUpdate' | 'beforeDelete' | 'afterDelete'

export type EntityHandler = (object: object, detail: unknown) => void

/** Listeners of one mapped class. */
export class EntityEvents {
  readonly #handlers = new Map<EntityEvent, EntityHandler[]>()

  on(event: EntityEvent, handler: EntityHandler): void {
    const list = this.#handlers.get(event)
    if (list === undefined) this.#handlers.set(event, [handler])
    else list.push(handler)
  }

  has(event: EntityEvent): boolean { return this.#handlers.has(event) }

  emit(event: EntityEvent, object: object, detail: unknown): void {
    const list = this.#handlers.get(event)
    if (list === undefined) return
    for (const handler of list) {
      const result: unknown = handler(object, detail)
      if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') {
        throw new TypeError(`A listener of '${event}' returned a promise; these events are synchronous. Use the session's events for work that waits.`)
      }
    }
  }
}
