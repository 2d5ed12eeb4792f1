import { CompileError } from '@athanor/interfaces'
import type { Case } from '../elements/case.ts'
import type { ClauseList, OrderByList } from '../elements/clause-list.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import type { Extract } from '../elements/extract.ts'
import type { NextValue } from '../schema/next-value.ts'
import type { ReleaseSavepointClause, RollbackToSavepointClause, SavepointClause } from '../elements/savepoint.ts'
import type { Tuple } from '../elements/tuple.ts'
import type { AggregateOrderBy, FilterClause, FrameClause, FrameEdge, NullTreatment, Over, WithinGroup } from '../elements/window.ts'
import type { FunctionComparison, SqlFunction } from '../functions/sql-function.ts'
import type { Name } from '../structure/names.ts'
import { cloneNode, type SqlNode } from '../structure/node.ts'
import { OperatorCompiler } from './operator-compiler.ts'
import type { RenderContext } from './render-context.ts'
import { effectiveSchema } from './schema-translation.ts'

type FunctionVisit = (fn: SqlFunction, context: RenderContext) => string

/** Where an aggregate has its ORDER BY. */
export type AggregateOrderByStyle = 'inline' | 'withinGroup' | 'none'

/** Functions, windows, CASE and the other elements of expressions. */
export abstract class ElementsCompiler extends OperatorCompiler {
  /** Names of the fields of EXTRACT where they differ. */
  protected get extractFields(): Readonly<Record<string, string>> { return {} }
  protected get aggregateOrderByStyle(): AggregateOrderByStyle { return 'inline' }

  // lists ------------------------------------------------------------------------------------------------------------

  visitClauseList(list: ClauseList, context: RenderContext): string { return this.commaList(list.clauses, context) }
  visitOrderByList(list: OrderByList, context: RenderContext): string { return this.commaList(list.clauses, context) }
  visitTuple(tuple: Tuple, context: RenderContext): string { return `(${this.commaList(tuple.clauses, context)})` }
  protected commaList(nodes: readonly SqlNode[], context: RenderContext): string {
    let sql = ''
    for (let i = 0; i < nodes.length; i++) {
      const part = this.process(nodes[i]!, context)
      if (part !== '') sql = sql === '' ? part : `${sql}, ${part}`
    }
    return sql
  }

  // CASE, EXTRACT ----------------------------------------------------------------------------------------------------

  visitCase(node: Case, context: RenderContext): string {
    let sql = 'CASE'
    if (node.value !== null) sql += ` ${this.process(node.value, context)}`
    for (const [when, then] of node.whens) sql += ` WHEN ${this.process(when, context)} THEN ${this.process(then, context)}`
    if (node.otherwise !== null) sql += ` ELSE ${this.process(node.otherwise, context)}`
    return `${sql} END`
  }
  visitExtract(node: Extract, context: RenderContext): string {
    return `EXTRACT(${this.extractField(node.field)} FROM ${this.process(node.element, context)})`
  }
  /** The field as SQL text: a word, never anything else. */
  protected extractField(field: string): string {
    const name = this.extractFields[field] ?? field
    if (!/^[a-z_][a-z0-9_ ]*$/i.test(name)) throw new CompileError(`${JSON.stringify(field)} is not a field of EXTRACT`, { code: 'EXTRACT_FIELD_INVALID' })
    return name
  }

  // functions --------------------------------------------------------------------------------------------------------

  visitFunction(fn: SqlFunction, context: RenderContext): string {
    const name = String(fn.name)
    context.addToResultMap?.(name, name, [name, fn], fn.type)
    const inner: RenderContext = { ...context, addToResultMap: undefined, withinAggregateFunction: true }
    const special = fn.packages.length > 0 ? null : this.methods.forFunction(name) as FunctionVisit | null
    let sql: string
    if (special !== null) sql = special.call(this, fn, inner)
    else {
      const spelling = fn.known?.sqlName ?? this.functionName(fn.name)
      const qualified = fn.packages.length === 0 ? spelling : [...fn.packages.map((p) => this.functionName(p)), spelling].join('.')
      // the standard's CURRENT_TIMESTAMP takes a precision, and no empty parentheses
      sql = fn.known?.withoutParentheses && fn.args.clauses.length === 0 ? qualified : qualified + this.functionArguments(fn, inner)
    }
    return fn.withOrdinality ? `${sql} WITH ORDINALITY` : sql
  }
  /** A function's name: quoted only when it isn't a word, since case is kept as given. */
  protected functionName(name: SqlFunction['name'] | string): string {
    const text = String(name)
    return typeof name !== 'string' || !/^[a-z0-9_$]+$/i.test(text) ? this.preparer.quoteIdentifier(text) : text
  }
  functionArguments(fn: SqlFunction, context: RenderContext): string {
    const order = context.aggregateOrder as ClauseList | undefined
    if (order === undefined) return `(${this.process(fn.args, context)})`
    const inner: RenderContext = { ...context, aggregateOrder: undefined }
    return `(${this.process(fn.args, inner)} ORDER BY ${this.process(order, inner)})`
  }
  visitLiteralStar(): string { return '*' }
  visitFunctionComparison(node: FunctionComparison, context: RenderContext): string { return this.process(node.sqlFunction, context) }
  visitNextValue(node: NextValue, context: RenderContext): string {
    const { sequence } = node
    const schema = effectiveSchema(sequence.schema, this.options, this.dialect)
    return this.process(schema === sequence.schema ? sequence : cloneNode(sequence, { schema }), context)
  }
  visitSequence(_sequence: SqlNode, _context: RenderContext): string {
    throw new CompileError(`The dialect '${this.dialect.name}' has no sequences`, { code: 'COMPILE_UNSUPPORTED' })
  }

