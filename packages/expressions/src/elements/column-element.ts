import { ArgumentError, ExpressionCoercionError } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { customOperator, needsGrouping, op, type CustomOperatorOptions } from '../operators/operators.ts'
import { AnonToken, LabelName, type Name } from '../structure/names.ts'
import { SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'

/** What an operator may be told besides its operand, e.g. the ESCAPE character of LIKE. */
export type OperatorModifiers = Readonly<Record<string, unknown>>

/**
 * Operations that build other elements. They are installed by `operate.ts`, so that the base class
 * doesn't import its own subclasses.
 */
export interface ElementOperations {
  operate(left: ColumnElement, operator: Operator, other: unknown, modifiers?: OperatorModifiers): ColumnElement
  unary(element: ColumnElement, operator: Operator): ColumnElement
  modifier(element: ColumnElement, operator: Operator): ColumnElement
  negate(element: ColumnElement): ColumnElement
  asBoolean(element: ColumnElement): ColumnElement
  grouping(element: ColumnElement): ColumnElement
  conjunction(operator: Operator, clauses: readonly unknown[]): ColumnElement
  label(element: ColumnElement, name: Name | null): ColumnElement
  cast(element: ColumnElement, type: unknown, tryCast: boolean): ColumnElement
  typeCoerce(element: ColumnElement, type: unknown): ColumnElement
  collate(element: ColumnElement, collation: string, schema?: string): ColumnElement
  toText(element: SqlNode): string
  at(element: ColumnElement, index: unknown): ColumnElement
  path(element: ColumnElement, steps: readonly unknown[]): ColumnElement
  slice(element: ColumnElement, start: unknown, stop: unknown, step: unknown): ColumnElement
  jsonAs(element: ColumnElement, kind: 'String' | 'Integer' | 'Float' | 'Boolean' | 'Numeric' | 'Json', precision?: number, scale?: number): ColumnElement
  pow(element: ColumnElement, exponent: unknown): ColumnElement
}
export const operations = {} as ElementOperations

/** Options of the LIKE family. */
export interface LikeOptions {
  /** Character that makes `%` and `_` stand for themselves. */
  readonly escape?: string | undefined
  /** Escapes `%`, `_` and the escape character in the value itself. Default false. */
  readonly autoescape?: boolean | undefined
}

/** An expression that has a value: a column, a parameter, an operation, a function, a scalar subquery. */
export abstract class ColumnElement extends SqlNode {
  /** Type of the value. */
  abstract readonly type: SqlType

  /** Operator at the top of this expression, if any. */
  declare readonly operator: Operator | undefined

  /** @internal */ anonMemo: LabelName | undefined = undefined

  /** Any database knows this to be a boolean without comparing it to something. */
  get isImplicitlyBoolean(): boolean { return false }
  /** `ANY (…)` or `ALL (…)`. */
  get isCollectionAggregate(): boolean { return false }
  /** Name under which a subquery exports this expression; undefined for an anonymous one. */
  get proxyKey(): string | undefined { return undefined }
  /** The label this expression is, or orders by, if any. */
  get orderByLabelElement(): ColumnElement | undefined { return undefined }
  /** Base for the names of parameters that are compared with this expression. */
  get bindName(): string | undefined { return undefined }

  /** A name made up for this expression when it needs one and has none: `anon_1`. */
  get anonLabel(): LabelName {
    return (this.anonMemo ??= new LabelName([new AnonToken(this.anonBase)]))
  }
  protected get anonBase(): string { return 'anon' }

  override selfGroup(against?: Operator): ColumnElement {
    if ((against === op.and || against === op.or || against === op.asBool) && this.type.affinity === 'boolean') return operations.asBoolean(this)
    if (against === op.any || against === op.all) return operations.grouping(this)
    return this
  }

  /** This expression, negated. */
  negated(): ColumnElement { return operations.negate(this) }

  /** Applies an operator. */
  operate(operator: Operator, other: unknown, modifiers?: OperatorModifiers): ColumnElement {
    return operations.operate(this, operator, other, modifiers)
  }

  // comparison
  eq(other: unknown): ColumnElement { return this.operate(op.eq, other) }
  ne(other: unknown): ColumnElement { return this.operate(op.ne, other) }
  lt(other: unknown): ColumnElement { return this.operate(op.lt, other) }
  le(other: unknown): ColumnElement { return this.operate(op.le, other) }
  gt(other: unknown): ColumnElement { return this.operate(op.gt, other) }
  ge(other: unknown): ColumnElement { return this.operate(op.ge, other) }
  is(other: unknown): ColumnElement { return this.operate(op.is, other) }
  isNot(other: unknown): ColumnElement { return this.operate(op.isNot, other) }
  isNull(): ColumnElement { return this.operate(op.is, null) }
  isNotNull(): ColumnElement { return this.operate(op.isNot, null) }
  isDistinctFrom(other: unknown): ColumnElement { return this.operate(op.isDistinctFrom, other) }
  isNotDistinctFrom(other: unknown): ColumnElement { return this.operate(op.isNotDistinctFrom, other) }
  in(other: unknown): ColumnElement { return this.operate(op.in, other) }
  notIn(other: unknown): ColumnElement { return this.operate(op.notIn, other) }
  between(low: unknown, high: unknown, options: { readonly symmetric?: boolean } = {}): ColumnElement {
    return this.operate(op.between, [low, high], options.symmetric ? { symmetric: true } : undefined)
  }
  notBetween(low: unknown, high: unknown, options: { readonly symmetric?: boolean } = {}): ColumnElement {
    return this.operate(op.notBetween, [low, high], options.symmetric ? { symmetric: true } : undefined)
  }

  // text
  like(other: unknown, options?: LikeOptions): ColumnElement { return this.operate(op.like, other, escapeOf(options)) }
  notLike(other: unknown, options?: LikeOptions): ColumnElement { return this.operate(op.notLike, other, escapeOf(options)) }
  ilike(other: unknown, options?: LikeOptions): ColumnElement { return this.operate(op.ilike, other, escapeOf(options)) }
  notIlike(other: unknown, options?: LikeOptions): ColumnElement { return this.operate(op.notIlike, other, escapeOf(options)) }
  startsWith(other: unknown, options?: LikeOptions): ColumnElement { return like(this, op.startswith, other, options) }
  endsWith(other: unknown, options?: LikeOptions): ColumnElement { return like(this, op.endswith, other, options) }
  contains(other: unknown, options?: LikeOptions): ColumnElement { return like(this, op.contains, other, options) }
  istartsWith(other: unknown, options?: LikeOptions): ColumnElement { return like(this, op.istartswith, other, options) }
  iendsWith(other: unknown, options?: LikeOptions): ColumnElement { return like(this, op.iendswith, other, options) }
  icontains(other: unknown, options?: LikeOptions): ColumnElement { return like(this, op.icontains, other, options) }
  match(other: unknown, options?: OperatorModifiers): ColumnElement { return this.operate(op.match, other, options === undefined ? undefined : matchModifiers(options)) }
  regexpMatch(pattern: unknown, flags?: string): ColumnElement { return this.operate(op.regexpMatch, pattern, { flags }) }
  regexpReplace(pattern: unknown, replacement: unknown, flags?: string): ColumnElement {
    return this.operate(op.regexpReplace, [pattern, replacement], { flags })
  }
  concat(other: unknown): ColumnElement { return this.operate(op.concat, other) }
  collate(collation: string, schema?: string): ColumnElement { return operations.collate(this, collation, schema) }

  // arithmetic and bits
  add(other: unknown): ColumnElement { return this.operate(op.add, other) }
  sub(other: unknown): ColumnElement { return this.operate(op.sub, other) }
  mul(other: unknown): ColumnElement { return this.operate(op.mul, other) }
  div(other: unknown): ColumnElement { return this.operate(op.truediv, other) }
  floorDiv(other: unknown): ColumnElement { return this.operate(op.floordiv, other) }
  mod(other: unknown): ColumnElement { return this.operate(op.mod, other) }
  pow(exponent: unknown): ColumnElement { return operations.pow(this, exponent) }
  neg(): ColumnElement { return operations.unary(this, op.neg) }
  bitwiseAnd(other: unknown): ColumnElement { return this.operate(op.bitwiseAnd, other) }
  bitwiseOr(other: unknown): ColumnElement { return this.operate(op.bitwiseOr, other) }
  bitwiseXor(other: unknown): ColumnElement { return this.operate(op.bitwiseXor, other) }
  bitwiseNot(): ColumnElement { return operations.unary(this, op.bitwiseNot) }
  bitwiseLeftShift(other: unknown): ColumnElement { return this.operate(op.bitwiseLshift, other) }
  bitwiseRightShift(other: unknown): ColumnElement { return this.operate(op.bitwiseRshift, other) }
  /** `<<` of types that define it (ranges, networks). */
  lshift(other: unknown): ColumnElement { return this.operate(op.lshift, other) }
  /** `>>` of types that define it. */
  rshift(other: unknown): ColumnElement { return this.operate(op.rshift, other) }

  // logic
  and(...others: readonly unknown[]): ColumnElement { return operations.conjunction(op.and, [this, ...others.filter(isGiven)]) }
  or(...others: readonly unknown[]): ColumnElement { return operations.conjunction(op.or, [this, ...others.filter(isGiven)]) }
  not(): ColumnElement { return this.negated() }

  // indexing: arrays, JSON, HSTORE
  at(index: unknown): ColumnElement { return operations.at(this, index) }
  path(...steps: readonly unknown[]): ColumnElement { return operations.path(this, steps) }
  slice(start: unknown, stop: unknown, step?: unknown): ColumnElement { return operations.slice(this, start, stop, step) }
  asString(): ColumnElement { return operations.jsonAs(this, 'String') }
  asInteger(): ColumnElement { return operations.jsonAs(this, 'Integer') }
  asFloat(): ColumnElement { return operations.jsonAs(this, 'Float') }
  asBoolean(): ColumnElement { return operations.jsonAs(this, 'Boolean') }
  asNumeric(precision: number, scale: number): ColumnElement { return operations.jsonAs(this, 'Numeric', precision, scale) }
  asJson(): ColumnElement { return operations.jsonAs(this, 'Json') }

  /** A custom operator; `x.op('~~')(y)` renders `x ~~ y`. */
  op(opString: string, options: CustomOperatorOptions | number = {}): (other: unknown) => ColumnElement {
    const operator = customOperator(opString, typeof options === 'number' ? { precedence: options } : options)
    return (other) => this.operate(operator, other)
  }
  /** A custom comparison operator. */
  boolOp(opString: string, options: CustomOperatorOptions = {}): (other: unknown) => ColumnElement {
    return this.op(opString, { ...options, isComparison: true })
  }

  // ordering and the rest
  asc(): ColumnElement { return operations.modifier(this, op.asc) }
  desc(): ColumnElement { return operations.modifier(this, op.desc) }
  nullsFirst(): ColumnElement { return operations.modifier(this, op.nullsFirst) }
  nullsLast(): ColumnElement { return operations.modifier(this, op.nullsLast) }
  distinct(): ColumnElement { return operations.unary(this, op.distinct) }
  any(): ColumnElement { return operations.unary(this, op.any) }
  all(): ColumnElement { return operations.unary(this, op.all) }
  label(name: Name | null = null): ColumnElement { return operations.label(this, name) }
  cast(type: unknown): ColumnElement { return operations.cast(this, type, false) }
  tryCast(type: unknown): ColumnElement { return operations.cast(this, type, true) }
  typeCoerce(type: unknown): ColumnElement { return operations.typeCoerce(this, type) }

  /** The generic SQL of this expression, for reading. */
  override toString(): string { return operations.toText(this) }

  /**
   * JavaScript's own operators can't build SQL: `a < b` and `a + b` would silently compare or join texts.
   * @throws {ExpressionCoercionError}
   */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString()
    throw new ExpressionCoercionError(
      `JavaScript operators don't build SQL: the expression "${this.toString()}" was compared or added. ` +
      'Use its methods: lt(), le(), gt(), ge(), eq(), add(), sub(), concat(), and(), or().')
  }
}

