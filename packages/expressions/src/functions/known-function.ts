import type { ColumnElement } from '../elements/column-element.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'

/** A function that the library knows. */
export interface KnownFunction {
  /** Lower case, as SQL has it. */
  readonly name: string
  /** How it is spelt when it isn't its name: `CURRENT_TIMESTAMP`, `GROUPING SETS`. */
  readonly sqlName?: string | undefined
  /** Written without parentheses: `CURRENT_DATE`. */
  readonly withoutParentheses?: boolean | undefined
  /** `any`, `all` and `some` change what a comparison means: NOT stands before the whole. */
  readonly isCollectionAggregate?: boolean | undefined
  resultType(args: readonly ColumnElement[]): SqlType
  coerceArguments?: ((args: readonly unknown[]) => readonly SqlNode[]) | undefined
  withinGroupType?: ((order: readonly ColumnElement[]) => SqlType) | undefined
}
