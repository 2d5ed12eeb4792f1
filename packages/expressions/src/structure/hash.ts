import type { HashSteps } from './field-walk.ts'
import { hashText, mix } from './hash-text.ts'
import { type AnonToken, LabelName, QuotedName } from './names.ts'
import { SqlNode } from './node.ts'

/** Types and operators carry their own keys. */
export interface Keyed { readonly key: string; readonly keyHash: number }

let identities = 0
let open = false

/**
 * Hash of a node's structure: bound values and the numbers of anonymous names don't count. Computed once per node;
 * subtrees that are shared between statements (tables, columns, reused conditions) are never walked again.
 */
export function structuralHash(node: SqlNode): number {
  if (node.hashMemo !== 0) {
    if (node.openMemo) open = true
    return node.hashMemo
  }
  const outer = open
  open = false
  let h = node.fieldWalk.visitHash
  const structure = node.structure
  if (structure === null) h = mix(h, ++identities)
  else {
    h = node.fieldWalk.hash(node, h, steps)
    if (node.hasIdentity) open = true
  }
  node.hashMemo = h | 1
  node.openMemo = open
  open = outer || open
  return node.hashMemo
}

const steps: HashSteps = {
  node: (node) => structuralHash(node as SqlNode),
  nodes(list) {
    const nodes = list as readonly SqlNode[]
    let h = nodes.length
    for (let i = 0; i < nodes.length; i++) h = mix(h, structuralHash(nodes[i]!))
    return h
  },
  data: (value) => hashData(value),
}

function hashData(value: unknown): number {
  switch (typeof value) {
    case 'string': return hashText(value)
    case 'number': return (value | 0) ^ hashText(String(value))
    case 'boolean': return value ? 3 : 5
    case 'undefined': return 7
    case 'object': break
    default: return hashText(String(value))
  }
  if (value === null) return 7
  if (value instanceof SqlNode) return structuralHash(value)
  if (value instanceof LabelName) {
    let h = 11
    for (const part of value.parts) h = mix(h, typeof part === 'string' ? hashText(part) : hashToken(part))
    return h
  }
  if (value instanceof QuotedName) return mix(hashText(value.value), value.quote ? 1 : 2)
  if ('keyHash' in value) return (value as Keyed).keyHash
  if (Array.isArray(value)) {
    let h = 13
    for (const item of value) h = mix(h, hashData(item))
    return h
  }
  if (value instanceof Map) {
    let h = 17
    for (const [k, v] of value) h = mix(mix(h, hashData(k)), hashData(v))
    return h
  }
  let h = 19
  for (const [k, v] of Object.entries(value)) if (v !== undefined) h = mix(mix(h, hashText(k)), hashData(v))
  return h
}

function hashToken(token: AnonToken): number {
  open = true
  return mix(23, hashData(token.base))
}
