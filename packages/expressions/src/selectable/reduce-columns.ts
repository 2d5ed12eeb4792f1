import { NoReferencedColumnError, NoReferencedTableError } from '@athanor/interfaces'
import type { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { BinaryExpression } from '../elements/expression.ts'
import { naturalName } from '../elements/naming.ts'
import { proxySet, sharesLineage } from '../elements/proxies.ts'
import { isTextual } from '../elements/textual.ts'
import { op } from '../operators/operators.ts'
import { nameKey } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import { iterate } from '../structure/traversal.ts'

export interface ReduceOptions {
  /** Only drops a column when the equal one has the same name. Default false. */
  readonly onlySynonyms?: boolean | undefined
  readonly ignoreMissingTables?: boolean | undefined
}

/**
 * Drops columns that are equal to another one in the list: by a foreign key, or by an equation in the clauses
 * (source: SQLAlchemy's `reduce_columns`).
 */
export function reduceColumns(columns: readonly SqlNode[], clauses: readonly SqlNode[] = [], options: ReduceOptions = {}): readonly SqlNode[] {
  const all = [...new Set(columns)]
  const elements = all.filter((c): c is ColumnElement => c instanceof ColumnElement && !isTextual(c))
  const omitted = new Set<SqlNode>()
  const sameName = (a: ColumnElement, b: ColumnElement): boolean => !options.onlySynonyms || key(a) === key(b)
  for (const column of elements) {
    for (const inner of proxySet(column)) {
      for (const foreignKey of (inner as Partial<ColumnClause>).foreignKeys ?? []) {
        const target = resolved(foreignKey, options.ignoreMissingTables ?? false)
        if (target !== undefined && elements.some((other) => other !== column && sharesLineage(target, other) && sameName(other, column))) omitted.add(column)
      }
    }
  }
  for (const clause of clauses) {
    for (const node of iterate(clause)) {
      if (!(node instanceof BinaryExpression) || node.operator !== op.eq) continue
      const known = new Set(elements.filter((c) => !omitted.has(c)).flatMap((c) => [...proxySet(c)]))
      if (!known.has(node.left) || !known.has(node.right)) continue
      const drop = elements.findLast((c) => sharesLineage(c, node.right) && sameName(c, node.left))
      if (drop !== undefined) omitted.add(drop)
    }
  }
  return all.filter((c) => !omitted.has(c))
}

const key = (column: ColumnElement): string | undefined => {
  const name = naturalName(column)
  return name === undefined ? undefined : nameKey(name)
}

function resolved(foreignKey: { readonly column: ColumnElement }, ignoreMissing: boolean): ColumnElement | undefined {
  try {
    return foreignKey.column
  } catch (error) {
    if (ignoreMissing && (error instanceof NoReferencedTableError || error instanceof NoReferencedColumnError)) return undefined
    throw error
  }
}
