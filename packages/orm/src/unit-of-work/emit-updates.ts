import type { Connection, Result } from '@athanor/engine'
import type { Column, Table } from '@athanor/expressions/elements'
import { warn } from '../events/warn.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { StaleDataError } from '../session/session-errors.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { applyParameters, expireColumns } from './post-fetch.ts'
import { type RawStatement, statementsOf, versionColumn } from './statements.ts'
import { type Steps, wait } from './steps.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A row to update. */
export interface UpdateRecord {
  readonly state: InstanceState
  /** New values by column key, and the parameters of WHERE. */
  readonly values: Record<string, unknown>
  readonly expressions: ReadonlyMap<Column, unknown> | null
  /** The new primary key is known beforehand. */
  readonly hasKey: boolean
  readonly signature: string
}

/** Updates rows in the order of their keys; neighbours with the same columns go into one statement. */
export function* emitUpdates(uow: UnitOfWork, mapper: Mapper, table: Table, records: readonly UpdateRecord[]): Steps {
  const connection = yield* uow.session.connectionSteps(mapper)
  const version = versionColumn(mapper, table)
  const statement = statementsOf(table).update(version)
  for (let start = 0; start < records.length;) {
    const first = records[start]!
    let end = start + 1
    while (end < records.length && records[end]!.signature === first.signature && first.expressions === null) end++
    yield* updateGroup(connection, table, statement, records.slice(start, end), version !== null)
    start = end
  }
}

function* updateGroup(connection: Connection, table: Table, statement: RawStatement, records: readonly UpdateRecord[], isVersioned: boolean): Steps {
  const { supportsSaneRowcount, supportsSaneMultiRowcount } = connection.dialect.capabilities
  let matched = 0
  let isCounted = supportsSaneRowcount
  if (records[0]!.expressions !== null || (isVersioned && !supportsSaneMultiRowcount)) {
    for (const record of records) {
      const own = record.expressions === null ? statement : statement.values(new Map(record.expressions))
      const result = yield* wait(connection.execute(own as never, record.values) as unknown as PromiseLike<Result>)
      matched += result.rowCount
      apply(record, table, result, result.sentParameters[0] ?? record.values)
    }
  } else {
    const isSingle = records.length === 1
    const result = yield* wait(connection.execute(statement as never, (isSingle ? records[0]!.values : records.map((r) => r.values)) as never) as unknown as PromiseLike<Result>)
    matched = result.rowCount
    isCounted &&= isSingle || supportsSaneMultiRowcount
    records.forEach((record, i) => { apply(record, table, result, result.sentParameters[i] ?? record.values) })
  }
  if (isCounted && matched >= 0) {
    if (matched !== records.length) {
      throw new StaleDataError(`The UPDATE of '${table.fullName}' was for ${records.length} row${records.length === 1 ? '' : 's'}, and ${matched} matched: others changed or deleted them meanwhile`)
    }
  } else if (isVersioned) warn('ROW_COUNT_UNKNOWN', `The database doesn't tell how many rows of '${table.fullName}' were updated, so versions can't be checked`)
}

function apply(record: UpdateRecord, table: Table, result: Result, sent: Readonly<Record<string, unknown>>): void {
  const { state, expressions } = record
  applyParameters(state, table, result.prefetchColumns as readonly Column[], sent)
  if (state.mapper.version !== null) applyParameters(state, table, [state.mapper.version.column], record.values)
  expireColumns(state, result.postfetchColumns as readonly Column[], expressions)
}
