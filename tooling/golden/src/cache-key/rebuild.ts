import type { GoldenCase, IrNode } from '../corpus/case.ts'
import { Loader } from '../loader/loader.ts'
import { nodeTable } from '../loader/node-table.ts'

type Ir = GoldenCase['ir']

/** Kinds of DDL, which isn't cached, and of roots that are no statement. */
const withoutKey = /^(create|drop|set|add)_|^(ddl_text|type|table)$/
export const hasCacheKey = (golden: GoldenCase): boolean => !withoutKey.test(golden.root)

/** What is told apart by identity: programs make it once, so the builds of one case share it. */
const isSchema = (node: IrNode): boolean => node.k === 'table' || node.k === 'sequence'

/** Sequences that are used once stand inline: they become definitions, too. */
export function withSchemaDefined(ir: Ir): Ir {
  const copy = structuredClone(ir) as { root: IrNode; defs: Record<string, IrNode> }
  let count = 0
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (value === null || typeof value !== 'object') return value
    const result = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]))
    if (result['k'] !== 'sequence') return result
    const id = `sequence${++count}`
    copy.defs[id] = result as unknown as IrNode
    return { $ref: id }
  }
  for (const [id, node] of Object.entries(copy.defs)) copy.defs[id] = isSchema(node) ? node : walk(node) as IrNode
  return { root: walk(copy.root) as IrNode, defs: copy.defs }
}

/** Text of the tables and sequences of a case: cases of one schema may share them. */
export const schemaText = (ir: Ir): string => JSON.stringify(Object.entries(ir.defs).filter(([, node]) => isSchema(node)))

/** Ids under which a case defines its tables and sequences. */
export const schemaIds = (ir: Ir): readonly string[] => Object.keys(ir.defs).filter((id) => isSchema(ir.defs[id]!))

/** Tables and sequences by schema, made once. */
export class SchemaPool {
  readonly #schemas = new Map<string, ReadonlyMap<string, unknown>>()

  /** Builds a statement with the tables of its schema. */
  build(golden: GoldenCase): unknown {
    const loader = new Loader(golden, nodeTable)
    for (const [id, built] of this.#schema(golden)) loader.register(id, built)
    return loader.build(golden.ir.root)
  }

  #schema(golden: GoldenCase): ReadonlyMap<string, unknown> {
    const text = schemaText(golden.ir)
    let schema = this.#schemas.get(text)
    if (schema === undefined) {
      const loader = new Loader(golden, nodeTable)
      schema = new Map(schemaIds(golden.ir).map((id) => [id, loader.build({ $ref: id })]))
      this.#schemas.set(text, schema)
    }
    return schema
  }
}
