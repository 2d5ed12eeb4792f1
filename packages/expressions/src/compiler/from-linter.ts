import type { SqlNode } from '../structure/node.ts'

/**
 * Finds FROM objects that nothing joins to the others (source: SQLAlchemy's `FromLinter`). Comparisons and joins are the
 * edges of a graph; when it falls apart, the statement has a cartesian product.
 */
export class FromLinter {
  readonly froms = new Map<SqlNode, string>()
  readonly #edges: (readonly [SqlNode, SqlNode])[] = []

  /** Connects everything on one side with everything on the other. */
  connect(left: readonly SqlNode[], right: readonly SqlNode[]): void {
    for (const a of left) for (const b of right) this.#edges.push([a, b])
  }

  /** FROM objects that can't be reached from the first one. */
  unreachable(): readonly SqlNode[] {
    const [start] = this.froms.keys()
    if (start === undefined) return []
    const rest = new Set(this.froms.keys())
    const stack: SqlNode[] = [start]
    const visited = new Set<SqlNode>()
    while (stack.length > 0 && rest.size > 0) {
      const node = stack.pop()!
      if (visited.has(node)) continue
      visited.add(node)
      rest.delete(node)
      for (const [a, b] of this.#edges) {
        if (a === node) stack.push(b)
        else if (b === node) stack.push(a)
      }
    }
    return [...rest]
  }

  /** What to tell the user; undefined when all is well. */
  warning(statement = 'SELECT'): string | undefined {
    const rest = this.unreachable()
    if (rest.length === 0) return undefined
    const [first] = this.froms.values()
    return `The ${statement} statement has a cartesian product between the FROM element(s) ${rest.map((f) => `"${this.froms.get(f)}"`).join(', ')} ` +
      `and the FROM element "${first}". Add a join condition between them.`
  }
}
