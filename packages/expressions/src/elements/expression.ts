import type { Operator } from '../operators/operator.ts'
import { isOrderByModifier, mirror, needsGrouping, op } from '../operators/operators.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { BOOLEAN } from '../types/core-types.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { ColumnElement, groupOperator, operations, type OperatorModifiers } from './column-element.ts'

/** `left operator right`. */
export class BinaryExpression extends ColumnElement {
  readonly left: ColumnElement
  readonly right: ColumnElement
  override readonly operator: Operator
  readonly type: SqlType
  /** The operator that says the opposite, if NOT can be expressed by it. */
  readonly negateOperator: Operator | undefined
  readonly modifiers: OperatorModifiers | null

  constructor(
    left: ColumnElement, right: ColumnElement, operator: Operator,
    type: SqlType = NULL_TYPE, negateOperator?: Operator, modifiers: OperatorModifiers | null = null,
  ) {
    super()
    this.left = left.selfGroup(operator)
    this.right = right.selfGroup(operator)
    this.operator = operator
    this.type = type
    this.negateOperator = negateOperator
    this.modifiers = modifiers
  }
  override get isImplicitlyBoolean(): boolean { return this.operator.isBoolean }
  override get fromObjects(): readonly SqlNode[] {
    const left = this.left.fromObjects
    const right = this.right.fromObjects
    return right.length === 0 ? left : left.length === 0 ? right : [...left, ...right]
  }
  override selfGroup(against?: Operator): ColumnElement { return groupOperator(this, this.operator, against) }
  override negated(): ColumnElement {
    // without an opposite the whole is negated, in parentheses
    if (this.negateOperator === undefined) return operations.negate(this.selfGroup())
    return new BinaryExpression(this.left, listFor(this.right, this.operator, this.negateOperator), this.negateOperator, this.type, this.operator, this.modifiers)
  }
}
/** A parameter that is a list, and knows whether it stands in IN or in NOT IN: they differ where it is empty. */
interface ListParameter { readonly expandOp: Operator | undefined; with(changes: { readonly expandOp: Operator }): ColumnElement }
const listFor = (right: ColumnElement, from: Operator, to: Operator): ColumnElement =>
  'expandOp' in right && (right as ColumnElement & ListParameter).expandOp === from ? (right as ColumnElement & ListParameter).with({ expandOp: to }) : right
defineNode(BinaryExpression, 'visitBinary', [
  ['left', Field.node], ['operator', Field.operator], ['right', Field.node], ['type', Field.type], ['modifiers', Field.data],
])

/** One associative operator between any number of operands: `a + b + c`. */
export class ExpressionList extends ColumnElement {
  override readonly operator: Operator
  readonly clauses: readonly ColumnElement[]
  readonly type: SqlType
  readonly group: boolean
  constructor(operator: Operator, type: SqlType, clauses: readonly ColumnElement[], group = true) {
    super()
    this.operator = operator
    this.type = type
    this.group = group
    this.clauses = group ? clauses.map((c) => c.selfGroup(operator)) : clauses
  }
  override get isImplicitlyBoolean(): boolean { return this.operator.isBoolean }
  override get fromObjects(): readonly SqlNode[] {
    let all: readonly SqlNode[] = []
    for (const clause of this.clauses) {
      const own = clause.fromObjects
      if (own.length > 0) all = all.length === 0 ? own : [...all, ...own]
    }
    return all
  }
  override selfGroup(against?: Operator): ColumnElement { return groupOperator(this, this.operator, against, this.group) }
}
const listStructure = [['operator', Field.operator], ['clauses', Field.nodes]] as const
defineNode(ExpressionList, 'visitExpressionList', listStructure)

/** `a AND b AND c`, `a OR b OR c`. The clauses are grouped already. */
export class BooleanList extends ExpressionList {
  constructor(operator: Operator, clauses: readonly ColumnElement[]) {
    super(operator, BOOLEAN, clauses, false)
  }
  override get isImplicitlyBoolean(): boolean { return true }
  override selfGroup(against?: Operator): ColumnElement {
    return this.clauses.length === 0 ? this : groupOperator(this, this.operator, against)
  }
}
defineNode(BooleanList, 'visitExpressionList', listStructure)

