import type { IrNode } from '../corpus/case.ts'
import type { Loader } from './loader.ts'

/** A list among the terms is what a user gives one after the other. */
export const flatList = (nodes: unknown, loader: Loader): readonly unknown[] => (nodes as readonly IrNode[]).flatMap((term) => {
  const node = loader.definition(term)
  return node.k === 'list' ? flatList(node['clauses'], loader) : [term]
})
