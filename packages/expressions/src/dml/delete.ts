import { fromElement, type FromElement } from '../selectable/arguments.ts'
import { defineNode, Field } from '../structure/node.ts'
import { dmlStructure } from './dml-statement.ts'
import { DmlWhereStatement } from './where-statement.ts'

/** A DELETE statement (source: SQLAlchemy's `Delete`). */
export class Delete extends DmlWhereStatement {
  readonly fromClauses: readonly FromElement[]

  constructor(target: unknown) {
    super(target, 'The target of del()')
    this.fromClauses = target instanceof Delete ? target.fromClauses : []
  }
  protected copy(): this { return new Delete(this) as this }
  get keyword(): 'DELETE' { return 'DELETE' }

  /** Tables that the criteria don't mention: `DELETE … USING …`. */
  using(...from: readonly unknown[]): this {
    return this.with('fromClauses', [...this.fromClauses, ...from.map((f) => fromElement(f, 'using()'))] as this['fromClauses'])
  }
}
defineNode(Delete, 'visitDelete', [...dmlStructure, ['fromClauses', Field.nodes], ['whereCriteria', Field.nodes], ['postCriteria', Field.nodes]])
