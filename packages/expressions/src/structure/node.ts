import type { Operator } from '../operators/operator.ts'
import { FieldWalk } from './field-walk.ts'
import { Field, type FieldKind, type FieldSpec } from './field.ts'

export { Field, type FieldKind, type FieldSpec }

const NO_NODES: readonly SqlNode[] = []

/**
 * Base of everything that SQL is made of. Nodes are immutable: a method that "changes" one returns another.
 * The memo fields below are caches; nothing observable depends on them.
 */
export abstract class SqlNode {
  /** Name of the compiler method that renders this construct, e.g. `visitBinary`. Lives on the prototype. */
  declare readonly visitName: string
  /** Fields that make up the structure. Null: the node is compared by identity (a table). Lives on the prototype. */
  declare readonly structure: readonly FieldSpec[] | null
  /** Hashing and comparison of this class's fields. Lives on the prototype. */
  declare readonly fieldWalk: FieldWalk
  /** The node's identity matters within a statement (used twice is not the same as two equal ones). On the prototype. */
  declare readonly hasIdentity: boolean
  /** A compilation is registered for this class or one it extends. On the prototype. */
  declare readonly isCompiledByUser: boolean

  /** Structural hash; 0 until computed. */
  hashMemo = 0
  /** Whether binds or invented names are below: then a comparison has to walk even when both sides are one object. */
  openMemo = false

  /** Parenthesises itself when the operator it is put under binds tighter. */
  selfGroup(_against?: Operator): SqlNode {
    return this
  }

  /**
   * A number that is quick to tell and equal for equal statements: a cache tries the statement last met under it before
   * it works out a hash. 0: there is none.
   */
  get outline(): number { return 0 }

  /** FROM objects this node refers to; they end up in the FROM clause of the enclosing SELECT. */
  get fromObjects(): readonly SqlNode[] {
    return NO_NODES
  }

  /** Generic SQL, for reading: `String(select(users))`. */
  toString(): string { return nodePrinter.toText(this) }
  /** `console.log(statement)` shows its SQL. */
  [Symbol.for('nodejs.util.inspect.custom')](): string { return `${this.constructor.name} <${this.toString().replaceAll(/\s+/g, ' ')}>` }

  /** What a column list makes of this node (a table stands for its columns). */
  get selectIterable(): readonly SqlNode[] {
    return [this]
  }
}

Object.defineProperty(SqlNode.prototype, 'isCompiledByUser', { value: false, configurable: true })
// A class that declares no structure is told apart by identity: its SQL may depend on anything.
defineNode(SqlNode, 'visitUndeclared', null)

/** Writes a node as generic SQL, for reading; installed by the compiler, which nodes don't know. */
export const nodePrinter: { toText: (node: SqlNode) => string } = { toText: (node) => node.constructor.name }

/** Marks used while two statements are compared; see `structure/comparison.ts`. */
export interface IdentityMarks {
  markLeft: number
  markRight: number
}

/**
 * Declares the visit method and the structure of a node class: every field that its SQL depends on. Statements of equal
 * structure share one compiled form. Null, or no declaration: two nodes are equal when they are one object.
 */
export function defineNode(
  cls: { readonly prototype: SqlNode },
  visitName: string,
  fields: readonly FieldSpec[] | null,
  options: { readonly hasIdentity?: boolean } = {},
): void {
  const structure = fields === null ? null : rareLast(fields)
  Object.defineProperties(cls.prototype, {
    visitName: { value: visitName, writable: true, configurable: true },
    structure: { value: structure, writable: true, configurable: true },
    fieldWalk: { value: new FieldWalk(structure, visitName, options.hasIdentity), writable: true, configurable: true },
    hasIdentity: { value: options.hasIdentity ?? false, writable: true, configurable: true },
  })
}

/** Every walk meets the fields in one order, in which it collects values; generated code compares rare fields together. */
function rareLast(fields: readonly FieldSpec[]): readonly FieldSpec[] {
  const rare = fields.filter(([, , place]) => place === 'rare')
  // lists that several classes share tell that these are alike
  return rare.length === 0 ? fields : [...fields.filter(([, , place]) => place !== 'rare'), ...rare]
}

/** A copy of a node with some fields replaced. Memos are not copied. */
export function cloneNode<N extends SqlNode>(node: N, changes: Partial<Record<string, unknown>>): N {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(node) as object) as N, node, changes)
  copy.hashMemo = 0
  copy.openMemo = false
  for (const memo of Object.keys(copy)) if (memo.endsWith('Memo') && memo !== 'hashMemo' && memo !== 'openMemo') delete (copy as Record<string, unknown>)[memo]
  return copy
}

/** A class whose SQL may depend on fields that the structure of the class it extends doesn't have. */
export function withoutStructure(cls: { readonly prototype: SqlNode }): void {
  if (!Object.hasOwn(cls.prototype, 'structure')) defineNode(cls, cls.prototype.visitName, null)
}

/** Well-known method by which foreign objects (mapped classes, attributes) stand for an SQL node. */
export const CLAUSE: unique symbol = Symbol.for('athanor.clause') as never
export interface HasClause { [CLAUSE](): SqlNode }

/** The node itself, or the node that a foreign object stands for; undefined for anything else. */
export function asNode(value: unknown): SqlNode | undefined {
  if (value instanceof SqlNode) return value
  if (value !== null && (typeof value === 'object' || typeof value === 'function') && CLAUSE in value) return (value as HasClause)[CLAUSE]()
  return undefined
}
