import type { Connection, ExecuteOptions, Result } from '@athanor/engine'
import { BindParameter, cloneNode, type Column, type ColumnElement, Delete, Insert, Select, type SqlNode, Update } from '@athanor/expressions/elements'
import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import type { Attribute } from '../../attributes/attribute.ts'
import type { ColumnAttribute } from '../../attributes/column-attribute.ts'
import { findMapper, mapperOf } from '../../mapping/mapped-classes.ts'
import type { Mapper } from '../../mapping/mapper.ts'
import { EntityFrom } from '../../querying/entity-from.ts'
import { EntitySource } from '../../querying/entity-source.ts'
import { singleTable } from '../../querying/relationship-element.ts'
import type { Session } from '../../session/session.ts'
import type { InstanceState } from '../../state/instance-state.ts'
import { type Steps, wait } from '../../unit-of-work/steps.ts'
import { LoadRun } from '../hydration/load-run.ts'
import { keyReader, type Row } from '../hydration/row-code.ts'
import { RowReader } from '../hydration/row-reader.ts'
import type { SessionResult } from '../orm-execution.ts'
import { OrmResult } from '../orm-result.ts'
import { PlanBuilder, selectedColumns } from '../plan-builder.ts'
import type { ItemPlan } from '../plan.ts'
import { NO_OPTIONS } from '../relationship-query.ts'
import { evaluator, NotEvaluable, UNKNOWN } from './evaluate.ts'

type Values = Readonly<Record<string, unknown>>
type EntityStatement = Update | Delete | Insert

/** INSERT, UPDATE or DELETE of a mapped class; undefined for anything else. */
export function entityStatement(node: SqlNode | undefined): { readonly statement: EntityStatement; readonly mapper: Mapper } | undefined {
  if (!(node instanceof Update || node instanceof Delete || node instanceof Insert)) return undefined
  const { target } = node.raw
  return findMapper(target) === undefined ? undefined : { statement: node, mapper: mapperOf(target) }
}

/**
 * Executes an UPDATE or DELETE of a mapped class, and brings the objects of the session in step with it, by the execution
 * option `synchronizeSession`: `'evaluate'` works out the criteria in JavaScript, `'fetch'` selects the keys first, `'auto'`
 * (default) does the first where it can, `false` nothing. Source: SQLAlchemy's `BulkUDCompileState`.
 */
export function* executeEntityDml(session: Session, given: EntityStatement, mapper: Mapper, values: Values | readonly Values[] | undefined, options: ExecuteOptions): Steps<SessionResult> {
  const statement = onTable(given, mapper)
  const connection = yield* session.connectionSteps(mapper)
  const { synchronizeSession: mode = 'auto', populateExisting: _populate, autoflush: _autoflush, ...rest } = options as ExecuteOptions & { readonly synchronizeSession?: unknown }
  if (!['auto', 'evaluate', 'fetch', false].includes(mode as string)) throw new ArgumentError(`synchronizeSession is 'auto', 'evaluate', 'fetch' or false, not ${String(mode)}`)
  const single = Array.isArray(values) ? undefined : values as Values | undefined
  const isSynchronized = !(statement instanceof Insert) && mode !== false && !Array.isArray(values)
  const hasReturning = statement.returningItems.length > 0
  const returnsKeys = !hasReturning && (statement instanceof Update ? connection.engine.dialect.capabilities.updateReturning : connection.engine.dialect.capabilities.deleteReturning)
  let matched: readonly Matched[] = []
  if (isSynchronized) {
    const states = [...session.identityMap.mapFor(mapper.root).values()].filter((s) => s.mapper.isA(mapper))
    const evaluated = mode === 'fetch' ? null : evaluatedStates(states, statement, mapper, single, mode === 'evaluate')
    if (evaluated !== null) matched = evaluated
    else if (returnsKeys) return yield* executeReturningKeys(connection, statement, mapper, states, session, single, rest)
    else if (states.length > 0) matched = yield* selectedStates(connection, states, statement, mapper, single)
  }
  const hasEntities = statement.raw.returning.some((item) => findMapper(item) !== undefined)
  let result: SessionResult
  if (hasEntities) result = yield* returningEntities(session, statement, values, rest)
  else result = yield* wait(connection.execute(statement as never, values as never, rest) as unknown as PromiseLike<Result>)
  if (!(statement instanceof Insert)) synchronize(session, statement, matched, single)
  return result
}

