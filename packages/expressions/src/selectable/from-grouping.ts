import type { ColumnElement } from '../elements/column-element.ts'
import type { Name } from '../structure/names.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { ColumnCollection } from './column-collection.ts'
import { FromClause, type ForeignKeyUse } from './from-clause.ts'

/** Parentheses around a FROM object: a join on the right side of another. */
export class FromGrouping extends FromClause {
  readonly element: FromClause
  constructor(element: FromClause) {
    super()
    this.element = element
  }
  protected makeColumns(): ColumnCollection { return this.element.columns }
  override get primaryKey(): readonly ColumnElement[] { return this.element.primaryKey }
  override get foreignKeys(): readonly ForeignKeyUse[] { return this.element.foreignKeys }
  override get fromObjects(): readonly FromClause[] { return this.element.fromObjects }
  override get hiddenFroms(): readonly FromClause[] { return this.element.hiddenFroms }
  get description(): string { return this.element.description }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.element.isDerivedFrom(other) }
  override alias(name: Name | null = null): FromClause { return new FromGrouping(this.element.alias(name)) }
  override selfGroup(): FromClause { return this }
}
defineNode(FromGrouping, 'visitFromGrouping', [['element', Field.node]])
