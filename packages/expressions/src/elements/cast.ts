import type { Operator } from '../operators/operator.ts'
import { defineNode, Field, SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { BindParameter } from './bind-parameter.ts'
import { ColumnElement } from './column-element.ts'

/** A type as a part of an expression: the `INTEGER` of `CAST(x AS INTEGER)`. */
export class TypeClause extends SqlNode {
  readonly type: SqlType
  constructor(type: SqlType) {
    super()
    this.type = type
  }
}
defineNode(TypeClause, 'visitTypeClause', [['type', Field.type]])

/** `CAST(expr AS type)`. */
export class Cast extends ColumnElement {
  readonly element: ColumnElement
  readonly typeClause: TypeClause
  readonly type: SqlType
  constructor(element: ColumnElement, type: SqlType) {
    super()
    this.type = type
    this.typeClause = new TypeClause(type)
    this.element = element instanceof BindParameter && element.type.affinity === 'null' ? element.withType(type) : element
  }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override get proxyKey(): string | undefined { return this.element.proxyKey }
}
defineNode(Cast, 'visitCast', [['element', Field.node], ['type', Field.type]])

/** `TRY_CAST(expr AS type)`: NULL where the value can't be converted. */
export class TryCast extends Cast {}
defineNode(TryCast, 'visitTryCast', [['element', Field.node], ['type', Field.type]])

/** Changes the type on our side only; renders its element. */
export class TypeCoerce extends ColumnElement {
  readonly element: ColumnElement
  readonly type: SqlType
  constructor(element: ColumnElement, type: SqlType) {
    super()
    this.type = type
    this.element = element instanceof BindParameter ? element.withType(type) : element
  }
  override get fromObjects(): readonly SqlNode[] { return this.element.fromObjects }
  override get proxyKey(): string | undefined { return this.element.proxyKey }
  override selfGroup(against?: Operator): ColumnElement {
    const grouped = this.element.selfGroup(against)
    return grouped === this.element ? this : new TypeCoerce(grouped, this.type)
  }
}
defineNode(TypeCoerce, 'visitTypeCoerce', [['element', Field.node], ['type', Field.type]])

/** The collation after COLLATE. */
export class CollationClause extends ColumnElement {
  readonly collation: string
  readonly schema: string | undefined
  readonly type: SqlType = NULL_TYPE
  constructor(collation: string, schema?: string) {
    super()
    this.collation = collation
    this.schema = schema
  }
}
defineNode(CollationClause, 'visitCollation', [['collation', Field.value], ['schema', Field.value]])
