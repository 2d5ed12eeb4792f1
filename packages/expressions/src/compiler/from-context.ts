import type { CTE } from '../selectable/cte.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import type { LabelName } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import type { FromLinter } from './from-linter.ts'
import type { RenderContext } from './render-context.ts'
import type { LabelResolution } from './select-state.ts'

/** Hint text by FROM object. */
export type FromHints = ReadonlyMap<SqlNode, string>

/** What FROM objects and statements tell what is inside them, besides what every element is told. */
export interface FromContext extends RenderContext {
  /** Only the name, for a hint. */
  readonly asHint?: boolean
  /** The target of INSERT, UPDATE or DELETE. */
  readonly isCrud?: boolean
  readonly fromHints?: FromHints | undefined
  /** The alias is a subquery: parentheses. */
  readonly subquery?: boolean
  readonly lateral?: boolean
  readonly enclosingAlias?: FromClause | undefined
  readonly enclosingLateral?: SqlNode | undefined
  readonly fromLinter?: FromLinter | undefined
  readonly lateralFromLinter?: FromLinter | undefined
  /** The CTE whose query is being rendered. */
  readonly visitingCte?: CTE | undefined
  /** `addCte(…, { nestHere })`. */
  readonly cteNesting?: boolean
  /** Position within a set operation. */
  readonly compoundIndex?: number | undefined
  /** The query of an INSERT … SELECT. */
  readonly insertInto?: boolean
  /** Names of tables without a schema that another table, with a schema, has too. */
  readonly ambiguousTables?: ReadonlyMap<string, LabelName> | undefined
  /** Inside an sql template: FROM objects are rendered as they would be in FROM. */
  readonly withinTemplate?: boolean
}

/** What a statement leaves for the statements inside it to know. */
export interface StackEntry {
  /** FROM objects of this statement and those around it: what `correlate()` may leave out. */
  readonly correlateFroms: ReadonlySet<SqlNode>
  /** FROM objects of this statement: what automatic correlation may leave out. */
  readonly asFromFroms: ReadonlySet<SqlNode>
  readonly selectable: SqlNode
  /** Where names in ORDER BY and GROUP BY are looked up; absent where they can't be. */
  readonly labels?: { readonly labelResolution: LabelResolution } | undefined
  readonly needResultMapForCompound?: boolean
  readonly needResultMapForNested?: boolean
  /** First query of a set operation. */
  select0?: SqlNode | undefined
}
