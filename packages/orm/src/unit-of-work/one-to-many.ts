import type { InstanceState } from '../state/instance-state.ts'
import { type Edges, type MapperActions, Processor, type StateActions } from './processor.ts'
import type { Steps } from './steps.ts'
import { clear, populate, sourceModified } from './sync.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Foreign key on the children. */
export class OneToMany extends Processor {
  get #nullsOnDelete(): boolean { return !this.relationship.cascade.delete && this.relationship.passiveDeletes !== 'all' }
  get #nullsOnRemove(): boolean { return !this.relationship.cascade.deleteOrphan && this.relationship.passiveDeletes !== 'all' }

  protected mapperEdges(uow: UnitOfWork, a: MapperActions): Edges {
    if (this.relationship.postUpdate) {
      const after = uow.postUpdateAll(this.relationship.target, false)
      const before = uow.postUpdateAll(this.relationship.target, true)
      return [
        [a.childSaves, a.afterSave], [a.parentSaves, a.afterSave], [a.afterSave, after],
        [a.beforeDelete, before], [before, a.parentDeletes], [before, a.childDeletes],
      ]
    }
    return [
      [a.parentSaves, a.afterSave], [a.afterSave, a.childSaves], [a.afterSave, a.childDeletes],
      [a.childSaves, a.parentDeletes], [a.childDeletes, a.parentDeletes],
      [a.beforeDelete, a.childSaves], [a.beforeDelete, a.childDeletes],
    ]
  }

  protected stateEdges(uow: UnitOfWork, a: StateActions): Edges {
    const edges: (readonly [StateActions['child'], StateActions['child']])[] = []
    if (this.relationship.postUpdate) {
      if (!a.isDelete) {
        if (!a.childIsDelete) edges.push([a.saveParent, a.afterSave])
        edges.push([a.child, a.afterSave], [a.afterSave, uow.postUpdateAll(this.relationship.target, false)])
      } else {
        const before = uow.postUpdateAll(this.relationship.target, true)
        edges.push([a.beforeDelete, before], [before, a.deleteParent])
      }
    } else if (!a.isDelete) edges.push([a.saveParent, a.afterSave], [a.afterSave, a.child], [a.saveParent, a.child])
    else edges.push([a.beforeDelete, a.child], [a.child, a.deleteParent])
    return edges.filter(([x, y]) => x !== null && y !== null) as unknown as Edges
  }

  *presortDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    const mayLoad = relationship.passiveDeletes === false
    if (mayLoad) yield* uow.loadMissing(states, relationship)
    for (const state of states) {
      const history = uow.history(state, relationship, mayLoad)
      for (const child of this.states(history.deleted)) {
        if (!this.hasParent(child)) uow.register(child, relationship.cascade.deleteOrphan ? { isDelete: true } : {})
      }
      if (this.#nullsOnDelete) {
        for (const child of this.states(history.unchanged)) uow.register(child, { reason: { operation: 'delete', relationship } })
      }
    }
  }

  *presortSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    const added = uow.memo(this, () => new Set<InstanceState>())
    const changed = new Set(states.filter((state) => sourceModified(state, relationship.config.pairs)))
    const mustLoad = changed.size > 0 && !relationship.passiveUpdates
    if (mustLoad) yield* uow.loadMissing(changed, relationship)
    yield* uow.loadOriginals(states, relationship)
    for (const state of states) {
      const isChanged = changed.has(state)
      const history = uow.history(state, relationship, mustLoad && isChanged)
      for (const child of this.states(history.added)) {
        uow.register(child, { cancelDelete: true, reason: { operation: 'add', relationship } })
        added.add(child)
      }
      for (const child of this.states(history.deleted)) {
        if (!relationship.cascade.deleteOrphan) {
          if (this.#nullsOnRemove) uow.register(child, { reason: { operation: 'delete', relationship } })
        } else if (!this.hasParent(child)) yield* this.deleteWithCascade(uow, child)
      }
      if (isChanged) {
        for (const child of this.states(history.unchanged)) {
          uow.register(child, { listOnly: relationship.passiveUpdates, reason: { operation: 'change of the primary key', relationship } })
        }
      }
    }
  }

  *processDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    if (!relationship.postUpdate && relationship.passiveDeletes === 'all') return
    const added = uow.memo(this, () => new Set<InstanceState>())
    const isLoaded = relationship.passiveDeletes === false
    if (isLoaded) yield* uow.loadMissing(states, relationship)
    for (const state of states) {
      const history = uow.history(state, relationship, isLoaded)
      for (const child of this.states(history.deleted)) {
        if (this.hasParent(child)) continue
        this.#clear(uow, child)
        if (relationship.postUpdate) this.postUpdate(uow, child)
      }
      if (!relationship.postUpdate && relationship.cascade.delete) continue
      for (const child of this.states(history.unchanged)) {
        if (added.has(child)) continue
        this.#clear(uow, child)
        if (relationship.postUpdate) this.postUpdate(uow, child)
      }
    }
  }

  *processSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    yield* this.ensureKeys(uow, states.filter((s) => uow.history(s, relationship).added.length > 0))
    for (const state of states) {
      const history = uow.history(state, relationship)
      for (const child of this.states(history.added)) {
        this.#populate(uow, state, child, false)
        if (relationship.postUpdate) this.postUpdate(uow, child)
      }
      if (this.#nullsOnRemove) {
        for (const child of this.states(history.deleted)) if (!this.hasParent(child)) this.#clear(uow, child)
      }
      if (history.unchanged.length > 0 && sourceModified(state, relationship.config.pairs)) {
        for (const child of this.states(history.unchanged)) this.#populate(uow, state, child, true)
      }
    }
  }

  #isOutOfReach(uow: UnitOfWork, child: InstanceState): boolean {
    this.verify(child)
    return !this.relationship.postUpdate && uow.isDelete(child)
  }

  #clear(uow: UnitOfWork, child: InstanceState): void {
    if (!this.#isOutOfReach(uow, child)) clear(child, this.relationship.config.pairs)
  }

  #populate(uow: UnitOfWork, state: InstanceState, child: InstanceState, keysChanged: boolean): void {
    if (this.#isOutOfReach(uow, child)) return
    const { pairs } = this.relationship.config
    populate(state, child, pairs)
    if (keysChanged && this.relationship.passiveUpdates) {
      for (const { source, destination } of pairs) {
        if (!source.primaryKey || !destination.primaryKey || !destination.referencesColumn(source)) continue
        const set = uow.cascadedKeys.get(child)
        if (set === undefined) uow.cascadedKeys.set(child, new Set([destination]))
        else set.add(destination)
      }
    }
  }
}
