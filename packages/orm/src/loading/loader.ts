import type { Connection, ExecuteOptions, Result } from '@athanor/engine'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import type { Select } from '@athanor/expressions/elements'
import type { Attribute } from '../attributes/attribute.ts'
import { CollectionRelationship } from '../attributes/collection-relationship.ts'
import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { ObjectDeletedError } from '../attributes/attribute-errors.ts'
import { isAbsent, NOT_LOADED, NO_RESULT, NO_VALUE } from '../attributes/sentinels.ts'
import { identityKey } from '../identity/identity-key.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { Session } from '../session/session.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { type Steps, wait } from '../unit-of-work/steps.ts'
import { columnQuery, keyName, keyQuery } from './column-query.ts'
import { warnSeveral } from './hydration/entity-reader.ts'
import { LoadRun, type RememberedOptions } from './hydration/load-run.ts'
import { keyReader, read, type Row } from './hydration/row-code.ts'
import { RowReader } from './hydration/row-reader.ts'
import type { LoadNode } from './load-node.ts'
import { relationshipsOf, selectedColumns, strategyOf } from './plan-builder.ts'
import type { PostLoad, QueryPlan } from './plan.ts'
import { KEYS, NO_OPTIONS, nextNode, type RelationshipQuery, relationshipQuery, subqueryQuery } from './relationship-query.ts'

/** Something planned that is executed: its plan, and its readers by dialect. */
export interface Planned {
  readonly plan: QueryPlan
  readonly readers: Map<string, unknown>
}

type Values = Readonly<Record<string, unknown>>

export interface RunOptions {
  readonly populateExisting?: boolean | undefined
  readonly withForUpdate?: unknown
  readonly signal?: AbortSignal | undefined
  readonly execution?: ExecuteOptions | undefined
}

interface RelationshipOptions {
  /** Options of the parents; absent: what each was loaded with. */
  readonly options?: RememberedOptions | undefined
  readonly path?: readonly Mapper[] | undefined
  readonly populateExisting?: boolean | undefined
  /** Statement that loaded the parents, for `subqueryload`. */
  readonly outer?: { readonly plan: QueryPlan; readonly positions: readonly number[] } | undefined
}

/** How many keys are sent at once. */
const CHUNK = 500

/**
 * Loads for one session: executes planned statements and carries out what has to be loaded after them. Everything is planned
 * synchronously; the steps wait for the database only.
 */
export class Loader {
  readonly session: Session
  constructor(session: Session) { this.session = session }

  // statements ---------------------------------------------------------------------------------------------------------------

  /** Reader of a planned statement under the connection's dialect. */
  reader(planned: Planned, dialect: DefaultDialect): RowReader {
    let reader = planned.readers.get(dialect.name) as RowReader | undefined
    if (reader === undefined) planned.readers.set(dialect.name, reader = new RowReader(planned.plan, dialect))
    return reader
  }

  /** Executes a planned statement, and what has to be loaded after it. The rows are read by `readRows`, or as the plan says. */
  *execute(planned: Planned, mapper: Mapper | null, values: Values | undefined, options: RunOptions = {}, readRows?: (rows: readonly Row[], run: LoadRun, reader: RowReader) => void): Steps<unknown[]> {
    const { session } = this
    const connection = yield* session.connectionSteps(mapper, planned.plan.core)
    const reader = this.reader(planned, connection.engine.dialect)
    const rows = yield* this.rows(connection, planned.plan.core, values, options)
    const run = new LoadRun(reader.entities, { session, populateExisting: options.populateExisting ?? false, values })
    let result: unknown[] = []
    if (readRows === undefined) result = reader.read(rows, run)
    else {
      readRows(rows, run, reader)
      run.endRows()
    }
    yield* this.afterRows(run, planned.plan, values, options.populateExisting ?? false)
    return result
  }

  *rows(connection: Connection, core: Select, values: Values | undefined, options: RunOptions): Steps<readonly Row[]> {
    let statement = core
    const { withForUpdate } = options
    if (withForUpdate !== undefined && withForUpdate !== false) statement = core.withForUpdate(withForUpdate === true ? {} : withForUpdate as object)
    const execution = options.signal === undefined ? options.execution : { ...options.execution, signal: options.signal }
    const result = yield* wait(connection.execute(statement as never, values as never, execution) as unknown as PromiseLike<Result>)
    return result.source ?? []
  }

