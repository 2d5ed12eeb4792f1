import type { ColumnElement } from '../elements/column-element.ts'
import type { Label } from '../elements/label.ts'
import { Exists, ScalarSubquery } from '../elements/subquery-expression.ts'
import { replacementTraverse } from '../structure/traversal.ts'
import { BindParameter } from '../elements/bind-parameter.ts'
import type { Name } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { CTE, type CteOptions } from './cte.ts'
import type { LabelStyle } from './label-style.ts'
import { Statement } from './statement.ts'
import { Lateral, Subquery } from './subquery.ts'

/** Makes CREATE TABLE … AS of a query; the schema, which knows queries, says how. */
let createTableAs: ((query: SelectBase, name: Name, options: object | undefined) => SqlNode) | undefined
export function setCreateTableAs(create: NonNullable<typeof createTableAs>): void { createTableAs = create }

/** Statements that only read: SELECT, set operations, SQL text with known columns. */
export abstract class SelectBase extends Statement {
  abstract get scalarType(): SqlType
  abstract setLabelStyle(style: LabelStyle): SelectBase
  /** With names that a subquery can tell apart. */
  abstract disambiguated(): SelectBase
  /** As an operand of a set operation: parenthesised where that is necessary. */
  abstract groupForCompound(): SqlNode & { readonly allSelectedColumns: readonly SqlNode[] }

  get description(): string { return 'a query' }

  /** Values that `params()` gave stay with this query when it becomes a part of another. @internal */
  embedded(): SelectBase {
    const { paramValues } = this
    if (paramValues === null) return this
    return replacementTraverse<SelectBase>(this.with('paramValues', null as this['paramValues']), (node) =>
      node instanceof BindParameter && !node.unique && Object.hasOwn(paramValues, node.origKey) ? node.withValue(paramValues[node.origKey]) : undefined)
  }

  override cte(name: Name | null = null, options: CteOptions = {}): CTE { return new CTE(this.embedded() as this, name, options) }
  /** `(this) AS name` as a FROM object. */
  subquery(name: Name | null = null): Subquery { return new Subquery(this.embedded().disambiguated(), name) }
  /** The same as `subquery()`. */
  alias(name: Name | null = null): Subquery { return this.subquery(name) }
  /** `LATERAL (this) AS name`: may refer to FROM objects on its left. */
  lateral(name: Name | null = null): Lateral { return new Lateral(this.subquery(), name) }
  /** `(this)` as a value: its only column in its only row, NULL without a row. */
  scalarSubquery(): ScalarSubquery { return new ScalarSubquery(this.embedded().setLabelStyle('none')) }
  /** `CREATE TABLE name AS (this)`. */
  into(name: Name, options?: object): SqlNode { return createTableAs!(this, name, options) }
  /** `EXISTS (this)` */
  exists(): Exists { return new Exists(this.scalarSubquery()) }
  /** `(this) AS name` as a value. */
  label(name: Name | null): Label { return this.scalarSubquery().label(name) as Label }
  override selfGroup(): SqlNode { return this.scalarSubquery() }

  /** @internal Where a value is expected. */
  toScalar(): ColumnElement { return this.scalarSubquery() }
  /** @internal On the right side of IN. */
  toInOperand(): ColumnElement { return this.scalarSubquery() }
}
