import type { Attribute } from '../attributes/attribute.ts'
import { mapperOf } from '../mapping/mapped-classes.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { AttributeHooks, type AppendHandler, type RemoveHandler, type SetHandler } from './attribute-hooks.ts'
import { EntityEvents, type EntityEvent, type EntityHandler } from './entity-events.ts'

/** What `listen` and `validates` take for a class. */
export interface ListenedClass<I> { readonly prototype: I }

/**
 * Calls a function at a moment in the life of the objects of a class and its subclasses.
 *
 * @example
 * listen(User, 'beforeInsert', (user) => { user.slug = slugify(user.name) })
 */
export function listen<I extends object>(entity: ListenedClass<I>, event: EntityEvent, handler: (object: I, detail: unknown) => void): void {
  for (const mapper of mapperOf(entity).selfAndDescendants()) (mapper.events ??= new EntityEvents()).on(event, handler as EntityHandler)
}

/** Handlers of changes of one attribute. */
export interface AttributeListeners<I, K extends keyof I> {
  /** Before the attribute is set; a value that is returned replaces the one given. */
  readonly set?: (object: I, value: I[K], old: I[K] | undefined, key: string) => I[K] | void
  /** Before an item enters the collection; an item that is returned replaces it. */
  readonly append?: (object: I, item: object, key: string) => object | void
  /** Before an item leaves the collection. */
  readonly remove?: (object: I, item: object, key: string) => void
}

/**
 * Calls functions when an attribute changes, by whatever way: assignment, constructor, the other side of the relationship.
 * Loading is not a change.
 */
export function listenAttribute<I extends object, K extends keyof I & string>(entity: ListenedClass<I>, key: K, listeners: AttributeListeners<I, K>): void {
  const mapper = mapperOf(entity)
  const hooks = hooksOf(mapper, mapper.attribute(key))
  if (listeners.set !== undefined) hooks.setHandlers.push(listeners.set as SetHandler)
  if (listeners.append !== undefined) hooks.appendHandlers.push(listeners.append as AppendHandler)
  if (listeners.remove !== undefined) hooks.removeHandlers.push(listeners.remove as RemoveHandler)
}

/**
 * Checks values before they enter attributes; throw to refuse, return a value to replace it.
 *
 * @example
 * validates(User, ['email'], (user, value) => {
 *   if (!value.includes('@')) throw new RangeError(`not an address: ${value}`)
 *   return value.toLowerCase()
 * })
 */
export function validates<I extends object, K extends keyof I & string>(
  entity: ListenedClass<I>, keys: readonly K[], check: (object: I, value: I[K] | object, key: K) => unknown,
): void {
  for (const key of keys) {
    const mapper = mapperOf(entity)
    const hooks = hooksOf(mapper, mapper.attribute(key))
    hooks.setHandlers.push((object, value) => check(object as I, value as I[K], key))
    hooks.appendHandlers.push((object, item) => check(object as I, item, key) as object | undefined)
  }
}

function hooksOf(mapper: Mapper, attribute: Attribute): AttributeHooks {
  let hooks = mapper.ownAttributeHooks(attribute)
  if (hooks === undefined) mapper.setAttributeHooks(attribute, hooks = new AttributeHooks())
  return hooks
}
