import { hashText, mix } from './hash-text.ts'
import { Field, type FieldKind, type FieldSpec } from './field.ts'

/** Hashing of values by kind; nodes are hashed by `hash.ts`. */
export interface HashSteps {
  node(node: unknown): number
  nodes(nodes: unknown): number
  data(value: unknown): number
}
/** Comparison of values by kind; `start` and `carriers` belong to the comparison under way. */
export interface CompareSteps {
  node(left: unknown, right: unknown, start: number, carriers: unknown[]): boolean
  nodes(left: unknown, right: unknown, start: number, carriers: unknown[]): boolean
  data(left: unknown, right: unknown, start: number, carriers: unknown[]): boolean
}

/** Calls the visit method of a node's class; where the compiler has none, its `unsupported`. */
export type Visit = (compiler: object, node: unknown, context: unknown) => string
interface Visitor {
  unsupported(node: unknown): never
  readonly [visitName: string]: unknown
}

type HashFields = (node: unknown, hash: number) => number
type CompareFields = (left: unknown, right: unknown, start: number, carriers: unknown[]) => boolean

/*
 * Generated code, as in `statement-matcher.ts` and nowhere else in this package. Every freshly built statement is hashed and compared field by field; a loop over
 * field names reads each of them through a megamorphic lookup, code made for one class reads them directly (measured: three times
 * as fast). Where the platform forbids `Function` the loop does the same.
 */
let generating = canGenerate()
/** Whether the platform allows code that is generated. */
export function canGenerate(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval
    return (new Function('return true') as () => boolean)()
  } catch {
    return false
  }
}
/** For tests: both ways must do the same. Affects classes that aren't in use yet. */
export function setGeneratingWalks(on: boolean): void { generating = on && canGenerate() }

/** Generating costs more than some walks by the loop. */
const usesBeforeGenerating = 16

/** How the fields of one node class are hashed and compared. */
export class FieldWalk {
  /** Null: nodes of this class are told apart by identity. */
  readonly structure: readonly FieldSpec[] | null
  readonly hasIdentity: boolean
  /** Hash of the name of the visit method, with which the hash of a node begins. */
  readonly visitHash: number
  visit: Visit
  #uses = 0
  #hash: HashFields | undefined = undefined
  #compare: CompareFields | undefined = undefined

  constructor(structure: readonly FieldSpec[] | null, visitName = '', hasIdentity = false) {
    this.structure = structure
    this.hasIdentity = hasIdentity
    this.visitHash = hashText(visitName)
    // Most programs use some of the classes.
    this.visit = (compiler, node, context) => (this.visit = visitBy(visitName))(compiler, node, context)
  }