function synchronize(session: Session, statement: Update | Delete, matched: readonly Matched[], values: Values | undefined): void {
  if (statement instanceof Update) {
    for (const { state } of matched) afterUpdate(state, statement, values)
    return
  }
  session.removeNewlyDeleted(matched.filter((m) => m.isCertain).map((m) => m.state))
  // whether these are gone shows when they are loaded again
  for (const { state, isCertain } of matched) if (!isCertain) state.expire()
}

/** The statement itself says which rows it met. */
function* executeReturningKeys(
  connection: Connection, statement: Update | Delete, mapper: Mapper, states: readonly InstanceState[], session: Session, values: Values | undefined, options: ExecuteOptions,
): Steps<SessionResult> {
  const keys = mapper.root.primaryKeyAttributes.map((a) => a.column)
  const result = yield* wait(connection.execute(statement.returning(...keys) as never, values, options) as unknown as PromiseLike<Result>)
  const found = foundKeys(connection, keys, result)
  synchronize(session, statement, states.filter((s) => found.has(s.key)).map((state) => ({ state, isCertain: true })), values)
  return result
}

function foundKeys(connection: Connection, keys: readonly Column[], result: Result): ReadonlySet<unknown> {
  const { dialect } = connection.engine
  const processors = keys.map((key) => key.type.forDialect(dialect.name).resultProcessor(dialect))
  const readKey = keyReader(keys.map((_, i) => i), processors)
  return new Set((result.source ?? []).map(readKey))
}

/** A subclass has no table of its own in SQL: its table with its rows, as far as that is one table. */
function onTable<S extends EntityStatement>(statement: S, mapper: Mapper): S {
  if (!(statement.table instanceof EntityFrom)) return statement
  if (!mapper.isSingleTable || mapper.tables.length > 1) {
    throw new InvalidRequestError(
      `${mapper.name} has rows in several tables (${mapper.tables.map((t) => t.fullName).join(', ')}), and a statement changes one. Name the table: ${mapper.name}.table, or write the change to objects.`,
      { code: 'SEVERAL_TABLES' })
  }
  if (statement instanceof Insert) return cloneNode(statement, { table: mapper.localTable })
  return cloneNode(statement, { table: mapper.localTable, whereCriteria: [...statement.whereCriteria, ...singleTable(EntitySource.of(mapper))] })
}

interface Matched {
  readonly state: InstanceState
  /** False: an attribute that the criteria need isn't loaded. */
  readonly isCertain: boolean
}

/** Matching objects by the criteria evaluated in JavaScript; null when that can't be done. */
function evaluatedStates(states: readonly InstanceState[], statement: Update | Delete, mapper: Mapper, values: Values | undefined, mustBe: boolean): readonly Matched[] | null {
  try {
    const criteria = statement.whereCriteria.map((c) => evaluator(c, mapper, values))
    const found: Matched[] = []
    for (const state of states) {
      const answers = criteria.map((criterion) => criterion(state))
      if (answers.some((a) => a === null || a === false || a === 0)) continue
      found.push({ state, isCertain: !answers.includes(UNKNOWN) })
    }
    return found
  } catch (error) {
    if (!(error instanceof NotEvaluable)) throw error
    if (!mustBe) return null
    throw new InvalidRequestError(
      `The criteria can't be evaluated in JavaScript: ${error.message}. Use synchronizeSession: 'fetch', or false.`, { code: 'NOT_EVALUABLE', cause: error })
  }
}

