import { ArgumentError } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { needsGrouping, op } from '../operators/operators.ts'
import { defineNode, Field, SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { INTEGER } from '../types/value-types.ts'
import { BindParameter } from './bind-parameter.ts'
import { condition, describe, asColumnElement } from './coercion.ts'
import { ColumnElement, operations } from './column-element.ts'
import { ClauseList } from './clause-list.ts'
import { windowTerm } from './order-term.ts'

export type FrameEdge = 'unbounded' | 'current' | 'preceding' | 'following'

/** The two ends of a window frame. */
export class FrameClause extends SqlNode {
  readonly lower: FrameEdge
  readonly lowerValue: ColumnElement | null
  readonly upper: FrameEdge
  readonly upperValue: ColumnElement | null
  constructor(lower: readonly [FrameEdge, ColumnElement | null], upper: readonly [FrameEdge, ColumnElement | null]) {
    super()
    ;[this.lower, this.lowerValue] = lower
    ;[this.upper, this.upperValue] = upper
  }
}
defineNode(FrameClause, 'visitFrameClause', [['lower', Field.value], ['lowerValue', Field.node], ['upper', Field.value], ['upperValue', Field.node]])

/** One end: null unbounded, 0 the current row, a number of rows before (negative) or after; or an edge with an expression. */
export type FrameBoundArgument = number | null | readonly [edge: 'preceding' | 'following', distance: unknown] | ColumnElement

function frameBound(bound: unknown, isLower: boolean): readonly [FrameEdge, ColumnElement | null] {
  if (bound === null || bound === undefined) return ['unbounded', null]
  if (bound === 0) return ['current', null]
  if (typeof bound === 'number') {
    if (!Number.isInteger(bound)) throw new ArgumentError(`A window frame's bound must be a whole number, null or an expression, not ${bound}`)
    return [bound < 0 ? 'preceding' : 'following', BindParameter.of(null, { value: Math.abs(bound), type: INTEGER, unique: true })]
  }
  if (Array.isArray(bound)) {
    const [edge, distance] = bound as [FrameEdge, unknown]
    const element = asColumnElement(distance)
    return [edge, element ?? BindParameter.of(null, { value: distance, ...(typeof distance === 'number' ? { type: INTEGER } : {}), unique: true })]
  }
  const element = asColumnElement(bound)
  if (element === undefined) throw new ArgumentError(`A window frame's bound can't be ${describe(bound)}`)
  return [isLower ? 'preceding' : 'following', element]
}

export interface OverOptions {
  readonly partitionBy?: unknown
  readonly orderBy?: unknown
  readonly rows?: readonly [unknown, unknown] | undefined
  readonly range?: readonly [unknown, unknown] | undefined
  readonly groups?: readonly [unknown, unknown] | undefined
  readonly exclude?: string | undefined
}
const EXCLUDE = /^(current row|group|ties|no others)$/i

/** `element OVER (PARTITION BY … ORDER BY … ROWS BETWEEN …)`. */
export class Over extends ColumnElement {
  readonly element: ColumnElement
  readonly partitionBy: ClauseList | null
  readonly orderBy: ClauseList | null
  readonly frameKind: 'ROWS' | 'RANGE' | 'GROUPS' | null
  readonly frame: FrameClause | null
  readonly exclude: string | null

  constructor(element: ColumnElement, options: OverOptions = {}) {
    super()
    this.element = element
    this.partitionBy = terms(options.partitionBy, 'partitionBy')
    this.orderBy = terms(options.orderBy, 'orderBy')
    const kinds = (['rows', 'range', 'groups'] as const).filter((kind) => options[kind] !== undefined)
    if (kinds.length > 1) throw new ArgumentError(`A window has one frame: give one of rows, range and groups, not ${kinds.join(' and ')}`)
    const [kind] = kinds
    this.frameKind = kind === undefined ? null : (kind.toUpperCase() as 'ROWS')
    const bounds = kind === undefined ? undefined : options[kind]
    if (bounds !== undefined && !(Array.isArray(bounds) && bounds.length === 2)) {
      throw new ArgumentError(`The frame '${kind!}' of a window needs its two bounds, [lower, upper]; null is unbounded, 0 the current row`)
    }
    if (kind === undefined && options.exclude !== undefined) throw new ArgumentError("exclude needs a frame: give one of rows, range and groups too")
    this.frame = bounds === undefined ? null : new FrameClause(frameBound(bounds[0], true), frameBound(bounds[1], false))
    if (options.exclude !== undefined && !EXCLUDE.test(options.exclude)) {
      throw new ArgumentError(`exclude must be 'current row', 'group', 'ties' or 'no others', not ${JSON.stringify(options.exclude)}`)
    }
    this.exclude = options.exclude?.toUpperCase() ?? null
  }
  get type(): SqlType { return this.element.type }
  override get fromObjects(): readonly SqlNode[] {
    return [this.element, this.partitionBy, this.orderBy].flatMap((e) => e?.fromObjects ?? [])
  }
}
defineNode(Over, 'visitOver', [
  ['element', Field.node], ['partitionBy', Field.node], ['orderBy', Field.node], ['frameKind', Field.value], ['frame', Field.node], ['exclude', Field.value],
])

/** A list of terms, from one or many; undefined when there are none. */
function terms(value: unknown, what: string): ClauseList | null {
  if (value === undefined || value === null) return null
  const items = Array.isArray(value) ? value : value instanceof ClauseList ? value.clauses : [value]
  return items.length === 0 ? null : new ClauseList(items.map((item) => windowTerm(item, what)))
}

/** An aggregate that can be filtered and put over a window. */
abstract class AggregateExpression extends ColumnElement {
  over(options: OverOptions = {}): Over { return new Over(this, options) }
  filter(...criteria: readonly unknown[]): ColumnElement { return new FilterClause(this, criteria) }
  /** Orders inside the group. */
  withinGroup(...order: readonly unknown[]): WithinGroup { return new WithinGroup(this, order) }
}

/** `f(…) FILTER (WHERE …)`. */
export class FilterClause extends AggregateExpression {
  readonly func: ColumnElement
  readonly criterion: ColumnElement
  constructor(func: ColumnElement, criteria: readonly unknown[]) {
    super()
    if (criteria.length === 0) throw new ArgumentError('filter() needs a condition')
    const [first, ...rest] = criteria.map((c) => condition(c, 'An argument of filter()'))
    const inner = func instanceof FilterClause ? func : undefined
    this.func = inner?.func ?? func
    const all = [...(inner === undefined ? [] : [inner.criterion]), first!, ...rest]
    this.criterion = all.length === 1 ? all[0]! : operations.conjunction(op.and, all)
  }
  get type(): SqlType { return this.func.type }
  override get fromObjects(): readonly SqlNode[] { return [...this.func.fromObjects, ...this.criterion.fromObjects] }
  override selfGroup(against?: Operator): ColumnElement { return needsGrouping(op.filter, against) ? operations.grouping(this) : this }
}
defineNode(FilterClause, 'visitFilterClause', [['func', Field.node], ['criterion', Field.node]])

/** `f(…) IGNORE NULLS`, before OVER. */
export class NullTreatment extends ColumnElement {
  readonly element: ColumnElement
  readonly ignores: boolean
  constructor(element: ColumnElement, ignores: boolean) {
    super()
    this.element = element
    this.ignores = ignores
  }
  get type(): SqlType { return this.element.type }
  /** Its label is that of the function. */
  get wrappedColumn(): ColumnElement { return this.element }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  over(options: OverOptions = {}): Over { return new Over(this, options) }
}
defineNode(NullTreatment, 'visitNullTreatment', [['element', Field.node], ['ignores', Field.value]])

/** `f(…) WITHIN GROUP (ORDER BY …)`. */
export class WithinGroup extends AggregateExpression {
  readonly element: ColumnElement
  readonly orderBy: ClauseList
  constructor(element: ColumnElement, order: readonly unknown[]) {
    super()
    this.element = element
    this.orderBy = new ClauseList(order.map((item) => windowTerm(item, 'withinGroup')))
  }
  get type(): SqlType {
    const own = 'withinGroupType' in this.element ? (this.element as ColumnElement & { withinGroupType(w: WithinGroup): SqlType | undefined }).withinGroupType(this) : undefined
    return own ?? this.element.type
  }
  /** Its label is that of the function. */
  get wrappedColumn(): ColumnElement { return this.element }
  override get fromObjects(): readonly SqlNode[] { return [...this.element.fromObjects, ...this.orderBy.fromObjects] }
}
defineNode(WithinGroup, 'visitWithinGroup', [['element', Field.node], ['orderBy', Field.node]])

/** ORDER BY inside an aggregate, in the dialect's style. */
export class AggregateOrderBy extends AggregateExpression {
  readonly element: ColumnElement
  readonly orderBy: ClauseList
  constructor(element: ColumnElement, order: readonly unknown[]) {
    super()
    this.element = element
    if (order.length === 0) throw new ArgumentError('aggregateOrderBy() needs at least one term')
    this.orderBy = new ClauseList(order.map((item) => windowTerm(item, 'aggregateOrderBy')))
  }
  get type(): SqlType { return this.element.type }
  /** Its label is that of the function. */
  get wrappedColumn(): ColumnElement { return this.element }
  override get fromObjects(): readonly SqlNode[] { return [...this.element.fromObjects, ...this.orderBy.fromObjects] }
}
defineNode(AggregateOrderBy, 'visitAggregateOrderBy', [['element', Field.node], ['orderBy', Field.node]])

