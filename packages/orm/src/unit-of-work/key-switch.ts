import { NO_RESULT, NO_VALUE } from '../attributes/sentinels.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { type Edges, Processor } from './processor.ts'
import type { Steps } from './steps.ts'
import { populate, sourceModified } from './sync.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * A changed primary key is followed by the foreign keys of the objects in the session that refer to it by a many-to-one
 * without a collection on the other side.
 */
export class KeySwitch extends Processor {
  override registerPreprocessors(uow: UnitOfWork): void {
    const { relationship } = this
    if (relationship.reverse.length > 0) {
      if (relationship.passiveUpdates) return
      if (relationship.reverse.some((r) => !r.passiveUpdates)) return
    }
    uow.registerPreprocessor(this, false)
  }

  override registerActions(uow: UnitOfWork): void {
    uow.depend(uow.saveAll(this.relationship.parent), uow.processAll(this, false, false))
  }

  override *perState(): Steps { /* nothing: the aggregate step stays */ }
  protected mapperEdges(): Edges { return [] }
  protected stateEdges(): Edges { return [] }
  *presortDeletes(): Steps { /* nothing refers to what is gone */ }
  *processDeletes(): Steps { /* never registered */ }

  // oxlint-disable-next-line eslint/require-yield -- other processors have to wait here
  *presortSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps {
    // these become UPDATEs of their own, so they have to be known before the plan is made
    if (!this.relationship.passiveUpdates) this.#follow(uow, states)
  }

  // oxlint-disable-next-line eslint/require-yield -- as above
  override *hasChanges(uow: UnitOfWork, states: readonly InstanceState[], isDelete: boolean): Steps<boolean> {
    return !isDelete && this.relationship.passiveUpdates && this.#switched(uow, states).size > 0
  }

  // oxlint-disable-next-line eslint/require-yield -- as above
  *processSaves(uow: UnitOfWork, states: readonly InstanceState[]): Steps { this.#follow(uow, states) }

  #switched(uow: UnitOfWork, states: readonly InstanceState[]): Set<InstanceState> {
    const { switched, others } = uow.memo(this, () => ({ switched: new Set<InstanceState>(), others: new Set<InstanceState>() }))
    for (const state of states) {
      if (switched.has(state) || others.has(state)) continue
      if (state.key !== undefined && sourceModified(state, this.relationship.config.pairs)) switched.add(state)
      else others.add(state)
    }
    return switched
  }

  #follow(uow: UnitOfWork, states: readonly InstanceState[]): void {
    const switched = this.#switched(uow, states)
    if (switched.size === 0) return
    const { relationship } = this
    for (const state of [...uow.session.identityMap.states()]) {
      if (!state.mapper.isA(relationship.parent)) continue
      const related = relationship.current(state)
      if (related === null || related === NO_RESULT || related === NO_VALUE) continue
      const target = stateOf(related as object)
      if (!switched.has(target)) continue
      uow.register(state, { listOnly: relationship.passiveUpdates })
      populate(target, state, relationship.config.pairs)
    }
  }
}
