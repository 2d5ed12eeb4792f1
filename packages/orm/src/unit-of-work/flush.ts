import { NOT_LOADED } from '../attributes/sentinels.ts'
import { warn } from '../events/warn.ts'
import { isIncomplete } from '../identity/identity-key.ts'
import { FlushError } from '../session/session-errors.ts'
import type { Session } from '../session/session.ts'
import { assertNotShadowed } from '../state/assert-not-shadowed.ts'
import type { InstanceState } from '../state/instance-state.ts'
import type { Steps } from './steps.ts'
import { UnitOfWork } from './unit-of-work.ts'

/** One flush: what changed is planned, written, and marked as saved. When it fails, the transaction is rolled back at once. */
export function* flushSteps(session: Session): Steps {
  yield* session.emit('beforeFlush')
  session.reconcile()
  const uow = new UnitOfWork(session)
  registerChanges(session, uow)
  if (!uow.hasWork) return
  const transaction = session.autobegin()
  try {
    yield* uow.execute()
    session.isSending = false
    yield* session.emit('afterFlush')
    // the identity of an object is taken from its values: of an expired one they have to be loaded
    yield* uow.refreshMissing([...uow.fates].filter(([state, fate]) => !fate.isDelete && hasUnloadedKey(state)).map(([state]) => state))
    finish(session, uow)
    yield* session.emit('afterFlushPostexec')
  } catch (error) {
    session.isSending = false
    keepGeneratedKeys(uow)
    yield* transaction.failSteps(error)
    throw error
  }
}

/** Keys that were generated before the flush failed stay as plain values, which is no change of the user's. */
function keepGeneratedKeys(uow: UnitOfWork): void {
  for (const state of uow.keyless) {
    for (const { slot } of state.mapper.primaryKeyAttributes) {
      const value = state.values[slot]
      if (value !== undefined && value !== null && state.isFresh) (state.committedValues ??= new Map()).set(slot, value)
    }
  }
}

function registerChanges(session: Session, uow: UnitOfWork): void {
  const deleted = new Set(session.deletedStates())
  const changed: InstanceState[] = []
  for (const state of session.pendingStates()) if (!deleted.has(state)) changed.push(state)
  for (const state of session.identityMap.modified) if (!deleted.has(state)) changed.push(state)
  const processed = new Set<InstanceState>()
  for (const state of changed) {
    const isOrphan = state.mapper.isOrphan(state)
    if (isOrphan && !state.hasIdentity && state.isOrphanedOutsideOfSession) {
      session.expungeStates([state], false)
      continue
    }
    if (state.isModified && !state.isFresh) assertNotShadowed(state)
    uow.register(state, { isDelete: isOrphan && state.hasIdentity })
    processed.add(state)
  }
  for (const state of deleted) if (!processed.has(state)) uow.register(state, { isDelete: true })
}

/** The objects are as in the database now. */
function finish(session: Session, uow: UnitOfWork): void {
  const saved: InstanceState[] = []
  const deleted: InstanceState[] = []
  for (const [state, fate] of uow.fates) (fate.isDelete ? deleted : saved).push(state)
  session.removeNewlyDeleted(deleted)
  for (const state of saved) giveIdentity(session, state)
  session.registerFlushed(saved)
  const { modified } = session.identityMap
  if (modified.size > 0) {
    warn('HISTORY_RESET', `${modified.size} objects that were clean before were changed by listeners within the flush; these changes are not written. Change objects in beforeFlush.`)
    for (const state of modified) state.commitAll()
    modified.clear()
  }
}

const hasUnloadedKey = (state: InstanceState): boolean =>
  state.key !== undefined && state.mapper.primaryKeyAttributes.some((a) => state.values[a.slot] === NOT_LOADED)

function giveIdentity(session: Session, state: InstanceState): void {
  const { mapper } = state
  const key = mapper.keyOf(state)
  const isSingle = mapper.root.primaryKeyAttributes.length === 1
  const identity = isSingle && (typeof key !== 'string' || state.values[mapper.root.primaryKeyAttributes[0]!.slot] === key) ? null : mapper.identityOf(state)
  if (isIncomplete(identity ?? [key])) {
    throw new FlushError(
      `${state.mapper.name} has a NULL primary key after its INSERT. If the database generates the key, the column has to say so ` +
      '(an integer primary key, identity(), or serverDefault()).')
  }
  if (state.key === undefined) {
    state.key = key
    state.identityValues = identity
  } else if (state.key !== key) {
    const { transaction } = session
    session.identityMap.discard(state)
    if (transaction !== null && !transaction.keySwitches.has(state)) transaction.keySwitches.set(state, { key: state.key, identity: state.identityValues })
    state.key = key
    state.identityValues = identity
  }
  const old = session.identityMap.replace(state)
  if (old !== undefined && old.mapper.keyOf(old) === key && !old.isDeleted) {
    warn('IDENTITY_REPLACED', `The session had another object with the identity ${old.toString()}; it is replaced by the one that was just flushed.`)
  }
  state.isOrphanedOutsideOfSession = false
}
