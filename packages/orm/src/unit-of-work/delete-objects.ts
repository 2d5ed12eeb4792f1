import type { Result } from '@athanor/engine'
import type { Table } from '@athanor/expressions/elements'
import { isAbsent, NO_RESULT, NO_VALUE } from '../attributes/sentinels.ts'
import { warn } from '../events/warn.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { FlushError, StaleDataError } from '../session/session-errors.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { orderStates } from './order-states.ts'
import { tablesOf, versionOf } from './save-objects.ts'
import { keyParameter, statementsOf, versionColumn, versionParameter } from './statements.ts'
import { type Steps, wait } from './steps.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** DELETE of objects of one hierarchy, table by table from the leaves up. */
export function* deleteObjects(uow: UnitOfWork, root: Mapper, states: readonly InstanceState[]): Steps {
  if (states.length === 0) return
  const ordered = orderStates(states)
  // a version, or a changed key, of an expired object has to be loaded
  yield* uow.refreshMissing(ordered.filter((state) => state.key !== undefined && state.expiredSlots !== null
    && [...state.mapper.primaryKeyAttributes, ...(state.mapper.version === null ? [] : [state.mapper.version])]
      .some((a) => isAbsent(state.values[a.slot]) && state.expiredSlots!.has(a.slot))))
  for (const state of ordered) state.mapper.events?.emit('beforeDelete', state.object, uow.session)
  for (const [table, mapper] of [...tablesOf(root)].reverse()) {
    // the database follows the deletion of the parent's row by itself
    if (mapper.parent !== null && mapper.passiveDeletes) continue
    const rows = ordered.filter((state) => state.mapper.tables.includes(table)).map((state) => rowOf(state, table, mapper))
    if (rows.length > 0) yield* emitDeletes(uow, mapper, table, rows)
  }
  for (const state of ordered) state.mapper.events?.emit('afterDelete', state.object, uow.session)
}

function rowOf(state: InstanceState, table: Table, mapper: Mapper): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const column of table.primaryKey) {
    const attribute = state.mapper.attributeOf(column)
    let value = attribute.committed(state)
    if (value === NO_VALUE || value === NO_RESULT) value = state.identity[state.mapper.primaryKeyAttributes.indexOf(attribute)]
    if (value === null || value === undefined) {
      throw new FlushError(`${state.toString()} can't be deleted: the primary key column '${table.fullName}.${column.key}' is NULL`)
    }
    row[keyParameter(column.key)] = value
  }
  const version = versionColumn(mapper, table)
  if (version !== null) row[versionParameter(version.key)] = versionOf(state)
  return row
}

function* emitDeletes(uow: UnitOfWork, mapper: Mapper, table: Table, rows: readonly Record<string, unknown>[]): Steps {
  const connection = yield* uow.session.connectionSteps(mapper)
  const version = versionColumn(mapper, table)
  const statement = statementsOf(table).delete(version)
  const { supportsSaneRowcount, supportsSaneMultiRowcount } = connection.dialect.capabilities
  let matched = -1
  if (version !== null && !supportsSaneMultiRowcount && rows.length > 1) {
    matched = 0
    for (const row of rows) matched += (yield* wait(connection.execute(statement as never, row) as unknown as PromiseLike<Result>)).rowCount
    if (!supportsSaneRowcount) matched = -1
  } else {
    const result = yield* wait(connection.execute(statement as never, (rows.length === 1 ? rows[0]! : rows) as never) as unknown as PromiseLike<Result>)
    matched = rows.length === 1 ? (supportsSaneRowcount ? result.rowCount : -1) : supportsSaneMultiRowcount ? result.rowCount : -1
  }
  if (!mapper.root.confirmDeletedRows || matched < 0 || matched === rows.length) return
  const text = `The DELETE from '${table.fullName}' was for ${rows.length} row${rows.length === 1 ? '' : 's'}, and ${matched} matched`
  if (version !== null) throw new StaleDataError(`${text}: others changed or deleted them meanwhile`)
  warn('DELETE_MISMATCH', `${text}. If the database deletes rows by itself, say passiveDeletes on the relationship or confirmDeletedRows: false on the class.`)
}