  /** What remains to be loaded for the objects of a statement. */
  *afterRows(run: LoadRun, plan: QueryPlan, values: Values | undefined, populateExisting: boolean): Steps {
    for (const entity of run.runs) {
      const { met } = entity
      if (met === null || met.size === 0) continue
      if (entity.plan.node.subclasses.size > 0) yield* this.#completeSubclasses(met, entity.plan.node)
      for (const post of entity.plan.postLoads) {
        const own = [...met].filter((s) => s.mapper.isA(post.relationship.parent))
        const states = own.filter((s) => (populateExisting && post.strategy !== 'immediate') || isAbsent(s.values[post.relationship.slot]))
        // what is loaded stays, but the options for its targets apply to them
        if (states.length < own.length && post.rule !== null && post.rule.next.rules.size > 0) {
          const waiting = new Set(states)
          yield* this.#optionsOf(targetsOf(post.relationship, own.filter((s) => !waiting.has(s))), post.rule.next, values, post.path)
        }
        if (states.length === 0) continue
        const outer = post.strategy === 'subquery' && entity.plan.source.alias === null && plan.inner !== undefined
          ? this.#outerOf(plan, entity.plan.index, post) : undefined
        yield* this.relationship(states, post.relationship, { options: { node: entity.plan.node, values }, path: post.path, populateExisting, outer })
      }
    }
  }

