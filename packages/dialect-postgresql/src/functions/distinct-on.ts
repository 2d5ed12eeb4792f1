import { InvalidRequestError } from '@athanor/interfaces'
import { defineNode, Field, orderTerm, SqlNode, type Select, type SyntaxExtension } from '@athanor/expressions/elements'

/** `DISTINCT ON (…)`, as an extension of a SELECT. */
export class DistinctOn extends SqlNode implements SyntaxExtension {
  readonly columns: readonly SqlNode[]
  constructor(columns: readonly SqlNode[]) {
    super()
    this.columns = columns
  }
  override get fromObjects(): readonly SqlNode[] { return this.columns.flatMap((c) => c.fromObjects) }
  applyToSelect(select: Select): Select {
    if (select.distinctOn.length > 0) throw new InvalidRequestError('This query has a distinct() with columns already')
    const distinct = select.isDistinct ? select : select.distinct()
    return this.columns.length === 0 ? distinct : distinct.withExtension('preColumns', this)
  }
}
defineNode(DistinctOn, 'visitDistinctOn', [['columns', Field.nodes]])

/** The first row of each group. @example select(t).ext(distinctOn(t.c.a)).orderBy(t.c.a, t.c.b)   // SELECT DISTINCT ON (t.a) … */
export const distinctOn = (...columns: readonly unknown[]): DistinctOn => new DistinctOn(columns.map((c) => orderTerm(c, 'distinctOn()')))