/** An operator before (`NOT x`, `-x`) or after (`x DESC`) its operand. */
export class UnaryExpression extends ColumnElement {
  readonly element: ColumnElement
  override readonly operator: Operator | undefined
  readonly modifier: Operator | undefined
  readonly type: SqlType
  constructor(element: ColumnElement, options: { readonly operator?: Operator | undefined; readonly modifier?: Operator | undefined; readonly type?: SqlType | undefined }) {
    super()
    this.operator = options.operator
    this.modifier = options.modifier
    this.element = element.selfGroup(options.operator ?? options.modifier)
    this.type = options.type ?? NULL_TYPE
  }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override get orderByLabelElement(): ColumnElement | undefined {
    return isOrderByModifier(this.modifier) ? this.element.orderByLabelElement : undefined
  }
  override selfGroup(against?: Operator): ColumnElement {
    return this.operator !== undefined && needsGrouping(this.operator, against) ? operations.grouping(this) : this
  }
  override negated(): ColumnElement {
    if (this.type.affinity === 'boolean') return new UnaryExpression(this.selfGroup(op.inv), { operator: op.inv, type: BOOLEAN })
    return operations.negate(this)
  }
}
const unaryStructure = [['element', Field.node], ['operator', Field.operator], ['modifier', Field.operator]] as const
defineNode(UnaryExpression, 'visitUnary', unaryStructure)

/** `ANY (…)` or `ALL (…)`, which stand on the right side of a comparison. */
export class CollectionAggregate extends UnaryExpression {
  constructor(element: ColumnElement, operator: Operator) {
    super(element, { operator, type: BOOLEAN })
  }
  override get isCollectionAggregate(): boolean { return true }
  /** The other side comes first: `any_(x).eq(5)` renders `5 = ANY (x)`. */
  override operate(operator: Operator, other: unknown, modifiers?: OperatorModifiers): ColumnElement {
    return operations.operate(this, mirror(operator), other, { ...modifiers, reverse: true })
  }
}
defineNode(CollectionAggregate, 'visitUnary', unaryStructure)

/** A boolean value in the position of a condition: `flag`, or `flag = 1` where there is no boolean type. */
export class AsBoolean extends ColumnElement {
  readonly element: ColumnElement
  override readonly operator: Operator
  readonly negateOperator: Operator
  readonly type: SqlType = BOOLEAN
  constructor(element: ColumnElement, operator: Operator, negateOperator: Operator) {
    super()
    this.element = element
    this.operator = operator
    this.negateOperator = negateOperator
  }
  get modifier(): undefined { return undefined }
  override get isImplicitlyBoolean(): boolean { return this.element.isImplicitlyBoolean }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override get proxyKey(): string | undefined { return this.element.proxyKey }
  override get anonLabel() { return this.element.anonLabel }
  override selfGroup(): ColumnElement { return this }
  override negated(): ColumnElement { return new AsBoolean(this.element, this.negateOperator, this.operator) }
}
defineNode(AsBoolean, 'visitUnary', unaryStructure)

/** Parentheses. */
export class Grouping extends ColumnElement {
  readonly element: ColumnElement
  readonly type: SqlType
  constructor(element: ColumnElement) {
    super()
    this.element = element
    this.type = element.type ?? NULL_TYPE
  }
  override get isImplicitlyBoolean(): boolean { return this.element.isImplicitlyBoolean }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override get proxyKey(): string | undefined { return this.element.proxyKey }
  override selfGroup(): ColumnElement { return this }
  override negated(): ColumnElement { return operations.negate(this) }
}
defineNode(Grouping, 'visitGrouping', [['element', Field.node]])

/** Operands of an associative operator, for flattening. */
export function flattened(expr: ColumnElement): readonly ColumnElement[] {
  if (expr instanceof ExpressionList) return expr.clauses
  if (expr instanceof BinaryExpression) return [expr.left, expr.right]
  return [expr]
}