  #outerOf(plan: QueryPlan, index: number, post: PostLoad): RelationshipOptions['outer'] {
    const entity = plan.entities[index]!
    const positions = (post.relationship.direction === 'manyToOne'
      ? post.relationship.config.pairs.map((p) => p.destination) : post.relationship.config.pairs.map((p) => p.source))
      .map((column) => entity.columns.find((c) => c.attribute.kind === 'column' && (c.attribute as ColumnAttribute).columns.includes(column))?.position ?? -1)
    // a nested entity's columns may be outside of the statement that is embedded
    if (positions.some((p) => p < 0 || p >= plan.inner.rawColumns.length)) return undefined
    return { plan, positions }
  }

  /** Columns that subclasses have in tables of their own. */
  *#completeSubclasses(met: ReadonlySet<InstanceState>, node: LoadNode): Steps {
    const groups = new Map<Mapper, InstanceState[]>()
    for (const state of met) {
      const isWanted = [...node.subclasses].some((m) => state.mapper.isA(m))
      if (!isWanted || !selectedColumns(state.mapper, node).some((a) => state.values[a.slot] === NOT_LOADED)) continue
      const group = groups.get(state.mapper)
      if (group === undefined) groups.set(state.mapper, [state])
      else group.push(state)
    }
    for (const [mapper, states] of groups) {
      const wanted = selectedColumns(mapper, node).filter((a) => states.some((s) => s.values[a.slot] === NOT_LOADED))
      yield* this.columns(states, wanted)
    }
  }

  // columns ------------------------------------------------------------------------------------------------------------------

  /** Loads columns of objects: the given ones, or all that are expired. Returns the objects whose rows are gone. */
  *columns(states: readonly InstanceState[], attributes: readonly Attribute[] | null, options: RunOptions & { readonly overwrite?: boolean | undefined } = {}): Steps<readonly InstanceState[]> {
    const groups = new Map<Mapper, InstanceState[]>()
    for (const state of states) {
      const group = groups.get(state.mapper)
      if (group === undefined) groups.set(state.mapper, [state])
      else group.push(state)
    }
    const gone: InstanceState[] = []
    for (const [mapper, group] of groups) {
      const wanted = attributes === null ? refreshed(mapper, group) : withGroups(mapper, attributes)
      yield* this.#columnsOf(mapper, group, wanted, options, gone)
      if (attributes === null) yield* this.#eagerAgain(group.filter((s) => !gone.includes(s)))
    }
    return gone
  }

  *#columnsOf(mapper: Mapper, states: readonly InstanceState[], wanted: readonly Attribute[], options: RunOptions & { readonly overwrite?: boolean | undefined }, gone: InstanceState[]): Steps {
    const { session } = this
    const query = columnQuery(mapper, wanted)
    const connection = yield* session.connectionSteps(mapper)
    const { processors } = this.reader(query, connection.engine.dialect).entities[0]!
    const [entity] = query.plan.entities
    const readKey = keyReader(entity!.keys, processors)
    for (let start = 0; start < states.length; start += CHUNK) {
      const chunk = states.slice(start, start + CHUNK)
      const byKey = new Map(chunk.map((s) => [s.key, s]))
      const keys = chunk.map((s) => (s.identity.length === 1 ? s.identity[0] : s.identity))
      const rows = yield* this.rows(connection, query.plan.core, { [KEYS]: keys }, options)
      for (const row of rows) {
        const state = byKey.get(readKey(row))
        if (state === undefined) continue
        byKey.delete(state.key)
        const loaded: string[] = []
        for (const { attribute, position } of entity!.columns) {
          const { slot } = attribute
          // the key is selected to find the object by; it isn't asked for
          if (state.mapper.attributes[slot] !== attribute || !attributes(wanted, attribute)) continue
          if (options.overwrite !== true && (state.committedValues?.has(slot) || (attributes(wanted, attribute) && !isAbsent(state.values[slot])))) continue
          state.setLoaded(slot, read(processors[position], row[position]))
          loaded.push(attribute.key)
        }
        state.isExpired = false
        state.mapper.events?.emit('refresh', state.object, loaded)
      }
      gone.push(...byKey.values())
    }
  }

  /** A refresh brings relationships back that are loaded with the object as mapped. Loader options of queries don't count here. */
  *#eagerAgain(states: readonly InstanceState[]): Steps {
    for (const mapper of new Set(states.map((s) => s.mapper))) {
      for (const relationship of relationshipsOf(mapper)) {
        const strategy = strategyOf(relationship, undefined, [mapper])
        if (strategy === 'raise' || strategy === 'noload') continue
        const wanted = states.filter((s) => s.mapper === mapper && mapper.isA(relationship.parent) && isAbsent(s.values[relationship.slot]))
        if (wanted.length > 0) yield* this.relationship(wanted, relationship, { path: [mapper] })
      }
    }
  }

  /** One object by its key. */
  *byKey(mapper: Mapper, identity: readonly unknown[], node: LoadNode, options: RunOptions): Steps<InstanceState | null> {
    const locks = options.withForUpdate !== undefined && options.withForUpdate !== false
    const query = keyQuery(mapper, node, locks)
    const values: Record<string, unknown> = {}
    for (let i = 0; i < identity.length; i++) values[keyName(i)] = identity[i]
    const found = yield* this.execute(query, mapper, values, locks ? { ...options, populateExisting: true } : options)
    return found.length === 0 || found[0] === null ? null : stateOf(found[0] as object)
  }

  // relationships ------------------------------------------------------------------------------------------------------------

  /** Fills a relationship of many objects, by one statement for every 500 of them. */
  *relationship(states: readonly InstanceState[], relationship: RelationshipAttribute, how: RelationshipOptions = {}): Steps {
    if (relationship.kind === 'writeOnly') return
    if (how.options !== undefined) {
      yield* this.#relationship(states, relationship, how.options.node, how.options.values, how)
      return
    }
    for (const [options, group] of groupBy(states, (s) => s.loadOptions as RememberedOptions | null)) {
      yield* this.#relationship(group, relationship, options?.node ?? NO_OPTIONS, options?.values, how)
    }
  }

  *#relationship(states: readonly InstanceState[], relationship: RelationshipAttribute, node: LoadNode, values: Values | undefined, how: RelationshipOptions): Steps {
    const path = how.path ?? [relationship.parent]
    const overwrites = how.populateExisting ?? false
    const rule = node.rule(relationship)
    const query = how.outer === undefined
      ? relationshipQuery(relationship, node, path)
      : subqueryQuery(relationship, node, path, how.outer.plan, how.outer.positions)
    // the columns by which the targets are found may be expired themselves
    const incomplete = states.filter((s) => query.locals.some((a) => a.current(s) === NO_RESULT || s.expiredSlots?.has(a.slot)))
    if (incomplete.length > 0) {
      // what is expired is loaded together
      const expired = incomplete.filter((s) => query.locals.some((a) => s.expiredSlots?.has(a.slot)))
      const others = incomplete.filter((s) => !expired.includes(s))
      const gone = expired.length === 0 ? [] : [...yield* this.columns(expired, null)]
      if (others.length > 0) gone.push(...yield* this.columns(others, query.locals))
      if (gone.length > 0) throw new ObjectDeletedError(`${gone.map(String).join(', ')}: the row is gone, so ${relationship.toString()} can't be loaded`)
    }

    const isByKey = relationship.config.targetIsKey && (rule === undefined || rule.criteria.length === 0) && !overwrites && how.outer === undefined
    const waiting = new Map<unknown, { readonly values: readonly unknown[]; readonly states: InstanceState[] }>()
    const known: InstanceState[] = []
    for (const state of states) {
      const keys = query.locals.map((a) => a.current(state))
      if (keys.some((k) => k === null || typeof k === 'symbol' || k === undefined)) {
        settle(relationship, state, [])
        continue
      }
      if (isByKey && relationship.kind === 'toOne') {
        const target = (relationship as unknown as { lookup(s: InstanceState, committed: boolean): unknown }).lookup(state, false)
        if (target !== NO_RESULT) {
          settle(relationship, state, target === null ? [] : [target as object])
          if (target !== null) known.push(stateOf(target as object))
          continue
        }
      }
      const key = identityKey(keys)
      const entry = waiting.get(key)
      if (entry === undefined) waiting.set(key, { values: keys, states: [state] })
      else entry.states.push(state)
    }
    if (waiting.size > 0) yield* this.#fetch(relationship, query, waiting, values, overwrites)
    // targets that were here already: their own options apply all the same
    const next = nextNode(rule, node)
    if (known.length > 0 && next.rules.size > 0) yield* this.#optionsOf([...new Set(known)], next, values, path)
  }

  *#fetch(relationship: RelationshipAttribute, query: RelationshipQuery, waiting: ReadonlyMap<unknown, { readonly values: readonly unknown[]; readonly states: InstanceState[] }>, values: Values | undefined, overwrites: boolean): Steps {
    const { mapper } = query.plan.entities[0]!
    const keys = [...waiting.keys()]
    const size = query.chunkSize === 0 ? keys.length : query.chunkSize
    const { index } = (query.plan.items[0] as { readonly entity: { readonly index: number } }).entity
    const found = new Map<unknown, { readonly members: object[]; readonly seen: Set<object> | null }>()
    for (let start = 0; start < keys.length; start += size) {
      const chunk = keys.slice(start, start + size)
      const parameters = query.chunkSize === 0 ? values
        : { ...values, [KEYS]: chunk.map((k) => { const v = waiting.get(k)!.values; return v.length === 1 ? v[0] : v }) }
      yield* this.execute(query, mapper, parameters, { populateExisting: overwrites }, (rows, run, reader) => {
        const readGroup = keyReader(query.group, reader.entities[index]!.processors)
        for (const row of rows) {
          const target = run.instance(index, row)
          if (target === null) continue
          const key = readGroup(row)
          let group = found.get(key)
          if (group === undefined) found.set(key, group = { members: [], seen: query.mayRepeat ? new Set() : null })
          if (group.seen !== null) {
            if (group.seen.has(target.object)) continue
            group.seen.add(target.object)
          }
          group.members.push(target.object)
        }
      })
    }
    for (const [key, { states }] of waiting) {
      const members = found.get(key)?.members ?? []
      for (const state of states) settle(relationship, state, members)
    }
  }

  /** Applies the relationship rules of options to objects that are loaded already. */
  *#optionsOf(states: readonly InstanceState[], node: LoadNode, values: Values | undefined, path: readonly Mapper[]): Steps {
    for (const rule of node.rules.values()) {
      const { relationship } = rule
      const strategy = strategyOf(relationship, rule, path)
      if (strategy === 'raise' || strategy === 'containsEager') continue
      const own = states.filter((s) => s.mapper.isA(relationship.parent))
      const wanted = own.filter((s) => isAbsent(s.values[relationship.slot]))
      if (strategy === 'noload') {
        for (const state of wanted) settle(relationship, state, [])
        continue
      }
      if (wanted.length > 0) yield* this.relationship(wanted, relationship, { options: { node, values }, path: [...path, relationship.parent] })
      const loaded = own.filter((s) => !wanted.includes(s))
      if (loaded.length > 0 && rule.next.rules.size > 0) yield* this.#optionsOf(targetsOf(relationship, loaded), rule.next, values, [...path, relationship.parent])
    }
  }

  /** `session.load(objects, selectinload(…)…)` */
  *applyOptions(states: readonly InstanceState[], node: LoadNode): Steps {
    yield* this.#optionsOf(states, node, undefined, states.length === 0 ? [] : [states[0]!.mapper])
  }

  /** Objects that the database's foreign keys refer to, whatever the attributes have been set to. Fills no attribute. */
  *committedReferences(states: readonly InstanceState[], relationship: RelationshipAttribute): Steps<ReadonlyMap<InstanceState, object | null>> {
    const found = new Map<InstanceState, object | null>()
    const query = relationshipQuery(relationship, NO_OPTIONS, [relationship.parent])
    const waiting = new Map<unknown, { readonly values: readonly unknown[]; readonly states: InstanceState[] }>()
    const incomplete = states.filter((s) => query.locals.some((a) => a.committed(s) === NO_RESULT))
    if (incomplete.length > 0) yield* this.columns(incomplete, null)
    for (const state of states) {
      const keys = query.locals.map((a) => a.committed(state))
      if (keys.some((k) => k === null || k === undefined || k === NO_VALUE || k === NO_RESULT)) {
        found.set(state, null)
        continue
      }
      const key = identityKey(keys)
      if (relationship.config.targetIsKey) {
        const known = this.session.identityMap.get(relationship.target, key)
        if (known !== undefined && !known.isExpired) {
          found.set(state, known.object)
          continue
        }
      }
      const entry = waiting.get(key)
      if (entry === undefined) waiting.set(key, { values: keys, states: [state] })
      else entry.states.push(state)
    }
    if (waiting.size === 0) return found
    const keys = [...waiting.keys()]
    const { index } = (query.plan.items[0] as { readonly entity: { readonly index: number } }).entity
    for (let start = 0; start < keys.length; start += CHUNK) {
      const chunk = keys.slice(start, start + CHUNK)
      yield* this.execute(query, query.plan.entities[0]!.mapper, { [KEYS]: chunk.map((k) => { const v = waiting.get(k)!.values; return v.length === 1 ? v[0] : v }) }, {}, (rows, run, reader) => {
        const readGroup = keyReader(query.group, reader.entities[index]!.processors)
        for (const row of rows) {
          const target = run.instance(index, row)
          for (const state of waiting.get(readGroup(row))?.states ?? []) if (target !== null && !found.has(state)) found.set(state, target.object)
        }
      })
    }
    for (const state of states) if (!found.has(state)) found.set(state, null)
    return found
  }
}