  hash(node: unknown, start: number, steps: HashSteps): number {
    if (this.#hash !== undefined) return this.#hash(node, start)
    if (generating && ++this.#uses > usesBeforeGenerating) return (this.#hash = generateHash(this.structure ?? [], steps))(node, start)
    let h = start
    const fields = node as Record<string, unknown>
    for (const [field, kind] of this.structure ?? []) {
      const value = fields[field]
      h = mix(h, value === null || value === undefined ? 7 : hashField(value, kind, steps))
    }
    return h
  }

  /** Both nodes are of this class. */
  same(left: unknown, right: unknown, start: number, carriers: unknown[], steps: CompareSteps): boolean {
    if (this.#compare !== undefined) return this.#compare(left, right, start, carriers)
    if (generating && ++this.#uses > usesBeforeGenerating) return (this.#compare = generateCompare(this.structure ?? [], steps))(left, right, start, carriers)
    const a = left as Record<string, unknown>
    const b = right as Record<string, unknown>
    for (const [field, kind] of this.structure ?? []) {
      const x = a[field]
      const y = b[field]
      if (x === null || x === undefined || y === null || y === undefined) {
        if ((x ?? null) !== (y ?? null)) return false
      } else if (!sameField(x, y, kind, start, carriers, steps)) return false
    }
    return true
  }
}

/** As with fields: a lookup by a name that is known when the code is made costs a fraction of one by a name in a variable. */
function visitBy(visitName: string): Visit {
  if (generating && /^visit\w+$/.test(visitName)) {
    // oxlint-disable-next-line typescript/no-implied-eval
    return new Function('c', 'n', 'x', `return c.${visitName} === undefined ? c.unsupported(n) : c.${visitName}(n, x)`) as Visit
  }
  return (compiler, node, context) => {
    const visit = (compiler as Visitor)[visitName] as ((node: unknown, context: unknown) => string) | undefined
    return visit === undefined ? (compiler as Visitor).unsupported(node) : visit.call(compiler, node, context)
  }
}

interface Keyed { readonly key: string; readonly keyHash: number }

function hashField(value: unknown, kind: FieldKind, steps: HashSteps): number {
  switch (kind) {
    case Field.node: return steps.node(value)
    case Field.nodes: return isEmpty(value) ? 0 : steps.nodes(value)
    case Field.type:
    case Field.operator: return (value as Keyed).keyHash
    case Field.name: return steps.data(value)
    default: return typeof value === 'boolean' ? (value ? 3 : 5) : isEmpty(value) ? 13 : steps.data(value)
  }
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

function sameField(x: unknown, y: unknown, kind: FieldKind, start: number, carriers: unknown[], steps: CompareSteps): boolean {
  switch (kind) {
    case Field.node: return steps.node(x, y, start, carriers)
    case Field.nodes: return steps.nodes(x, y, start, carriers)
    case Field.type:
    case Field.operator: return x === y || (x as Keyed).key === (y as Keyed).key
    case Field.value: return (x === y && isSettled(x)) || steps.data(x, y, start, carriers)
    default: return steps.data(x, y, start, carriers)
  }
}

/** Nothing within has to be collected. A field of this kind may hold a node, too: the FROM object of a column, which may be known by nothing else. */
const isSettled = (x: unknown): boolean => typeof x !== 'object' || ((x as SettledNode).hashMemo !== 0 && !(x as SettledNode).openMemo)
interface SettledNode { readonly hashMemo: number; readonly openMemo: boolean }

// generated -----------------------------------------------------------------------------------------------------------

// Most lists and most flags of a statement are empty: these are dealt with on the spot.
const hashData = 'typeof v === "boolean" ? (v ? 3 : 5) : v.length === 0 && typeof v === "object" ? 13 : steps.data(v)'
const hashCode: Readonly<Record<FieldKind, string>> = {
  [Field.node]: 'steps.node(v)', [Field.nodes]: 'v.length === 0 ? 0 : steps.nodes(v)', [Field.type]: 'v.keyHash', [Field.operator]: 'v.keyHash',
  [Field.value]: hashData, [Field.data]: hashData, [Field.name]: 'steps.data(v)',
}
// One object on both sides still holds parameters to collect, unless it is known to be without. Absent is absent: null or undefined.
const absent = 'x === null || x === undefined || y === null || y === undefined'
const differ = (settled: string, step: string): string => `if (x === y ? !(x === null || x === undefined || ${settled}) && !${step} : ${absent} ? (x ?? null) !== (y ?? null) : !${step}) return false`
const args = '(x, y, start, carriers)'
const sameCode: Readonly<Record<FieldKind, string>> = {
  [Field.node]: differ('(x.hashMemo !== 0 && !x.openMemo)', `steps.node${args}`),
  [Field.nodes]: differ('x.length === 0', `steps.nodes${args}`),
  [Field.type]: `if (x !== y && (${absent} ? (x ?? null) !== (y ?? null) : x.key !== y.key)) return false`,
  [Field.operator]: `if (x !== y && (${absent} ? (x ?? null) !== (y ?? null) : x.key !== y.key)) return false`,
  [Field.value]: differ('typeof x !== "object" || (x.hashMemo !== 0 && !x.openMemo)', `steps.data${args}`),
  [Field.data]: differ('typeof x !== "object" || x.length === 0', `steps.data${args}`),
  [Field.name]: differ('typeof x === "string"', `steps.data${args}`),
}

function generateHash(structure: readonly FieldSpec[], steps: HashSteps): HashFields {
  const lines = structure.map(([field, kind]) => `v = n[${JSON.stringify(field)}]; h = mix(h, v === null || v === undefined ? 7 : ${hashCode[kind]})`)
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function('mix', 'steps', `'use strict'\nreturn (n, h) => {\nlet v\n${lines.join('\n')}\nreturn h\n}`)(mix, steps) as HashFields
}

function generateCompare(structure: readonly FieldSpec[], steps: CompareSteps): CompareFields {
  const line = ([field, kind]: FieldSpec): string => {
    const name = JSON.stringify(field)
    return `x = a[${name}]; y = b[${name}]
${sameCode[kind]}`
  }
  const own = structure.filter(([, , place]) => place === undefined).map(line)
  const rare = structure.filter(([, , place]) => place === 'rare').map(line)
  const all = [...own, ...(rare.length === 0 ? [] : [`if (a.rare !== b.rare || !a.rare.isDefault) {\n${rare.join('\n')}\n}`])]
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function('steps', `'use strict'\nreturn (a, b, start, carriers) => {\nlet x, y\n${all.join('\n')}\nreturn true\n}`)(steps) as CompareFields
}
