import { ColumnClause } from '../elements/column-clause.ts'
import { structuralHash } from '../structure/hash.ts'
import type { SqlNode } from '../structure/node.ts'
import { TableClause } from './table-clause.ts'

/** Tables and columns are shared by statements: their hash is known already. What is made anew for each statement counts as nothing. */
export const outlineOf = (item: SqlNode | undefined): number => (item instanceof ColumnClause || item instanceof TableClause ? structuralHash(item) : 1)
