import { InvalidRequestError } from '@athanor/interfaces'
import type { IdentityMap } from '../identity/identity-map.ts'
import { assertNotShadowed } from '../state/assert-not-shadowed.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { cascade } from '../unit-of-work/cascades.ts'
import type { Session } from './session.ts'

/**
 * Which objects a session has, and as what: new ones, those that have rows, those marked for deletion. Objects enter, leave
 * and change between these here, and the session's listeners hear of it.
 */
export class SessionContents {
  readonly #session: Session
  readonly #identityMap: IdentityMap
  /** Objects that will be inserted, in the order in which they were added. */
  readonly pending = new Map<InstanceState, object>()
  /** Objects that will be deleted. */
  readonly deleted = new Map<InstanceState, object>()
  /** Objects whose lists were handed out, and may have been changed by index. */
  readonly #exposed = new Set<InstanceState>()

  constructor(session: Session) {
    this.#session = session
    this.#identityMap = session.identityMap
  }

  /** The object is pending or persistent. */
  has(state: InstanceState): boolean { return this.pending.has(state) || this.#identityMap.contains(state) }

  /** Nothing to flush. */
  get isClean(): boolean {
    this.reconcile()
    return this.#identityMap.modified.size === 0 && this.deleted.size === 0 && this.pending.size === 0
  }

  /** Objects with change events since the last flush, without those that will be deleted. */
  dirty(): Set<object> {
    this.reconcile()
    const dirty = new Set<object>()
    for (const state of this.#identityMap.modified) if (!this.deleted.has(state)) dirty.add(state.object)
    return dirty
  }

  // lists changed by index -----------------------------------------------------------------------------------------------------

  arrayExposed(state: InstanceState): void { this.#exposed.add(state) }

  /** Finds changes that were made by index. */
  reconcile(): void {
    for (const state of this.#exposed) this.reconcileState(state)
  }
  reconcileState(state: InstanceState): void {
    if (state.hasExposedArrays) for (const list of state.mapper.listCollections) list.reconcile(state)
  }

  // entering -------------------------------------------------------------------------------------------------------------------

  /** Adds an object and those that the `save-update` cascade reaches. */
  saveOrUpdate(state: InstanceState): void {
    state.isOrphanedOutsideOfSession = false
    this.#saveOrUpdateOne(state)
    for (const other of cascade('saveUpdate', state, (s) => this.has(s))) this.#saveOrUpdateOne(other)
  }

  #saveOrUpdateOne(state: InstanceState): void {
    this.reconcileState(state)
    if (state.key === undefined) this.#save(state)
    else this.update(state)
  }

  #save(state: InstanceState): void {
    const mustAttach = this.#beforeAttach(state)
    if (!this.pending.has(state)) {
      assertNotShadowed(state)
      this.pending.set(state, state.object)
      state.insertOrder = this.pending.size
    }
    if (mustAttach) this.#afterAttach(state)
  }

  /** Adds an object that has a row. */
  update(state: InstanceState): void {
    if (state.isDeleted) {
      throw new InvalidRequestError(`${state.toString()} has been deleted. makeTransient() makes it a new object that can be added again.`)
    }
    const mustAttach = this.#beforeAttach(state)
    this.deleted.delete(state)
    this.#addToIdentityMap(state)
    if (mustAttach) this.#afterAttach(state)
  }

  /** Adds an object that is to be deleted. False: it is marked already. */
  attachForDelete(state: InstanceState): boolean {
    const mustAttach = this.#beforeAttach(state)
    if (this.deleted.has(state)) return false
    this.#addToIdentityMap(state)
    if (mustAttach) this.#afterAttach(state)
    return true
  }

  #addToIdentityMap(state: InstanceState): void {
    const other = this.#identityMap.get(state.mapper, state.key)
    if (other !== undefined && other !== state) {
      if (state.session === this.#session && !this.has(state)) state.session = null
      throw new InvalidRequestError(
        `${state.toString()} can't be attached: another object of the same key is in this session already. Use session.merge().`, { code: 'IDENTITY_TAKEN' })
    }
    if (other === undefined) this.#identityMap.replace(state)
  }

  #beforeAttach(state: InstanceState): boolean {
    this.#session.autobegin()
    if (state.session === this.#session) return false
    if (state.session !== null) {
      throw new InvalidRequestError(`${state.toString()} is attached to another session. Take it out there with expunge(), or copy it with merge().`, { code: 'ATTACHED_ELSEWHERE' })
    }
    this.#session.emitNow('beforeAttach', state.object)
    return true
  }

  #afterAttach(state: InstanceState): void {
    state.session = this.#session
    if (state.hasExposedArrays) this.#exposed.add(state)
    if (state.key !== undefined && state.isModified) this.#identityMap.modified.add(state)
    this.#session.emitNow('afterAttach', state.object)
    this.#session.emitNow(state.key === undefined ? 'transientToPending' : 'detachedToPersistent', state.object)
  }

  // leaving --------------------------------------------------------------------------------------------------------------------

  expunge(states: Iterable<InstanceState>, toTransient: boolean): void {
    const list = [...states]
    for (const state of list) {
      if (this.pending.delete(state)) continue
      if (this.#identityMap.contains(state)) {
        this.#identityMap.discard(state)
        this.deleted.delete(state)
      } else this.#session.transaction?.deleted.delete(state)
    }
    this.detach(list, toTransient)
  }

  expungeAll(): void {
    const all = [...this.#identityMap.states(), ...this.pending.keys()]
    this.#identityMap.clear()
    this.pending.clear()
    this.deleted.clear()
    this.detach(all, false)
  }

  /** Tells objects, which aren't found here any more, that they are in no session. */
  detach(states: Iterable<InstanceState>, toTransient: boolean): void {
    const session = this.#session
    for (const state of states) {
      if (state.session !== null && state.session !== session) continue
      const wasPending = state.key === undefined
      state.session = null
      this.#exposed.delete(state)
      if (toTransient && !wasPending) {
        state.key = undefined
        state.identityValues = null
      }
      if (wasPending) session.emitNow('pendingToTransient', state.object)
      else if (state.isDeleted) session.emitNow('deletedToDetached', state.object)
      else session.emitNow(toTransient ? 'persistentToTransient' : 'persistentToDetached', state.object)
      if (toTransient) state.isDeleted = false
    }
  }

  // outcome of a flush, and its undoing ------------------------------------------------------------------------------------------

  /** Objects whose INSERT or UPDATE went through. */
  registerFlushed(states: Iterable<InstanceState>): void {
    // a flush with something to write has begun one
    const transaction = this.#session.transaction!
    for (const state of states) {
      const wasNew = this.pending.delete(state)
      state.commitAll()
      this.#identityMap.modified.delete(state)
      if (wasNew) {
        transaction.added.add(state)
        this.#session.emitNow('pendingToPersistent', state.object)
      } else transaction.dirty.add(state)
    }
  }

  /** Objects whose DELETE went through, or whose rows were found to be gone. */
  removeNewlyDeleted(states: Iterable<InstanceState>): void {
    for (const state of states) {
      this.#session.transaction?.deleted.add(state)
      this.#identityMap.discard(state)
      this.deleted.delete(state)
      state.isDeleted = true
      this.#session.emitNow('persistentToDeleted', state.object)
    }
  }

  /** A deletion is undone by a rollback. */
  revive(state: InstanceState): void {
    if (state.isDeleted) {
      if (state.session !== this.#session) return
      state.isDeleted = false
      this.#identityMap.replace(state)
      this.deleted.delete(state)
      this.#session.emitNow('deletedToPersistent', state.object)
      return
    }
    this.deleted.delete(state)
    if (state.key !== undefined) this.#identityMap.replace(state)
  }
}
