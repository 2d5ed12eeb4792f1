import { ArgumentError } from '@athanor/interfaces'
import { describe, expression } from '../elements/coercion.ts'
import type { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { anonName, nameText, type Name } from '../structure/names.ts'
import { cloneNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import { NULL_TYPE } from '../types/sql-type.ts'
import { ColumnCollection } from './column-collection.ts'
import { CTE, type CteOptions } from './cte.ts'
import { FromClause } from './from-clause.ts'
import type { IndependentCte } from './statement.ts'

export interface ValuesOptions {
  readonly name?: Name | null | undefined
  /** Values are written into the SQL text. */
  readonly literalBinds?: boolean | undefined
}
type Row = readonly ColumnElement[]

/** `(VALUES (…), (…)) AS name (a, b)` (source: SQLAlchemy's `Values`). */
export class Values extends FromClause {
  readonly columnArgs: readonly ColumnClause[]
  readonly data_: readonly Row[]
  override readonly name: Name
  readonly unnamed: boolean
  readonly hasName: boolean
  readonly literalBinds: boolean
  readonly lateral_: boolean
  readonly independentCtes: readonly IndependentCte[]
  /** @internal */ markLeft = 0
  /** @internal */ markRight = 0

  constructor(columns: readonly ColumnClause[], options: ValuesOptions = {}) {
    super()
    this.columnArgs = columns
    this.data_ = []
    this.unnamed = options.name === undefined || options.name === null
    this.name = options.name ?? anonName('anon')
    this.hasName = !this.unnamed
    this.literalBinds = options.literalBinds ?? false
    this.lateral_ = false
    this.independentCtes = []
  }
  protected makeColumns(): ColumnCollection {
    return new ColumnCollection(this.columnArgs.map((c) => c.key), (i) => this.columnArgs[i]!.makeProxy(this))
  }
  override get isNamed(): boolean { return this.hasName }
  override get isLateral(): boolean { return this.lateral_ }
  override get namesCteColumns(): boolean { return true }
  override get allSelectedColumns(): readonly SqlNode[] { return this.columnArgs }
  get description(): string { return this.unnamed ? 'VALUES' : nameText(this.name) }

  /** Adds rows: lists in the order of the columns, or objects by key. Plain values become parameters of the column's type. */
  data(rows: readonly unknown[]): Values {
    return this.changed({ data_: [...this.data_, ...rows.map((row, i) => rowOf(row, this.columnArgs, i))] })
  }
  override alias(name: Name | null = null): Values { return this.changed({ name: name ?? anonName('anon'), hasName: true, unnamed: false }) }
  /** `LATERAL (VALUES …)` */
  lateral(name: Name | null = null): Values { return this.changed({ lateral_: true, name: name ?? this.name, unnamed: false }) }
  /** `WITH name AS (VALUES …)` */
  cte(name: Name | null = null, options: CteOptions = {}): CTE { return new CTE(this, name, options) }
  addCte(cte: CTE, options: { readonly nestHere?: boolean | undefined } = {}): Values {
    return this.changed({ independentCtes: [...this.independentCtes, { cte, nestHere: options.nestHere ?? false }] })
  }
  /** The values as an expression: `x IN (VALUES …)`. */
  scalarValues(): ScalarValues { return new ScalarValues(this.columnArgs, this.data_, this.literalBinds) }
  override toInOperand(): ColumnElement { return this.scalarValues() }

  private changed(changes: Partial<Record<keyof Values, unknown>>): Values {
    return cloneNode(this, { ...changes, columnsMemo: undefined, markLeft: 0, markRight: 0 })
  }
}
const valuesStructure = [['columnArgs', Field.nodes], ['data_', Field.data], ['literalBinds', Field.value]] as const
defineNode(Values, 'visitValues', [
  ...valuesStructure, ['name', Field.name], ['unnamed', Field.value], ['hasName', Field.value], ['lateral_', Field.value], ['independentCtes', Field.data],
], { hasIdentity: true })

/** VALUES as an expression. */
export class ScalarValues extends ColumnElement {
  readonly columnArgs: readonly ColumnClause[]
  readonly data_: readonly Row[]
  readonly literalBinds: boolean
  readonly type: SqlType = NULL_TYPE
  constructor(columns: readonly ColumnClause[], data: readonly Row[], literalBinds: boolean) {
    super()
    this.columnArgs = columns
    this.data_ = data
    this.literalBinds = literalBinds
  }
  override selfGroup(): ColumnElement { return this }
}
defineNode(ScalarValues, 'visitScalarValues', valuesStructure)

/** A column without a type leaves the type to the value. */
const typeOf = (column: ColumnClause): { readonly type?: SqlType } => (column.type.affinity === 'null' ? {} : { type: column.type })

function rowOf(row: unknown, columns: readonly ColumnClause[], index: number): Row {
  const what = (column: ColumnClause): string => `Row ${index + 1} of data(), column '${column.key}'`
  if (Array.isArray(row)) {
    if (row.length !== columns.length) throw new ArgumentError(`Row ${index + 1} of data() has ${row.length} values for ${columns.length} columns`)
    return columns.map((column, i) => expression((row as unknown[])[i], what(column), typeOf(column)))
  }
  if (row === null || typeof row !== 'object') throw new ArgumentError(`Row ${index + 1} of data() has to be a list or an object, not ${describe(row)}`)
  const unknown = Object.keys(row).filter((key) => !columns.some((c) => c.key === key))
  if (unknown.length > 0) throw new ArgumentError(`Row ${index + 1} of data() has the key '${unknown[0]}', which is no column of these values (${columns.map((c) => c.key).join(', ')})`)
  return columns.map((column) => expression((row as Record<string, unknown>)[column.key], what(column), typeOf(column)))
}
