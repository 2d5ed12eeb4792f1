import { ArgumentError } from '@athanor/interfaces'
import type { ColumnElement } from '../elements/column-element.ts'
import { condition } from '../elements/coercion.ts'
import { tableKeyLabel } from '../elements/naming.ts'
import { op } from '../operators/operators.ts'
import { nameKey } from '../structure/names.ts'
import { defineNode, Field, type SqlNode } from '../structure/node.ts'
import { ColumnCollection } from './column-collection.ts'
import { FromClause, type JoinOptions } from './from-clause.ts'
import { FromGrouping } from './from-grouping.ts'
import { joinCondition } from './join-condition.ts'
import { reduceColumns } from './reduce-columns.ts'

/** `left JOIN right ON …` (source: SQLAlchemy's `Join`). Its columns are those of both sides, keyed `table_column`. */
export class Join extends FromClause {
  readonly left: FromClause
  readonly right: FromClause
  readonly on: ColumnElement
  readonly isOuter: boolean
  readonly full: boolean
  // One join in two places of FROM is rendered once, two equal ones twice.
  /** @internal */ markLeft = 0
  /** @internal */ markRight = 0

  /** @throws {NoForeignKeysError | AmbiguousForeignKeysError} when no condition is given and none can be inferred */
  constructor(left: FromClause, right: FromClause, on?: unknown, options: JoinOptions = {}) {
    super()
    this.left = left
    // a join on the right side needs parentheses
    this.right = right instanceof Join ? new FromGrouping(right) : right
    this.on = on === undefined || on === null
      ? joinCondition(this.left, this.right, this.left instanceof Join ? this.left.right : undefined)
      : condition(on, 'The ON condition of a join').selfGroup(op.asBool)
    this.isOuter = options.isOuter ?? false
    this.full = options.full ?? false
  }
  protected makeColumns(): ColumnCollection {
    const columns = [...this.left.columns, ...this.right.columns]
    return new ColumnCollection(columns.map((c) => nameKey(tableKeyLabel(c) ?? c.anonLabel)), columns)
  }
  override get primaryKey(): readonly ColumnElement[] {
    const keys = this.columns.all.filter((c) => (c as { readonly primaryKey?: boolean }).primaryKey === true)
    return reduceColumns(keys, [this.on]) as readonly ColumnElement[]
  }
  /** @internal */
  get traversedFroms(): readonly SqlNode[] { return [...this.left.fromObjects, ...this.right.fromObjects] }
  override get fromObjects(): readonly FromClause[] { return [this, ...this.left.fromObjects, ...this.right.fromObjects] }
  override get hiddenFroms(): readonly FromClause[] { return [...this.left.fromObjects, ...this.right.fromObjects] }
  get description(): string { return `the join of ${this.left.description} and ${this.right.description}` }
  override isDerivedFrom(other: SqlNode): boolean { return this === other || this.left.isDerivedFrom(other) || this.right.isDerivedFrom(other) }
  override selfGroup(): FromGrouping { return new FromGrouping(this) }
  override alias(): never {
    throw new ArgumentError(`${this.description} has no alias of its own: alias its sides, or use join.select().subquery()`)
  }
}
defineNode(Join, 'visitJoin', [['left', Field.node], ['right', Field.node], ['on', Field.node], ['isOuter', Field.value], ['full', Field.value]], { hasIdentity: true })
