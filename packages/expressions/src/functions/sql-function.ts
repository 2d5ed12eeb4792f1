import { ArgumentError } from '@athanor/interfaces'
import { BindParameter } from '../elements/bind-parameter.ts'
import { ClauseList } from '../elements/clause-list.ts'
import { asColumnElement, describe, expression } from '../elements/coercion.ts'
import { ColumnElement, operations } from '../elements/column-element.ts'
import { BinaryExpression } from '../elements/expression.ts'
import { AggregateOrderBy, FilterClause, NullTreatment, Over, WithinGroup, type OverOptions } from '../elements/window.ts'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import type { QuotedName } from '../structure/names.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { BOOLEAN } from '../types/core-types.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import type { KnownFunction } from './known-function.ts'

/** What functions do in FROM; installed by the selectables, which know aliases. */
export interface FunctionInFrom {
  alias(fn: SqlFunction, name: string | undefined, options: Readonly<Record<string, unknown>>): SqlNode
  tableValued(fn: SqlFunction, columns: unknown, options: Readonly<Record<string, unknown>>): SqlNode
  columnValued(fn: SqlFunction, name: string | undefined, options: Readonly<Record<string, unknown>>): SqlNode
  scalarTableValued(fn: SqlFunction, name: string, type: SqlType): SqlNode
  lateral(fn: SqlFunction, name: string | undefined): SqlNode
  inOperand(fn: SqlFunction): ColumnElement
}
export const functionInFrom = {} as FunctionInFrom

export interface FunctionOptions {
  /** Result type, when the caller says it. */
  readonly type?: SqlType | undefined
  readonly packages?: readonly string[] | undefined
  readonly known?: KnownFunction | undefined
}

const NO_PACKAGES: readonly string[] = []

/** A call of an SQL function: `pkg.name(args)`. */
export class SqlFunction extends ColumnElement {
  readonly name: string | QuotedName
  readonly packages: readonly string[]
  readonly args: ClauseList
  readonly type: SqlType
  /** Set for functions that the library knows: their own typing and spelling. */
  readonly known: KnownFunction | undefined
  readonly withOrdinality: boolean = false

  constructor(name: string | QuotedName, args: readonly unknown[], options: FunctionOptions = {}) {
    super()
    this.name = name
    this.packages = options.packages ?? NO_PACKAGES
    this.known = options.known
    const label = String(name)
    const elements = options.known?.coerceArguments?.(args) ?? args.map((arg, i) => argument(arg, label, i))
    this.args = new ClauseList(elements)
    this.type = options.type ?? options.known?.resultType(elements as readonly ColumnElement[]) ?? NULL_TYPE
  }

  /** @internal */ get knownKey(): string | null { return this.known?.name ?? null }
  override get bindName(): string | undefined { return String(this.name) }
  override get proxyKey(): string | undefined { return String(this.name) }
  protected override get anonBase(): string { return String(this.name) }
  override get fromObjects(): readonly SqlNode[] { return this.args.fromObjects }
  override get isCollectionAggregate(): boolean { return this.known?.isCollectionAggregate === true }
  /** `x IN (SELECT function(…))`: its rows. */
  toInOperand(): ColumnElement { return functionInFrom.inOperand(this) }
  /** Name under which the result column comes back. */
  get key(): string { return String(this.name) }
  /** Used by `naming.ts`: a database names the result column after the function. */
  get naturalName(): undefined { return undefined }

  override selfGroup(against?: Operator): ColumnElement {
    // indexing into an array function needs parentheses: (f(x))[1]
    if (against === op.getitem && this.type.isIndexable) return operations.grouping(this)
    return super.selfGroup(against)
  }

