import type { Column } from '@athanor/expressions/elements'
import { InvalidRequestError } from '@athanor/interfaces'
import type { SyncPair } from '../attributes/relationship-attribute.ts'
import { NO_RESULT, NO_VALUE, NOT_LOADED } from '../attributes/sentinels.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { DependencyRuleError } from '../session/session-errors.ts'
import type { InstanceState } from '../state/instance-state.ts'

// Foreign keys follow keys: rules of one relationship, applied to two objects. Source: SQLAlchemy's `sync`.

/** The foreign keys of one object get the key of another. */
export function populate(source: InstanceState, destination: InstanceState, pairs: readonly SyncPair[]): void {
  for (const pair of pairs) {
    const value = valueOf(source, pair.source)
    attributeOf(destination.mapper, pair.destination).set(destination, value)
  }
}

/** The foreign keys of an object become NULL. @throws {DependencyRuleError} when one of them is its primary key */
export function clear(destination: InstanceState, pairs: readonly SyncPair[]): void {
  for (const { source, destination: column } of pairs) {
    const attribute = attributeOf(destination.mapper, column)
    if (column.primaryKey) {
      const value = destination.values[attribute.slot]
      if (value !== null && value !== undefined) {
        throw new DependencyRuleError(
          `${destination.toString()} lost its ${String(source.table?.description)}, whose key '${source.key}' is part of its own primary key ('${column.key}'): it would become NULL. ` +
          'Delete the object (cascade delete-orphan), or give it another parent.')
      }
    }
    attribute.set(destination, null)
  }
}

/** The keys of an object, by the columns of an association table. */
export function populateRow(source: InstanceState, row: Record<string, unknown>, pairs: readonly SyncPair[]): void {
  for (const pair of pairs) row[pair.destination.key] = valueOf(source, pair.source)
}

/** Old and new keys of an object, by the columns of an association table. */
export function populateUpdateRow(source: InstanceState, row: Record<string, unknown>, oldPrefix: string, pairs: readonly SyncPair[]): void {
  for (const pair of pairs) {
    const old = attributeOf(source.mapper, pair.source).committed(source)
    row[pair.destination.key] = valueOf(source, pair.source)
    row[oldPrefix + pair.destination.key] = old === NO_VALUE || old === NO_RESULT ? null : old
  }
}

/** A key column of the object has another value than the database. */
export function sourceModified(state: InstanceState, pairs: readonly SyncPair[]): boolean {
  if (state.committedValues === null) return false
  for (const { source } of pairs) {
    const attribute = state.mapper.findAttributeOf(source)
    if (attribute !== undefined && state.committedValues.has(attribute.slot) && attribute.history(state).deleted.length > 0) return true
  }
  return false
}

/** Columns of the pairs that a rule has to read and that aren't loaded. */
export function isMissing(state: InstanceState, pairs: readonly SyncPair[]): boolean {
  return state.key !== undefined && pairs.some(({ source }) => {
    const attribute = state.mapper.findAttributeOf(source)
    return attribute !== undefined && state.values[attribute.slot] === NOT_LOADED
  })
}

function valueOf(state: InstanceState, column: Column): unknown {
  const value = state.values[attributeOf(state.mapper, column).slot]
  return value === undefined || value === NOT_LOADED ? null : value
}

function attributeOf(mapper: Mapper, column: Column): ReturnType<Mapper['attributeOf']> {
  const attribute = mapper.findAttributeOf(column)
  if (attribute === undefined) {
    throw new InvalidRequestError(
      `A relationship has to write or read the column '${String(column.table?.description)}.${column.key}', which ${mapper.name} doesn't map. Name other columns with foreignKeys, or say viewOnly: true.`,
      { code: 'COLUMN_UNMAPPED' })
  }
  return attribute
}
