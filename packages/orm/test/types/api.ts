/**
 * What the type tests use: the public entry points, and a session and a connection that exist for the checker only.
 */
import type { Connection } from '@athanor/engine'
import type { Session } from '@athanor/orm'

export type { Session }

export {
  and, boolean, del, enumType, exists, func, index, insert, integer, json, or, select, table, text, timestamp, union, unique, update, varchar,
} from '@athanor/expressions'
export {
  aliased, columnProperty, composite, containsEager, declarativeBase, defer, deferred, hybrid, joinedload, loadOnly, raiseload, selectinload, subqueryload, synonym,
  toMany, toMap, toOne, toSet, undefer, withExpression, withLoaderCriteria, writeOnly,
} from '@athanor/orm'

export declare const session: Session
export declare const conn: Connection

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
/** Fails to compile unless the argument's type is exactly T. */
export declare function expectType<T>(): <U>(value: U, ...ok: Equal<T, U> extends true ? [] : [error: 'types differ', got: U, want: T]) => void
