import { defineNode, Field } from '../structure/node.ts'
import { AnonToken, LabelName, nameText, type Name } from '../structure/names.ts'
import { typeOfValue, type SqlType } from '../types/sql-type.ts'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { ColumnElement } from './column-element.ts'

export interface BindOptions {
  /** Absent: the value has to be given at execution. `null` is a value. */
  readonly value?: unknown
  readonly type?: SqlType | undefined
  /** The name is only a base; the compiler adds a number. */
  readonly unique?: boolean | undefined
  /** The value is a list, for IN. */
  readonly expanding?: boolean | undefined
  /** The value is written into the SQL text when the statement is executed. */
  readonly literalExecute?: boolean | undefined
  /** Called for the value at each execution. */
  readonly callable?: (() => unknown) | undefined
  readonly outParameter?: boolean | undefined
}

/** A bound parameter. Its value is never part of a statement's structure. */
export class BindParameter extends ColumnElement {
  readonly type: SqlType
  readonly key: Name
  readonly value: unknown
  readonly unique: boolean
  /** Name without number. */
  readonly origKey: string
  readonly required: boolean
  readonly expanding: boolean
  readonly literalExecute: boolean
  readonly callable: (() => unknown) | undefined
  readonly outParameter: boolean
  readonly carriesValue = true as const
  /** An expanding parameter that stands for a list of rows. */
  readonly expandOp: Operator | undefined
  /** Made by the compiler for a column of INSERT or UPDATE; its name is the column's. */
  readonly isCrud: boolean
  /** @internal */ markLeft = 0
  /** @internal */ markRight = 0

  constructor(name: Name | null, options: BindOptions = {}, expandOp?: Operator, isCrud = false) {
    super()
    this.unique = options.unique ?? name === null
    this.origKey = name === null ? 'param' : nameText(name)
    this.key = this.unique ? new LabelName([new AnonToken(sanitize(this.origKey))]) : name ?? 'param'
    this.callable = options.callable
    this.required = !('value' in options) && options.callable === undefined
    this.value = options.value
    this.expanding = options.expanding ?? false
    this.literalExecute = options.literalExecute ?? false
    this.outParameter = options.outParameter ?? false
    this.expandOp = expandOp
    this.isCrud = isCrud
    const sample = this.expanding && Array.isArray(options.value) ? (options.value as unknown[])[0] : options.value
    this.type = options.type ?? typeOfValue(sample)
  }

  /** The value to send, when none is given at execution. */
  get effectiveValue(): unknown { return this.callable === undefined ? this.value : this.callable() }

  /** The same parameter with another type. */
  withType(type: SqlType): BindParameter { return this.with({ type }) }
  /** The same parameter, as a list. */
  withExpanding(): BindParameter { return this.with({ expanding: true }) }
  /** The same parameter with another value. */
  withValue(value: unknown, required = false): BindParameter { return this.with({ value, required, callable: undefined }) }

  with(changes: Partial<Record<keyof BindParameter, unknown>>): BindParameter {
    const copy = Object.assign(Object.create(BindParameter.prototype) as BindParameter, this, changes)
    copy.hashMemo = 0
    copy.openMemo = false
    copy.markLeft = 0
    copy.markRight = 0
    copy.anonMemo = undefined
    return copy
  }
}
defineNode(BindParameter, 'visitBindParameter', [
  ['key', Field.name], ['type', Field.type], ['expanding', Field.value], ['literalExecute', Field.value], ['required', Field.value],
  ['outParameter', Field.value], ['expandOp', Field.operator], ['isCrud', Field.value],
], { hasIdentity: true })

/** Characters that would confuse placeholders are replaced in generated names. */
const PLAIN = /^[a-z0-9]\w*$/i
const sanitize = (name: string): string => (PLAIN.test(name) && !name.endsWith('_') ? name : name.replaceAll(/[%() $\u0000-\u001f]+/g, '_').replaceAll(/^_+|_+$/g, '').replaceAll(':', 'C').replaceAll(/[.[\]]/g, '_'))

/** The parameter for a plain value that meets an expression: named after it, typed by it. */
export function bindFor(expr: ColumnElement, operator: Operator, value: unknown, type?: SqlType): BindParameter {
  return new BindParameter(expr.bindName ?? null, { value, unique: true, type: type ?? expr.type.coerceComparedValue(operator, value) })
}
/** The parameter for a list of plain values on the right side of IN. */
export function expandingBindFor(expr: ColumnElement, operator: Operator, values: readonly unknown[]): BindParameter {
  const sample = values.find((v) => v !== null && v !== undefined)
  const type = expr.type.coerceComparedValue(op.in, expr.type.affinity === 'tuple' ? values[0] ?? [] : sample ?? null)
  return new BindParameter(expr.bindName ?? null, { value: values, unique: true, expanding: true, type: type.affinity === 'null' ? expr.type : type }, operator)
}