  visitAggregateStringsFunction(fn: SqlFunction, context: RenderContext): string { return this.aggregateStrings(fn, 'aggregate_strings', context) }
  /** An aggregate of texts with a separator, which is written as a literal: databases want a constant. */
  protected aggregateStrings(fn: SqlFunction, name: string, context: RenderContext): string {
    const [expression, separator] = fn.args.clauses as readonly [ColumnElement, ColumnElement]
    const { aggregateOrder, ...inner } = context as RenderContext & { aggregateOrder?: ClauseList }
    const order = aggregateOrder === undefined ? '' : ` ORDER BY ${this.process(aggregateOrder, inner)}`
    return `${name}(${this.process(expression, inner)}, ${this.process(separator, { ...inner, literalExecute: true })}${order})`
  }

  // windows and aggregates -------------------------------------------------------------------------------------------

  visitOver(over: Over, context: RenderContext): string {
    const parts: string[] = []
    if (over.partitionBy !== null) parts.push(`PARTITION BY ${this.process(over.partitionBy, context)}`)
    if (over.orderBy !== null) parts.push(`ORDER BY ${this.process(over.orderBy, context)}`)
    if (over.frame !== null) {
      parts.push(`${over.frameKind} BETWEEN ${this.process(over.frame, context)}${over.exclude === null ? '' : ` EXCLUDE ${over.exclude}`}`)
    }
    return `${this.process(over.element, context)} OVER (${parts.join(' ')})`
  }
  visitFrameClause(frame: FrameClause, context: RenderContext): string {
    return `${this.frameEdge(frame.lower, frame.lowerValue, 'PRECEDING', context)} AND ${this.frameEdge(frame.upper, frame.upperValue, 'FOLLOWING', context)}`
  }
  protected frameEdge(edge: FrameEdge, value: ColumnElement | null, unbounded: string, context: RenderContext): string {
    if (edge === 'unbounded') return `UNBOUNDED ${unbounded}`
    if (edge === 'current') return 'CURRENT ROW'
    return `${this.process(value!, context)} ${edge.toUpperCase()}`
  }
  visitFilterClause(node: FilterClause, context: RenderContext): string {
    return `${this.process(node.func, context)} FILTER (WHERE ${this.process(node.criterion, context)})`
  }
  /** There is `IGNORE NULLS`. */
  protected get hasNullTreatment(): boolean { return true }
  visitNullTreatment(node: NullTreatment, context: RenderContext): string {
    const words = node.ignores ? 'IGNORE NULLS' : 'RESPECT NULLS'
    if (!this.hasNullTreatment) throw new CompileError(`The dialect '${this.dialect.name}' has no ${words}`, { code: 'COMPILE_UNSUPPORTED' })
    return `${this.process(node.element, context)} ${words}`
  }
  visitWithinGroup(node: WithinGroup, context: RenderContext): string {
    return `${this.process(node.element, context)} WITHIN GROUP (ORDER BY ${this.process(node.orderBy, context)})`
  }
  visitAggregateOrderBy(node: AggregateOrderBy, context: RenderContext): string {
    switch (this.aggregateOrderByStyle) {
      case 'inline': return this.process(node.element, { ...context, aggregateOrder: node.orderBy })
      case 'withinGroup': return `${this.process(node.element, context)} WITHIN GROUP (ORDER BY ${this.process(node.orderBy, context)})`
      case 'none': throw new CompileError(`The dialect '${this.dialect.name}' has no ORDER BY inside an aggregate function`, { code: 'COMPILE_UNSUPPORTED' })
    }
  }

  // savepoints -------------------------------------------------------------------------------------------------------

  visitSavepoint(node: SavepointClause): string { return `SAVEPOINT ${this.formatSavepoint(node.name)}` }
  visitRollbackToSavepoint(node: RollbackToSavepointClause): string { return `ROLLBACK TO SAVEPOINT ${this.formatSavepoint(node.name)}` }
  visitReleaseSavepoint(node: ReleaseSavepointClause): string { return `RELEASE SAVEPOINT ${this.formatSavepoint(node.name)}` }
  protected formatSavepoint(name: Name): string { return this.preparer.quote(name) }
}
