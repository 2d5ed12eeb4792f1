import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { DdlElement } from './ddl/ddl-element.ts'
import type { CheckFirst } from './plan/existence.ts'
import type { Table } from './table.ts'

/** Moments of `createAll` and `dropAll` at which functions can be called or DDL can be run. */
export type SchemaEvent = 'beforeCreate' | 'afterCreate' | 'beforeDrop' | 'afterDrop'

/** What a listener is told. */
export interface SchemaEventContext {
  readonly dialect: DefaultDialect
  /** Tables that are created or dropped, in order. Only for events of a metadata collection. */
  readonly tables: readonly Table[]
  /** What is looked up first. */
  readonly checkFirst: CheckFirst
}

/** A function, called with the target; what it returns is awaited. `connection` is the one that runs the DDL. */
export type SchemaListener<T> = (target: T, connection: unknown, context: SchemaEventContext) => unknown
/** A DDL element with a condition of its own, run in place of a function. */
export type SchemaEventHandler<T> = SchemaListener<T> | DdlElement

/** Listeners of one table or metadata collection. */
export class SchemaEvents<T> {
  readonly #handlers = new Map<SchemaEvent, SchemaEventHandler<T>[]>()
  on(event: SchemaEvent, handler: SchemaEventHandler<T>): void {
    const handlers = this.#handlers.get(event)
    if (handlers === undefined) this.#handlers.set(event, [handler])
    else handlers.push(handler)
  }
  off(event: SchemaEvent, handler: SchemaEventHandler<T>): void {
    const handlers = this.#handlers.get(event)
    const position = handlers?.indexOf(handler) ?? -1
    if (position >= 0) handlers!.splice(position, 1)
  }
  of(event: SchemaEvent): readonly SchemaEventHandler<T>[] { return this.#handlers.get(event) ?? [] }
}
