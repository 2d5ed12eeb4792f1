import type { ColumnElement } from '../elements/column-element.ts'
import type { Name } from '../structure/names.ts'
import { defineNode } from '../structure/node.ts'
import { Alias, AliasedReturnsRows, aliasStructure } from './alias.ts'
import type { ReturnsRows } from './returns-rows.ts'

/** `(SELECT …) AS name` */
export class Subquery extends AliasedReturnsRows {
  /** `LATERAL (SELECT …) AS name` */
  lateral(name: Name | null = null): Lateral { return new Lateral(this, name) }
  override toInOperand(): ColumnElement {
    // IN takes the query itself
    return 'toInOperand' in this.element ? (this.element as ReturnsRows & { toInOperand(): ColumnElement }).toInOperand() : super.toInOperand()
  }
}
defineNode(Subquery, 'visitSubquery', aliasStructure, { hasIdentity: true })

/** A subquery whose columns are rendered without its name; the ORDER BY of a set operation finds its columns in one. */
export class UnnamedSubquery extends Subquery {
  override get isNamed(): boolean { return false }
}
defineNode(UnnamedSubquery, 'visitSubquery', aliasStructure, { hasIdentity: true })

/** `LATERAL (SELECT …) AS name`: may refer to FROM objects on its left. */
export class Lateral extends Alias {
  constructor(element: ReturnsRows, name: Name | null) {
    super(element, name)
  }
  override get isLateral(): boolean { return true }
}
defineNode(Lateral, 'visitLateral', aliasStructure, { hasIdentity: true })
