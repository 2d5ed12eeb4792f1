import type { Expr, Sql, TypeOf } from '@athanor/expressions'
import {
  ColumnElement, defineNode, expression, Field, NULL_TYPE, op, operations, typeArgument, type Operator, type SqlNode, type SqlType,
} from '@athanor/expressions/elements'
import { PgArrayType } from '../types/pg-types.ts'

/** `ARRAY[a, b]`. @example arrayOf([1, users.c.id])   // PostgreSQL: ARRAY[:param_1, user_account.id] */
export class ArrayConstructor extends ColumnElement {
  /** The items. */
  readonly clauses: readonly ColumnElement[]
  readonly type: PgArrayType
  constructor(clauses: readonly ColumnElement[], type?: SqlType) {
    super()
    this.clauses = clauses
    if (type instanceof PgArrayType) this.type = type
    else {
      const item = type ?? clauses.find((c) => c.type.affinity !== 'null')?.type ?? NULL_TYPE
      // an array of arrays is one type with more dimensions
      this.type = item instanceof PgArrayType ? new PgArrayType(item.itemType, { dimensions: (item.dimensions ?? 1) + 1 }) : new PgArrayType(item)
    }
  }
  override get fromObjects(): readonly SqlNode[] { return this.clauses.flatMap((c) => c.fromObjects) }
  override selfGroup(against?: Operator): ColumnElement {
    return against === op.any || against === op.all || against === op.getitem ? operations.grouping(this) : this
  }
}
defineNode(ArrayConstructor, 'visitArrayConstructor', [['clauses', Field.nodes], ['type', Field.type]])

/** `ARRAY[a, b]`: an array of expressions and values. @example arrayOf([1, users.c.id])   // PostgreSQL: ARRAY[:param_1, user_account.id] */
export const arrayOf = <T>(items: readonly (T | Sql<T>)[], type?: TypeOf<T>): Expr<T[]> =>
  // the element's class is loosely typed
  new ArrayConstructor(items.map((item, i) => expression(item, `Item ${i + 1} of arrayOf()`)), type === undefined ? undefined : typeArgument(type, 'arrayOf()')) as unknown as Expr<T[]>
