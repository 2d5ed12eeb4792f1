import type { GoldenCase, IrNode } from '../corpus/case.ts'
import { decodeValue } from '../compare/decode-value.ts'
import { isNaturalLiteral } from './literals.ts'
import { QuotedNames } from './names.ts'
import { Unsupported } from './library.ts'
import type { IrType } from './types.ts'
import { buildType } from './types.ts'

/** Builds the library's object for a node of one kind. */
export type Builder = (node: IrNode, loader: Loader) => unknown

/** Builders by kind; the families of nodes add theirs. */
export type BuilderTable = Readonly<Record<string, Builder>>

/** State of building one case: references are identities, so each is built once. */
export class Loader {
  readonly rawLiterals: boolean
  readonly #defs: Readonly<Record<string, IrNode>>
  readonly #builders: BuilderTable
  readonly #cache = new Map<string, unknown>()
  /** Work that has to wait until the object that is being built is in the cache. */
  readonly #later: (() => void)[] = []
  /** The INSERT whose proposed row `excluded` means. */
  excluded: unknown = undefined
  /** Naming convention of the case's metadata: that of any of its tables. */
  readonly namingConvention: unknown
  /** What the families keep for one case: the metadata collection, tables under construction. */
  readonly state = new Map<string, unknown>()

  constructor(golden: GoldenCase, builders: BuilderTable) {
    this.rawLiterals = golden.raw_literals === true
    this.#defs = golden.ir.defs
    this.#builders = builders
    this.namingConvention = Object.values(this.#defs).find((node) => node['naming_convention'] !== undefined)?.['naming_convention']
  }

  /** The object for a node or a reference; null stays null. */
  build(node: unknown): unknown {
    const ir = node as IrNode | null | undefined
    if (ir === null || ir === undefined) return null
    if (ir.$ref === undefined) return this.#make(ir)
    const id = ir.$ref
    if (!this.#cache.has(id)) this.register(id, this.#make(this.definition(ir), id))
    return this.#cache.get(id)
  }

  /** Puts an object into the cache before its parts, which may point back to it, are built. */
  register(id: string, built: unknown): void {
    if (!this.#cache.has(id)) this.#cache.set(id, built)
  }

  buildAll(nodes: unknown): unknown[] { return ((nodes ?? []) as readonly unknown[]).map((node) => this.build(node)) }

  /** The node that a reference stands for. */
  definition(node: IrNode): IrNode {
    if (node.$ref === undefined) return node
    const found = this.#defs[node.$ref]
    if (found === undefined) throw new Unsupported(`reference ${node.$ref}`)
    return found
  }

  /** As `build`, but a value that a user would write as it is, is passed as it is. */
  operand(node: unknown): unknown {
    const ir = node as IrNode
    if (this.rawLiterals && isNaturalLiteral(ir)) return decodeValue(ir['value'])
    return this.build(ir)
  }
  operands(nodes: unknown): unknown[] { return ((nodes ?? []) as readonly unknown[]).map((node) => this.operand(node)) }

  type(type: unknown): unknown { return buildType(type as IrType, this) }
  name(name: unknown): unknown { return QuotedNames.decode(name) }

  /** Runs work after the outermost object in construction is done. */
  later(work: () => void): void { this.#later.push(work) }
  finish(): void { for (let work = this.#later.shift(); work !== undefined; work = this.#later.shift()) work() }

  #make(node: IrNode, id?: string): unknown {
    const builder = this.#builders[node.k]
    if (builder === undefined) throw new Unsupported(`node kind ${node.k}`)
    return builder(id === undefined ? node : { ...node, $id: id }, this)
  }
}
