import type { CollectionRelationship } from '../attributes/collection-relationship.ts'
import { isEmptyHistory } from '../attributes/history.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { ScalarRelationship } from '../attributes/scalar-relationship.ts'
import { isAbsent } from '../attributes/sentinels.ts'
import { FlushError } from '../session/session-errors.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import type { Action } from './actions.ts'
import { deleteCascade } from './delete-cascade.ts'
import type { Steps } from './steps.ts'
import { isMissing } from './sync.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Edges between the actions of one relationship, as [before, after]. */
export type Edges = readonly (readonly [Action, Action])[]

/** Actions of the two classes of a relationship. */
export interface MapperActions {
  readonly parentSaves: Action
  readonly childSaves: Action
  readonly parentDeletes: Action
  readonly childDeletes: Action
  readonly afterSave: Action
  readonly beforeDelete: Action
}

/** Actions of one object and one related object, where a cycle is broken. */
export interface StateActions {
  readonly saveParent: Action | null
  readonly deleteParent: Action | null
  readonly child: Action | null
  readonly childIsDelete: boolean
  readonly afterSave: Action | null
  readonly beforeDelete: Action | null
  readonly isDelete: boolean
}

/**
 * What a flush does for one relationship: takes in the objects it concerns, orders the work of both classes, and sets foreign
 * keys. Source: SQLAlchemy's dependency processors.
 */
export abstract class Processor {
  readonly relationship: RelationshipAttribute
  readonly sortKey: string

  constructor(relationship: RelationshipAttribute) {
    this.relationship = relationship
    this.sortKey = `${relationship.parent.name}_${relationship.key}`
  }

  registerPreprocessors(uow: UnitOfWork): void { uow.registerPreprocessor(this, true) }

  registerActions(uow: UnitOfWork): void {
    const { parent, target } = this.relationship
    const edges = this.mapperEdges(uow, {
      afterSave: uow.processAll(this, false, true),
      beforeDelete: uow.processAll(this, true, true),
      parentSaves: uow.saveAll(parent), childSaves: uow.saveAll(target),
      parentDeletes: uow.deleteAll(parent), childDeletes: uow.deleteAll(target),
    })
    for (const [before, after] of edges) uow.depend(before, after)
  }

  abstract presortDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps
  abstract presortSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps
  abstract processDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps
  abstract processSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps
  protected abstract mapperEdges(uow: UnitOfWork, actions: MapperActions): Edges
  protected abstract stateEdges(uow: UnitOfWork, actions: StateActions): Edges

  /** Whether the relationship has anything to do for these objects. */
  *hasChanges(uow: UnitOfWork, states: readonly InstanceState[], isDelete: boolean): Steps<boolean> {
    const { relationship } = this
    if (states.length === 0) return false
    const mayLoad = isDelete && relationship.passiveDeletes === false
    if (mayLoad) {
      if (relationship.direction === 'manyToOne') {
        yield* uow.refreshMissing(states.filter((state) => state.key !== undefined && relationship.config.pairs.some(({ destination }) => {
          const attribute = state.mapper.findAttributeOf(destination)
          return attribute !== undefined && state.expiredSlots?.has(attribute.slot) === true && isAbsent(state.values[attribute.slot])
        })))
      } else yield* uow.loadMissing(states, relationship)
    }
    const isManyToOne = relationship.direction === 'manyToOne'
    for (const state of states) {
      // a reference to an object that is here is found without loading it
      if (mayLoad && isManyToOne) (relationship as ScalarRelationship).current(state, { acceptExpired: true, againstCommitted: true })
      if (!isEmptyHistory(uow.history(state, relationship, mayLoad && !isManyToOne))) return true
    }
    return !relationship.isSelfReferential && uow.hasStatesOf(relationship.target)
  }

