/**
 * What a field of a node holds. The structure of a node is declared once, as data; hashing, comparison, traversal and
 * cloning are generic functions over it.
 */
export const Field = {
  /** A node or null. */
  node: 0,
  /** An array of nodes. */
  nodes: 1,
  /** A primitive, compared by value. */
  value: 2,
  /** An SQL type, compared by its key. */
  type: 3,
  /** An operator, compared by its key. */
  operator: 4,
  /** Nested arrays, maps and plain objects of nodes, names, types, operators and primitives. */
  data: 5,
  /** A name: text, quoted text, or a name that the compiler invents. */
  name: 6,
} as const
export type FieldKind = (typeof Field)[keyof typeof Field]
/** Fields kept `rare` (see `selectable/rare-clauses.ts`) are compared together: most nodes share all of them. */
export type FieldSpec = readonly [field: string, kind: FieldKind, place?: 'rare']
