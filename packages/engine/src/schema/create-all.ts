import type { Connection } from '../connection/connection.ts'
import type { Engine } from '../create/engine.ts'

/** A collection of tables that can be created and dropped. */
export interface SchemaCollection<O> {
  /**
   * Creates the tables that don't exist.
   * @example await cities.metadata.createAll(engine)   // SQLite: CREATE TABLE city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id) ); CREATE INDEX ix_city_name ON city (name)
   */
  createAll(bind: Engine | Connection, options?: O): Promise<void>
  /**
   * Drops the tables that exist.
   * @example await oldCities.metadata.dropAll(engine)   // SQLite: DROP TABLE old_city
   */
  dropAll(bind: Engine | Connection, options?: O): Promise<void>
}

/**
 * Creates the tables of a collection that don't exist, with their types, sequences and indexes; with an engine in a
 * transaction of its own. The same as `metadata.createAll(bind)`.
 * @example await createAll(engine, cities.metadata)   // SQLite: CREATE TABLE city ( id INTEGER NOT NULL, name VARCHAR(30) NOT NULL, PRIMARY KEY (id) ); CREATE INDEX ix_city_name ON city (name)
 */
export const createAll = <O>(bind: Engine | Connection, metadata: SchemaCollection<O>, options?: O): Promise<void> => metadata.createAll(bind, options)

/** Drops the tables of a collection that exist. The same as `metadata.dropAll(bind)`. @example await dropAll(engine, oldCities.metadata)   // SQLite: DROP TABLE old_city */
export const dropAll = <O>(bind: Engine | Connection, metadata: SchemaCollection<O>, options?: O): Promise<void> => metadata.dropAll(bind, options)
