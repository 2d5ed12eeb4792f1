import type { Connection } from '../connection/connection.ts'
import type { Engine } from '../create/engine.ts'

/** A collection of tables that can be created and dropped. */
export interface SchemaCollection<O> {
  createAll(bind: Engine | Connection, options?: O): Promise<void>
  dropAll(bind: Engine | Connection, options?: O): Promise<void>
}

/**
 * Creates the tables of a collection that don't exist, with their types, sequences and indexes; with an engine in a
 * transaction of its own. The same as `metadata.createAll(bind)`.
 */
export const createAll = <O>(bind: Engine | Connection, metadata: SchemaCollection<O>, options?: O): Promise<void> => metadata.createAll(bind, options)

/** Drops the tables of a collection that exist. The same as `metadata.dropAll(bind)`. */
export const dropAll = <O>(bind: Engine | Connection, metadata: SchemaCollection<O>, options?: O): Promise<void> => metadata.dropAll(bind, options)
