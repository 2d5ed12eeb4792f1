import type { Result } from '@athanor/engine'
import type { Column, Table } from '@athanor/expressions/elements'
import { NOT_LOADED } from '../attributes/sentinels.ts'
import { StaleDataError } from '../session/session-errors.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { orderStates } from './order-states.ts'
import { applyParameters, expireColumns } from './post-fetch.ts'
import { isVersionMissing, tablesOf, versionOf } from './save-objects.ts'
import { keyParameter, statementsOf, versionColumn, versionParameter } from './statements.ts'
import { type Steps, wait } from './steps.ts'
import type { UnitOfWork } from './unit-of-work.ts'
import { nextVersion } from './version.ts'

interface Row { readonly state: InstanceState; readonly values: Record<string, unknown>; readonly signature: string }

/** Second UPDATE of relationships with `postUpdate`, which breaks the mutual dependency of two rows. */
export function* postUpdate(uow: UnitOfWork, root: Mapper, states: readonly InstanceState[], columns: ReadonlySet<Column>): Steps {
  yield* uow.refreshMissing(states.filter((state) => state.key !== undefined && (isVersionMissing(state) || state.mapper.primaryKeyAttributes.some((a) => state.values[a.slot] === NOT_LOADED))))
  for (const [table, mapper] of tablesOf(root)) {
    const rows: Row[] = []
    for (const state of orderStates(states)) {
      if (!state.mapper.tables.includes(table)) continue
      const row = rowOf(state, table, mapper, columns)
      if (row !== null) rows.push(row)
    }
    if (rows.length > 0) yield* emit(uow, mapper, table, rows)
  }
}

function rowOf(state: InstanceState, table: Table, mapper: Mapper, columns: ReadonlySet<Column>): Row | null {
  const values: Record<string, unknown> = {}
  for (const [column, attribute] of state.mapper.columnsOf(table)) {
    if (!columns.has(column) || column.primaryKey) continue
    const history = attribute.history(state)
    if (history.added.length > 0) values[column.key] = history.added[0]
  }
  if (Object.keys(values).length === 0) return null
  for (const column of table.primaryKey) values[keyParameter(column.key)] = state.values[state.mapper.attributeOf(column).slot]
  const version = versionColumn(mapper, table)
  if (version !== null) {
    const current = versionOf(state)
    values[versionParameter(version.key)] = current
    if (state.key !== undefined && values[version.key] === undefined) values[version.key] = nextVersion(current)
  }
  return { state, values, signature: Object.keys(values).sort().join(',') }
}

function* emit(uow: UnitOfWork, mapper: Mapper, table: Table, rows: readonly Row[]): Steps {
  const connection = yield* uow.session.connectionSteps(mapper)
  const version = versionColumn(mapper, table)
  const statement = statementsOf(table).update(version)
  const { supportsSaneRowcount, supportsSaneMultiRowcount } = connection.dialect.capabilities
  for (let start = 0; start < rows.length;) {
    let end = start + 1
    while (end < rows.length && rows[end]!.signature === rows[start]!.signature) end++
    const group = rows.slice(start, end)
    start = end
    const batches = version !== null && !supportsSaneMultiRowcount ? group.map((row) => [row]) : [group]
    let matched = 0
    for (const batch of batches) {
      const values = batch.map((r) => r.values)
      const result = yield* wait(connection.execute(statement as never, (values.length === 1 ? values[0]! : values) as never) as unknown as PromiseLike<Result>)
      matched += result.rowCount
      batch.forEach((row, i) => {
        if (uow.isDelete(row.state) && version === null) return
        applyParameters(row.state, table, result.prefetchColumns as readonly Column[], result.sentParameters[i] ?? row.values)
        if (version !== null) applyParameters(row.state, table, [version], row.values)
        if (!uow.isDelete(row.state)) expireColumns(row.state, result.postfetchColumns as readonly Column[], null)
      })
    }
    const isCounted = supportsSaneMultiRowcount || (supportsSaneRowcount && batches.every((b) => b.length === 1))
    if (isCounted && matched >= 0 && matched !== group.length) {
      throw new StaleDataError(`The UPDATE of '${table.fullName}' was for ${group.length} rows, and ${matched} matched: others changed or deleted them meanwhile`)
    }
  }
}
