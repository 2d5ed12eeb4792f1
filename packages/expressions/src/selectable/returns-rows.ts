import { ColumnElement } from '../elements/column-element.ts'
import { makeProxy } from '../elements/make-proxy.ts'
import { SqlNode } from '../structure/node.ts'
import type { ColumnCollection } from './column-collection.ts'
import { columnsPlusNames, type ColumnPlusNames } from './columns-plus-names.ts'
import type { FromClause } from './from-clause.ts'
import type { LabelStyle } from './label-style.ts'

/** Anything that returns rows: FROM objects, SELECT, DML with RETURNING, SQL text with known columns. */
export abstract class ReturnsRows extends SqlNode {
  get labelStyle(): LabelStyle { return 'none' }
  /** A CTE of this lists the names of its columns: `WITH v(a, b) AS …`. */
  get namesCteColumns(): boolean { return false }
  /** What the rows consist of; may contain SQL text. */
  abstract get allSelectedColumns(): readonly SqlNode[]
  /** Columns by the keys under which a row or a subquery has them. */
  abstract get exportedColumns(): ColumnCollection
  abstract get description(): string

  /** Whether this is made from the given FROM object. */
  isDerivedFrom(other: SqlNode): boolean { return this === other }

  columnsPlusNames(dedupe: boolean): readonly ColumnPlusNames[] { return columnsPlusNames(this.allSelectedColumns, this.labelStyle, dedupe) }

  /** The columns of a FROM object (an alias, a subquery, a CTE) that is made of this. */
  proxiesFor(selectable: FromClause): ColumnCollection {
    return this.exportedColumns.derive((column, key) => makeProxy(column, selectable, key))
  }
  /** All columns as expressions, without SQL text. */
  protected get columnElements(): readonly ColumnElement[] { return this.allSelectedColumns.filter((c) => c instanceof ColumnElement) }
}
