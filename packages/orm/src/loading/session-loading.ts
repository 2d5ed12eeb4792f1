import type { ExecuteOptions, Result } from '@athanor/engine'
import { asNode, BindParameter, Select } from '@athanor/expressions/elements'
import { ArgumentError, InvalidRequestError, type MaybePromise } from '@athanor/interfaces'
import type { Attribute } from '../attributes/attribute.ts'
import { DetachedInstanceError, ObjectDeletedError } from '../attributes/attribute-errors.ts'
import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { isAbsent, NOT_LOADED, NO_RESULT, NO_VALUE } from '../attributes/sentinels.ts'
import type { Mapper } from '../mapping/mapper.ts'
import { EntitySource } from '../querying/entity-source.ts'
import { queryCache } from '../querying/query-cache.ts'
import { parameterValues, withParams } from '../querying/orm-key.ts'
import { relationshipJoin, sidePairs } from '../querying/relationship-join.ts'
import type { Loading, LookupByKeyOptions } from '../session/loading-port.ts'
import type { Session } from '../session/session.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { requireState } from '../state/require-state.ts'
import { drive, type Steps, wait } from '../unit-of-work/steps.ts'
import { entityStatement, executeEntityDml } from './dml/entity-dml.ts'
import type { RememberedOptions } from './hydration/load-run.ts'
import { Loader } from './loader.ts'
import { LoadBatch } from './load-batch.ts'
import { LoadNode } from './load-node.ts'
import { isLoaderOption, LoaderCriteria, LoadPath } from './loader-options.ts'
import { OrmExecution, type SessionResult } from './orm-execution.ts'
import { OrmResult } from './orm-result.ts'
import { OrmStream } from './orm-stream.ts'
import { NO_OPTIONS } from './relationship-query.ts'
import { orderOf } from './plan-builder.ts'

type Values = Readonly<Record<string, unknown>>

/** The loading layer of a session: what `Session` calls for everything that reads. */
export class SessionLoading implements Loading {
  readonly #session: Session
  readonly #loader: Loader
  readonly #batch: LoadBatch

  constructor(session: Session) {
    this.#session = session
    this.#loader = new Loader(session)
    this.#batch = new LoadBatch((attribute, states) => session.read('load()', () => this.#loadSteps(attribute, states)))
  }

  // for the unit of work -----------------------------------------------------------------------------------------------------

