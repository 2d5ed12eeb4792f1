import { ColumnClause } from '../elements/column-clause.ts'
import { defineNode, type SqlNode } from '../structure/node.ts'
import { iterate } from '../structure/traversal.ts'
import type { Column } from './column.ts'
import { Constraint, resolveColumn } from './constraint.ts'
import { translateColumns } from './check-constraint.ts'
import { ddlExpression } from './ddl-expression.ts'
import type { ConstraintOptions } from './foreign-key-options.ts'
import type { ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/** Options of an EXCLUDE constraint. */
export interface ExcludeOptions extends ConstraintOptions {
  /** Index method. Default `'gist'`. */
  readonly using?: string | undefined
  /** Condition of the rows that count; text is SQL. */
  readonly where?: unknown
  /** Operator classes by key of the column. */
  readonly ops?: Readonly<Record<string, string>> | undefined
}

/** An expression, or the key of a column, and the operator it is compared with. */
export type ExcludeElement = readonly [expression: unknown, operator: string]

/** PostgreSQL's `EXCLUDE USING gist (room WITH =, during WITH &&)`. */
export class ExcludeConstraint extends Constraint {
  readonly using: string
  readonly where: SqlNode | undefined
  readonly ops: Readonly<Record<string, string>>
  /** @internal */ readonly elementArguments: readonly ExcludeElement[]

  constructor(elements: readonly ExcludeElement[], options: ExcludeOptions = {}) {
    super(options)
    this.elementArguments = elements
    this.using = options.using ?? 'gist'
    this.where = options.where === undefined || options.where === null ? undefined : ddlExpression(options.where, 'exclude()')
    this.ops = options.ops ?? {}
  }
  get conventionKind(): ConventionKind | null { return null }

  /** Expressions with their operators. */
  get elements(): readonly (readonly [expression: SqlNode, operator: string])[] {
    return this.elementArguments.map(([expression, operator]) => [
      typeof expression === 'string' && this.table !== null ? resolveColumn(expression, this.table, 'exclude()') : ddlExpression(expression, 'exclude()'), operator,
    ])
  }
  get columns(): readonly Column[] {
    return [...new Set(this.elements.flatMap(([e]) => [...iterate(e)]).filter((n) => n instanceof ColumnClause && n.table !== null))] as Column[]
  }
  copyFor(table: Table): ExcludeConstraint {
    const source = this.table
    const translated = (node: SqlNode): SqlNode => (source === null ? node : translateColumns(node, source, table))
    const copy = new ExcludeConstraint(this.elements.map(([e, operator]) => [translated(e), operator]), {
      ...this.copyOptions, using: this.using, where: this.where === undefined ? undefined : translated(this.where), ops: this.ops,
    })
    table.appendConstraint(copy)
    return copy
  }
}
defineNode(ExcludeConstraint, 'visitExcludeConstraint', null)
