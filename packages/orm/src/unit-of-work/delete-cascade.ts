import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { NO_RESULT } from '../attributes/sentinels.ts'
import type { Session } from '../session/session.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'
import { relatedObjects } from './cascades.ts'
import { type Steps, wait } from './steps.ts'

/**
 * Objects that the `delete` cascade reaches. What isn't loaded is loaded, level by level: one statement for each relationship of
 * a level, however many objects there are. `passiveDeletes` leaves unloaded objects to the database.
 */
export function* deleteCascade(session: Session, heads: readonly InstanceState[]): Steps<readonly InstanceState[]> {
  const visited = new Set<InstanceState>()
  const found: InstanceState[] = []
  let level: readonly InstanceState[] = heads
  while (level.length > 0) {
    const missing = new Map<RelationshipAttribute, InstanceState[]>()
    for (const state of level) {
      for (const relationship of state.mapper.relationships) {
        if (relationship.cascade.delete && relationship.passiveDeletes === false && needsLoad(relationship, state)) {
          const list = missing.get(relationship)
          if (list === undefined) missing.set(relationship, [state])
          else list.push(state)
        }
      }
    }
    if (missing.size > 0) {
      yield* session.autoflushSteps()
      for (const [relationship, states] of missing) yield* wait(session.loading.loadRelationship(states, relationship))
    }
    const next: InstanceState[] = []
    for (const state of level) {
      for (const relationship of state.mapper.relationships) {
        if (!relationship.cascade.delete) continue
        for (const object of relatedObjects(relationship, state)) {
          const child = stateOf(object)
          if (visited.has(child)) continue
          visited.add(child)
          found.push(child)
          next.push(child)
        }
      }
    }
    level = next
  }
  return found
}

/** The relationship of a saved object isn't loaded, nor can its value be told without the database. */
export function needsLoad(relationship: RelationshipAttribute, state: InstanceState, againstCommitted = false): boolean {
  if (state.key === undefined || state.isFresh || relationship.kind === 'writeOnly' || state.holds(relationship.slot)) return false
  if (relationship.kind === 'toMany') return true
  return relationship.current(state, { againstCommitted }) === NO_RESULT
}