/** Group an operator expression if the operator above binds tighter. */
export function groupOperator(self: ColumnElement, operator: Operator, against: Operator | undefined, mayGroup = true): ColumnElement {
  if ((mayGroup && needsGrouping(operator, against)) || (against === op.inv && !operator.isBoolean)) return operations.grouping(self)
  return self
}

/** Criteria may be absent: `where(name && users.c.name.eq(name))`. */
export const isGiven = (criterion: unknown): boolean => criterion !== undefined && criterion !== false

const escapeOf = (options: LikeOptions | undefined): OperatorModifiers | undefined =>
  options?.escape === undefined ? undefined : { escape: options.escape }

function like(self: ColumnElement, operator: Operator, other: unknown, options: LikeOptions | undefined): ColumnElement {
  if (!options?.autoescape) return self.operate(operator, other, escapeOf(options))
  if (typeof other !== 'string') throw new ArgumentError(`autoescape needs a plain string, not ${typeof other}`)
  const escape = options.escape ?? '/'
  let text = other
  if (escape !== '%' && escape !== '_') text = text.replaceAll(escape, escape + escape)
  return self.operate(operator, text.replaceAll('%', `${escape}%`).replaceAll('_', `${escape}_`), { escape })
}

const MATCH_OPTIONS = ['postgresql_regconfig', 'mysql_boolean_mode', 'mysql_natural_language', 'mysql_query_expansion']
/** `{ postgresql: { regconfig } }` as the compilers know it. */
function matchModifiers(options: OperatorModifiers): OperatorModifiers {
  const modifiers: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(options)) {
    const entries = typeof value === 'object' && value !== null
      ? Object.entries(value).map(([name, v]) => [`${key}_${name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`, v as unknown] as const) : [[key, value] as const]
    for (const [name, v] of entries) {
      if (!MATCH_OPTIONS.includes(name)) {
        throw new ArgumentError(`match() has no option '${name.replace('_', '.')}'. It has: postgresql.regconfig, mysql.booleanMode, mysql.naturalLanguage, mysql.queryExpansion.`, { code: 'OPTION_UNKNOWN' })
      }
      modifiers[name] = v
    }
  }
  return modifiers
}

/** Type of an expression for which nothing better is known. */
export const UNKNOWN_TYPE = NULL_TYPE
