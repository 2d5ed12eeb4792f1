import { CircularDependencyError } from '@athanor/interfaces'

/** What comes after each item. */
export type Successors<T> = ReadonlyMap<T, ReadonlySet<T>>

/**
 * Items in levels: each level depends on earlier ones only, and keeps the given order. Edges to other items are ignored.
 * Source: SQLAlchemy's `topological.sort_as_subsets`.
 * @throws {CircularDependencyError}
 */
export function* sortInLevels<T>(successors: Successors<T>, items: readonly T[], describe: (item: T) => string): Generator<T[]> {
  const waiting = new Map<T, number>()
  for (const item of items) waiting.set(item, 0)
  for (const item of items) {
    for (const next of successors.get(item) ?? []) {
      const count = waiting.get(next)
      if (count !== undefined) waiting.set(next, count + 1)
    }
  }
  const position = new Map(items.map((item, i) => [item, i]))
  let level = items.filter((item) => waiting.get(item) === 0)
  let left = items.length
  while (level.length > 0) {
    left -= level.length
    yield level
    const next: T[] = []
    for (const item of level) {
      for (const successor of successors.get(item) ?? []) {
        const count = waiting.get(successor)
        if (count === undefined) continue
        waiting.set(successor, count - 1)
        if (count === 1) next.push(successor)
      }
    }
    level = next.sort((a, b) => position.get(a)! - position.get(b)!)
  }
  if (left > 0) {
    const rest = items.filter((item) => waiting.get(item)! > 0)
    const cycle = [...itemsInCycles(successors, new Set(rest))]
    throw new CircularDependencyError(
      `The order of the statements can't be worked out, because these depend on each other: ${cycle.map(describe).join(', ')}. ` +
      'Where two rows refer to each other, say postUpdate: true on one of the relationships.', { cycle })
  }
}

/** All items that are part of a cycle (Tarjan's strongly connected components). */
export function itemsInCycles<T>(successors: Successors<T>, within?: ReadonlySet<T>): Set<T> {
  const found = new Set<T>()
  const index = new Map<T, number>()
  const low = new Map<T, number>()
  const stack: T[] = []
  const onStack = new Set<T>()
  let counter = 0
  for (const start of successors.keys()) {
    if (index.has(start) || (within !== undefined && !within.has(start))) continue
    // an explicit stack: thousands of rows may follow one another
    const work: { item: T; rest: Iterator<T> }[] = []
    const enter = (item: T): void => {
      index.set(item, counter)
      low.set(item, counter++)
      stack.push(item)
      onStack.add(item)
      work.push({ item, rest: (successors.get(item) ?? new Set<T>()).values() })
    }
    enter(start)
    while (work.length > 0) {
      const top = work.at(-1)!
      const next = top.rest.next()
      if (next.done !== true) {
        const successor = next.value
        if (within !== undefined && !within.has(successor)) continue
        if (successor === top.item) found.add(successor)
        if (!index.has(successor)) enter(successor)
        else if (onStack.has(successor)) low.set(top.item, Math.min(low.get(top.item)!, index.get(successor)!))
        continue
      }
      work.pop()
      const above = work.at(-1)
      if (above !== undefined) low.set(above.item, Math.min(low.get(above.item)!, low.get(top.item)!))
      if (low.get(top.item) === index.get(top.item)) {
        const component: T[] = []
        let item: T
        do {
          item = stack.pop()!
          onStack.delete(item)
          component.push(item)
        } while (item !== top.item)
        if (component.length > 1) for (const member of component) found.add(member)
      }
    }
  }
  return found
}
