import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { Exists, ScalarSubquery } from '../elements/subquery-expression.ts'
import { TextClause } from '../elements/text.ts'
import { isColumnSpec, specType } from '../elements/type-spec.ts'
import { LabelName, QuotedName, type Name } from '../structure/names.ts'
import { asNode } from '../structure/node.ts'
import { columnsClauseItem, fromClause } from './arguments.ts'
import { CompoundSelect } from './compound-select.ts'
import type { FromClause, JoinOptions } from './from-clause.ts'
import { Join } from './join.ts'
import { Select } from './select.ts'
import { SelectBase } from './select-base.ts'
import { Lateral, type Subquery } from './subquery.ts'
import { TableClause } from './table-clause.ts'
import { TableSample, type TableSampleOptions } from './table-sample.ts'
import { Values, type ValuesOptions } from './values.ts'
import './operations.ts'

// Functions that build selectables from loosely typed arguments. `index.ts` gives them their public types.

/** A SELECT of columns, expressions and tables, or of an object of these. */
export const select = (...items: readonly unknown[]): Select => new Select(items)

/** A column without a table. */
export function column(name: Name, type?: unknown): ColumnClause {
  if (typeof name === 'string' ? name === '' : !(name instanceof QuotedName || name instanceof LabelName)) throw new ArgumentError(`column() needs a name, not ${describe(name)}`)
  return new ColumnClause(name, type === undefined ? undefined : specType(type, 'column()'))
}
/** SQL text as a column expression, rendered as it is. */
export function literalColumn(text: string, type?: unknown): ColumnClause {
  if (typeof text !== 'string') throw new ArgumentError(`literalColumn() needs SQL text, not ${describe(text)}`)
  return new ColumnClause(text, type === undefined ? undefined : specType(type, 'literalColumn()'), { isLiteral: true })
}
/** A table by name, with columns by name (or an object of types). It belongs to no metadata. */
export function lightweightTable(name: Name, ...args: readonly unknown[]): TableClause {
  const columns = args.flatMap((arg) => {
    if (typeof arg === 'string') return [new ColumnClause(arg)]
    if (arg instanceof ColumnClause) return [arg]
    if (arg !== null && typeof arg === 'object' && !isColumnSpec(arg)) return Object.entries(arg).map(([key, type]) => column(key, type))
    throw new ArgumentError(`A table needs names of columns, columns, or an object of types, not ${describe(arg)}`)
  })
  return new TableClause(name, columns)
}
/** SQL text with `:name` parameters. */
export function text(sqlText: string): TextClause {
  if (typeof sqlText !== 'string') throw new ArgumentError(`text() needs a string, not ${describe(sqlText)}`)
  return new TextClause(sqlText)
}

export const alias = (from: unknown, name: Name | null = null): FromClause => fromClause(from, 'alias()').alias(name)
export function subquery(query: unknown, name: Name | null = null): Subquery {
  const node = asNode(query)
  if (!(node instanceof SelectBase)) throw new ArgumentError(`subquery() needs a query, not ${describe(query)}`)
  return node.subquery(name)
}
export function lateral(query: unknown, name: Name | null = null): FromClause {
  const node = asNode(query)
  if (node instanceof SelectBase) return node.lateral(name)
  if (node !== undefined && 'lateral' in node) return (node as unknown as { lateral(name: Name | null): FromClause }).lateral(name)
  return new Lateral(fromClause(query, 'lateral()'), name)
}
export const tablesample = (from: unknown, sampling: unknown, options: TableSampleOptions = {}): TableSample =>
  new TableSample(fromClause(from, 'tablesample()'), sampling, options)
export const join = (left: unknown, right: unknown, on?: unknown, options: JoinOptions = {}): Join =>
  new Join(fromClause(left, 'The left side of join()'), fromClause(right, 'The right side of join()'), on, options)
export const outerJoin = (left: unknown, right: unknown, on?: unknown, options: Pick<JoinOptions, 'full'> = {}): Join =>
  join(left, right, on, { ...options, isOuter: true })

/** `VALUES` with columns: an object of types by name, or a list of columns. */
export function values(columns: unknown, name?: Name | null, options: ValuesOptions = {}): Values {
  const list = Array.isArray(columns) ? (columns as unknown[]).map((c) => {
    if (c instanceof ColumnClause) return c
    throw new ArgumentError(`values() needs columns, not ${describe(c)}`)
  }) : Object.entries(columns as Record<string, unknown>).map(([key, type]) => column(key, type))
  return new Values(list, { ...options, name: name ?? options.name })
}

/** `EXISTS (…)` of a query; of a column or a table `EXISTS (SELECT … )`; of nothing `EXISTS (SELECT *)`. */
export function exists(argument?: unknown): Exists {
  if (argument === undefined) return new Exists(new Select(['*']).scalarSubquery())
  const node = asNode(argument)
  if (node instanceof SelectBase) return node.exists()
  if (node instanceof ScalarSubquery) return new Exists(node)
  return new Exists(new Select([columnsClauseItem(argument, 'exists()')]).scalarSubquery())
}

export const union = (...queries: readonly unknown[]): CompoundSelect => new CompoundSelect('UNION', queries)
export const unionAll = (...queries: readonly unknown[]): CompoundSelect => new CompoundSelect('UNION ALL', queries)
export const except = (...queries: readonly unknown[]): CompoundSelect => new CompoundSelect('EXCEPT', queries)
export const exceptAll = (...queries: readonly unknown[]): CompoundSelect => new CompoundSelect('EXCEPT ALL', queries)
export const intersect = (...queries: readonly unknown[]): CompoundSelect => new CompoundSelect('INTERSECT', queries)
export const intersectAll = (...queries: readonly unknown[]): CompoundSelect => new CompoundSelect('INTERSECT ALL', queries)
