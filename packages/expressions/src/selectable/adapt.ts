import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { asNode, type SqlNode } from '../structure/node.ts'
import { replacementTraverse } from '../structure/traversal.ts'
import { fromClause } from './arguments.ts'
import { FromClause } from './from-clause.ts'

export interface AdaptOptions {
  /** Only columns for which this is true are replaced. */
  readonly include?: ((column: ColumnClause) => boolean) | undefined
}

/**
 * A copy of an expression or a statement in which a FROM object stands in place of those that it is made of: an alias for its
 * table, a subquery for the tables in it. Columns follow; what the target has no counterpart for stays.
 * Source: SQLAlchemy's `ClauseAdapter`.
 */
export function adaptNode<N extends SqlNode>(node: N, target: FromClause, options: AdaptOptions = {}): N {
  return replacementTraverse(node, (inner) => {
    if (inner instanceof FromClause) return inner !== target && target.isDerivedFrom(inner) ? target : undefined
    if (!(inner instanceof ColumnClause) || inner.table === null || inner.table === target || options.include?.(inner) === false) return undefined
    // a column that is the target's own already stays as it is
    return target.columns.contains(inner) ? undefined : target.correspondingColumn(inner, true)
  })
}

/** The same for users' objects. */
export function adapt(element: unknown, target: unknown, options?: AdaptOptions): SqlNode {
  const node = asNode(element)
  if (node === undefined) throw new ArgumentError(`adapt() needs an expression or a statement, not ${describe(element)}`)
  return adaptNode(node, fromClause(target, 'The target of adapt()'), options)
}
