import type {
  Cond, EntityLike, Executable, FromClause, InstanceOf, KIND, OrderBy, Sql, TARGET, VAL,
} from '@athanor/expressions'
import type { RelKeys } from './fields.ts'

/**
 * Attribute definitions are columns and composites (eager), or zero-argument arrows (relationships and all others).
 * Only the brand is looked at: comparing more would resolve other classes too early.
 */
export interface AttrDef {
  readonly [KIND]: 'column' | 'composite'
}

/**
 * A zero-argument arrow that returns a definition. `Function` and not `() => X` is deliberate: a contextual call
 * signature would make the checker resolve what the arrow returns, and with it the other class, while this class's own
 * base expression is being resolved. The name is for the message when an arrow was forgotten:
 * "ToMany<…> is not assignable to AttrDef | RelationshipThunk".
 */
// oxlint-disable-next-line typescript/no-unsafe-function-type
export interface RelationshipThunk extends Function {}

/** Attribute definitions of a mapped class, by key. */
export type Attrs = Record<string, AttrDef | RelationshipThunk>

/** A relationship to many: an array, a set, a map, or a write-only collection. */
export interface ToMany<out T, out V = InstanceOf<T>[]> {
  readonly [KIND]: 'many'
  readonly [TARGET]: T
  readonly [VAL]: V
}

/** A relationship to one. */
export interface ToOne<out T, out Nul = never> {
  readonly [KIND]: 'one'
  readonly [TARGET]: T
  readonly [VAL]: InstanceOf<T> | Nul
  /** The attribute may be null. */
  nullable(): ToOne<T, null>
}

/** A collection that is never loaded as a whole. */
export interface WriteOnlyCollection<T> {
  /** Adds an object at the next flush. */
  add(object: T): void
  /** Adds objects at the next flush. */
  addAll(objects: Iterable<T>): void
  /** Removes an object at the next flush. */
  remove(object: T): void
  /** `SELECT … WHERE parent = …` */
  select(): Executable<T, [T]>
}

/** A value object over several columns. */
export interface CompositeDef<out V> {
  readonly [KIND]: 'composite'
  readonly [VAL]: V
}

/** An attribute computed by SQL, and read-only. */
export interface ExprDef<out T> {
  readonly [KIND]: 'expr'
  readonly [VAL]: T
}

/** Another name of an attribute. */
export interface SynonymDef<out T> {
  readonly [KIND]: 'synonym'
  readonly [VAL]: T
}

/** Operations that follow a relationship. */
export type CascadeOption = 'save-update' | 'merge' | 'refresh-expire' | 'expunge' | 'delete' | 'delete-orphan' | 'all' | 'none'

/** How a relationship is loaded if no loader option says otherwise. */
export type LazyStrategy = 'raise' | 'selectin' | 'joined' | 'subquery' | 'immediate' | 'noload'

/** Options of a relationship to T. */
export interface RelOptions<T> {
  /** Key of the opposite relationship; both sides are kept in step in memory. */
  readonly backPopulates?: RelKeys<T>
  /** Default: `'save-update, merge'`. */
  readonly cascade?: string | readonly CascadeOption[]
  /** Association table of a many-to-many relationship. */
  readonly secondary?: FromClause<string, unknown> | string
  /** Join condition. Default: from the foreign keys. */
  readonly primaryJoin?: Cond
  /** Join condition between `secondary` and the target. Default: from the foreign keys. */
  readonly secondaryJoin?: Cond
  /** Columns to treat as foreign keys, where the tables have several or none. */
  readonly foreignKeys?: Sql<unknown> | readonly Sql<unknown>[]
  /** Columns on the target's side, where a class refers to itself. */
  readonly remoteSide?: Sql<unknown> | readonly Sql<unknown>[]
  /** Order of the collection when it is loaded. */
  readonly orderBy?: Sql<unknown> | OrderBy | readonly (Sql<unknown> | OrderBy)[]
  /** Default: `'raise'`: an unloaded attribute is an error that says how to load it. */
  readonly lazy?: LazyStrategy
  /** Never written by a flush. */
  readonly viewOnly?: boolean
  /** The database deletes or nulls the children; `'all'` never touches them. */
  readonly passiveDeletes?: boolean | 'all'
  /** The database follows changed keys (`ON UPDATE CASCADE`). Default: true. */
  readonly passiveUpdates?: boolean
  /** Writes the foreign key in a second UPDATE, which breaks a mutual dependency of two rows. */
  readonly postUpdate?: boolean
  /** A child has one parent only; required for `delete-orphan` on the many side. */
  readonly singleParent?: boolean
  /** `joinedload` uses an inner join. */
  readonly innerJoin?: boolean
  /** Depth of `joined` and `selectin` loading where a class refers to itself. */
  readonly joinDepth?: number
  /** Relationships that write the same foreign key on purpose. */
  readonly overlaps?: string
  /** Loads the old value when the attribute is set. */
  readonly activeHistory?: boolean
  readonly comment?: string
  readonly info?: Readonly<Record<string, unknown>>
}

/** Stands for a class that is named by a string; only its instances are known. */
export interface ClassNamed<I> {
  readonly prototype: I
}

/** `() => toMany(Address, { backPopulates: 'user' })`, or `toMany<Address>('Address')` with a type-only import. */
export interface ToManyFactory {
  <T extends EntityLike<string>>(target: T, options?: RelOptions<T>): ToMany<T>
  <I extends object>(target: string, options?: RelOptions<unknown>): ToMany<ClassNamed<I>>
}

/** `() => toOne(User)`, `() => toOne(User).nullable()`, or `toOne<User>('User')` with a type-only import. */
export interface ToOneFactory {
  <T extends EntityLike<string>>(target: T, options?: RelOptions<T>): ToOne<T>
  <I extends object>(target: string, options?: RelOptions<unknown>): ToOne<ClassNamed<I>>
}

/** `() => toSet(Item)`: a relationship to many, as a Set. */
export interface ToSetFactory {
  <T extends EntityLike<string>>(target: T, options?: RelOptions<T>): ToMany<T, Set<InstanceOf<T>>>
  <I extends object>(target: string, options?: RelOptions<unknown>): ToMany<ClassNamed<I>, Set<I>>
}

/** `() => toMap(Item, 'key')`: a relationship to many, as a Map by an attribute of the target. */
export interface ToMapFactory {
  <T extends EntityLike<string>, K extends keyof InstanceOf<T>>(
    target: T, key: K, options?: RelOptions<T>,
  ): ToMany<T, Map<InstanceOf<T>[K], InstanceOf<T>>>
}

/** `() => writeOnly(Post)`: a relationship to many that is too large to be loaded. */
export interface WriteOnlyFactory {
  <T extends EntityLike<string>>(target: T, options?: RelOptions<T>): ToMany<T, WriteOnlyCollection<InstanceOf<T>>>
}
