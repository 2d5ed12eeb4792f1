import { compareSteps, type ComparisonMarks } from './comparison.ts'
import { Field, type FieldSpec } from './field.ts'
import { canGenerate } from './field-walk.ts'
import { structuralHash } from './hash.ts'
import { type IdentityMarks, SqlNode } from './node.ts'

/** Compares one statement with others; answers what `sameStructure` would, and collects the other's value carriers. */
export type StatementMatcher = (statement: SqlNode, carriers: SqlNode[]) => boolean

/** Statements of more nodes are compared by the general walk: what is made for one of them would hardly be used often enough. */
const maxNodes = 400

/**
 * Code that compares statements with the given one: the walk over its structure, unrolled. Every place of it meets nodes of
 * one class only, which makes it several times as fast as the general walk; so it pays for statements that are built and
 * looked up again and again. Undefined where code can't be generated, and for large statements.
 */
export function statementMatcher(exemplar: SqlNode): StatementMatcher | undefined {
  if (!canGenerate()) return undefined
  structuralHash(exemplar)
  const source = new MatcherSource()
  source.node(exemplar, 's')
  if (source.nodes > maxNodes) return undefined
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function('k', 'steps', 'marks', `'use strict'
${source.constants.map((_, i) => `const k${i} = k[${i}]`).join('\n')}
return (s, carriers) => {
const start = marks.last
${source.variables === 0 ? '' : `let ${Array.from({ length: source.variables }, (_, i) => `v${i}`).join(', ')}`}
${source.lines.join('\n')}
marks.last++
return true
}`) as (constants: readonly unknown[], steps: typeof compareSteps, marks: ComparisonMarks) => StatementMatcher
  return make(source.constants, compareSteps, compareSteps.marks)
}

/** A node without parts worth unrolling: it is the same object, or compared by the general walk. Columns and tables are told by a field, since nodes don't know their classes. */
const isLeaf = (node: SqlNode): boolean => node.structure === null || 'isStar' in node || 'columnSpecs' in node

class MatcherSource {
  readonly constants: unknown[] = []
  readonly lines: string[] = []
  variables = 0
  nodes = 0

  #constant(value: unknown): string {
    const known = this.constants.indexOf(value)
    return `k${known >= 0 ? known : this.constants.push(value) - 1}`
  }
  #variable(): string { return `v${this.variables++}` }
  #general(step: 'node' | 'nodes' | 'data', left: string, right: string): string { return `if (!steps.${step}(${left}, ${right}, start, carriers)) return false` }

  /** Lines that compare the node with what the variable `y` holds. */
  node(x: SqlNode, y: string): void {
    if (++this.nodes > maxNodes) return
    const constant = this.#constant(x)
    const isOpen = x.openMemo
    if (isLeaf(x) && !isOpen) {
      // the other statement may have nothing in this place
      this.lines.push(`if (${y} !== ${constant} && (${y} === null || ${y} === undefined || !steps.node(${constant}, ${y}, start, carriers))) return false`)
      return
    }
    this.lines.push(`if (${isOpen ? '' : `${y} !== ${constant} && `}(${y} === null || ${y} === undefined)) return false`)
    this.lines.push(`${isOpen ? '' : `if (${y} === ${constant}) ; else `}if (${y}.fieldWalk !== ${this.#constant(x.fieldWalk)}) { ${this.#general('node', constant, y)} } else {`)
    const { hasIdentity } = x.fieldWalk
    if (hasIdentity) {
      this.lines.push(`if (${constant}.markLeft > start || ${y}.markRight > start) { if (${constant}.markLeft !== ${y}.markRight) return false } else {`)
      this.lines.push(`${constant}.markLeft = ${y}.markRight = ++marks.last`)
      if ((x as SqlNode & Partial<IdentityMarks> & { readonly carriesValue?: true }).carriesValue) this.lines.push(`carriers.push(${y})`)
    }
    if (x.structure === null) this.lines.push(`if (${y} !== ${constant}) return false`)
    else this.#fields(x, y)
    if (hasIdentity) this.lines.push('}')
    this.lines.push('}')
  }

  #fields(x: SqlNode, y: string): void {
    const rare: FieldSpec[] = []
    for (const spec of x.structure!) {
      if (spec[2] === 'rare') rare.push(spec)
      else this.#field(x, y, spec)
    }
    if (rare.length === 0) return
    const { rare: own } = x as SqlNode & { readonly rare: { readonly isDefault: boolean } }
    this.lines.push(own.isDefault ? `if (${y}.rare !== ${this.#constant(own)}) {` : '{')
    for (const spec of rare) this.#field(x, y, spec)
    this.lines.push('}')
  }

  #field(node: SqlNode, owner: string, [field, kind]: FieldSpec): void {
    const x = (node as unknown as Record<string, unknown>)[field]
    const access = `${owner}[${JSON.stringify(field)}]`
    if (x === null || x === undefined) {
      this.lines.push(`if ((${access} ?? null) !== null) return false`)
      return
    }
    if (kind === Field.node) {
      const y = this.#variable()
      this.lines.push(`${y} = ${access}`)
      this.node(x as SqlNode, y)
    } else if (kind === Field.nodes) this.#list(x as readonly SqlNode[], access)
    else if (kind === Field.type || kind === Field.operator) {
      const y = this.#variable()
      this.lines.push(`${y} = ${access}`, `if (${y} !== ${this.#constant(x)} && (${y} === null || ${y} === undefined || ${y}.key !== ${JSON.stringify((x as { readonly key: string }).key)})) return false`)
    } else if (typeof x === 'string' || typeof x === 'boolean') {
      this.lines.push(`if (${access} !== ${JSON.stringify(x)}) return false`)
    } else if (typeof x === 'number' && Number.isSafeInteger(x) && x !== 0) this.lines.push(`if (${access} !== ${x}) return false`)
    else {
      const constant = this.#constant(x)
      const isSettled = Array.isArray(x) ? x.length === 0 : x instanceof SqlNode && !x.openMemo && x.hashMemo !== 0
      this.lines.push(`${isSettled ? `if (${access} !== ${constant}) ` : ''}${this.#general('data', constant, access)}`)
    }
  }

  #list(xs: readonly SqlNode[], access: string): void {
    const list = this.#variable()
    this.lines.push(`${list} = ${access}`, `if (${list} === null || ${list} === undefined || ${list}.length !== ${xs.length}) return false`)
    for (let i = 0; i < xs.length; i++) {
      const item = this.#variable()
      this.lines.push(`${item} = ${list}[${i}]`)
      this.node(xs[i]!, item)
    }
  }
}