  /** The same work for each object by itself. */
  *perState(uow: UnitOfWork, states: readonly InstanceState[], isDelete: boolean): Steps {
    const { parent, target } = this.relationship
    uow.processAll(this, isDelete, true).isDisabled = true
    const childSaves = uow.saveAll(target)
    const childDeletes = uow.deleteAll(target)
    const childInCycles = uow.cycles.has(childSaves) || uow.cycles.has(childDeletes)
    const parentAction = isDelete ? uow.deleteAll(parent) : uow.saveAll(parent)
    const parentInCycles = uow.cycles.has(parentAction)
    if (isDelete && this.relationship.passiveDeletes === false) yield* uow.loadMissing(states, this.relationship)
    for (const state of states) {
      const related = this.related(state, isDelete)
      if (related === null) continue
      const own = uow.processState(this, isDelete, state)
      const parentOwn = parentInCycles ? (isDelete ? uow.deleteState(state) : uow.saveState(state)) : parentAction
      const children: (readonly [Action | null, boolean])[] = []
      if (!childInCycles) children.push([childSaves, false], [childDeletes, true])
      else {
        for (const child of related) {
          if (child === null || !uow.takesPart(child)) children.push([null, false])
          else if (uow.isDelete(child)) children.push([uow.deleteState(child), true])
          else children.push([uow.saveState(child), false])
        }
      }
      for (const [child, childIsDelete] of children) {
        const edges = this.stateEdges(uow, {
          saveParent: isDelete ? null : parentOwn, deleteParent: isDelete ? parentOwn : null,
          child, childIsDelete, afterSave: isDelete ? null : own, beforeDelete: isDelete ? own : null, isDelete,
        })
        for (const [before, after] of edges) uow.depend(before, after)
      }
    }
  }

  /** Objects now and before; null when there is nothing to do. A reference to none counts as one. */
  protected related(state: InstanceState, isDelete: boolean): readonly (InstanceState | null)[] | null {
    const { relationship } = this
    if (relationship instanceof ScalarRelationship) {
      if (isDelete && relationship.passiveDeletes === false) relationship.current(state)
      if (isAbsent(state.values[relationship.slot])) return null
      const all = relationship.allPending(state).map(stateOf)
      return state.values[relationship.slot] === null ? [null, ...all] : all
    }
    const all = (relationship as CollectionRelationship).allPending(state).map(stateOf)
    return all.length === 0 ? null : all
  }

  /** @throws {FlushError} for an object of a class that doesn't belong into the relationship */
  protected verify(child: InstanceState): void {
    const { relationship } = this
    if (child.mapper.isA(relationship.target)) return
    throw new FlushError(`${relationship.toString()} holds ${relationship.target.name} objects, and contains ${child.toString()}`)
  }

  /** Members of a history list as states; the null of a cleared reference is left out. */
  protected states(objects: readonly (object | null)[]): InstanceState[] {
    const found: InstanceState[] = []
    for (const object of objects) if (object !== null) found.push(stateOf(object))
    return found
  }

  protected hasParent(child: InstanceState): boolean { return this.relationship.hasParent(child) }

  /** Registers an object for deletion with everything behind it. */
  protected *deleteWithCascade(uow: UnitOfWork, child: InstanceState): Steps {
    uow.register(child, { isDelete: true, reason: { operation: 'delete', relationship: this.relationship } })
    for (const state of yield* deleteCascade(uow.session, [child])) uow.register(state, { isDelete: true })
  }

  protected postUpdate(uow: UnitOfWork, state: InstanceState): void {
    uow.registerPostUpdate(state, this.relationship.config.pairs.map((p) => p.destination))
  }

  /** Keys of these objects are needed; those that are expired are loaded. */
  protected *ensureKeys(uow: UnitOfWork, states: Iterable<InstanceState>, pairs = this.relationship.config.pairs): Steps {
    const missing = new Set<InstanceState>()
    for (const state of states) if (isMissing(state, pairs)) missing.add(state)
    if (missing.size > 0) yield* uow.refreshMissing([...missing])
  }
}

