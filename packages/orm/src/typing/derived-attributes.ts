import type { ColDefs, ColLike, Sql } from '@athanor/expressions'
import type { CompositeDef, ExprDef, SynonymDef } from './attribute-defs.ts'

/** Options of a value object. */
export interface CompositeOptions<V> {
  /** Column values of an object, in the order of the columns. Default: its properties in the order of the columns' keys. */
  readonly values?: (object: V) => readonly unknown[]
}

/** `composite(Point, { x: integer(), y: integer() })`: an object made of columns, by `new Point(x, y)`. */
export interface CompositeFactory {
  // Parameters of a constructor are contravariant: `never` accepts any constructor.
  <V, D extends ColDefs>(constructor: new (...args: never[]) => V, columns: D, options?: CompositeOptions<V>): CompositeDef<V>
}

/** `() => columnProperty(Shape.c.w.mul(Shape.c.h))`: selected with the object, read-only. */
export interface ColumnPropertyFactory {
  <T>(expression: Sql<T>): ExprDef<T>
}

/** `() => hybrid(User.c.first.concat(User.c.last), (u: User) => u.first + u.last)`: SQL on the class, JavaScript on objects. */
export interface HybridFactory {
  <T, I = unknown>(expression: Sql<T>, getter?: (self: I) => T): ExprDef<T>
}

/** `() => synonym(User.c.name)`: another name of an attribute. */
export interface SynonymFactory {
  <T>(attribute: Sql<T>): SynonymDef<T>
}

/** Options of a deferred column. */
export interface DeferredOptions {
  /** Columns of one group are loaded together. */
  readonly group?: string
}

/** `deferred(text())`: not selected with the object; `session.load(object, 'key')` or `undefer` loads it. */
export interface DeferredFactory {
  <C extends ColLike<unknown, string>>(column: C, options?: DeferredOptions): C
}
