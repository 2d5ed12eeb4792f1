import { CircularDependencyError } from '@athanor/interfaces'

/** `[before, after]`. */
export type Edge<T> = readonly [before: T, after: T]

/** A sort found a cycle: the items in it, and the edges that were left. */
export class DependencyCycle<T> extends Error {
  readonly items: ReadonlySet<T>
  readonly edges: readonly Edge<T>[]
  constructor(items: ReadonlySet<T>, edges: readonly Edge<T>[]) {
    super('circular dependency')
    this.items = items
    this.edges = edges
  }
}

/**
 * Sorts items so that each comes after those it depends on; items that don't depend on each other keep their order,
 * level by level. Source: SQLAlchemy's `topological.sort`.
 * @throws {DependencyCycle}
 */
export function topologicalSort<T>(edges: Iterable<Edge<T>>, items: Iterable<T>): T[] {
  const parents = new Map<T, Set<T>>()
  const all = [...edges]
  for (const [before, after] of all) {
    const set = parents.get(after)
    if (set === undefined) parents.set(after, new Set([before]))
    else set.add(before)
  }
  let rest = [...items]
  const pending = new Set(rest)
  const sorted: T[] = []
  while (pending.size > 0) {
    const level = rest.filter((item) => ![...(parents.get(item) ?? [])].some((p) => pending.has(p)))
    if (level.length === 0) throw new DependencyCycle(findCycles(all), all)
    for (const item of level) pending.delete(item)
    rest = rest.filter((item) => pending.has(item))
    sorted.push(...level)
  }
  return sorted
}

/** All items that are part of some cycle. */
export function findCycles<T>(edges: Iterable<Edge<T>>): Set<T> {
  const children = new Map<T, Set<T>>()
  for (const [before, after] of edges) {
    const set = children.get(before)
    if (set === undefined) children.set(before, new Set([after]))
    else set.add(after)
  }
  const found = new Set<T>()
  for (const start of children.keys()) {
    const stack = [start]
    const todo = new Set(children.keys())
    todo.delete(start)
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!
      let next: T | undefined
      for (const child of children.get(top) ?? []) {
        const position = stack.indexOf(child)
        if (position >= 0) {
          for (const item of stack.slice(position)) {
            todo.delete(item)
            found.add(item)
          }
        }
        if (todo.has(child)) {
          next = child
          break
        }
      }
      if (next === undefined) stack.pop()
      else {
        todo.delete(next)
        stack.push(next)
      }
    }
  }
  return found
}

/** The error that users see. */
export const circular = <T>(cycle: DependencyCycle<T>, message: string): CircularDependencyError =>
  new CircularDependencyError(message, { cycle: [...cycle.items], cause: cycle })
