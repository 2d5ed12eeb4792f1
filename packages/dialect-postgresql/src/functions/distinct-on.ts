import type { Sql } from '@athanor/expressions'
import { InvalidRequestError } from '@athanor/interfaces'
import { defineNode, Field, orderTerm, SqlNode, type Select, type SyntaxExtension } from '@athanor/expressions/elements'

/** `DISTINCT ON (…)`, as an extension of a SELECT. @example select(users.c.name).ext(distinctOn(users.c.name))   // PostgreSQL: SELECT DISTINCT ON (user_account.name) user_account.name FROM user_account */
export class DistinctOn extends SqlNode implements SyntaxExtension {
  /** Columns of which each combination is kept once. */
  readonly columns: readonly SqlNode[]
  constructor(columns: readonly SqlNode[]) {
    super()
    this.columns = columns
  }
  override get fromObjects(): readonly SqlNode[] { return this.columns.flatMap((c) => c.fromObjects) }
  /** Called by `ext()` of a SELECT. */
  applyToSelect(select: Select): Select {
    if (select.distinctOn.length > 0) throw new InvalidRequestError('This query has a distinct() with columns already')
    const distinct = select.isDistinct ? select : select.distinct()
    return this.columns.length === 0 ? distinct : distinct.withExtension('preColumns', this)
  }
}
defineNode(DistinctOn, 'visitDistinctOn', [['columns', Field.nodes]])

/** The first row of each group. @example select(users.c.name).ext(distinctOn(users.c.name)).orderBy(users.c.name, users.c.age)   // PostgreSQL: SELECT DISTINCT ON (user_account.name) user_account.name FROM user_account ORDER BY user_account.name, user_account.age */
export const distinctOn = (...columns: readonly (Sql<unknown> | string)[]): DistinctOn => new DistinctOn(columns.map((c) => orderTerm(c, 'distinctOn()')))
