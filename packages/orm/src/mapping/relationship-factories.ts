import type { ToManyFactory, ToMapFactory, ToOneFactory, ToSetFactory, WriteOnlyFactory } from '../typing/attribute-defs.ts'
import { RelationshipDefinition, type RelationshipOptions } from './relationship-definition.ts'

// the public signatures are interfaces over phantom types; the casts are the boundary between them and the runtime

/** A list of objects: `addresses: () => toMany(Address, { backPopulates: 'user' })`. */
export const toMany: ToManyFactory = ((target: unknown, options?: RelationshipOptions) => new RelationshipDefinition('list', target, options)) as never

/** One object, or none with `.nullable()`: `user: () => toOne(User, { backPopulates: 'addresses' })`. */
export const toOne: ToOneFactory = ((target: unknown, options?: RelationshipOptions) => new RelationshipDefinition('one', target, options)) as never

/** A Set of objects. */
export const toSet: ToSetFactory = ((target: unknown, options?: RelationshipOptions) => new RelationshipDefinition('set', target, options)) as never

/** A Map of objects, keyed by one of their attributes: `toMap(Note, 'keyword')`. */
export const toMap: ToMapFactory = ((target: unknown, key: string, options?: RelationshipOptions) => new RelationshipDefinition('map', target, options, key)) as never

/** A collection too large to be loaded: `add`, `remove` and `select()`. */
export const writeOnly: WriteOnlyFactory = ((target: unknown, options?: RelationshipOptions) => new RelationshipDefinition('writeOnly', target, options)) as never
