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

/**
 * Facts about a parameter, as bits: one is made for every value of every statement, so it has few fields.
 * `sharesName`: the name object is another parameter's too (a copy with another type), or was given; then it is compared.
 */
const Flag = { unique: 1, expanding: 2, literalExecute: 4, required: 8, outParameter: 16, isCrud: 32, sharesName: 64 } as const
type BindFact = Exclude<keyof typeof Flag, 'sharesName'>

/** What `with()` can change. */
export type BindChanges = Partial<Record<BindFact, boolean>> & {
  readonly type?: SqlType; readonly value?: unknown; readonly callable?: (() => unknown) | undefined; readonly expandOp?: Operator | undefined
}

/** A bound parameter. Its value is never part of a statement's structure. */
export class BindParameter extends ColumnElement {
  readonly type: SqlType
  readonly value: unknown
  /** Name without number. */
  readonly origKey: string
  readonly flags: number
  readonly callable: (() => unknown) | undefined
  /** An expanding parameter that stands for a list of rows. */
  readonly expandOp: Operator | undefined
  /** The name, once it is asked for: most parameters are never rendered, since their statement was compiled before. */
  protected name: Name | undefined
  /** @internal */ markLeft: number
  /** @internal */ markRight: number
  declare readonly carriesValue: true

  /** @internal For plain values, which are most; others are made by `of()`. */
  constructor(origKey: string, type: SqlType, value: unknown, flags: number = Flag.unique) {
    super()
    this.type = type
    this.value = value
    this.origKey = origKey
    this.flags = flags
    this.callable = undefined
    this.expandOp = undefined
    this.name = undefined
    this.markLeft = 0
    this.markRight = 0
  }

  /**
   * A parameter by name, or by a name that the compiler makes up when there is none.
   * @param expandOp the IN or NOT IN that an expanding parameter stands in
   * @param isCrud made by the compiler for a column of INSERT or UPDATE; its name is the column's
   */
  static of(name: Name | null, options: BindOptions = {}, expandOp?: Operator, isCrud = false): BindParameter {
    const { value, callable, expanding = false } = options
    const unique = options.unique ?? name === null
    const isRequired = !('value' in options) && callable === undefined
    const sample = expanding && Array.isArray(value) ? (value as unknown[])[0] : value
    const isNameGiven = !unique && name !== null && typeof name !== 'string'
    const flags = (unique ? Flag.unique : 0) | (expanding ? Flag.expanding : 0) | (options.literalExecute ? Flag.literalExecute : 0)
      | (isRequired ? Flag.required : 0) | (options.outParameter ? Flag.outParameter : 0) | (isCrud ? Flag.isCrud : 0) | (isNameGiven ? Flag.sharesName : 0)
    const bind: { -readonly [K in keyof BindParameter]: BindParameter[K] } = new BindParameter(name === null ? 'param' : nameText(name), options.type ?? typeOfValue(sample), value, flags)
    bind.callable = callable
    bind.expandOp = expandOp
    if (isNameGiven) (bind as BindParameter).name = name
    return bind as BindParameter
  }

  /** The compiler adds a number to the name. */
  get unique(): boolean { return (this.flags & Flag.unique) !== 0 }
  get required(): boolean { return (this.flags & Flag.required) !== 0 }
  get expanding(): boolean { return (this.flags & Flag.expanding) !== 0 }
  get literalExecute(): boolean { return (this.flags & Flag.literalExecute) !== 0 }
  get outParameter(): boolean { return (this.flags & Flag.outParameter) !== 0 }
  /** Made by the compiler for a column of INSERT or UPDATE; its name is the column's. */
  get isCrud(): boolean { return (this.flags & Flag.isCrud) !== 0 }

  /** @internal */ get facts(): number { return this.flags & ~Flag.sharesName }
  get key(): Name { return (this.name ??= this.unique ? new LabelName([new AnonToken(sanitize(this.origKey))]) : this.origKey) }
  /** @internal The name, as far as it is not told by `origKey`. */
  get sharedName(): Name | null { return (this.flags & Flag.sharesName) === 0 ? null : this.key }

  /** The value to send, when none is given at execution. */
  get effectiveValue(): unknown { return this.callable === undefined ? this.value : this.callable() }

  /** The same parameter with another type. */
  withType(type: SqlType): BindParameter { return this.with({ type }) }
  /** The same parameter, as a list. */
  withExpanding(): BindParameter { return this.with({ expanding: true }) }
  /** The same parameter with another value. */
  withValue(value: unknown, required = false): BindParameter { return this.with({ value, required, callable: undefined }) }

  /** The same parameter with a name of its own. */
  withName(name: string): BindParameter {
    const copy: { -readonly [K in keyof BindParameter]: BindParameter[K] } = new BindParameter(name, this.type, this.value, this.flags & ~(Flag.unique | Flag.sharesName))
    copy.callable = this.callable
    copy.expandOp = this.expandOp
    return copy as BindParameter
  }

  /** A copy with some facts changed. It keeps the name: in a statement that holds both they are one parameter. */
  with(changes: BindChanges): BindParameter {
    if (this.unique) {
      this.name = this.key
      ;(this as { flags: number }).flags |= Flag.sharesName
    }
    let flags = this.flags
    for (const fact of Object.keys(changes)) {
      if (fact in Flag) flags = changes[fact as BindFact] ? flags | Flag[fact as BindFact] : flags & ~Flag[fact as BindFact]
    }
    const copy: { -readonly [K in keyof BindParameter]: BindParameter[K] } = new BindParameter(this.origKey, changes.type ?? this.type, 'value' in changes ? changes.value : this.value, flags)
    copy.callable = 'callable' in changes ? changes.callable : this.callable
    copy.expandOp = 'expandOp' in changes ? changes.expandOp : this.expandOp
    ;(copy as BindParameter).name = this.name
    return copy as BindParameter
  }
}
Object.defineProperty(BindParameter.prototype, 'carriesValue', { value: true })
defineNode(BindParameter, 'visitBindParameter', [
  ['origKey', Field.value], ['type', Field.type], ['facts', Field.value], ['expandOp', Field.operator], ['sharedName', Field.name],
], { hasIdentity: true })

/** Characters that would confuse placeholders are replaced in generated names. */
const PLAIN = /^[a-z0-9]\w*$/i
const sanitize = (name: string): string => (PLAIN.test(name) && !name.endsWith('_') ? name : name.replaceAll(/[%() $\u0000-\u001f]+/g, '_').replaceAll(/^_+|_+$/g, '').replaceAll(':', 'C').replaceAll(/[.[\]]/g, '_'))

/** The parameter for a plain value that meets an expression: named after it, typed by it. */
export const bindFor = (expr: ColumnElement, operator: Operator, value: unknown): BindParameter =>
  new BindParameter(expr.bindName ?? 'param', expr.type.coerceComparedValue(operator, value), value)

/** The parameter for a list of plain values on the right side of IN. */
export function expandingBindFor(expr: ColumnElement, operator: Operator, values: readonly unknown[]): BindParameter {
  let sample: unknown = null
  for (let i = 0; i < values.length && (sample === null || sample === undefined); i++) sample = values[i]
  const type = expr.type.coerceComparedValue(op.in, expr.type.affinity === 'tuple' ? values[0] ?? [] : sample ?? null)
  const bind = new BindParameter(expr.bindName ?? 'param', type.affinity === 'null' ? expr.type : type, values, Flag.unique | Flag.expanding)
  ;(bind as { expandOp: Operator | undefined }).expandOp = operator
  return bind
}
