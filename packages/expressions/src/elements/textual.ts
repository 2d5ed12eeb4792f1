import type { SqlNode } from '../structure/node.ts'

/** Marks SQL text: it has no names that could be known. */
export interface Textual { readonly isTextual: true }

export const isTextual = (node: SqlNode): boolean => (node as Partial<Textual>).isTextual === true
