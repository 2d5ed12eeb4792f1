import type { Column, Table } from '@athanor/expressions/elements'
import { isExpression } from '../attributes/column-attribute.ts'
import { NOT_LOADED, NO_RESULT, NO_VALUE } from '../attributes/sentinels.ts'
import { warn } from '../events/warn.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { FlushError } from '../session/session-errors.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { isIncomplete } from '../identity/identity-key.ts'
import { emitInserts, type InsertRecord } from './emit-inserts.ts'
import { emitUpdates, type UpdateRecord } from './emit-updates.ts'
import { orderStates } from './order-states.ts'
import { type Steps, wait } from './steps.ts'
import type { UnitOfWork } from './unit-of-work.ts'
import { versionParameter, keyParameter } from './statements.ts'
import { nextVersion } from './version.ts'

/** An object to update: its own row, or that of a deleted object with the same key. */
interface Updated { readonly state: InstanceState; readonly version: unknown }

/** INSERT and UPDATE of objects of one hierarchy, table by table from the root down. */
export function* saveObjects(uow: UnitOfWork, root: Mapper, states: readonly InstanceState[]): Steps {
  const ordered = orderStates(states)
  if (!root.batch) {
    for (const state of ordered) yield* saveBatch(uow, root, [state])
    return
  }
  yield* saveBatch(uow, root, ordered)
}

function* saveBatch(uow: UnitOfWork, root: Mapper, states: readonly InstanceState[]): Steps {
  if (states.length === 0) return
  const inserted: InstanceState[] = []
  const updated: Updated[] = []
  // a version is checked against the one that was read; of an expired object it has to be read again
  yield* uow.refreshMissing(states.filter((state) => state.key !== undefined && isVersionMissing(state)))
  yield* classify(uow, states, inserted, updated)
  for (const [table, mapper] of tablesOf(root)) {
    const updates = yield* collectUpdates(uow, table, updated)
    const inserts = collectInserts(table, inserted)
    if (updates.length > 0) yield* emitUpdates(uow, mapper, table, updates)
    if (inserts.length > 0) yield* emitInserts(uow, mapper, table, inserts)
  }
  for (const state of inserted) finishSaved(state, true)
  for (const { state } of updated) finishSaved(state, false)
  yield* fetchGenerated(uow, [...inserted, ...updated.map((u) => u.state)])
}

/** The object has a version, and it isn't loaded. */
export const isVersionMissing = (state: InstanceState): boolean => state.mapper.version !== null && state.values[state.mapper.version.slot] === NOT_LOADED

/** Tables of a hierarchy, each after those it refers to. */
export function tablesOf(root: Mapper): readonly (readonly [Table, Mapper])[] {
  const tables = new Map<Table, Mapper>()
  for (const mapper of root.root.selfAndDescendants()) if (!tables.has(mapper.localTable)) tables.set(mapper.localTable, mapper)
  return [...tables]
}

function* classify(uow: UnitOfWork, states: readonly InstanceState[], inserted: InstanceState[], updated: Updated[]): Steps {
  const { identityMap } = uow.session
  for (const state of states) {
    const { mapper } = state
    const isNew = state.key === undefined
    mapper.events?.emit(isNew ? 'beforeInsert' : 'beforeUpdate', state.object, uow.session)
    let switched: InstanceState | null = null
    const isKeyless = isNew && isIncomplete(mapper.identityOf(state))
    if (isKeyless) uow.keyless.push(state)
    else if (isNew) {
      const existing = identityMap.get(mapper, mapper.keyOf(state))
      if (existing !== undefined && existing !== state && !(yield* wasDeleted(uow, existing))) {
        if (uow.isDelete(existing)) {
          // a row is deleted and made anew in one flush: it is updated
          uow.withdraw(existing)
          switched = existing
        } else {
          warn('IDENTITY_CONFLICT', `The new object ${mapper.name} has the primary key of ${existing.toString()}, which is in the session: its INSERT will fail. To change that object, use session.merge().`)
        }
      }
    }
    if (isNew && switched === null) inserted.push(state)
    else updated.push({ state, version: versionOf(switched ?? state) })
  }
}

/** An expired object may turn out to have no row any more. */
function* wasDeleted(uow: UnitOfWork, state: InstanceState): Steps<boolean> {
  if (!state.isExpired) return false
  const gone = yield* wait(uow.session.loading.loadColumns([state], null))
  if (gone.length === 0) return false
  uow.session.removeNewlyDeleted(gone)
  return true
}

/** Version that the database has. */
export function versionOf(state: InstanceState): unknown {
  const { version } = state.mapper
  if (version === null) return undefined
  const value = version.committed(state)
  return value === NO_VALUE || value === NO_RESULT ? null : value
}

