import type { CompareSteps } from './field-walk.ts'
import { structuralHash, type Keyed } from './hash.ts'
import { LabelName, QuotedName } from './names.ts'
import { SqlNode, type IdentityMarks } from './node.ts'

/** A node that holds a bound value: collected, never compared by value. */
export interface ValueCarrier extends SqlNode { readonly carriesValue: true }

/**
 * Nodes whose identity matters are numbered as a comparison meets them, on both sides; the sides are equal when the numbers are.
 * The numbers are written into two fields of the nodes (`markLeft`, `markRight`), counted upwards for ever,
 * so nothing has to be cleared and no map is needed.
 */
export interface ComparisonMarks { last: number }
const marks: ComparisonMarks = { last: 0 }

/** Compares two statements structurally and collects the value carriers (bound parameters) of the second in the same walk. */
export function sameStructure(left: SqlNode, right: SqlNode, carriers: SqlNode[]): boolean {
  if (left.hashMemo !== 0 && right.hashMemo !== 0 && left.hashMemo !== right.hashMemo) return false
  const start = marks.last
  const result = sameNode(left, right, start, carriers)
  marks.last++
  return result
}

/** The value carriers of a statement, in the order in which a comparison meets them. */
export function valueCarriers(node: SqlNode): SqlNode[] {
  const carriers: SqlNode[] = []
  sameStructure(node, node, carriers)
  return carriers
}

function sameNode(a: SqlNode, b: SqlNode, start: number, carriers: SqlNode[]): boolean {
  if (a === b && isSettled(a)) return true
  const walk = a.fieldWalk
  if (walk !== b.fieldWalk && !isAlike(a, b)) return false
  if (walk.hasIdentity) {
    const l = a as SqlNode & IdentityMarks
    const r = b as SqlNode & IdentityMarks
    if (l.markLeft > start || r.markRight > start) return l.markLeft === r.markRight
    l.markLeft = r.markRight = ++marks.last
    if ((b as Partial<ValueCarrier>).carriesValue) carriers.push(b)
  }
  return walk.structure === null ? a === b : walk.same(a, b, start, carriers, compareSteps)
}
/** There is nothing to collect or to number within. */
const isSettled = (node: SqlNode): boolean => {
  if (node.hashMemo === 0) structuralHash(node)
  return !node.openMemo
}
/** Two classes may be one construct. */
const isAlike = (a: SqlNode, b: SqlNode): boolean => a.structure !== null && a.visitName === b.visitName && a.structure === b.structure

/** @internal */
export const compareSteps: CompareSteps & { readonly marks: ComparisonMarks } = {
  marks,
  // The walk is declared without nodes, since nodes are declared with it.
  node: (a, b, start, carriers) => sameNode(a as SqlNode, b as SqlNode, start, carriers as SqlNode[]),
  nodes(a, b, start, carriers) {
    const xs = a as readonly SqlNode[]
    const ys = b as readonly SqlNode[]
    if (xs.length !== ys.length) return false
    for (let i = 0; i < xs.length; i++) if (!sameNode(xs[i]!, ys[i]!, start, carriers as SqlNode[])) return false
    return true
  },
  data: (a, b, start, carriers) => sameData(a, b, start, carriers as SqlNode[]),
}

function sameData(x: unknown, y: unknown, start: number, carriers: SqlNode[]): boolean {
  if (x instanceof SqlNode) return y instanceof SqlNode && sameNode(x, y, start, carriers)
  if (x === null || typeof x !== 'object') return Object.is(x, y) || (x ?? null) === (y ?? null)
  if (y === null || typeof y !== 'object') return false
  if (x instanceof LabelName) return y instanceof LabelName && sameLabel(x, y, start)
  if (x instanceof QuotedName) return y instanceof QuotedName && x.value === y.value && x.quote === y.quote
  if ('keyHash' in x) return x === y || ('keyHash' in y && (x as unknown as Keyed).key === (y as unknown as Keyed).key)
  if (Array.isArray(x)) {
    if (!Array.isArray(y) || x.length !== y.length) return false
    for (let i = 0; i < x.length; i++) if (!sameData(x[i], y[i], start, carriers)) return false
    return true
  }
  if (x instanceof Map) {
    if (!(y instanceof Map) || x.size !== y.size) return false
    const others = y.entries()
    for (const [k, v] of x) {
      const [k2, v2] = others.next().value as [unknown, unknown]
      if (!sameData(k, k2, start, carriers) || !sameData(v, v2, start, carriers)) return false
    }
    return true
  }
  const keys = definedKeys(x)
  const others = definedKeys(y)
  if (keys.length !== others.length) return false
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    if (key !== others[i] || !sameData((x as Record<string, unknown>)[key], (y as Record<string, unknown>)[key], start, carriers)) return false
  }
  return true
}
const definedKeys = (o: object): string[] => Object.keys(o).filter((k) => (o as Record<string, unknown>)[k] !== undefined)

function sameLabel(a: LabelName, b: LabelName, start: number): boolean {
  if (a.parts.length !== b.parts.length || a.quote !== b.quote) return false
  for (let i = 0; i < a.parts.length; i++) {
    const x = a.parts[i]!
    const y = b.parts[i]!
    if (typeof x === 'string' || typeof y === 'string') {
      if (x !== y) return false
      continue
    }
    if (x.markLeft > start || y.markRight > start) {
      if (x.markLeft !== y.markRight) return false
      continue
    }
    x.markLeft = y.markRight = ++marks.last
    if (typeof x.base === 'string' || typeof y.base === 'string') {
      if (x.base !== y.base) return false
    } else if (!sameLabel(x.base, y.base, start)) return false
  }
  return true
}
