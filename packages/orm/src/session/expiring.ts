import { InvalidRequestError } from '@athanor/interfaces'
import { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { cascade } from '../unit-of-work/cascades.ts'
import { type Steps, wait } from '../unit-of-work/steps.ts'
import type { SessionContents } from './session-contents.ts'
import type { Session } from './session.ts'

/** Forgets the values of an object, or some of them; all of them along the `refresh-expire` cascade. */
export function expireState(session: Session, contents: SessionContents, state: InstanceState, keys: readonly string[] | undefined): void {
  assertPersistent(session, state)
  if (keys !== undefined && keys.length > 0) {
    state.expireSlots(keys.map((key) => state.mapper.attribute(key)))
    return
  }
  const cascaded = [...cascade('refreshExpire', state)]
  for (const s of [state, ...cascaded]) {
    if (s.key !== undefined) s.expire()
    else if (contents.pending.delete(s)) contents.detach([s], false)
  }
}

/** Forgets and loads again. @throws {InvalidRequestError} when the row is gone */
export function* refreshState(
  session: Session, state: InstanceState, keys: readonly string[] | undefined, options: { readonly withForUpdate?: unknown; readonly signal?: AbortSignal },
): Steps {
  assertPersistent(session, state)
  const attributes = keys?.map((key) => state.mapper.attribute(key))
  const relationships = attributes?.filter((a) => a instanceof RelationshipAttribute) ?? []
  if (attributes === undefined) {
    const cascaded = [...cascade('refreshExpire', state)]
    for (const s of [state, ...cascaded]) if (s.key !== undefined) s.expire()
  } else state.expireSlots(attributes)
  // what is forgotten isn't written
  yield* session.autoflushSteps()
  const columns = attributes?.filter((a) => !(a instanceof RelationshipAttribute)) ?? null
  if (columns === null || columns.length > 0) {
    const gone = yield* wait(session.loading.loadColumns([state], columns, { overwrite: true, ...options }))
    if (gone.length > 0) throw new InvalidRequestError(`Could not refresh ${state.toString()}: its row is gone`)
  }
  for (const relationship of relationships) yield* wait(session.loading.loadRelationship([state], relationship))
}

function assertPersistent(session: Session, state: InstanceState): void {
  if (session.identityMap.contains(state)) return
  const where = state.session === null ? 'is in no session' : state.session === session ? 'is not persistent' : 'belongs to another session'
  throw new InvalidRequestError(`${state.toString()} ${where}, so its values can't be loaded again`, { code: 'NOT_PERSISTENT' })
}
