import type { Attribute } from '../attributes/attribute.ts'
import type { InstanceState } from '../state/instance-state.ts'

/** A value is about to be set; what is returned is set in its place. */
export type SetHandler = (object: object, value: unknown, old: unknown, key: string) => unknown
/** An item is about to enter a collection; what is returned enters in its place. */
export type AppendHandler = (object: object, item: object, key: string) => object | void
/** An item is about to leave a collection. */
export type RemoveHandler = (object: object, item: object, key: string) => void

/** Validators and listeners of one attribute. */
export class AttributeHooks {
  readonly setHandlers: SetHandler[] = []
  readonly appendHandlers: AppendHandler[] = []
  readonly removeHandlers: RemoveHandler[] = []

  set(state: InstanceState, attribute: Attribute, value: unknown, old: unknown): unknown {
    for (const handler of this.setHandlers) {
      const next = handler(state.object, value, old, attribute.key)
      if (next !== undefined) value = next
    }
    return value
  }

  append(state: InstanceState, attribute: Attribute, item: object): object {
    for (const handler of this.appendHandlers) item = handler(state.object, item, attribute.key) ?? item
    return item
  }

  remove(state: InstanceState, attribute: Attribute, item: object): void {
    for (const handler of this.removeHandlers) handler(state.object, item, attribute.key)
  }
}
