import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { anonLabelOf, ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { isColumnSpec, specType } from '../elements/type-spec.ts'
import { functionInFrom, type SqlFunction } from '../functions/sql-function.ts'
import { LabelName, nameText, type Name } from '../structure/names.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { Alias, aliasStructure } from './alias.ts'
import { ColumnCollection } from './column-collection.ts'
import { FromClause, fromOperations } from './from-clause.ts'
import { Lateral } from './subquery.ts'

export interface TableValuedOptions {
  readonly name?: Name | null | undefined
  /** Adds `WITH ORDINALITY` and a column of this name. */
  readonly withOrdinality?: string | undefined
  /** May stand beside other FROM objects without a join condition; no cartesian product is warned of. */
  readonly joinsImplicitly?: boolean | undefined
}

/** A function in FROM. Its columns come from the function's declaration, not from the database. */
export class FunctionRows extends FromClause {
  readonly fn: SqlFunction
  readonly columnArgs: readonly ColumnClause[] | null
  readonly withOrdinality: boolean
  constructor(fn: SqlFunction, columns: readonly ColumnClause[] | null, withOrdinality: boolean) {
    super()
    this.fn = fn
    this.columnArgs = columns
    this.withOrdinality = withOrdinality
  }
  protected makeColumns(): ColumnCollection {
    const { columnArgs } = this
    if (columnArgs !== null) return new ColumnCollection(columnArgs.map((c) => c.key), [...columnArgs])
    const label = this.fn.label(null)
    return new ColumnCollection([(label as { readonly key?: string }).key ?? ''], [label])
  }
  get description(): string { return `${nameText(this.fn.name)}()` }
}
defineNode(FunctionRows, 'visitFunctionRows', [['fn', Field.node], ['columnArgs', Field.nodes], ['withOrdinality', Field.value]])

/** `function(…) AS name`, optionally with the names and types of its columns (source: SQLAlchemy's `TableValuedAlias`). */
export class TableValuedAlias extends Alias {
  readonly joinsImplicitly: boolean
  /** The columns are listed after the name. */
  readonly derived: boolean
  readonly derivedWithTypes: boolean
  readonly lateral_: boolean
  /** Type of the alias used as a value. */
  readonly valueType: SqlType

  constructor(element: FromClause, name: Name | null, valueType: SqlType, options: {
    readonly joinsImplicitly?: boolean | undefined; readonly derived?: boolean | undefined; readonly derivedWithTypes?: boolean | undefined; readonly lateral?: boolean | undefined
  } = {}) {
    super(element, name)
    this.valueType = valueType
    this.joinsImplicitly = options.joinsImplicitly ?? false
    this.derived = options.derived ?? false
    this.derivedWithTypes = options.derivedWithTypes ?? false
    this.lateral_ = options.lateral ?? false
  }
  override get isLateral(): boolean { return this.lateral_ }

  /** The whole row, or the only column, as a value: `SELECT name FROM function() AS name`. */
  get column(): TableValuedColumn { return new TableValuedColumn(this, this.valueType) }
  override alias(name: Name | null = null): TableValuedAlias {
    return new TableValuedAlias(this, name, this.valueType, { joinsImplicitly: this.joinsImplicitly, derived: this.derived, derivedWithTypes: this.derivedWithTypes })
  }
  /** `LATERAL function(…) AS name` */
  lateral(name: Name | null = null): TableValuedAlias {
    return new TableValuedAlias(this, name, this.valueType, {
      joinsImplicitly: this.joinsImplicitly, derived: this.derived, derivedWithTypes: this.derivedWithTypes, lateral: true,
    })
  }
  /** Lists the columns after the name: `AS name(a, b)`, with `withTypes` `AS name(a INTEGER, b VARCHAR)`. */
  renderDerived(options: { readonly name?: Name | null | undefined; readonly withTypes?: boolean | undefined } = {}): TableValuedAlias {
    return new TableValuedAlias(this.element as FromClause, options.name ?? null, this.valueType, {
      joinsImplicitly: this.joinsImplicitly, derived: true, derivedWithTypes: options.withTypes ?? false, lateral: this.lateral_,
    })
  }
}
defineNode(TableValuedAlias, 'visitTableValuedAlias', [
  ...aliasStructure, ['joinsImplicitly', Field.value], ['derived', Field.value], ['derivedWithTypes', Field.value], ['lateral_', Field.value],
], { hasIdentity: true })

/** A FROM object as a value: renders its name. */
export class TableValuedColumn extends ColumnElement {
  readonly scalarAlias: FromClause
  readonly name: Name
  readonly type: SqlType
  constructor(scalarAlias: FromClause, type: SqlType) {
    super()
    this.scalarAlias = scalarAlias
    this.name = scalarAlias.name
    this.type = type
  }
  get key(): string { return nameText(this.name) }
  get naturalName(): Name { return this.name }
  override get proxyKey(): string | undefined { return this.name instanceof LabelName && this.name.isAnonymous ? undefined : nameText(this.name) }
  override get bindName(): string { return nameText(this.name).replaceAll('?', '1') }
  override get anonLabel(): LabelName { return (this.anonMemo ??= anonLabelOf(this.name)) }
  override get fromObjects(): readonly SqlNode[] { return [this.scalarAlias] }
}
defineNode(TableValuedColumn, 'visitTableValuedColumn', [['name', Field.name], ['type', Field.type], ['scalarAlias', Field.node]])

/** `(function(…)).name`: one field of what a function returns. */
export class ScalarFunctionColumn extends ColumnElement {
  readonly fn: SqlFunction
  readonly name: string
  readonly type: SqlType
  constructor(fn: SqlFunction, name: string, type: SqlType) {
    super()
    this.fn = fn
    this.name = name
    this.type = type
  }
  get key(): string { return this.name }
  get naturalName(): string { return this.name }
  override get proxyKey(): string { return this.name }
  override get bindName(): string { return this.name }
  override get anonLabel(): LabelName { return (this.anonMemo ??= anonLabelOf(this.name)) }
  override get fromObjects(): readonly SqlNode[] { return this.fn.fromObjects }
}
defineNode(ScalarFunctionColumn, 'visitScalarFunctionColumn', [['name', Field.name], ['type', Field.type], ['fn', Field.node]])

/** Columns of a table-valued function: names, columns, or an object of types by name. */
function columnsOf(columns: unknown): ColumnClause[] {
  if (typeof columns === 'string') return [new ColumnClause(columns)]
  const node = asNode(columns)
  if (node instanceof ColumnClause) return [node]
  if (Array.isArray(columns)) return (columns as unknown[]).flatMap(columnsOf)
  if (columns !== null && typeof columns === 'object' && node === undefined && !isColumnSpec(columns)) {
    return Object.entries(columns).map(([name, type]) => new ColumnClause(name, specType(type, `tableValued(), column '${name}'`)))
  }
  throw new ArgumentError(`tableValued() needs names, columns, or an object of types by name, not ${describe(columns)}`)
}

fromOperations.rowValue = (from) => {
  if (!from.isNamed) throw new InvalidRequestError(`${describe(from)} has no name that could stand for its rows; give it one by alias()`, { code: 'ROW_VALUE_UNNAMED' })
  return new TableValuedColumn(from, NULL_TYPE)
}
functionInFrom.alias = (fn, name, options) =>
  new TableValuedAlias(new FunctionRows(fn, null, fn.withOrdinality), name ?? null, fn.type, options as TableValuedOptions)
functionInFrom.tableValued = (fn, columns, options) => {
  const { name, withOrdinality, joinsImplicitly } = options as TableValuedOptions
  const all = [...columnsOf(columns), ...(withOrdinality === undefined ? [] : [new ColumnClause(withOrdinality)])]
  return new TableValuedAlias(new FunctionRows(fn, all, withOrdinality !== undefined), name ?? null, fn.type, { joinsImplicitly })
}
functionInFrom.lateral = (fn, name) => new Lateral(new FunctionRows(fn, null, fn.withOrdinality), name ?? null)
functionInFrom.columnValued = (fn, name, options) => (functionInFrom.alias(fn, name, options) as TableValuedAlias).column
functionInFrom.scalarTableValued = (fn, name, type) => new ScalarFunctionColumn(fn, name, type)

