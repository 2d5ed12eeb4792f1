import type { ColumnElement } from '../elements/column-element.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { textOperations, type AbstractText, type TextClause } from '../elements/text.ts'
import { nameKey } from '../structure/names.ts'
import { naturalName } from '../elements/naming.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { ColumnCollection } from './column-collection.ts'
import type { FromClause } from './from-clause.ts'
import { makeProxy } from '../elements/make-proxy.ts'
import { SelectBase } from './select-base.ts'
import { statementStructure } from './statement.ts'

/** SQL text with known columns: `text('…').columns({ id: integer() })`. Can be executed, and be a subquery or a CTE. */
export class TextualSelect extends SelectBase {
  readonly element: AbstractText
  readonly columns: readonly ColumnElement[]
  /** Columns are matched by position rather than by name. */
  readonly positional: boolean

  constructor(element: AbstractText, columns: readonly ColumnElement[], positional: boolean, from?: TextualSelect) {
    super(from)
    this.element = element
    this.columns = columns.map((c) => (naturalName(c) === undefined ? c.label(null) : c))
    this.positional = positional
  }
  protected copy(): this { return new TextualSelect(this.element, this.columns, this.positional, this) as this }

  override get allSelectedColumns(): readonly SqlNode[] { return this.columns }
  override get exportedColumns(): ColumnCollection { return new ColumnCollection(this.columns.map(keyOf), [...this.columns]) }
  override get scalarType(): SqlType { return this.columns[0]?.type ?? NULL_TYPE }
  override proxiesFor(selectable: FromClause): ColumnCollection { return this.exportedColumns.derive((c, key) => makeProxy(c, selectable, key)) }
  override setLabelStyle(): this { return this }
  override disambiguated(): this { return this }
  override groupForCompound(): SelectBase { return this.embedded() }
  bindparams(...params: readonly unknown[]): TextualSelect {
    return new TextualSelect((this.element as TextClause).bindparams(...params), this.columns, this.positional, this)
  }
}
defineNode(TextualSelect, 'visitTextualSelect', [['element', Field.node], ['columns', Field.nodes], ['positional', Field.value], ...statementStructure])

const keyOf = (column: ColumnElement): string => (column as Partial<ColumnClause>).key ?? nameKey(naturalName(column)!)

textOperations.textualSelect = (text, columns, positional) => new TextualSelect(text as AbstractText, columns, positional)
textOperations.column = (name, type) => new ColumnClause(name, type)
