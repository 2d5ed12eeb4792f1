import type { ColLike, DefsOf, KIND, Show, VAL } from '@athanor/expressions'

/**
 * Keys of the relationships and other thunks of entity T. The test is `extends Function`, which doesn't evaluate the
 * thunk: listing keys must not resolve other classes.
 */
export type RelKeys<T> = RelKeysOf<DefsOf<T>>
/** {@link RelKeys} of definitions. */
// oxlint-disable-next-line typescript/no-unsafe-function-type
export type RelKeysOf<D> = { [K in keyof D]: D[K] extends Function ? K : never }[keyof D]

/** Value type of an attribute definition. */
export type ValOf<A> =
  A extends { readonly [VAL]: infer V } ? V
  : A extends () => { readonly [VAL]: infer V } ? V
  : never

/** Instance side of a mapped class: one mapped type, so that a property's type is resolved when it is accessed. */
export type Fields<D> = { [K in keyof D]: ValOf<D[K]> }

/** Attributes that the constructor requires: columns without a default that are no foreign keys. */
export type InitRequired<D> = {
  [K in keyof D]: D[K] extends ColLike<unknown, infer F> ? (('opt' | 'fk') & F extends never ? K : never) : never
}[keyof D]

/** Read-only expressions get `never` instead of being left out, since that would evaluate thunks to list the keys. */
type InitVal<A> = A extends () => { readonly [KIND]: 'expr' } ? never : ValOf<A>

/** What the constructor of a mapped class takes. */
export type Init<D> = Show<
  & { [K in InitRequired<D>]: ValOf<D[K]> }
  & { [K in Exclude<keyof D, InitRequired<D>>]?: InitVal<D[K]> | undefined }
>

/** Arguments of the constructor of a mapped class. */
export type InitArgs<D> = [InitRequired<D>] extends [never] ? [init?: Init<D>] : [init: Init<D>]

/** Keys of the primary key. */
export type PkKeys<D> = {
  [K in keyof D]: D[K] extends ColLike<unknown, infer F> ? ('pk' extends F ? K : never) : never
}[keyof D]

type IsUnion<U, V = U> = U extends unknown ? ([V] extends [U] ? false : true) : never

/** Primary key value: the value of a single column, an object by key for several. */
export type PkOf<D> = IsUnion<PkKeys<D>> extends true ? { [K in PkKeys<D>]: ValOf<D[K]> } : ValOf<D[PkKeys<D>]>