  loadRelationship(states: readonly InstanceState[], relationship: RelationshipAttribute): MaybePromise<void> {
    return drive(this.#loader.relationship(states.filter((s) => isAbsent(s.values[relationship.slot])), relationship))
  }
  loadCommittedReference(states: readonly InstanceState[], relationship: RelationshipAttribute): MaybePromise<ReadonlyMap<InstanceState, object | null>> {
    return drive(this.#loader.committedReferences(states, relationship))
  }
  loadColumns(
    states: readonly InstanceState[], attributes: readonly Attribute[] | null,
    options: { readonly overwrite?: boolean | undefined; readonly withForUpdate?: unknown; readonly signal?: AbortSignal } = {},
  ): MaybePromise<readonly InstanceState[]> {
    return drive(this.#loader.columns(states, attributes, options))
  }
  loadByKey(mapper: Mapper, identity: readonly unknown[], options: LookupByKeyOptions): MaybePromise<InstanceState | null> {
    const { options: given } = options
    return drive(this.#loader.byKey(mapper, identity, given === undefined || given.length === 0 ? NO_OPTIONS : nodeOf(given, mapper), options))
  }

  selectMembers(state: InstanceState, relationship: RelationshipAttribute): unknown {
    if (state.key === undefined) throw new InvalidRequestError(`${relationship.toString()}: the object isn't saved yet, so its members can't be selected`)
    const target = EntitySource.of(relationship.target)
    const { secondary } = relationship.config
    const criteria = sidePairs(relationship).map(({ local, remote }) => {
      const value = state.mapper.attributeOf(local).current(state)
      if (typeof value === 'symbol') throw new InvalidRequestError(`${relationship.toString()}: ${local.key} of ${state.toString()} is not loaded`)
      return (secondary === null ? target.column(remote) : secondary.columns.get(remote.key)!).eq(BindParameter.of('parent', { value, unique: true, type: local.type }))
    })
    let select = new Select([relationship.target.class])
    if (secondary !== null) select = select.where(relationshipJoin(relationship, EntitySource.of(relationship.parent), target).second!)
    select = select.where(...criteria)
    const order = orderOf(relationship, target)
    return order.length === 0 ? select : select.orderBy(...order)
  }

  // session.execute ----------------------------------------------------------------------------------------------------------

  execute(statement: unknown, values: unknown, options: unknown): OrmExecution {
    return new OrmExecution(this.#session.read('execute()', () => this.executeSteps(statement, values as Values | undefined, options as ExecuteOptions | undefined)))
  }

  /** @internal Flushes, then executes: SELECTs of mapped classes give objects, everything else is the engine's. */
  *executeSteps(statement: unknown, values: Values | undefined, call: ExecuteOptions | undefined): Steps<SessionResult> {
    const session = this.#session
    const node = asNode(statement)
    const own = (node as { readonly executionOptionValues?: ExecuteOptions | null } | undefined)?.executionOptionValues
    const options: ExecuteOptions = { ...session.options.executionOptions, ...own, ...call }
    if (options['autoflush'] !== false) yield* session.autoflushSteps()
    session.assertUsable()
    const dml = entityStatement(node)
    if (dml !== undefined) return yield* executeEntityDml(session, dml.statement, dml.mapper, values, options)
    const found = node instanceof Select && !Array.isArray(values) ? queryCache.find(node) : null
    if (found === null) {
      const connection = yield* session.connectionSteps(null, node)
      return yield* wait(connection.execute(statement as never, values, options) as unknown as PromiseLike<Result>)
    }
    const { query, carriers } = found
    const { plan, names } = query
    const bound = parameterValues(names, carriers, withParams(node as Select, values))
    const rows = yield* this.#loader.execute(query, plan.entities[0]?.mapper ?? null, bound, { populateExisting: options['populateExisting'] === true, execution: options })
    return new OrmResult(rows, plan.items.map((item) => item.key), plan.needsUnique)
  }

  stream(statement: unknown, values: unknown, options: unknown): OrmStream {
    return new OrmStream(this.#session, this.#loader, statement, values as Values | undefined, options as ExecuteOptions | undefined)
  }

  // session.load -------------------------------------------------------------------------------------------------------------

  async load(objects: object | readonly object[], what: readonly unknown[]): Promise<unknown> {
    const isList = Array.isArray(objects)
    const states = (isList ? objects as object[] : [objects]).map((o) => requireState(o, 'session.load()'))
    if (what.length === 0) throw new ArgumentError('session.load() needs the names of attributes, or loader options')
    // what an object has can be read wherever it is
    const needs = (state: InstanceState): boolean => what.some((item) => typeof item !== 'string' || !state.holds(state.mapper.attribute(item).slot))
    for (const state of states) {
      if (state.session !== this.#session && needs(state)) {
        throw new DetachedInstanceError(`${state.toString()} is ${state.session === null ? 'in no session' : 'in another session'}, so nothing can be loaded for it here`)
      }
    }
    const waiting: Promise<unknown>[] = []
    for (const item of what) {
      if (typeof item === 'string') {
        // objects of one call may be of several classes
        const byAttribute = new Map<Attribute, InstanceState[]>()
        for (const state of states) {
          const attribute = state.mapper.attribute(item)
          const list = byAttribute.get(attribute)
          if (list === undefined) byAttribute.set(attribute, [state])
          else list.push(state)
        }
        for (const [attribute, list] of byAttribute) waiting.push(this.#batch.add(attribute, list))
      } else if (item instanceof LoadPath) waiting.push(this.#session.read('load()', () => this.#pathSteps(states, item)))
      else throw new ArgumentError('session.load() takes names of attributes and loader options such as selectinload(User.c.addresses)')
    }
    await Promise.all(waiting)
    const [first] = what
    return !isList && what.length === 1 && typeof first === 'string' ? (objects as Record<string, unknown>)[first] : undefined
  }

  *#loadSteps(attribute: Attribute, states: readonly InstanceState[]): Steps {
    const session = this.#session
    if (attribute.kind === 'hybrid' || attribute.kind === 'writeOnly') return
    if (attribute instanceof RelationshipAttribute) {
      for (const state of states) assertLoadable(state, attribute)
      const wanted = states.filter((s) => {
        if (s.key === undefined || !isAbsent(s.values[attribute.slot])) return false
        // a collection nobody has touched may have members all the same
        if (attribute.kind === 'toMany') return true
        const found = attribute.current(s)
        // no foreign key was ever given: there is nothing to refer to
        if (found === NO_VALUE) s.setLoaded(attribute.slot, null)
        return found === NO_RESULT
      })
      if (wanted.length === 0) return
      const expired = wanted.filter((s) => s.expiredSlots !== null && s.expiredSlots.size > 0)
      yield* session.autoflushSteps()
      // the flush may have deleted what was to be loaded
      const gone = expired.filter((s) => s.isDeleted)
      if (gone.length > 0) throw new ObjectDeletedError(`${gone.map(String).join(', ')} has been deleted, so ${attribute.toString()} can't be loaded`)
      yield* this.#loader.relationship(wanted.filter((s) => isAbsent(s.values[attribute.slot])), attribute)
      return
    }
    const parts = attribute.kind === 'composite' ? (attribute as Attribute & { readonly components: readonly Attribute[] }).components : [attribute]
    // a column that was never given isn't missing: it is NULL
    const isMissing = (s: InstanceState, p: Attribute): boolean =>
      s.values[p.slot] === NOT_LOADED || (s.values[p.slot] === undefined && p.kind === 'column' && (p as ColumnAttribute).deferred)
    const wanted = states.filter((s) => s.key !== undefined && parts.some((p) => isMissing(s, p)))
    if (wanted.length === 0) return
    yield* session.autoflushSteps()
    // what is expired is loaded together
    const expired = wanted.filter((s) => parts.some((p) => s.expiredSlots?.has(p.slot)))
    const others = wanted.filter((s) => !expired.includes(s))
    const gone = expired.length === 0 ? [] : [...yield* this.#loader.columns(expired, null)]
    if (others.length > 0) gone.push(...yield* this.#loader.columns(others, parts))
    if (gone.length > 0) throw new ObjectDeletedError(`${gone.map(String).join(', ')}: the row is gone, so ${attribute.toString()} can't be loaded`)
  }

  *#pathSteps(states: readonly InstanceState[], path: LoadPath): Steps {
    if (states.length === 0) return
    yield* this.#session.autoflushSteps()
    yield* this.#loader.applyOptions(states, nodeOf([path], states[0]!.mapper))
  }
}

/**
 * `raiseload` and `lazy: 'raise'` hold for loads on demand too; `session.refresh(object, keys)` is the way around.
 * @throws {InvalidRequestError}
 */
function assertLoadable(state: InstanceState, relationship: RelationshipAttribute): void {
  if (!isAbsent(state.values[relationship.slot])) return
  const rule = (state.loadOptions as RememberedOptions | null)?.node.rule(relationship)
  const strategy = rule === undefined || rule.strategy === 'default' ? relationship.definition.options.lazy : rule.strategy
  if (strategy === 'raise') {
    throw new InvalidRequestError(`'${relationship.toString()}' is not available due to ${rule?.strategy === 'raise' ? 'raiseload()' : "lazy: 'raise'"}`, { code: 'RAISE_LOAD' })
  }
}

/** Loader options of one class, outside of a statement. */
function nodeOf(options: readonly unknown[], mapper: Mapper): LoadNode {
  const node = new LoadNode(options.filter((o) => o instanceof LoaderCriteria))
  for (const option of options) {
    if (option instanceof LoadPath) node.add(option, mapper, EntitySource.of(mapper))
    else if (!isLoaderOption(option)) throw new ArgumentError('The options must be loader options, such as selectinload(User.c.addresses)')
  }
  return node
}
