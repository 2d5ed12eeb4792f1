import { ArgumentError } from '@athanor/interfaces'
import { asColumnElement, BindParameter, defineNode, Field, INTEGER, SqlNode, type ColumnElement, type DmlExtension, type DmlWhereStatement } from '@athanor/expressions/elements'

/** `LIMIT n` at the end of an UPDATE or DELETE. @example del(users).ext(limit(10))   // MySQL: DELETE FROM user_account LIMIT 10 */
export class DmlLimit extends SqlNode implements DmlExtension {
  /** Most rows that are changed. */
  readonly count: ColumnElement
  constructor(count: ColumnElement) {
    super()
    this.count = count
  }
  /** Called by `ext()` of the statement. */
  applyToDml<S extends DmlWhereStatement>(statement: S): S {
    return statement.withPostCriteria([...statement.postCriteria.filter((clause) => !(clause instanceof DmlLimit)), this])
  }
}
defineNode(DmlLimit, 'visitMysqlDmlLimit', [['count', Field.node]])

/**
 * At most so many rows are changed.
 * @throws {ArgumentError} for what is neither an integer nor an expression
 * @example del(users).ext(limit(10))   // MySQL: DELETE FROM user_account LIMIT 10
 */
export function limit(count: unknown): DmlLimit {
  const element = asColumnElement(count)
  if (element !== undefined) return new DmlLimit(element)
  if (typeof count !== 'bigint' && !Number.isInteger(count)) throw new ArgumentError(`limit() needs an integer or an SQL expression, not ${typeof count} ${String(count).slice(0, 40)}`)
  return new DmlLimit(BindParameter.of(null, { value: count, unique: true, type: INTEGER }))
}
