import { cloneNode, Field, SqlNode } from './node.ts'

/** Direct children of a node, in the order of its structure. */
export function* children(node: SqlNode): Generator<SqlNode> {
  const fields = node as unknown as Record<string, unknown>
  for (const [field, kind] of node.structure ?? []) {
    const value = fields[field]
    if (value === null || value === undefined) continue
    if (kind === Field.node) yield value as SqlNode
    else if (kind === Field.nodes) yield* value as readonly SqlNode[]
    else if (kind === Field.data) yield* nodesIn(value)
  }
}
function* nodesIn(value: unknown): Generator<SqlNode> {
  if (value instanceof SqlNode) yield value
  else if (Array.isArray(value)) for (const item of value) yield* nodesIn(item)
  else if (value instanceof Map) for (const pair of value) yield* nodesIn(pair)
  else if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) for (const item of Object.values(value)) yield* nodesIn(item)
}

/** Every node of a statement, itself first, breadth first; tables are leaves (source: SQLAlchemy's `iterate`). */
export function* iterate(node: SqlNode): Generator<SqlNode> {
  const queue = [node]
  for (let i = 0; i < queue.length; i++) {
    const next = queue[i]!
    yield next
    queue.push(...children(next))
  }
}

/**
 * A copy of a statement in which `replace` may put another node in place of one. What it returns is not descended into;
 * `undefined` keeps the node (and descends). A node that occurs twice is replaced once: identity is kept.
 * Subtrees without a replacement are shared with the original.
 */
export const replacementTraverse = <N extends SqlNode>(node: N, replace: (node: SqlNode) => SqlNode | undefined): N => rewrite(node, replace, undefined)

/**
 * The same from below: `change` sees each node when what it is made of has been changed already, and may answer another one.
 * Source: SQLAlchemy's `cloned_traverse`, whose visitors change the copies; here nodes are never changed.
 */
export const clonedTraverse = <N extends SqlNode>(node: N, change: (node: SqlNode) => SqlNode | undefined): N => rewrite(node, undefined, change)

type Change = (node: SqlNode) => SqlNode | undefined

/** @param before may replace a node as a whole; after may replace it when its parts are done */
function rewrite<N extends SqlNode>(node: N, before: Change | undefined, after: Change | undefined): N {
  const done = new Map<SqlNode, SqlNode>()
  // columns are leaves, but inside a statement they follow their FROM object when that is replaced
  let statements = 0
  const visit = (n: SqlNode): SqlNode => {
    const known = done.get(n)
    if (known !== undefined) return known
    const replaced = before?.(n)
    if (replaced !== undefined) {
      done.set(n, replaced)
      return replaced
    }
    if (statements > 0) {
      const column = n as Partial<FollowsFrom>
      const from = column.table ? done.get(column.table) : undefined
      if (from !== undefined && from !== column.table) {
        const followed = column.follow!(from)
        done.set(n, followed)
        return followed
      }
    }
    const froms = (n as Partial<HasFroms>).traversedFroms
    if (froms !== undefined) {
      statements++
      for (const from of froms) visit(from)
    }
    let changes: Record<string, unknown> | undefined
    const fields = n as unknown as Record<string, unknown>
    for (const [field, kind] of n.structure ?? []) {
      const value = fields[field]
      if (value === null || value === undefined || (kind !== Field.node && kind !== Field.nodes && kind !== Field.data)) continue
      const copy = visitData(value)
      if (copy !== value) (changes ??= {})[field] = copy
    }
    const copy = changes === undefined ? n : n.hasIdentity ? freshIdentity(cloneNode(n, changes)) : cloneNode(n, changes)
    const result = after?.(copy) ?? copy
    done.set(n, result)
    if (froms !== undefined) statements--
    return result
  }
  const visitData = (value: unknown): unknown => {
    if (value instanceof SqlNode) return visit(value)
    if (Array.isArray(value)) {
      let copy: unknown[] | undefined
      for (let i = 0; i < value.length; i++) {
        const item = visitData(value[i])
        if (item !== value[i]) (copy ??= value.slice())[i] = item
      }
      return copy ?? value
    }
    if (value instanceof Map) {
      let changed = false
      const pairs = [...value].map(([k, v]) => {
        const pair = [visitData(k), visitData(v)] as const
        if (pair[0] !== k || pair[1] !== v) changed = true
        return pair
      })
      return changed ? new Map(pairs) : value
    }
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      let copy: Record<string, unknown> | undefined
      for (const [k, v] of Object.entries(value)) {
        const item = visitData(v)
        if (item !== v) (copy ??= { ...value })[k] = item
      }
      return copy ?? value
    }
    return value
  }
  return visit(node) as N
}

/** A column: it belongs to a FROM object and has a counterpart in what replaces that. */
export interface FollowsFrom extends SqlNode {
  readonly table: SqlNode | null
  follow(from: SqlNode): SqlNode
}
/** A statement or join: its FROM objects may be known by their columns only. */
export interface HasFroms extends SqlNode { readonly traversedFroms: readonly SqlNode[] }

function freshIdentity<N extends SqlNode>(node: N): N {
  Object.assign(node, { markLeft: 0, markRight: 0 })
  return node
}
