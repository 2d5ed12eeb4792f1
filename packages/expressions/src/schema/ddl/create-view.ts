import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../../elements/coercion.ts'
import { columnsPlusNames } from '../../selectable/columns-plus-names.ts'
import { ReturnsRows } from '../../selectable/returns-rows.ts'
import { nameText, type Name } from '../../structure/names.ts'
import { asNode, defineNode, type SqlNode } from '../../structure/node.ts'
import { iterate } from '../../structure/traversal.ts'
import { NULL_TYPE, type SqlType } from '../../types/sql-type.ts'
import { Column } from '../column.ts'
import type { DialectOptions } from '../dialect-options.ts'
import { MetaData } from '../meta-data.ts'
import { Table } from '../table.ts'
import { DdlElement } from './ddl-element.ts'

export interface TableViaSelectOptions {
  readonly schema?: Name | null | undefined
  /** `createAll` and `dropAll` of this collection include it. Default: a collection of its own. */
  readonly metadata?: MetaData | undefined
  readonly temporary?: boolean | undefined
  readonly options?: DialectOptions | undefined
}

/** What CREATE VIEW and CREATE TABLE AS have in common: a query, and a table with the query's columns. */
abstract class TableViaSelect extends DdlElement {
  readonly selectable: SqlNode
  /** The table or view that is created, for use in other statements. */
  readonly table: Table
  readonly temporary: boolean
  readonly options: DialectOptions

  constructor(selectable: unknown, name: Name, options: TableViaSelectOptions) {
    super()
    const node = asNode(selectable)
    if (!(node instanceof ReturnsRows)) throw new ArgumentError(`'${nameText(name)}' needs a query, not ${describe(selectable)}`)
    this.selectable = node
    this.temporary = options.temporary ?? false
    this.options = options.options ?? {}
    const metadata = options.metadata ?? new MetaData()
    const columns = columnsPlusNames(node.allSelectedColumns, node.labelStyle, false)
      .map(({ proxyKey, column }) => new Column(proxyKey ?? 'anon', (column as { readonly type?: SqlType }).type ?? NULL_TYPE))
    this.table = new Table(name, metadata, columns, [], options.schema === undefined ? {} : { schema: options.schema })
    for (const inner of iterate(node)) {
      if (inner instanceof Table && inner !== this.table && inner.metadata === metadata) this.table.addIsDependentOn(inner)
    }
  }
}

/** `CREATE VIEW … AS SELECT …`. Parameters of the query are written as literals. */
export class CreateView extends TableViaSelect {
  readonly orReplace: boolean
  readonly materialized: boolean
  constructor(selectable: unknown, name: Name, options: TableViaSelectOptions & { readonly orReplace?: boolean | undefined; readonly materialized?: boolean | undefined } = {}) {
    super(selectable, name, options)
    this.orReplace = options.orReplace ?? false
    this.materialized = options.materialized ?? false
    this.table.isView = true
    this.table.creator = { create: this, drop: new DropView(this.table, { materialized: this.materialized }) }
  }
}
defineNode(CreateView, 'visitCreateView', null)

/** `DROP VIEW …`. */
export class DropView extends DdlElement {
  readonly table: Table
  readonly materialized: boolean
  readonly ifExists: boolean
  constructor(table: Table, options: { readonly materialized?: boolean | undefined; readonly ifExists?: boolean | undefined } = {}) {
    super()
    this.table = table
    this.materialized = options.materialized ?? false
    this.ifExists = options.ifExists ?? false
  }
}
defineNode(DropView, 'visitDropView', null)

/** `CREATE TABLE … AS SELECT …`. Parameters of the query are written as literals. */
export class CreateTableAs extends TableViaSelect {
  readonly ifNotExists: boolean
  constructor(selectable: unknown, name: Name, options: TableViaSelectOptions & { readonly ifNotExists?: boolean | undefined } = {}) {
    super(selectable, name, options)
    this.ifNotExists = options.ifNotExists ?? false
    this.table.creator = { create: this, drop: null }
  }
}
defineNode(CreateTableAs, 'visitCreateTableAs', null)
