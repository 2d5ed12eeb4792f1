import type { CompileOptions } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'

/** Collects the columns of a result while a columns clause is rendered. */
export type AddToResultMap = (key: string, name: string, objects: readonly (SqlNode | string)[], type: SqlType) => void

/**
 * What a construct has to know about its surroundings. Passed down; a construct that changes it for its
 * children passes a changed copy. Subclasses of the compiler may add fields of their own by declaration merging.
 */
export interface RenderContext {
  /** In a FROM clause: render a definition (`t AS a`) rather than a reference (`a`). */
  readonly asFrom?: boolean
  readonly withinColumnsClause?: boolean
  readonly withinLabelClause?: boolean
  readonly withinGroupBy?: boolean
  readonly withinOrderBy?: boolean
  /** The label that an ORDER BY or GROUP BY term renders by name. */
  readonly renderLabelAsLabel?: SqlNode | undefined
  readonly literalBinds?: boolean
  readonly literalExecute?: boolean
  /** Columns are rendered without their table. */
  readonly includeTable?: boolean
  /** The SQL that types put around their parameters is being rendered: not again. */
  readonly skipBindExpression?: boolean
  /** The text around this parameter is wanted, for the elements of a list. */
  readonly bindTemplate?: SqlNode | undefined
  readonly addToResultMap?: AddToResultMap | undefined
  readonly eagerGrouping?: boolean
  readonly inOperatorExpression?: boolean
  /** Operator whose operand is being rendered. */
  readonly binaryOperator?: Operator | undefined
  readonly enclosingLateral?: SqlNode | undefined
  /** Options of the compilation, for types whose name has a schema. */
  readonly compileOptions?: CompileOptions | undefined
  readonly [extension: string]: unknown
}
export const NO_CONTEXT: RenderContext = {}
