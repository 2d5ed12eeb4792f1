import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { ColumnPlusNames } from './columns-plus-names.ts'
import type { ColumnCollection } from './column-collection.ts'
import type { FromClause } from './from-clause.ts'
import type { LabelStyle } from './label-style.ts'
import { SelectBase } from './select-base.ts'

/** `(SELECT …)` within a set operation. */
export class SelectGrouping extends SelectBase {
  readonly element: SelectBase
  constructor(element: SelectBase) {
    super()
    this.element = element
  }
  protected copy(): this { return new SelectGrouping(this.element) as this }
  override get labelStyle(): LabelStyle { return this.element.labelStyle }
  override get allSelectedColumns(): readonly SqlNode[] { return this.element.allSelectedColumns }
  override get exportedColumns(): ColumnCollection { return this.element.exportedColumns }
  override get scalarType(): SqlType { return this.element.scalarType }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.element.isDerivedFrom(other) }
  override columnsPlusNames(dedupe: boolean): readonly ColumnPlusNames[] { return this.element.columnsPlusNames(dedupe) }
  override proxiesFor(selectable: FromClause): ColumnCollection { return this.element.proxiesFor(selectable) }
  override setLabelStyle(style: LabelStyle): SelectBase {
    const element = this.element.setLabelStyle(style)
    return element === this.element ? this : new SelectGrouping(element)
  }
  override disambiguated(): SelectBase {
    const element = this.element.disambiguated()
    return element === this.element ? this : new SelectGrouping(element)
  }
  override groupForCompound(): SelectGrouping { return this }
}
defineNode(SelectGrouping, 'visitSelectGrouping', [['element', Field.node]])
