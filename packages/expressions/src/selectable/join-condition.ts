import { AmbiguousForeignKeysError, NoForeignKeysError, NoReferencedColumnError, NoReferencedTableError } from '@athanor/interfaces'
import type { ColumnElement } from '../elements/column-element.ts'
import { operations } from '../elements/column-element.ts'
import { op } from '../operators/operators.ts'
import type { FromClause } from './from-clause.ts'

type Pair = readonly [referred: ColumnElement, referring: ColumnElement]

/**
 * The ON condition between two FROM objects: the one foreign key constraint between them (source: SQLAlchemy's `Join._join_condition`).
 * @param preferred part of the left side to look at first: the most recent table of a chain of joins
 * @param considered only these columns count as foreign keys
 * @throws {NoForeignKeysError | AmbiguousForeignKeysError}
 */
export function joinCondition(left: FromClause, right: FromClause, preferred?: FromClause, considered?: ReadonlySet<ColumnElement>): ColumnElement {
  const constraints = [...relations(left, right, preferred, considered)]
  if (constraints.length === 0) {
    throw new NoForeignKeysError(
      `Can't join ${left.description} and ${right.description}: there is no foreign key between them. Give the ON condition.` +
      (right.visitName === 'visitFromGrouping' ? ' If the right side is meant to be a subquery, use alias() on it.' : ''))
  }
  const pairs = unambiguous(left, right, constraints, considered)
  const criteria = pairs.map(([a, b]) => a.eq(b))
  return criteria.length === 1 ? criteria[0]! : operations.conjunction(op.and, criteria)
}

/** Whether a condition could be inferred. */
export const canJoin = (left: FromClause, right: FromClause, preferred?: FromClause): boolean => relations(left, right, preferred).size > 0

/** Pairs of columns by foreign key constraint. */
function relations(left: FromClause, right: FromClause, preferred?: FromClause, considered?: ReadonlySet<ColumnElement>): Map<object, Pair[]> {
  const found = new Map<object, Pair[]>()
  const scan = (referring: FromClause, referred: FromClause): void => {
    for (const { parent, foreignKey } of referring.foreignKeys) {
      if (considered !== undefined && !considered.has(parent)) continue
      const target = referent(foreignKey, referred)
      if (target === undefined) continue
      const key = foreignKey.constraint ?? foreignKey
      const pairs = found.get(key)
      if (pairs === undefined) found.set(key, [[target, parent]])
      else pairs.push([target, parent])
    }
  }
  for (const side of preferred === undefined ? [left] : [preferred, left]) {
    scan(right, side)
    if (side !== right) scan(side, right)
    if (found.size > 0) break
  }
  return found
}

/** The column of a FROM object that a foreign key refers to. A target that doesn't exist only matters when it should be in this very object. */
function referent(foreignKey: { readonly column: ColumnElement; readonly referredTableName?: string }, from: FromClause): ColumnElement | undefined {
  try {
    return from.correspondingColumn(foreignKey.column)
  } catch (error) {
    if (!(error instanceof NoReferencedTableError) && !(error instanceof NoReferencedColumnError)) throw error
    if (from.fromObjects.some((f) => f.description === foreignKey.referredTableName)) throw error
    return undefined
  }
}

function unambiguous(left: FromClause, right: FromClause, constraints: readonly (readonly [object, Pair[]])[], considered?: ReadonlySet<ColumnElement>): readonly Pair[] {
  let rest = constraints
  if (rest.length > 1 && considered !== undefined && considered.size > 0) {
    rest = rest.filter(([, pairs]) => pairs.length === considered.size && pairs.every(([, parent]) => considered.has(parent)))
  }
  const [first, ...others] = rest
  if (first !== undefined && others.every(([, pairs]) => samePairs(pairs, first[1]))) return first[1]
  const columns = constraints.map(([, pairs]) => pairs.map(([, parent]) => parent.toString()).join(', ')).join('; ')
  throw new AmbiguousForeignKeysError(
    `Can't join ${left.description} and ${right.description} without an ON condition: there is more than one foreign key between them (${columns}). Give the ON condition.`)
}
const samePairs = (a: readonly Pair[], b: readonly Pair[]): boolean =>
  a.length === b.length && a.every(([x, y], i) => x === b[i]![0] && y === b[i]![1])