  /** `OVER (…)`. */
  over(options: OverOptions = {}): Over { return new Over(this, options) }
  /** `FILTER (WHERE …)`. */
  filter(...criteria: readonly unknown[]): ColumnElement { return criteria.length === 0 ? this : new FilterClause(this, criteria) }
  /** `IGNORE NULLS`: the window function leaves out rows whose value is NULL. */
  ignoreNulls(): NullTreatment { return new NullTreatment(this, true) }
  /** `RESPECT NULLS`, which is what databases do without a word. */
  respectNulls(): NullTreatment { return new NullTreatment(this, false) }
  /** `WITHIN GROUP (ORDER BY …)`. */
  withinGroup(...order: readonly unknown[]): WithinGroup { return new WithinGroup(this, order) }
  /** ORDER BY inside the aggregate. */
  aggregateOrderBy(...order: readonly unknown[]): AggregateOrderBy { return new AggregateOrderBy(this, order) }
  /** Type that WITHIN GROUP gives this function, if it decides. */
  withinGroupType(within: WithinGroup): SqlType | undefined { return this.known?.withinGroupType?.(within.orderBy.clauses as readonly ColumnElement[]) }
  /** Makes the call usable as a join condition between two of its arguments, counted from 1. */
  asComparison(left: number, right: number): ColumnElement { return new FunctionComparison(this, left, right) }

  /** `LATERAL function(…) AS name` */
  lateral(name?: string): SqlNode { return functionInFrom.lateral(this, name) }
  alias(name?: string, options: Readonly<Record<string, unknown>> = {}): SqlNode { return functionInFrom.alias(this, name, options) }
  tableValued(columns: unknown, options: Readonly<Record<string, unknown>> = {}): SqlNode { return functionInFrom.tableValued(this, columns, options) }
  columnValued(name?: string, options: Readonly<Record<string, unknown>> = {}): SqlNode { return functionInFrom.columnValued(this, name, options) }
  scalarTableValued(name: string, type?: { readonly type?: unknown } | SqlType): SqlNode {
    return functionInFrom.scalarTableValued(this, name, type === undefined ? NULL_TYPE : (type as { type?: SqlType }).type ?? (type as SqlType))
  }
}
defineNode(SqlFunction, 'visitFunction', [
  ['name', Field.name], ['packages', Field.data], ['args', Field.node], ['type', Field.type], ['knownKey', Field.value], ['withOrdinality', Field.value],
])

/** An argument of a function; a plain value becomes a parameter named after the function. */
export function argument(arg: unknown, functionName: string, index: number): SqlNode {
  const element = asColumnElement(arg)
  if (element !== undefined) return element
  const node = asNode(arg)
  if (node !== undefined) return node
  if (arg === undefined) return expression(arg, `Argument ${index + 1} of ${functionName}()`)
  if (arg === null) return expression(null, functionName)
  if (typeof arg === 'function' || typeof arg === 'symbol') throw new ArgumentError(`Argument ${index + 1} of ${functionName}() can't be ${describe(arg)}`)
  return BindParameter.of(functionName, { value: arg, unique: true })
}

/** A function call that compares two of its arguments; a join condition for relationships and ORM joins. */
export class FunctionComparison extends BinaryExpression {
  readonly sqlFunction: SqlFunction
  readonly leftIndex: number
  readonly rightIndex: number
  constructor(fn: SqlFunction, left: number, right: number) {
    for (const position of [left, right]) {
      if (!(fn.args.clauses[position - 1] instanceof ColumnElement)) {
        throw new ArgumentError(`asComparison() of ${String(fn.name)}(): there is no argument ${String(position)}. Arguments are counted from 1; it has ${fn.args.clauses.length}.`)
      }
    }
    super(fn.args.clauses[left - 1] as ColumnElement, fn.args.clauses[right - 1] as ColumnElement, op.functionAsComparison, BOOLEAN)
    this.sqlFunction = fn
    this.leftIndex = left
    this.rightIndex = right
  }
  override selfGroup(): ColumnElement { return this }
  override get fromObjects(): readonly SqlNode[] { return this.sqlFunction.fromObjects }
}
defineNode(FunctionComparison, 'visitFunctionComparison', [['sqlFunction', Field.node], ['leftIndex', Field.value], ['rightIndex', Field.value]])
