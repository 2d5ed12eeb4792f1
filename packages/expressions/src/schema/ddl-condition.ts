import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { SqlNode } from '../structure/node.ts'

/** What a condition of a DDL element may look at. */
export interface DdlConditionContext {
  readonly element: SqlNode
  readonly dialect: DefaultDialect
  readonly state: unknown
}

/** When a constraint, an index or a DDL element is rendered or run (source: SQLAlchemy's `ddl_if` and `execute_if`). */
export interface DdlCondition {
  /** Only under this dialect, or these. */
  readonly dialect?: string | readonly string[] | undefined
  /** Only if this returns true. */
  readonly callable?: ((context: DdlConditionContext) => boolean) | undefined
  /** Passed to the callable. */
  readonly state?: unknown
}

/** Whether the condition holds. */
export function ddlConditionHolds(condition: DdlCondition | undefined, element: SqlNode, dialect: DefaultDialect): boolean {
  if (condition === undefined) return true
  if (condition.dialect !== undefined) {
    const names = typeof condition.dialect === 'string' ? [condition.dialect] : condition.dialect
    if (!names.includes(dialect.name)) return false
  }
  return condition.callable === undefined || condition.callable({ element, dialect, state: condition.state })
}
