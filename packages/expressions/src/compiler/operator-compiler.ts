import { CompileError, UnsupportedCompilationError } from '@athanor/interfaces'
import { BindParameter } from '../elements/bind-parameter.ts'
import { Cast, type CollationClause, type TryCast, type TypeClause, type TypeCoerce } from '../elements/cast.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { type AsBoolean, BinaryExpression, type ExpressionList, type Grouping, type UnaryExpression } from '../elements/expression.ts'
import { IlikeOperand, LIKE_PERCENT } from '../elements/like-operand.ts'
import { constructBinary } from '../elements/operate.ts'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { operatorText } from '../operators/spelling.ts'
import { BaseCompiler } from './base-compiler.ts'
import { MethodTable, type MethodKind } from './method-table.ts'
import type { RenderContext } from './render-context.ts'

type BinaryVisit = (binary: BinaryExpression, context: RenderContext) => string
type UnaryVisit = (unary: UnaryExpression | AsBoolean, context: RenderContext) => string

/**
 * Operators. A dialect that spells one in its own way defines `visit<Operator>Binary` (`visitConcatBinary`,
 * `visitIsDistinctFromBinary`), `visit<Operator>Unary` or `visit<Operator>List`.
 */
export abstract class OperatorCompiler extends BaseCompiler {
  /** @internal What this class of compilers has methods for. */
  protected readonly methods = MethodTable.of(this)
  #method<V>(operator: Operator, kind: MethodKind): V | null {
    const custom = operator.custom
    if (custom === undefined) return this.methods.forOperator(operator, kind) as V | null
    return custom.visitName === undefined ? null : (this as unknown as Record<string, V | undefined>)[`visit${custom.visitName}${kind}`] ?? null
  }

  visitBinary(binary: BinaryExpression, context: RenderContext): string {
    this.onComparison(binary, context)
    const inner = this.dialect.ansiBindRules && binary.left instanceof BindParameter && binary.right instanceof BindParameter
      ? { ...context, literalExecute: true } : context
    const method = this.#method<BinaryVisit>(binary.operator, 'Binary')
    if (method !== null) return method.call(this, binary, inner)
    const custom = binary.operator.custom
    if (custom !== undefined) return this.genericBinary(binary, ` ${this.escapeOperator(custom.opString)} `, inner, custom.eagerGrouping)
    const text = operatorText.get(binary.operator)
    if (text === undefined) {
      throw new UnsupportedCompilationError(`The dialect '${this.dialect.name}' can't render the operator '${binary.operator.name}'`)
    }
    return this.genericBinary(binary, text, inner)
  }

  /** Hook for the cartesian-product linter: two sides of a comparison connect their FROM objects. */
  protected onComparison(_binary: BinaryExpression, _context: RenderContext): void {}

  /** Text of a custom operator, made safe for the driver's placeholder syntax. */
  escapeOperator(text: string): string { return text }

  genericBinary(binary: BinaryExpression, text: string, context: RenderContext, eagerGrouping = false): string {
    const nested = context.inOperatorExpression === true
    const inner: RenderContext = { ...context, inOperatorExpression: true, binaryOperator: binary.operator, eagerGrouping }
    const sql = this.process(binary.left, inner) + text + this.process(binary.right, inner)
    return nested && eagerGrouping ? `(${sql})` : sql
  }

  visitExpressionList(list: ExpressionList, context: RenderContext): string {
    const method = this.#method<(list: ExpressionList, context: RenderContext) => string>(list.operator, 'List')
    if (method !== null) return method.call(this, list, context)
    const text = operatorText.get(list.operator)
    if (text === undefined) throw new UnsupportedCompilationError(`The dialect '${this.dialect.name}' can't render the operator '${list.operator.name}'`)
    return this.delimited(list.clauses, text, { ...context, inOperatorExpression: true })
  }

  /** Elements joined by text; elements that render nothing are left out. */
  delimited(nodes: readonly ColumnElement[], separator: string, context: RenderContext): string {
    let sql = ''
    for (const node of nodes) {
      const part = this.process(node, context)
      if (part !== '') sql += sql === '' ? part : separator + part
    }
    return sql
  }

  visitUnary(unary: UnaryExpression | AsBoolean, context: RenderContext): string {
    const operator = unary.operator ?? unary.modifier
    if (operator === undefined) throw new CompileError('A unary expression has neither an operator nor a modifier')
    const method = this.#method<UnaryVisit>(operator, 'Unary')
    if (method !== null) return method.call(this, unary, context)
    const custom = operator.custom?.opString
    const text = custom === undefined ? operatorText.get(operator) : unary.modifier === undefined ? `${this.escapeOperator(custom)} ` : ` ${this.escapeOperator(custom)}`
    if (text === undefined) throw new UnsupportedCompilationError(`The dialect '${this.dialect.name}' can't render the operator '${operator.name}'`)
    const element = this.process(unary.element, context)
    return unary.modifier === undefined ? text + element : element + text
  }

  visitIsTrueUnary(unary: UnaryExpression | AsBoolean, context: RenderContext): string {
    const element = this.process(unary.element, context)
    return unary.isImplicitlyBoolean || this.dialect.capabilities.supportsNativeBoolean ? element : `${element} = 1`
  }
  visitIsFalseUnary(unary: UnaryExpression | AsBoolean, context: RenderContext): string {
    const element = this.process(unary.element, context)
    return unary.isImplicitlyBoolean || this.dialect.capabilities.supportsNativeBoolean ? `NOT ${element}` : `${element} = 0`
  }

  visitGrouping(grouping: Grouping, context: RenderContext): string {
    return `(${this.process(grouping.element, context.asFrom ? { ...context, asFrom: false } : context)})`
  }

  // arithmetic -------------------------------------------------------------------------------------------------------

  visitTruedivBinary(binary: BinaryExpression, context: RenderContext): string {
    const left = this.process(binary.left, context)
    if (!this.dialect.divIsFloordiv) return `${left} / ${this.process(binary.right, context)}`
    // integer division on the server: one operand is cast
    const type = binary.right.type
    return `${left} / ${this.process(new Cast(binary.right, type.affinity === 'numeric' || type.affinity === 'float' ? type : this.dialect.numericType), context)}`
  }
  visitFloordivBinary(binary: BinaryExpression, context: RenderContext): string {
    const sql = `${this.process(binary.left, context)} / ${this.process(binary.right, context)}`
    const integers = binary.left.type.affinity === 'integer' && binary.right.type.affinity === 'integer'
    return this.dialect.divIsFloordiv && integers ? sql : `FLOOR(${sql})`
  }

  // membership -------------------------------------------------------------------------------------------------------

  visitNotInBinary(binary: BinaryExpression, context: RenderContext): string {
    // the empty form contains an OR, so the whole needs parentheses
    return `(${this.genericBinary(binary, ' NOT IN ', context)})`
  }
  visitNotMatchBinary(binary: BinaryExpression, context: RenderContext): string {
    return `NOT ${this.visitBinary(new BinaryExpression(binary.left, binary.right, op.match, binary.type, undefined, binary.modifiers), context)}`
  }

  // BETWEEN ----------------------------------------------------------------------------------------------------------

  visitBetweenBinary(binary: BinaryExpression, context: RenderContext): string {
    return this.genericBinary(binary, binary.modifiers?.symmetric ? ' BETWEEN SYMMETRIC ' : ' BETWEEN ', context)
  }
  visitNotBetweenBinary(binary: BinaryExpression, context: RenderContext): string {
    return this.genericBinary(binary, binary.modifiers?.symmetric ? ' NOT BETWEEN SYMMETRIC ' : ' NOT BETWEEN ', context)
  }

  // LIKE -------------------------------------------------------------------------------------------------------------

  protected likeSql(left: ColumnElement, word: string, right: ColumnElement, binary: BinaryExpression, context: RenderContext): string {
    const escape = binary.modifiers?.escape
    return `${this.process(left, context)} ${word} ${this.process(right, context)}` +
      (escape === undefined || escape === null ? '' : ` ESCAPE ${this.dialect.renderLiteral(escape, this.dialect.stringType)}`)
  }
  visitLikeBinary(b: BinaryExpression, context: RenderContext): string { return this.likeSql(b.left, 'LIKE', b.right, b, context) }
  visitNotLikeBinary(b: BinaryExpression, context: RenderContext): string { return this.likeSql(b.left, 'NOT LIKE', b.right, b, context) }
  visitIlikeBinary(b: BinaryExpression, context: RenderContext): string { return this.ilikeSql(b.left, false, b.right, b, context) }
  visitNotIlikeBinary(b: BinaryExpression, context: RenderContext): string { return this.ilikeSql(b.left, true, b.right, b, context) }
  /** Case-insensitive LIKE; the generic form lowers both sides. */
  protected ilikeSql(left: ColumnElement, negated: boolean, right: ColumnElement, binary: BinaryExpression, context: RenderContext): string {
    return this.likeSql(new IlikeOperand(left), negated ? 'NOT LIKE' : 'LIKE', new IlikeOperand(right), binary, context)
  }
  visitLikePercent(): string { return "'%'" }
  visitIlikeOperand(node: IlikeOperand, context: RenderContext): string { return `lower(${this.process(node.element, context)})` }

  visitStartswithBinary(b: BinaryExpression, context: RenderContext): string { return this.visitLikeBinary(withRight(b, after(b.right)), context) }
  visitNotStartswithBinary(b: BinaryExpression, context: RenderContext): string { return this.visitNotLikeBinary(withRight(b, after(b.right)), context) }
  visitEndswithBinary(b: BinaryExpression, context: RenderContext): string { return this.visitLikeBinary(withRight(b, before(b.right)), context) }
  visitNotEndswithBinary(b: BinaryExpression, context: RenderContext): string { return this.visitNotLikeBinary(withRight(b, before(b.right)), context) }
  visitContainsBinary(b: BinaryExpression, context: RenderContext): string { return this.visitLikeBinary(withRight(b, around(b.right)), context) }
  visitNotContainsBinary(b: BinaryExpression, context: RenderContext): string { return this.visitNotLikeBinary(withRight(b, around(b.right)), context) }
  visitIstartswithBinary(b: BinaryExpression, context: RenderContext): string { return this.insensitive(b, after, false, context) }
  visitNotIstartswithBinary(b: BinaryExpression, context: RenderContext): string { return this.insensitive(b, after, true, context) }
  visitIendswithBinary(b: BinaryExpression, context: RenderContext): string { return this.insensitive(b, before, false, context) }
  visitNotIendswithBinary(b: BinaryExpression, context: RenderContext): string { return this.insensitive(b, before, true, context) }
  visitIcontainsBinary(b: BinaryExpression, context: RenderContext): string { return this.insensitive(b, around, false, context) }
  visitNotIcontainsBinary(b: BinaryExpression, context: RenderContext): string { return this.insensitive(b, around, true, context) }

  /** `istartswith` and the like: lower the operands, then match the pattern. A dialect with ILIKE overrides it. */
  protected insensitive(b: BinaryExpression, pattern: (e: ColumnElement) => ColumnElement, negated: boolean, context: RenderContext): string {
    return this.likeSql(new IlikeOperand(b.left), negated ? 'NOT LIKE' : 'LIKE', pattern(new IlikeOperand(b.right)), b, context)
  }

  // regular expressions ----------------------------------------------------------------------------------------------

  visitRegexpMatchBinary(_binary: BinaryExpression, _context: RenderContext): string { return this.noRegexp('expressions') }
  visitNotRegexpMatchBinary(_binary: BinaryExpression, _context: RenderContext): string { return this.noRegexp('expressions') }
  visitRegexpReplaceBinary(_binary: BinaryExpression, _context: RenderContext): string { return this.noRegexp('expression replacements') }
  protected noRegexp(what: string): never {
    throw new CompileError(`The dialect '${this.dialect.name}' has no regular ${what}`, { code: 'COMPILE_UNSUPPORTED' })
  }

  // types ------------------------------------------------------------------------------------------------------------

  visitTypeClause(clause: TypeClause, context: RenderContext): string { return this.typeText(clause.type, { ...context, typeExpression: clause }) }
  visitCast(cast: Cast, context: RenderContext): string {
    const type = this.process(cast.typeClause, context)
    // a collation belongs to the expression, not to the type that is cast to
    const collation = type.search(/ COLLATE (?!.* COLLATE )/)
    const [name, after] = collation < 0 ? [type, ''] : [type.slice(0, collation), type.slice(collation)]
    return `CAST(${this.process(cast.element, context)} AS ${name})${after}`
  }
  visitTryCast(cast: TryCast, _context: RenderContext): string { return this.unsupported(cast) }
  visitTypeCoerce(coerce: TypeCoerce, context: RenderContext): string { return this.process(coerce.element, context) }
  visitCollation(clause: CollationClause, _context: RenderContext): string { return this.preparer.formatCollation(clause.collation, clause.schema) }

  // constants --------------------------------------------------------------------------------------------------------

  visitNull(): string { return 'NULL' }
  visitTrue(): string { return this.dialect.capabilities.supportsNativeBoolean ? 'true' : '1' }
  visitFalse(): string { return this.dialect.capabilities.supportsNativeBoolean ? 'false' : '0' }
}

const withRight = (b: BinaryExpression, right: ColumnElement): BinaryExpression =>
  Object.assign(Object.create(BinaryExpression.prototype) as BinaryExpression, b, { right, hashMemo: 0 })
const join = (left: ColumnElement, right: ColumnElement): ColumnElement => {
  const [adapted, type] = left.type.adaptOperator(op.concat, right.type)
  return constructBinary(left, right, adapted, type)
}
const after = (e: ColumnElement): ColumnElement => join(e, LIKE_PERCENT)
const before = (e: ColumnElement): ColumnElement => join(LIKE_PERCENT, e)
const around = (e: ColumnElement): ColumnElement => join(join(LIKE_PERCENT, e), LIKE_PERCENT)
