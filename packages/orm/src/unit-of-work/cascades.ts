import { ArgumentError } from '@athanor/interfaces'
import type { CollectionRelationship } from '../attributes/collection-relationship.ts'
import type { RelationshipAttribute } from '../attributes/relationship-attribute.ts'
import { NO_RESULT, NO_VALUE } from '../attributes/sentinels.ts'
import type { CascadeKind } from '../mapping/cascade.ts'
import { stateOf } from '../state/entity-core.ts'
import type { InstanceState } from '../state/instance-state.ts'

/**
 * Objects that an operation on one object extends to, along loaded attributes, depth first in the order of the mapping.
 * `save-update` also meets what was removed since the last flush. Source: SQLAlchemy's `cascade_iterator`.
 * @param halt objects to leave out, with everything behind them
 */
export function* cascade(kind: CascadeKind, state: InstanceState, halt?: (state: InstanceState) => boolean): Generator<InstanceState> {
  const visited = new Set<InstanceState>([])
  const stack: Iterator<InstanceState>[] = [children(kind, state, visited, halt)]
  for (;;) {
    const top = stack.at(-1)
    if (top === undefined) return
    const next = top.next()
    if (next.done === true) {
      stack.pop()
      continue
    }
    yield next.value
    stack.push(children(kind, next.value, visited, halt))
  }
}

function* children(kind: CascadeKind, state: InstanceState, visited: Set<InstanceState>, halt: ((state: InstanceState) => boolean) | undefined): Generator<InstanceState> {
  for (const relationship of state.mapper.relationships) {
    if (!relationship.cascade[kind]) continue
    const objects = kind === 'saveUpdate' ? relationship.allPending(state) : relatedObjects(relationship, state)
    // all of one attribute are marked before the first of them is entered
    const found: InstanceState[] = []
    for (const object of objects) {
      const child = stateOf(object)
      if (visited.has(child) || halt?.(child)) continue
      if (kind === 'refreshExpire' && !relationship.cascade.deleteOrphan && !child.hasIdentity) continue
      if (!child.mapper.isA(relationship.target)) {
        throw new ArgumentError(`${relationship.toString()} holds ${relationship.target.name} objects, and contains an object of class ${child.mapper.name}`)
      }
      visited.add(child)
      found.push(child)
    }
    yield* found
  }
}

/** Loaded objects of a relationship; none when it isn't loaded. */
export function relatedObjects(relationship: RelationshipAttribute, state: InstanceState): readonly object[] {
  if (relationship.kind === 'toMany') return (relationship as CollectionRelationship).members(state)
  if (relationship.kind === 'writeOnly') return []
  const value = relationship.current(state, { identityMap: false })
  return value === null || value === NO_VALUE || value === NO_RESULT ? [] : [value as object]
}
