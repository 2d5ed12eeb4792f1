import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import type { EventToken } from './event-token.ts'
import type { RelationshipAttribute } from './relationship-attribute.ts'
import { NO_RESULT, NO_VALUE } from './sentinels.ts'

/*
 * Attribute events that change a session: `save-update` adds what is attached to an object of the session (not along a back
 * reference), `delete-orphan` drops pending objects that lost their parent. Source: SQLAlchemy's `track_cascade_events`.
 */

export function cascadeAppend(attribute: RelationshipAttribute, state: InstanceState, item: object, initiator: EventToken): void {
  const { session } = state
  if (session === null) return
  session.warnDuringFlush('a change of a relationship')
  if (!attribute.cascade.saveUpdate || initiator.attribute !== attribute) return
  const itemState = stateOf(item)
  if (!session.containsState(itemState)) session.saveOrUpdateState(itemState)
}

export function cascadeRemove(attribute: RelationshipAttribute, state: InstanceState, item: unknown): void {
  if (item === null || item === NO_VALUE || item === NO_RESULT) return
  const { session } = state
  session?.warnDuringFlush('a change of a relationship')
  if (!attribute.cascade.deleteOrphan) return
  const itemState = stateOf(item as object)
  if (!attribute.target.isOrphan(itemState)) return
  if (session?.isPending(itemState)) session.expungeState(itemState)
  else itemState.isOrphanedOutsideOfSession = true
}

export function cascadeReplace(attribute: RelationshipAttribute, state: InstanceState, value: unknown, old: unknown, initiator: EventToken): void {
  const { session } = state
  if (old === value || session === null) return
  if (value !== null) cascadeAppend(attribute, state, value as object, initiator)
  if (old !== null && old !== NO_VALUE && old !== NO_RESULT && attribute.cascade.deleteOrphan) {
    const oldState = stateOf(old as object)
    if (session.isPending(oldState) && attribute.target.isOrphan(oldState)) session.expungeState(oldState)
  }
}
