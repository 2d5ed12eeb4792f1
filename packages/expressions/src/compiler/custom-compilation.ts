import { withoutStructure, type SqlNode } from '../structure/node.ts'
import type { BaseCompiler } from './base-compiler.ts'
import type { RenderContext } from './render-context.ts'

/** Renders a construct. `compiler.process(child, context)` renders what is inside it. */
export type Compilation<N extends SqlNode = SqlNode> = (node: N, compiler: BaseCompiler, context: RenderContext) => string

type NodeClass<N extends SqlNode = SqlNode> = abstract new (...args: never[]) => N
const registered = new Map<NodeClass, Map<string | undefined, Compilation>>()

/**
 * Gives a class of nodes its SQL, for every dialect or for the named ones. Subclasses inherit it; the most derived class wins.
 * Source: SQLAlchemy's `@compiles`.
 *
 * @example
 * class Elapsed extends ColumnElement { … } // from '@athanor/expressions/elements'
 * compiles(Elapsed, (node, compiler, context) => `age(${compiler.process(node.since, context)})`, 'postgresql')
 * select(new Elapsed(users.c.createdAt))
 * // SELECT age(user_account."createdAt") AS anon_1 FROM user_account
 */
export function compiles<N extends SqlNode>(cls: NodeClass<N>, compilation: Compilation<N>, ...dialects: readonly string[]): void {
  let byDialect = registered.get(cls)
  if (byDialect === undefined) {
    registered.set(cls, byDialect = new Map())
    // What it renders may be more than what its parent's structure says.
    withoutStructure(cls)
    Object.defineProperty(cls.prototype, 'isCompiledByUser', { value: true, configurable: true })
  }
  found.clear()
  for (const dialect of dialects.length === 0 ? [undefined] : dialects) byDialect.set(dialect, compilation as unknown as Compilation)
}

/** What was found for a class, by dialect: asked for every node of every statement. */
const found = new Map<unknown, Map<string, Compilation | undefined>>()

/** The registered compilation of a node under a dialect, if there is one. Asked for every node: classes without one are marked. */
export function findCompilation(node: SqlNode, dialect: string): Compilation | undefined {
  if (!node.isCompiledByUser) return undefined
  let byDialect = found.get(node.constructor)
  if (byDialect === undefined) found.set(node.constructor, byDialect = new Map())
  const known = byDialect.get(dialect)
  if (known !== undefined || byDialect.has(dialect)) return known
  const compilation = searchCompilation(node, dialect)
  byDialect.set(dialect, compilation)
  return compilation
}

function searchCompilation(node: SqlNode, dialect: string): Compilation | undefined {
  for (let cls = node.constructor as NodeClass; typeof cls === 'function' && cls !== Function.prototype; cls = Object.getPrototypeOf(cls) as NodeClass) {
    const byDialect = registered.get(cls)
    const compilation = byDialect?.get(dialect) ?? byDialect?.get(undefined)
    if (compilation !== undefined) return compilation
  }
  return undefined
}
