import type { DefaultDialect } from '../../dialect/default-dialect.ts'
import { cloneNode, SqlNode } from '../../structure/node.ts'
import { ddlConditionHolds, type DdlCondition } from '../ddl-condition.ts'

/** A statement that changes the schema. Executable on a connection like any other statement. */
export abstract class DdlElement extends SqlNode {
  /** Compiled by the DDL compiler. */
  readonly isDdl = true as const
  readonly condition: DdlCondition | undefined = undefined

  /** The same element, run only under a dialect, or if a function says so, when it is part of a plan or an event handler. */
  executeIf(condition: DdlCondition): this { return cloneNode(this, { condition }) }
  /** Whether a plan runs the element. */
  isExecuted(dialect: DefaultDialect): boolean { return ddlConditionHolds(this.condition, this, dialect) }
}
