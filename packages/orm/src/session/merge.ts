import { InvalidRequestError } from '@athanor/interfaces'
import { ObjectDeletedError } from '../attributes/attribute-errors.ts'
import type { Attribute } from '../attributes/attribute.ts'
import { CollectionRelationship } from '../attributes/collection-relationship.ts'
import type { ColumnAttribute } from '../attributes/column-attribute.ts'
import { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { ScalarRelationship } from '../attributes/scalar-relationship.ts'
import { sameValue } from '../attributes/same-value.ts'
import { isAbsent, NOT_LOADED } from '../attributes/sentinels.ts'
import { warn } from '../events/warn.ts'
import { isIncomplete } from '../identity/identity-key.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { needsLoad } from '../unit-of-work/delete-cascade.ts'
import { type Steps, wait } from '../unit-of-work/steps.ts'
import type { SessionContents } from './session-contents.ts'
import { StaleDataError } from './session-errors.ts'
import type { Session } from './session.ts'

/** One call of merge: what has been merged, so that objects met twice are merged once. */
interface Merging {
  readonly session: Session
  readonly load: boolean
  readonly done: Map<InstanceState, InstanceState>
  /** Objects by class and key: two given objects of one key end up as one. */
  readonly byKey: Map<unknown, Map<unknown, InstanceState>>
  /** Relationships by which an object was reached; the way back isn't followed. */
  readonly reached: Map<InstanceState, Set<RelationshipAttribute>>
}

/** Copies an object, and what the `merge` cascade reaches, into the session, after a flush. Source: SQLAlchemy's `Session.merge`. */
export function* mergeIntoSession(session: Session, contents: SessionContents, state: InstanceState, load: boolean): Steps<object> {
  session.assertUsable()
  contents.reconcileState(state)
  if (load) yield* session.autoflushSteps()
  const { autoflush } = session
  session.autoflush = false
  try {
    const merging: Merging = { session, load, done: new Map(), byKey: new Map(), reached: new Map() }
    return (yield* merge(merging, state)).object
  } finally {
    session.autoflush = autoflush
  }
}

function* merge(merging: Merging, state: InstanceState): Steps<InstanceState> {
  const { session, load } = merging
  const known = merging.done.get(state)
  if (known !== undefined) return known
  const { mapper } = state
  let { key } = state
  let identity: readonly unknown[] = state.key === undefined ? mapper.identityOf(state) : state.identity
  let isPersistent = true
  if (key === undefined) {
    if (session.isPending(state)) warn('MERGE_OF_PENDING', `${state.toString()} is pending in this session and is merged into it: a second object will be made`)
    if (!load) throw new InvalidRequestError('merge() with load: false takes objects that have rows, without changes. This one is new.')
    isPersistent = !isIncomplete(identity)
    key = isPersistent ? mapper.keyOf(state) : undefined
  } else identity = state.identity
  let target: InstanceState | null = isPersistent ? session.identityMap.get(mapper, key) ?? null : null
  let isNew = false
  if (target === null && isPersistent) {
    target = merging.byKey.get(mapper.root)?.get(key) ?? null
    if (target === null && !load) {
      if (state.isModified) throw new InvalidRequestError(`merge() with load: false takes objects without changes, and ${state.toString()} has some. Flush them first.`)
      target = mapper.instantiate(mapper.unloadedValues())
      target.key = key
      target.identityValues = state.identityValues
      session.updateState(target)
      isNew = true
    } else if (target === null) {
      const found = yield* session.getSteps(mapper, { key, values: identity })
      target = found === null ? null : stateOf(found)
    }
  }
  if (target === null) {
    target = mapper.instantiate(mapper.emptyValues())
    target.isFresh = true
    isNew = true
    session.saveOrUpdateState(target)
  }
  merging.done.set(state, target)
  if (key !== undefined) {
    const map = merging.byKey.get(mapper.root)
    if (map === undefined) merging.byKey.set(mapper.root, new Map([[key, target]]))
    else map.set(key, target)
  }
  if (target !== state) {
    if (load && target.isExpired && target.key !== undefined) {
      // what changes is told by comparison with what the database has
      const gone = yield* wait(session.loading.loadColumns([target], null))
      if (gone.length > 0) throw new ObjectDeletedError(`${target.toString()}: its row is gone, so nothing can be merged into it`)
    }
    checkVersion(state, target)
    for (const attribute of propertiesOf(mapper.attributes)) yield* mergeAttribute(merging, attribute, state, target)
  }
  if (!load) {
    target.commitAll()
    session.identityMap.modified.delete(target)
  }
  if (isNew) target.mapper.events?.emit('load', target.object, undefined)
  return target
}

function* propertiesOf(attributes: readonly (Attribute | undefined)[]): Generator<Attribute> {
  for (const attribute of attributes) if (attribute !== undefined) yield attribute
}

function checkVersion(state: InstanceState, target: InstanceState): void {
  const { version } = state.mapper
  if (version === null) return
  const given = state.values[version.slot]
  const existing = target.values[version.slot]
  if (isAbsent(given) || isAbsent(existing) || sameValue(given, existing)) return
  throw new StaleDataError(`${target.toString()} has version ${String(existing)}, and the object to merge has version ${String(given)}. Leave the version out to merge into whatever version there is.`)
}

function* mergeAttribute(merging: Merging, attribute: Attribute, source: InstanceState, target: InstanceState): Steps {
  if (attribute instanceof RelationshipAttribute) yield* mergeRelationship(merging, attribute, source, target)
  else if (attribute.kind === 'column') mergeColumn(merging.load, attribute as ColumnAttribute, source, target)
}

function mergeColumn(load: boolean, attribute: ColumnAttribute, source: InstanceState, target: InstanceState): void {
  const value = source.values[attribute.slot]
  if (value === undefined || value === NOT_LOADED) {
    if (target.hasIdentity && !target.holds(attribute.slot) && !load) target.expireSlots([attribute])
    return
  }
  if (!load) {
    target.values[attribute.slot] = value
    target.committedValues?.delete(attribute.slot)
  } else attribute.set(target, value)
}

function* mergeRelationship(merging: Merging, relationship: RelationshipAttribute, source: InstanceState, target: InstanceState): Steps {
  const { session, load } = merging
  if (load && relationship.reverse.some((r) => merging.reached.get(source)?.has(r))) return
  if (!relationship.cascade.merge || !source.holds(relationship.slot)) return
  const reach = (item: object): InstanceState => {
    const state = stateOf(item)
    const set = merging.reached.get(state)
    if (set === undefined) merging.reached.set(state, new Set([relationship]))
    else set.add(relationship)
    return state
  }
  if (relationship instanceof CollectionRelationship) {
    if (load && needsLoad(relationship, target)) yield* wait(session.loading.loadRelationship([target], relationship))
    const members: object[] = []
    for (const item of relationship.members(source)) members.push((yield* merge(merging, reach(item))).object)
    if (load) relationship.replace(target, members)
    else relationship.setLoaded(target, members)
  } else if (relationship instanceof ScalarRelationship) {
    const item = source.values[relationship.slot] as object | null
    const value = item === null ? null : (yield* merge(merging, reach(item))).object
    if (!load) target.setLoaded(relationship.slot, value)
    else {
      if (relationship.activeHistory && needsLoad(relationship, target)) yield* wait(session.loading.loadRelationship([target], relationship))
      relationship.set(target, value, relationship.replacementToken)
    }
  }
}
