import { ArgumentError } from '@athanor/interfaces'
import { fromElement, type FromElement } from '../selectable/arguments.ts'
import type { Writable } from '../selectable/statement.ts'
import { defineNode, Field } from '../structure/node.ts'
import { assignments, merged, type Assignment } from './assignments.ts'
import { dmlStructure } from './dml-statement.ts'
import { DmlWhereStatement } from './where-statement.ts'

/** An UPDATE statement (source: SQLAlchemy's `Update`). */
export class Update extends DmlWhereStatement {
  readonly assignments: readonly Assignment[] | null
  /** SET has the order of the assignments rather than that of the table's columns. */
  readonly isOrdered: boolean
  readonly isInline: boolean
  readonly fromClauses: readonly FromElement[]

  constructor(target: unknown) {
    super(target, 'The target of update()')
    const from = target instanceof Update ? target : undefined
    this.assignments = from === undefined ? null : from.assignments
    this.isOrdered = from === undefined ? false : from.isOrdered
    this.isInline = from === undefined ? false : from.isInline
    this.fromClauses = from === undefined ? [] : from.fromClauses
  }
  protected copy(): this { return new Update(this) as this }
  get keyword(): 'UPDATE' { return 'UPDATE' }

  /**
   * `SET …` in the order of the table's columns. Several calls add up. A Map may have columns of other tables as keys.
   * @throws {CompileError} `UNKNOWN_COLUMN`
   */
  set(values: unknown): this {
    if (Array.isArray(values)) throw new ArgumentError('An UPDATE sets one set of values. For many rows, execute it with a list of parameters.')
    return this.with('assignments', merged(this.assignments, assignments(values, this.assignmentTarget, 'set()')) as this['assignments'])
  }
  /** The same as `set()`. */
  values(values: unknown): this { return this.set(values) }
  /** `SET …` in exactly this order. */
  ordered(...pairs: readonly (readonly [key: unknown, value: unknown])[]): this {
    if (this.assignments !== null && this.assignments.length > 0) {
      throw new ArgumentError(`This UPDATE has ${this.isOrdered ? 'ordered values' : 'values'} already; ordered() has to say the whole order`)
    }
    const next: Writable<this> = this.copy()
    next.assignments = merged(null, assignments(pairs, this.assignmentTarget, 'ordered()'))
    next.isOrdered = true
    return next as this
  }
  /** Tables that the criteria don't mention: `UPDATE … FROM …`. */
  from(...from: readonly unknown[]): this {
    return this.with('fromClauses', [...this.fromClauses, ...from.map((f) => fromElement(f, 'from()'))] as this['fromClauses'])
  }
  /** Defaults that are SQL are evaluated inside the statement. */
  inline(): this { return this.with('isInline', true as this['isInline']) }
}
defineNode(Update, 'visitUpdate', [
  ...dmlStructure, ['assignments', Field.nodes], ['isOrdered', Field.value], ['isInline', Field.value], ['fromClauses', Field.nodes], ['whereCriteria', Field.nodes], ['postCriteria', Field.nodes],
])
