import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { op } from '../operators/operators.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { BOOLEAN } from '../types/core-types.ts'
import { JSON_INDEX, JSON_KEY, JSON_PATH } from '../types/json-type.ts'
import { FloatType, IntegerType, NumericType } from '../types/numeric-types.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { UnicodeType } from '../types/string-types.ts'
import { INTEGER } from '../types/value-types.ts'
import { BindParameter } from './bind-parameter.ts'
import { asColumnElement, describe, expression } from './coercion.ts'
import { ColumnElement, operations } from './column-element.ts'
import { BinaryExpression } from './expression.ts'
import { constructBinary } from './operate.ts'

/** `[start:stop:step]` of an array. */
export class Slice extends ColumnElement {
  readonly start: ColumnElement | null
  readonly stop: ColumnElement | null
  readonly step: ColumnElement | null
  readonly type: SqlType = NULL_TYPE
  constructor(start: ColumnElement | null, stop: ColumnElement | null, step: ColumnElement | null) {
    super()
    this.start = start
    this.stop = stop
    this.step = step
  }
  override get fromObjects(): readonly SqlNode[] { return [this.start, this.stop, this.step].flatMap((e) => e?.fromObjects ?? []) }
  override selfGroup(): ColumnElement { return this }
}
defineNode(Slice, 'visitSlice', [['start', Field.node], ['stop', Field.node], ['step', Field.node]])

const isJson = (expr: ColumnElement): boolean => expr.type.affinity === 'json'
/** A type may answer `at()` in a way of its own (HSTORE). */
interface IndexedType { at?(expr: ColumnElement, index: unknown): ColumnElement }

operations.at = (expr, index) => {
  const indexed = expr.type as SqlType & IndexedType
  if (indexed.at !== undefined) return indexed.at(expr, index)
  if (isJson(expr)) {
    const right = asColumnElement(index) ?? BindParameter.of(expr.bindName ?? null, {
      value: index, unique: true, type: typeof index === 'number' ? JSON_INDEX : JSON_KEY,
    })
    return constructBinary(expr, right, op.jsonGetitem, expr.type)
  }
  if (!expr.type.isIndexable) {
    throw new InvalidRequestError(`"${expr.toString()}" of type ${expr.type.toString()} can't be indexed: at() works on arrays and JSON`, { code: 'OPERATOR_UNSUPPORTED' })
  }
  const shift = (expr.type as SqlType & { readonly zeroIndexes?: boolean }).zeroIndexes && typeof index === 'number' ? 1 : 0
  const right = asNode(index) === undefined
    ? expression(typeof index === 'number' ? index + shift : index, 'The index', { name: expr.bindName, type: INTEGER })
    : expression(index, 'The index')
  const [operator, type] = expr.type.adaptOperator(op.getitem, right.type)
  return new BinaryExpression(expr, right, operator, type)
}
operations.path = (expr, steps) => {
  if (!isJson(expr)) throw new InvalidRequestError(`path() needs a JSON expression; "${expr.toString()}" is of type ${expr.type.toString()}`, { code: 'OPERATOR_UNSUPPORTED' })
  const [single] = steps
  const element = steps.length === 1 ? asColumnElement(single) : undefined
  const right = element ?? BindParameter.of(expr.bindName ?? null, { value: steps, unique: true, type: JSON_PATH })
  return constructBinary(expr, right, op.jsonPathGetitem, expr.type)
}
operations.slice = (expr, start, stop, step) => {
  const shift = (expr.type as SqlType & { readonly zeroIndexes?: boolean }).zeroIndexes ? 1 : 0
  const bound = (value: unknown, what: string): ColumnElement | null =>
    value === undefined || value === null ? null
      : expression(typeof value === 'number' ? value + shift : value, what, { name: expr.bindName, type: INTEGER })
  return new BinaryExpression(expr, new Slice(bound(start, 'The start'), bound(stop, 'The stop'), step === undefined ? null : bound(step, 'The step')), op.getitem, expr.type)
}
operations.jsonAs = (expr, kind, precision, scale) => {
  if (!(expr instanceof BinaryExpression) || (expr.operator !== op.jsonGetitem && expr.operator !== op.jsonPathGetitem)) {
    throw new ArgumentError(`as${kind}() works on an element of a JSON value: column.at('key').as${kind}(). "${expr.toString()}" is ${describe(expr)}`)
  }
  const type = kind === 'String' ? new UnicodeType()
    : kind === 'Integer' ? new IntegerType()
      : kind === 'Float' ? new FloatType()
        : kind === 'Boolean' ? BOOLEAN
          : kind === 'Numeric' ? new NumericType({ precision, scale })
            : undefined
  return type === undefined ? expr : new BinaryExpression(expr.left, expr.right, expr.operator, type, expr.negateOperator, expr.modifiers)
}
