import type { InstanceState } from '../state/instance-state.ts'

/**
 * New objects in the order in which they were added, then saved ones by primary key, so that two sessions that change the same
 * rows lock them in the same order.
 */
export function orderStates(states: readonly InstanceState[]): InstanceState[] {
  const pending: InstanceState[] = []
  const persistent: InstanceState[] = []
  for (const state of states) (state.key === undefined ? pending : persistent).push(state)
  pending.sort((a, b) => a.insertOrder - b.insertOrder)
  persistent.sort(byIdentity)
  return persistent.length === 0 ? pending : pending.length === 0 ? persistent : [...pending, ...persistent]
}

function byIdentity(a: InstanceState, b: InstanceState): number {
  if (a.identityValues === null && b.identityValues === null) return compare(a.key, b.key)
  const left = a.identity
  const right = b.identity
  for (let i = 0; i < left.length; i++) {
    const order = compare(left[i], right[i])
    if (order !== 0) return order
  }
  return 0
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === typeof b && typeof a !== 'object') return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b)
  const left = String(a)
  const right = String(b)
  return left < right ? -1 : left > right ? 1 : 0
}