function collectInserts(table: Table, states: readonly InstanceState[]): InsertRecord[] {
  const records: InsertRecord[] = []
  for (const state of states) {
    const { mapper } = state
    if (!mapper.tables.includes(table)) continue
    const values: Record<string, unknown> = {}
    let expressions: Map<Column, unknown> | null = null
    let hasKey = true
    let hasDefaults = true
    let signature = ''
    const columns = mapper.columnsOf(table)
    for (let i = 0; i < columns.length; i++) {
      const [column, attribute] = columns[i]!
      let value = state.values[attribute.slot]
      if (attribute === mapper.version) value = nextVersion(null)
      if (value === NOT_LOADED || value === undefined || (value === null && !column.type.shouldEvaluateNone)) {
        if (column.primaryKey) {
          hasKey = false
          continue
        }
        if (column.serverDefault !== null) {
          hasDefaults = false
          continue
        }
        // an absent value is NULL, said so that many rows have one statement; a default of ours is applied by the engine
        if (column.default !== null || (value !== null && column.type.shouldEvaluateNone)) continue
        value = null
      } else if (typeof value === 'object' && isExpression(value)) {
        (expressions ??= new Map()).set(column, value)
        signature += `${column.key}=,`
        continue
      }
      values[column.key] = value
      signature += `${column.key},`
    }
    records.push({ state, values, expressions, hasKey, hasDefaults, signature })
  }
  return records
}

function* collectUpdates(uow: UnitOfWork, table: Table, updated: readonly Updated[]): Steps<UpdateRecord[]> {
  const records: UpdateRecord[] = []
  const candidates: { readonly item: Updated; readonly values: Record<string, unknown>; readonly expressions: Map<Column, unknown> | null }[] = []
  for (const item of updated) {
    const { state, version } = item
    const { mapper } = state
    if (!mapper.tables.includes(table)) continue
    const values: Record<string, unknown> = {}
    let expressions: Map<Column, unknown> | null = null
    let count = 0
    const isAll = state.isFresh
    const committed = state.committedValues
    if (isAll || committed !== null) {
      for (const [column, attribute] of mapper.columnsOf(table)) {
        const value = state.values[attribute.slot]
        if (value === undefined || value === NOT_LOADED) continue
        const old = isAll ? NO_VALUE : committed!.get(attribute.slot)
        if (old === undefined) continue
        if (typeof value === 'object' && value !== null && isExpression(value)) (expressions ??= new Map()).set(column, value)
        else if (old === NO_VALUE || !attribute.isEqual(value, old)) {
          values[column.key] = value
          count++
        }
      }
    }
    const versionHere = mapper.version !== null && mapper.version.columns.some((c) => c.table === table)
    if (versionHere && version !== undefined) {
      if (count === 0 && expressions === null && !changedElsewhere(state)) continue
      const { key } = mapper.version!.column
      if (values[key] === undefined) values[key] = nextVersion(version)
      values[versionParameter(key)] = version
    } else if (count === 0 && expressions === null) continue
    candidates.push({ item, values, expressions })
  }
  // rows are found by their keys: of expired objects they have to be loaded
  const missing = candidates.map(({ item }) => item.state).filter((state) => state.key !== undefined && state.mapper.primaryKeyAttributes.some((a) => state.values[a.slot] === NOT_LOADED))
  yield* uow.refreshMissing(missing)
  for (const { item: { state }, values, expressions } of candidates) {
    const cascaded = uow.cascadedKeys.get(state)
    let hasKey = true
    for (const column of table.primaryKey) {
      const attribute = state.mapper.attributeOf(column)
      const history = attribute.history(state)
      let value: unknown
      if (history.added.length > 0 && (history.deleted.length === 0 || cascaded?.has(column) === true || state.isFresh)) {
        value = history.added[0]
        delete values[column.key]
      } else if (history.added.length > 0) {
        value = history.deleted[0]
        if (expressions?.has(column)) hasKey = false
      } else value = history.unchanged[0] ?? state.values[attribute.slot]
      if (value === null || value === undefined) {
        throw new FlushError(`${state.toString()} can't be updated: the primary key column '${table.fullName}.${column.key}' is NULL`)
      }
      values[keyParameter(column.key)] = value
    }
    const keys = Object.keys(values)
    const isEmpty = expressions === null && keys.every((key) => key.startsWith(keyParameter('')) || key.startsWith(versionParameter('')))
    if (!isEmpty) records.push({ state, values, expressions, hasKey, signature: `${expressions === null ? '' : 'e'}${keys.sort().join(',')}` })
  }
  return records
}

/** A version counts changes of the whole object, also those in another table of the hierarchy. */
function changedElsewhere(state: InstanceState): boolean {
  return state.mapper.columnAttributes.some((attribute) => attribute.history(state).added.length > 0)
}

/** What the database computes is forgotten; listeners hear of it. */
function finishSaved(state: InstanceState, isNew: boolean): void {
  const { mapper } = state
  const computed = mapper.expressions.filter((e) => state.holds(e.slot))
  if (computed.length > 0) state.expireSlots(computed)
  mapper.events?.emit(isNew ? 'afterInsert' : 'afterUpdate', state.object, state.session)
}

/** `eagerDefaults: true`: what the server generated is loaded now, not when it is asked for. */
function* fetchGenerated(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
  const byMapper = new Map<Mapper, InstanceState[]>()
  for (const state of states) {
    if (state.mapper.eagerDefaults !== true) continue
    const isMissing = state.mapper.columnAttributes.some((a) => state.values[a.slot] === NOT_LOADED && (a.column.serverDefault !== null || a.column.serverOnUpdate !== null))
    if (!isMissing || state.key === undefined) continue
    const list = byMapper.get(state.mapper)
    if (list === undefined) byMapper.set(state.mapper, [state])
    else list.push(state)
  }
  for (const list of byMapper.values()) yield* uow.refreshMissing(list)
}