/** Matching objects by a SELECT before the statement. */
function* selectedStates(connection: Connection, states: readonly InstanceState[], statement: Update | Delete, mapper: Mapper, values: Values | undefined): Steps<readonly Matched[]> {
  const keys = mapper.root.primaryKeyAttributes.map((a) => a.column)
  const select = new Select(keys).where(...statement.whereCriteria as readonly ColumnElement[])
  const result = yield* wait(connection.execute(select as never, values) as unknown as PromiseLike<Result>)
  const found = foundKeys(connection, keys, result)
  return states.filter((s) => found.has(s.key)).map((state) => ({ state, isCertain: true }))
}

function afterUpdate(state: InstanceState, statement: Update, values: Values | undefined): void {
  const { mapper } = state
  const assigned = new Map<Attribute, { readonly value: unknown; readonly isKnown: boolean }>()
  const note = (key: unknown, value: unknown, isKnown: boolean): void => {
    const attribute = typeof key === 'string' ? mapper.columnAttributes.find((a) => a.column.key === key) : mapper.columnAttributes.find((a) => a.columns.includes(key as never))
    if (attribute !== undefined) assigned.set(attribute, { value, isKnown })
  }
  for (const { key, value } of statement.assignments ?? []) {
    if (value instanceof BindParameter && !value.required) note(key, value.effectiveValue ?? null, true)
    else {
      let result: unknown = UNKNOWN
      try {
        result = evaluator(value, mapper, values)(state)
      } catch (error) {
        if (!(error instanceof NotEvaluable)) throw error
      }
      note(key, result, result !== UNKNOWN)
    }
  }
  for (const [key, value] of Object.entries(values ?? {})) if (statement.table.columns.has(key)) note(key, value, true)
  const expired: Attribute[] = []
  for (const [attribute, { value, isKnown }] of assigned) {
    // a change that wasn't flushed is lost: the database has another value now
    if (state.committedValues?.has(attribute.slot)) expired.push(attribute)
    else if (!state.holds(attribute.slot)) continue
    else if (isKnown) state.setLoaded(attribute.slot, value)
    else expired.push(attribute)
  }
  // what the database or its defaults changed with it
  for (const attribute of mapper.columnAttributes as readonly ColumnAttribute[]) {
    if (!assigned.has(attribute) && state.holds(attribute.slot) && (attribute.column.onUpdate !== null || attribute.column.serverOnUpdate !== null)) expired.push(attribute)
  }
  if (expired.length > 0) state.expireSlots(expired)
}

/** RETURNING with mapped classes: the rows become objects. */
function* returningEntities(session: Session, statement: EntityStatement, values: Values | readonly Values[] | undefined, options: ExecuteOptions): Steps<OrmResult> {
  const builder = new PlanBuilder()
  const items: ItemPlan[] = statement.raw.returning.map((item, i) => {
    const mapper = findMapper(item)
    if (mapper === undefined) {
      const element = statement.returningItems[i] as ColumnElement & { readonly key?: string }
      return { kind: 'column', key: element.key, position: builder.add(element) }
    }
    return { kind: 'entity', key: mapper.entityName, entity: builder.entity(EntitySource.of(mapper), NO_OPTIONS, [], selectedColumns(mapper, NO_OPTIONS)) }
  })
  const core = cloneNode(statement as Update, { returningItems: builder.columns })
  const connection = yield* session.connectionSteps(mapperOf(statement.raw.target))
  const result = yield* wait(connection.execute(core as never, values as never, options) as unknown as PromiseLike<Result>)
  const plan = { core: core as never, inner: core as never, columns: builder.columns, items, entities: builder.entities, needsUnique: false }
  const reader = new RowReader(plan, connection.engine.dialect)
  const run = new LoadRun(reader.entities, { session, populateExisting: !(statement instanceof Insert), values: undefined })
  return new OrmResult(reader.read((result.source ?? []) as readonly Row[], run), items.map((item) => item.key), false)
}
