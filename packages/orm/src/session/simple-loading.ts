import type { Result } from '@athanor/engine'
import { type Column, type ColumnElement, Select, type Table } from '@athanor/expressions/elements'
import { InvalidRequestError, type MaybePromise } from '@athanor/interfaces'
import type { Attribute } from '../attributes/attribute.ts'
import { DetachedInstanceError, ObjectDeletedError } from '../attributes/attribute-errors.ts'
import { CollectionRelationship } from '../attributes/collection-relationship.ts'
import { ColumnAttribute } from '../attributes/column-attribute.ts'
import { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { isAbsent, NO_RESULT } from '../attributes/sentinels.ts'
import type { Mapper } from '../mapping/mapper.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { requireState } from '../state/require-state.ts'
import { drive, type Steps, wait } from '../unit-of-work/steps.ts'
import type { Loading, LookupByKeyOptions } from './loading-port.ts'
import type { Session } from './session.ts'

/** Loads by plain statements, without loader options or queries for entities. */
export class SimpleLoading implements Loading {
  readonly #session: Session
  constructor(session: Session) { this.#session = session }

  loadRelationship(states: readonly InstanceState[], relationship: RelationshipAttribute): MaybePromise<void> {
    return drive(this.#relationship(states, relationship))
  }
  *#relationship(states: readonly InstanceState[], relationship: RelationshipAttribute): Steps {
    for (const state of states) {
      const members = yield* this.#members(state, relationship, false)
      if (relationship instanceof CollectionRelationship) relationship.setLoaded(state, members.map((m) => m.object))
      else state.setLoaded(relationship.slot, members[0]?.object ?? null)
    }
  }

  *#members(state: InstanceState, relationship: RelationshipAttribute, committed: boolean): Steps<InstanceState[]> {
    const { target, config } = relationship
    const { pairs, secondary, secondaryPairs } = config
    const criteria: ColumnElement[] = []
    for (const { source, destination } of pairs) {
      const [remote, local] = relationship.direction === 'manyToOne' ? [source, destination] : [destination, source]
      const attribute = state.mapper.attributeOf(local)
      if (state.expiredSlots?.has(attribute.slot)) yield* wait(this.loadColumns([state], null))
      const value = committed ? attribute.committed(state) : attribute.current(state)
      if (typeof value === 'symbol' || value === null) return []
      criteria.push(remote.eq(value))
    }
    for (const { source, destination } of secondaryPairs) criteria.push(source.eq(destination))
    const states = yield* this.#select(target, criteria, secondary, relationship.definition.options.orderBy)
    return states
  }

  loadCommittedReference(states: readonly InstanceState[], relationship: RelationshipAttribute): MaybePromise<ReadonlyMap<InstanceState, object | null>> {
    return drive(this.#originals(states, relationship))
  }
  *#originals(states: readonly InstanceState[], relationship: RelationshipAttribute): Steps<ReadonlyMap<InstanceState, object | null>> {
    const found = new Map<InstanceState, object | null>()
    for (const state of states) found.set(state, (yield* this.#members(state, relationship, true))[0]?.object ?? null)
    return found
  }

  loadColumns(states: readonly InstanceState[], attributes: readonly Attribute[] | null): MaybePromise<readonly InstanceState[]> {
    return drive(this.#columns(states, attributes))
  }
  *#columns(states: readonly InstanceState[], attributes: readonly Attribute[] | null): Steps<readonly InstanceState[]> {
    const gone: InstanceState[] = []
    for (const state of states) {
      const { mapper } = state
      const wanted = (attributes ?? mapper.columnAttributes.filter((a) => isAbsent(state.values[a.slot]) && state.committedValue(a.slot) === undefined && !a.deferred)) as readonly ColumnAttribute[]
      const key = mapper.primaryKeyAttributes.map((a, i) => a.column.eq(state.identity[i]))
      const rows = yield* this.#rows(mapper, wanted.length === 0 ? mapper.primaryKeyAttributes : wanted, key, null, undefined)
      if (rows.length === 0) {
        gone.push(state)
        continue
      }
      wanted.forEach((a, i) => { state.setLoaded(a.slot, rows[0]![i]) })
      state.isExpired = false
    }
    return gone
  }

  loadByKey(mapper: Mapper, identity: readonly unknown[], _options: LookupByKeyOptions): MaybePromise<InstanceState | null> {
    return drive(this.#byKey(mapper, identity))
  }
  *#byKey(mapper: Mapper, identity: readonly unknown[]): Steps<InstanceState | null> {
    return (yield* this.#select(mapper, mapper.primaryKeyAttributes.map((a, i) => a.column.eq(identity[i])), null, undefined))[0] ?? null
  }

  *#select(mapper: Mapper, criteria: readonly ColumnElement[], secondary: Table | null, orderBy: unknown): Steps<InstanceState[]> {
    const attributes = mapper.columnAttributes.filter((a) => !a.deferred)
    const rows = yield* this.#rows(mapper, attributes, criteria, secondary, orderBy)
    const found: InstanceState[] = []
    for (const row of rows) {
      let actual = mapper
      const { discriminator } = mapper.root
      if (discriminator !== null) {
        actual = mapper.root.polymorphicMap.get(row[attributes.indexOf(discriminator)]) ?? mapper
        if (!actual.isA(mapper)) continue
      }
      const values = actual.unloadedValues()
      attributes.forEach((a, i) => { values[a.slot] = row[i] })
      const probe = mapper.root.primaryKeyAttributes.map((a) => values[a.slot])
      const map = this.#session.identityMap.mapFor(mapper.root)
      const key = probe.length === 1 ? probe[0] : JSON.stringify(probe)
      let state = probe.length === 1 ? map.get(key) : [...map.values()].find((s) => s.identity.every((v, i) => v === probe[i]))
      if (state === undefined) {
        state = actual.instantiate(values)
        this.#session.registerLoaded(state, actual.keyOf(state), probe.length === 1 ? null : probe)
      } else {
        for (const a of attributes) if (isAbsent(state.values[a.slot]) && state.committedValue(a.slot) === undefined) state.setLoaded(a.slot, values[a.slot])
        state.isExpired = false
      }
      found.push(state)
    }
    return found
  }

  *#rows(mapper: Mapper, attributes: readonly ColumnAttribute[], criteria: readonly ColumnElement[], secondary: Table | null, orderBy: unknown): Steps<readonly unknown[][]> {
    const connection = yield* this.#session.connectionSteps(mapper)
    let statement = new Select(attributes.map((a) => a.column)).where(...criteria)
    for (let i = 1; i < mapper.tables.length; i++) {
      const table = mapper.tables[i]!
      for (const key of table.primaryKey as readonly Column[]) statement = statement.where(mapper.attributeOf(key).column.eq(key))
    }
    void secondary
    if (orderBy !== undefined) statement = statement.orderBy(...(Array.isArray(orderBy) ? orderBy as unknown[] : [orderBy]))
    const result = yield* wait(connection.execute(statement as never) as unknown as PromiseLike<Result>)
    return result.tuples().all() as unknown[][]
  }

  selectMembers(): unknown { throw new InvalidRequestError('not available') }
  execute(statement: unknown, values: unknown, options: unknown): unknown {
    return this.#session.read('execute()', () => this.#execute(statement, values, options))
  }
  *#execute(statement: unknown, values: unknown, options: unknown): Steps<unknown> {
    yield* this.#session.autoflushSteps()
    const connection = yield* this.#session.connectionSteps(null)
    return yield* wait(connection.execute(statement as never, values as never, options as never) as unknown as PromiseLike<Result>)
  }
  stream(): unknown { throw new InvalidRequestError('not available') }

  load(objects: object | readonly object[], what: readonly unknown[]): Promise<unknown> {
    const states = (Array.isArray(objects) ? objects as object[] : [objects]).map((o) => requireState(o, 'session.load()'))
    return this.#session.read('load()', () => this.#load(states, what as readonly string[], objects))
  }
  *#load(states: readonly InstanceState[], keys: readonly string[], given: object | readonly object[]): Steps<unknown> {
    for (const key of keys) {
      for (const state of states) {
        const attribute = state.mapper.attribute(key)
        if (state.holds(attribute.slot)) continue
        // a column that was never given isn't missing: it is NULL
        if (attribute.kind === 'column' && state.values[attribute.slot] === undefined) continue
        if (state.session === null) throw new DetachedInstanceError(`${state.toString()} is in no session, so ${attribute.toString()} can't be loaded`)
        // a reference to an object that is here, or to none, needs neither a statement nor a flush
        if (attribute.kind === 'toOne' && attribute.current(state) !== NO_RESULT) {
          if (!state.holds(attribute.slot)) state.setLoaded(attribute.slot, null)
          continue
        }
        yield* this.#session.autoflushSteps()
        if (attribute instanceof RelationshipAttribute) yield* this.#relationship([state], attribute)
        else if ((yield* this.#columns([state], state.expiredSlots?.has(attribute.slot) ? null : [attribute])).length > 0) throw new ObjectDeletedError(`The row of ${state.toString()} is gone`)
      }
    }
    return Array.isArray(given) ? undefined : (given as Record<string, unknown>)[keys[0]!]
  }
}
