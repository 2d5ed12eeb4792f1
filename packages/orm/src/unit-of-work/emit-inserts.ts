import type { Column, Table } from '@athanor/expressions/elements'
import type { Mapper } from '../mapping/mapper.ts'
import { FlushError } from '../session/session-errors.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { insertMany, insertOne, type Inserted } from './insert-strategy.ts'
import { statementsOf } from './statements.ts'
import type { Steps } from './steps.ts'
import { applyParameters, expireColumns } from './post-fetch.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A row to insert. */
export interface InsertRecord {
  readonly state: InstanceState
  /** By column key. */
  readonly values: Record<string, unknown>
  /** SQL expressions that were assigned to attributes. */
  readonly expressions: ReadonlyMap<Column, unknown> | null
  /** All columns of the primary key have values. */
  readonly hasKey: boolean
  /** All columns with a server default have values. */
  readonly hasDefaults: boolean
  /** Equal for records that one statement can insert. */
  readonly signature: string
}

/** Inserts rows in their order; neighbours with the same columns go into one statement. */
export function* emitInserts(uow: UnitOfWork, mapper: Mapper, table: Table, records: readonly InsertRecord[]): Steps {
  const connection = yield* uow.session.connectionSteps(mapper)
  const { capabilities } = connection.dialect
  const wantsDefaults = prefersEagerDefaults(mapper, table, capabilities.insertReturning && capabilities.insertExecutemanyReturning)
  for (let start = 0; start < records.length;) {
    const first = records[start]!
    let end = start + 1
    while (end < records.length && records[end]!.signature === first.signature && records[end]!.hasKey === first.hasKey && records[end]!.hasDefaults === first.hasDefaults) end++
    const group = records.slice(start, end)
    start = end
    if (first.expressions !== null) {
      for (const record of group) {
        const statement = statementsOf(table).insert.values(new Map(record.expressions))
        applyInserted([record], table, yield* insertOne(connection, statement, record.values, table))
      }
      continue
    }
    const columns: Column[] = []
    if (!first.hasKey) columns.push(...table.primaryKey.filter((c) => first.values[c.key] === undefined))
    if (!first.hasDefaults && wantsDefaults) columns.push(...generatedColumns(first.state.mapper, table, first.values))
    const values = group.map((r) => r.values)
    if (columns.length === 0) {
      applyInserted(group, table, yield* insertMany(connection, statementsOf(table).insert, values, [], table))
    } else if (capabilities.insertReturning && table.implicitReturning) {
      applyInserted(group, table, yield* insertMany(connection, statementsOf(table).insertReturning(columns), values, columns, table))
    } else {
      for (const record of group) applyInserted([record], table, yield* insertOne(connection, statementsOf(table).insert, record.values, table))
    }
  }
}

/** Columns that the server fills, of which nothing was said. */
const generatedColumns = (mapper: Mapper, table: Table, values: Readonly<Record<string, unknown>>): Column[] =>
  mapper.columnsOf(table).map(([column]) => column).filter((c) => c.serverDefault !== null && !c.primaryKey && values[c.key] === undefined)

function prefersEagerDefaults(mapper: Mapper, table: Table, isFree: boolean): boolean {
  return mapper.eagerDefaults === 'auto' ? isFree && table.implicitReturning : mapper.eagerDefaults && isFree
}

/** Writes what came back into the objects. */
function applyInserted(records: readonly InsertRecord[], table: Table, inserted: Inserted): void {
  const { returned, columns, keys } = inserted
  if (returned !== null && returned.length !== records.length) {
    throw new FlushError(`The INSERT into '${table.fullName}' returned ${returned.length} rows for ${records.length} objects. Is there a trigger that prevents some of them?`)
  }
  records.forEach((record, i) => {
    const { state } = record
    columns.forEach((column, at) => {
      const attribute = state.mapper.findAttributeOf(column)
      if (attribute !== undefined) state.values[attribute.slot] = returned![i]![at]
    })
    if (keys !== null && (!record.hasKey || record.expressions !== null)) {
      table.primaryKey.forEach((column, at) => {
        const attribute = state.mapper.attributeOf(column)
        if (record.values[column.key] === undefined) state.values[attribute.slot] = keys[i]![at]
      })
    }
    applyParameters(state, table, inserted.prefetched, inserted.sent[i] ?? record.values)
    if (state.mapper.version !== null) applyParameters(state, table, [state.mapper.version.column], record.values)
    expireColumns(state, inserted.postfetched.filter((c) => !columns.includes(c)), record.expressions)
  })
}
