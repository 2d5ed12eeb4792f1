import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { isTextual } from '../elements/textual.ts'
import { mix } from '../structure/hash-text.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { ColumnCollection } from './column-collection.ts'
import type { FromClause } from './from-clause.ts'
import { compoundOperations, GenerativeSelect, generativeStructure, type CompoundKeyword } from './generative-select.ts'
import type { LabelStyle } from './label-style.ts'
import { SelectBase } from './select-base.ts'
import { SelectGrouping } from './select-grouping.ts'
import { describeColumns, type ColumnDescription } from './select-reading.ts'
import { proxiesOfNames, type CompoundColumns } from './select-proxies.ts'
import { statementStructure } from './statement.ts'

/** `SELECT … UNION SELECT …` and the like. Its columns are named as in the first query. */
export class CompoundSelect extends GenerativeSelect {
  readonly keyword: CompoundKeyword
  readonly selects: readonly SelectBase[]

  constructor(keyword: CompoundKeyword, queries: readonly unknown[] | CompoundSelect) {
    super(queries instanceof CompoundSelect ? queries : undefined)
    this.keyword = keyword
    if (queries instanceof CompoundSelect) this.selects = queries.selects
    else {
      if (queries.length === 0) throw new ArgumentError(`${keyword} needs at least one query`)
      this.selects = queries.map((query, i) => {
        const node = asNode(query)
        if (!(node instanceof SelectBase)) throw new ArgumentError(`Operand ${i + 1} of ${keyword} has to be a query, not ${describe(query)}`)
        return node.groupForCompound() as SelectBase
      })
    }
  }
  protected copy(): this { return new CompoundSelect(this.keyword, this) as this }

  override get outline(): number { return mix(mix(this.fieldWalk.visitHash, this.selects[0]!.outline), this.selects.length) }
  override get allSelectedColumns(): readonly SqlNode[] { return this.selects[0]!.allSelectedColumns }
  override get exportedColumns(): ColumnCollection { return this.selects[0]!.exportedColumns }
  get selectedColumns(): Record<string, ColumnElement> { return this.exportedColumns.namespace }
  get columnDescriptions(): readonly ColumnDescription[] { return describeColumns(this.exportedColumns) }
  override get scalarType(): SqlType { return this.selects[0]!.scalarType }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.selects.some((s) => s.isDerivedFrom(other)) }

  override proxiesFor(selectable: FromClause): ColumnCollection {
    // a column stands for the columns of all queries at its position, the first query's before the others'
    const lists = this.selects.map((s) => s.allSelectedColumns.filter((c): c is ColumnElement => c instanceof ColumnElement && !isTextual(c)))
    const columns: CompoundColumns = lists[0]!.slice(0, Math.min(...lists.map((l) => l.length))).map((_, i) => lists.map((l) => l[i]!))
    const first = this.style === 'disambiguate' ? this.selects[0]! : this.selects[0]!.setLabelStyle(this.style)
    return proxiesOfNames(first.columnsPlusNames(false), selectable, columns)
  }
  override setLabelStyle(style: LabelStyle): this {
    return style === this.style ? this : this.withFirst(this.selects[0]!.setLabelStyle(style))
  }
  override disambiguated(): this { return this.withFirst(this.selects[0]!.disambiguated()) }
  private withFirst(first: SelectBase): this {
    return first === this.selects[0] ? this : this.with('selects', [first, ...this.selects.slice(1)] as this['selects'])
  }
  override groupForCompound(): SelectGrouping { return new SelectGrouping(this.embedded()) }
}
defineNode(CompoundSelect, 'visitCompoundSelect', [['keyword', Field.value], ['selects', Field.nodes], ...generativeStructure, ...statementStructure])

compoundOperations.compound = (keyword, queries) => new CompoundSelect(keyword, queries)
