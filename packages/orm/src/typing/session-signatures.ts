import type { DEFS, ForUpdateOptions, StatementOption } from '@athanor/expressions'
import type { LoadPath } from './load-path.ts'
import type { PkOf } from './fields.ts'

/** What `session.get` takes for a class. */
export interface KeyedEntity<out D, out I> {
  readonly [DEFS]: D
  readonly prototype: I
}

/** Options of `session.get`. */
export interface GetOptions {
  readonly options?: readonly StatementOption<string>[]
  /** Overwrites attributes of an object that the session has. */
  readonly populateExisting?: boolean
  readonly withForUpdate?: boolean | ForUpdateOptions
  readonly signal?: AbortSignal
}

/** `session.get(User, 1)`, `session.get(OrderItem, { orderId: 1, sku: 'x' })`: the object, or null. */
export interface SessionGet {
  <D, I>(entity: KeyedEntity<D, I>, key: PkOf<NoInfer<D>>, options?: GetOptions): Promise<I | null>
}

/** `session.getOne(User, 1)`: the object, or an error. */
export interface SessionGetOne {
  <D, I>(entity: KeyedEntity<D, I>, key: PkOf<NoInfer<D>>, options?: GetOptions): Promise<I>
}

/**
 * `session.load(user, 'addresses')` gives the value; with several objects or keys, or with loader options, it loads them
 * all in one statement for each relationship.
 */
export interface SessionLoad {
  <I extends object, K extends keyof I>(object: I, key: K): Promise<I[K]>
  <I extends object, K extends keyof I>(objects: I | readonly I[], ...keys: K[]): Promise<void>
  <I extends object>(objects: I | readonly I[], ...paths: LoadPath<string, unknown>[]): Promise<void>
}