/** Puts loaded targets into a relationship. */
function settle(relationship: RelationshipAttribute, state: InstanceState, members: readonly object[]): void {
  if (relationship instanceof CollectionRelationship) relationship.setLoaded(state, members)
  else {
    if (members.length > 1) warnSeveral(`${state.toString()}, ${relationship.key}`)
    state.setLoaded(relationship.slot, members[0] ?? null)
  }
}

function targetsOf(relationship: RelationshipAttribute, states: readonly InstanceState[]): InstanceState[] {
  const found = new Set<InstanceState>()
  for (const state of states) {
    const value = state.values[relationship.slot]
    if (isAbsent(value) || value === null) continue
    if (relationship instanceof CollectionRelationship) for (const member of relationship.members(state)) found.add(stateOf(member))
    else found.add(stateOf(value as object))
  }
  return [...found]
}

const attributes = (wanted: readonly Attribute[], attribute: Attribute): boolean => wanted.includes(attribute)

/** Attributes that a refresh loads: what is expired or was never loaded, without deferred columns that nobody asked for. */
function refreshed(mapper: Mapper, states: readonly InstanceState[]): readonly Attribute[] {
  const wanted = [...mapper.columnAttributes, ...mapper.expressions].filter((a) => {
    const deferred = a.kind === 'column' && (a as ColumnAttribute).deferred
    return states.some((s) => isAbsent(s.values[a.slot]) && (!deferred || s.committedValues?.has(a.slot)))
  })
  return wanted.length > 0 ? wanted : mapper.primaryKeyAttributes
}

/** Deferred columns of one group are loaded together. */
function withGroups(mapper: Mapper, given: readonly Attribute[]): readonly Attribute[] {
  const wanted = new Set<Attribute>()
  for (const attribute of given) {
    if (attribute.kind === 'composite') {
      for (const component of (attribute as Attribute & { readonly components: readonly Attribute[] }).components) wanted.add(component)
      continue
    }
    if (attribute.kind !== 'column' && attribute.kind !== 'expression') continue
    wanted.add(attribute)
    const group = attribute.kind === 'column' ? (attribute as ColumnAttribute).group : undefined
    if (group !== undefined) for (const other of mapper.columnAttributes) if (other.group === group) wanted.add(other)
  }
  return [...wanted]
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const k = key(item)
    const group = groups.get(k)
    if (group === undefined) groups.set(k, [item])
    else group.push(item)
  }
  return groups
}
