import { nonAdded } from '../attributes/history.ts'
import { warn } from '../events/warn.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { type Edges, type MapperActions, Processor, type StateActions } from './processor.ts'
import { writeAssociations } from './secondary-rows.ts'
import type { Steps } from './steps.ts'
import { populateRow, populateUpdateRow, sourceModified } from './sync.ts'
import type { UnitOfWork } from './unit-of-work.ts'

type Row = Record<string, unknown>
/** Pairs that one side has written, so that the other side leaves them alone. */
class PairSet {
  readonly #map = new Map<InstanceState, Set<InstanceState>>()
  has(a: InstanceState, b: InstanceState): boolean { return this.#map.get(a)?.has(b) === true }
  add(a: InstanceState, b: InstanceState): void {
    const set = this.#map.get(a)
    if (set === undefined) this.#map.set(a, new Set([b]))
    else set.add(b)
  }
}

/** Rows of an association table. */
export class ManyToMany extends Processor {
  protected mapperEdges(_uow: UnitOfWork, a: MapperActions): Edges {
    return [
      [a.parentSaves, a.afterSave], [a.childSaves, a.afterSave], [a.afterSave, a.childDeletes],
      // a deleted parent whose row is used again is saved: its old associations go first
      [a.beforeDelete, a.parentSaves], [a.beforeDelete, a.parentDeletes], [a.beforeDelete, a.childDeletes], [a.beforeDelete, a.childSaves],
    ]
  }

  protected stateEdges(_uow: UnitOfWork, a: StateActions): Edges {
    const edges: (readonly [StateActions['child'], StateActions['child']])[] = a.isDelete
      ? [[a.beforeDelete, a.child], [a.beforeDelete, a.deleteParent]]
      : a.childIsDelete ? [[a.saveParent, a.afterSave], [a.afterSave, a.child]]
        : [[a.saveParent, a.afterSave], [a.child, a.afterSave]]
    return edges.filter(([x, y]) => x !== null && y !== null) as unknown as Edges
  }

  *presortDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    if (this.relationship.passiveDeletes !== false) return
    yield* uow.loadMissing(states, this.relationship)
    for (const state of states) uow.history(state, this.relationship, true)
  }

  *presortSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    if (!relationship.passiveUpdates) {
      const changed = states.filter((state) => sourceModified(state, relationship.config.pairs))
      yield* uow.loadMissing(changed, relationship)
      for (const state of changed) uow.history(state, relationship, true)
    }
    if (!relationship.cascade.deleteOrphan) return
    for (const state of states) {
      for (const child of this.states(uow.history(state, relationship).deleted)) {
        if (!this.hasParent(child)) yield* this.deleteWithCascade(uow, child)
      }
    }
  }

  #processed(uow: UnitOfWork): PairSet | null {
    const { relationship } = this
    if (relationship.reverse.length === 0) return null
    // one memory for both sides: whichever comes first makes it
    const first = [relationship, ...relationship.reverse].reduce((a, b) => (`${a.parent.name}.${a.key}` <= `${b.parent.name}.${b.key}` ? a : b))
    return uow.memo(first, () => new PairSet())
  }

  *processDeletes(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    const processed = this.#processed(uow)
    const deletes: Row[] = []
    const done: (readonly [InstanceState, InstanceState])[] = []
    const isLoaded = relationship.passiveDeletes === false
    for (const state of states) {
      for (const child of this.states(nonAdded(uow.history(state, relationship, isLoaded)))) {
        done.push([child, state])
        if (processed?.has(state, child)) continue
        const row = yield* this.#row(uow, state, child, 'delete')
        if (row !== null) deletes.push(row)
      }
    }
    for (const [child, state] of done) processed?.add(child, state)
    yield* writeAssociations(uow, relationship, { deletes, inserts: [], updates: [] })
  }

  *processSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    const { relationship } = this
    const { pairs, secondaryPairs } = relationship.config
    const processed = this.#processed(uow)
    const deletes: Row[] = []
    const inserts: Row[] = []
    const updates: Row[] = []
    const done: (readonly [InstanceState, InstanceState])[] = []
    for (const state of states) {
      const keysChanged = !relationship.passiveUpdates && sourceModified(state, pairs)
      const history = uow.history(state, relationship, keysChanged)
      for (const [children, rows, operation] of [[history.added, inserts, 'add'], [history.deleted, deletes, 'delete']] as const) {
        for (const child of this.states(children)) {
          done.push([child, state])
          if (processed?.has(state, child)) continue
          const row = yield* this.#row(uow, state, child, operation)
          if (row !== null) rows.push(row)
        }
      }
      if (keysChanged) {
        for (const child of this.states(history.unchanged)) {
          const row: Row = {}
          populateUpdateRow(state, row, OLD, pairs)
          populateUpdateRow(child, row, OLD, secondaryPairs)
          updates.push(row)
        }
      }
    }
    for (const [child, state] of done) processed?.add(child, state)
    yield* writeAssociations(uow, relationship, { deletes, inserts, updates })
  }

  /** The association of two objects; null when one of them isn't in the session. */
  *#row(uow: UnitOfWork, state: InstanceState, child: InstanceState, operation: string): Steps<Row | null> {
    const { relationship } = this
    this.verify(child)
    if (!uow.session.containsState(child)) {
      if (!child.isDeleted) {
        warn('OBJECT_NOT_IN_SESSION', `An object of ${child.mapper.name} is not in the session: the ${operation} along ${relationship.toString()} is not carried out. Add it, or use the cascade save-update.`)
      }
      return null
    }
    yield* this.ensureKeys(uow, [state])
    yield* this.ensureKeys(uow, [child], relationship.config.secondaryPairs)
    const row: Row = {}
    populateRow(state, row, relationship.config.pairs)
    populateRow(child, row, relationship.config.secondaryPairs)
    return row
  }
}

/** Prefix of the parameters that hold old keys. */
export const OLD = 'old__'
