import type { DdlCompiler } from '../compiler/ddl-compiler.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { defineNode, type SqlNode } from '../structure/node.ts'
import { iterate, replacementTraverse } from '../structure/traversal.ts'
import type { Column } from './column.ts'
import { Constraint } from './constraint.ts'
import { ddlExpression } from './ddl-expression.ts'
import type { ConstraintOptions } from './foreign-key-options.ts'
import type { ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/** What only types say about the CHECKs they make. */
export interface TypeBound {
  readonly isNeeded: (compiler: DdlCompiler) => boolean
}

/** `CHECK (…)` of a table or of a column. A condition given as text is SQL, rendered as it is. */
export class CheckConstraint extends Constraint {
  readonly sqlText: SqlNode
  /** The column that the constraint is written beside. */
  column: Column | null = null
  override readonly typeBound: boolean
  /** @internal */ readonly bound: TypeBound | undefined

  constructor(condition: unknown, options: ConstraintOptions = {}, bound?: TypeBound) {
    super(options)
    this.sqlText = ddlExpression(condition, 'check()')
    this.typeBound = bound !== undefined
    this.bound = bound
  }
  get conventionKind(): ConventionKind { return 'ck' }
  override get owner(): Table | null { return this.table ?? ((this.column?.table ?? null) as Table | null) }
  get isColumnLevel(): boolean { return this.column !== null }

  /** Columns that the condition mentions. */
  get columns(): readonly Column[] {
    return [...new Set([...iterate(this.sqlText)].filter((n) => n instanceof ColumnClause && n.table !== null))] as Column[]
  }
  override isRendered(compiler: DdlCompiler): boolean {
    return super.isRendered(compiler) && (this.bound === undefined || this.bound.isNeeded(compiler))
  }
  copyFor(table: Table): CheckConstraint {
    const source = this.owner
    const copy = new CheckConstraint(source === null ? this.sqlText : translateColumns(this.sqlText, source, table), this.copyOptions)
    table.appendConstraint(copy)
    return copy
  }
}
defineNode(CheckConstraint, 'visitTableOrColumnCheckConstraint', null)

/** The expression with the columns of one table replaced by those of another with the same keys. */
export const translateColumns = (node: SqlNode, from: Table, to: Table): SqlNode => replacementTraverse(node,
  (n) => (n instanceof ColumnClause && (n.table as unknown) === from ? to.columns.get(n.key) : undefined))

