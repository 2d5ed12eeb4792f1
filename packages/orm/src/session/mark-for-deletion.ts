import { InvalidRequestError } from '@athanor/interfaces'
import type { InstanceState } from '../state/instance-state.ts'
import { deleteCascade } from '../unit-of-work/delete-cascade.ts'
import type { Steps } from '../unit-of-work/steps.ts'
import type { SessionContents } from './session-contents.ts'
import type { Session } from './session.ts'

/** Marks objects for deletion, and those that the `delete` cascade reaches, which may have to be loaded for it. */
export function* markForDeletion(session: Session, contents: SessionContents, heads: readonly InstanceState[]): Steps {
  const marked: InstanceState[] = []
  for (const head of heads) {
    if (head.key === undefined) throw new InvalidRequestError(`${head.toString()} is not persisted, so it can't be deleted. To drop a new object, use session.expunge().`)
    if (!contents.attachForDelete(head)) continue
    contents.reconcileState(head)
    marked.push(head)
  }
  // the cascade is followed before anything is marked, so that an autoflush on the way doesn't delete it
  const cascaded = yield* deleteCascade(session, marked)
  for (const head of marked) contents.deleted.set(head, head.object)
  for (const state of cascaded) if (state.key !== undefined && contents.attachForDelete(state)) contents.deleted.set(state, state.object)
}
