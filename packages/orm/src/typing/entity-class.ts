import type { ColKeys, DEFS, EntityLike, InstanceOf, MetaData, SchemaItem, SRC, Table } from '@athanor/expressions'
import type { Attrs } from './attribute-defs.ts'
import type { ClassAttrs } from './class-attributes.ts'
import type { Fields, InitArgs } from './fields.ts'

/** `EntityType<User>`: what generic code over entities takes. */
export interface EntityType<I> extends EntityLike<string> {
  readonly prototype: I
}

/** Third argument of `Base.entity`. */
export interface EntityOptions<K extends PropertyKey> {
  /** Schema of the table. */
  readonly schema?: string
  /** Constraints and indexes of the table. */
  readonly tableArgs?: readonly SchemaItem[]
  readonly comment?: string
  /** Name of the class for string targets. Default: the name of the class. */
  readonly name?: string
  /** Column that holds the class of a row; the flag `.discriminator()` is preferred. */
  readonly polymorphicOn?: K
  /** Value of the discriminator for this class. Default: the entity's name. */
  readonly polymorphicIdentity?: string
  /** Rows are of subclasses only. */
  readonly polymorphicAbstract?: boolean
  /** Version counter; the flag `.version()` is preferred. */
  readonly versionId?: K
  /** Fetches values that the server generates at flush, instead of on demand. Default: where RETURNING can. */
  readonly eagerDefaults?: boolean | 'auto'
}

/** Options of `subclass`. */
export interface SubclassOptions {
  /** Own table, joined to the parent's (joined-table inheritance). Absent: the parent's table (single-table). */
  readonly table?: string
  /** Own table with all columns (concrete-table inheritance). */
  readonly concrete?: boolean
  readonly schema?: string
  readonly polymorphicAbstract?: boolean
  readonly tableArgs?: readonly SchemaItem[]
}

/** Static side that every mapped class has. All other names belong to the user. */
export interface EntityBase<out N extends string, in out D> {
  readonly [SRC]: N
  readonly [DEFS]: D
  /** Attributes as SQL. */
  readonly c: ClassAttrs<N, D>
  /** The table, with the columns among the attributes. */
  readonly table: Table<N, { [K in ColKeys<D>]: D[K] }>
  /** A subclass: `class Manager extends Employee.subclass('manager', {…}, { table: 'manager' }) {}`. */
  subclass<This, const I extends string, D2 extends Attrs>(
    this: This, identity: I, attrs: D2, options?: SubclassOptions,
  ): SubEntity<This, N, D & D2>
}

/** A mapped class: what `Base.entity` returns, to be extended. */
export interface EntityClass<out B, out N extends string, in out D> extends EntityBase<N, D> {
  /** A new object; columns without default, and nothing else, are required. */
  new (...args: InitArgs<D>): B & Fields<D>
  readonly prototype: B & Fields<D>
}

/** A mapped subclass; keeps statics that the user wrote in the parent. */
export type SubEntity<P, N extends string, D> =
  & EntityClass<InstanceOf<P>, N, D>
  & { [K in Exclude<keyof P, keyof EntityBase<string, unknown> | 'prototype'>]: P[K] }

/** A base of mapped classes: `class Base extends declarativeBase() {}`. */
export interface DeclarativeBase {
  new (): {}
  /** So that `const Base = declarativeBase()` works as well as a class that extends it. */
  readonly prototype: {}
  /**
   * Declares a mapped class and its table.
   *
   * @example
   * class User extends Base.entity('user_account', {
   *   id: integer().primaryKey(),
   *   name: varchar(30),
   *   addresses: () => toMany(Address, { backPopulates: 'user' }),
   * }) {}
   */
  entity<This, const N extends string, D extends Attrs>(
    this: This, name: N, attrs: D, extra?: (c: ClassAttrs<N, D>) => EntityOptions<keyof D>,
  ): EntityClass<InstanceOf<This>, N, D>
  /** Maps an existing table: `class Account extends Base.map(accounts, { owner: () => toOne(User) }) {}`. */
  map<This, N extends string, TD, D extends Attrs = {}>(
    this: This, table: Table<N, TD>, attrs?: D, options?: EntityOptions<keyof TD>,
  ): EntityClass<InstanceOf<This>, N, TD & D>
  /** Tables of the mapped classes. */
  readonly metadata: MetaData
}

/** Options of `declarativeBase`. */
export interface DeclarativeBaseOptions {
  /** Default: a new collection. */
  readonly metadata?: MetaData
}

/** `declarativeBase()` */
export interface DeclarativeBaseFactory {
  (options?: DeclarativeBaseOptions): DeclarativeBase
}
