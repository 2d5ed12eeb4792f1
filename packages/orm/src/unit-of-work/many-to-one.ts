import { allOf, nonDeleted } from '../attributes/history.ts'
import { warn } from '../events/warn.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { type Edges, type MapperActions, Processor, type StateActions } from './processor.ts'
import type { Steps } from './steps.ts'
import { clear, populate } from './sync.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Foreign key on the object that has the reference. */
export class ManyToOne extends Processor {
  protected mapperEdges(uow: UnitOfWork, a: MapperActions): Edges {
    if (this.relationship.postUpdate) {
      const after = uow.postUpdateAll(this.relationship.parent, false)
      const before = uow.postUpdateAll(this.relationship.parent, true)
      return [
        [a.childSaves, a.afterSave], [a.parentSaves, a.afterSave], [a.afterSave, after], [a.afterSave, before],
        [a.beforeDelete, before], [before, a.childDeletes], [before, a.parentDeletes],
      ]
    }
    return [[a.childSaves, a.afterSave], [a.afterSave, a.parentSaves], [a.parentSaves, a.childDeletes], [a.parentDeletes, a.childDeletes]]
  }

  protected stateEdges(uow: UnitOfWork, a: StateActions): Edges {
    const edges: (readonly [StateActions['child'], StateActions['child']])[] = []
    if (this.relationship.postUpdate) {
      if (!a.isDelete) {
        const after = uow.postUpdateAll(this.relationship.parent, false)
        if (a.childIsDelete) edges.push([a.afterSave, after], [after, a.child])
        else edges.push([a.saveParent, a.afterSave], [a.child, a.afterSave], [a.afterSave, after])
      } else {
        const before = uow.postUpdateAll(this.relationship.parent, true)
        edges.push([a.beforeDelete, before], [before, a.deleteParent], [before, a.child])
      }
    } else if (!a.isDelete) {
      if (!a.childIsDelete) edges.push([a.child, a.afterSave])
      edges.push([a.afterSave, a.saveParent])
    } else if (a.childIsDelete) edges.push([a.deleteParent, a.child])
    return edges.filter(([x, y]) => x !== null && y !== null) as unknown as Edges
  }

  get #mayLoad(): boolean { return this.relationship.passiveDeletes === false }

  *presortDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    if (!relationship.cascade.delete && !relationship.cascade.deleteOrphan) return
    if (this.#mayLoad) yield* uow.loadMissing(states, relationship)
    for (const state of states) {
      const history = uow.history(state, relationship, this.#mayLoad)
      const doomed = relationship.cascade.deleteOrphan ? allOf(history) : nonDeleted(history)
      for (const child of this.states(doomed)) yield* this.deleteWithCascade(uow, child)
    }
  }

  *presortSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    for (const state of states) uow.register(state, { reason: { operation: 'add', relationship } })
    if (!relationship.cascade.deleteOrphan) return
    if (this.#mayLoad) yield* uow.loadMissing(states, relationship)
    for (const state of states) {
      for (const child of this.states(uow.history(state, relationship, this.#mayLoad).deleted)) {
        if (!this.hasParent(child)) yield* this.deleteWithCascade(uow, child)
      }
    }
  }

  *processDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    if (!relationship.postUpdate || relationship.cascade.deleteOrphan || relationship.passiveDeletes === 'all') return
    if (this.#mayLoad) yield* uow.loadMissing(states, relationship)
    for (const state of states) {
      // the row must not refer to the other one any more before either can be deleted
      const history = uow.history(state, relationship, this.#mayLoad)
      clear(state, relationship.config.pairs)
      if (this.states(allOf(history)).length > 0) this.postUpdate(uow, state)
    }
  }

  *processSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    const { pairs } = relationship.config
    const targets: InstanceState[] = []
    for (const state of states) targets.push(...this.states(uow.history(state, relationship).added))
    yield* this.ensureKeys(uow, targets)
    for (const state of states) {
      const history = uow.history(state, relationship)
      const isOutOfReach = !relationship.postUpdate && uow.isDelete(state)
      if (!isOutOfReach) {
        if (history.added.length > 0) {
          const target = this.states(history.added)[0]
          if (target === undefined) clear(state, pairs)
          else if (!uow.session.containsState(target)) {
            warn('OBJECT_NOT_IN_SESSION', `An object of ${target.mapper.name} is not in the session: the add along ${relationship.toString()} is not carried out. Add it, or use the cascade save-update.`)
          } else {
            this.verify(target)
            populate(target, state, pairs)
          }
        } else if (history.deleted.length > 0) clear(state, pairs)
      }
      if (relationship.postUpdate && allOf(history).length > 0) this.postUpdate(uow, state)
    }
  }
}
