import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../../elements/coercion.ts'
import { compile } from '../../compiler/compile.ts'
import { ColumnElement } from '../../elements/column-element.ts'
import { naturalName } from '../../elements/naming.ts'
import { columnsPlusNames } from '../../selectable/columns-plus-names.ts'
import { ReturnsRows } from '../../selectable/returns-rows.ts'
import { SelectBase, setCreateTableAs } from '../../selectable/select-base.ts'
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

/**
 * Names of a query's columns as its text has them: `max_1` for `max(x)`, and for a column the one that the database knows. Undefined
 * for a query that only some dialect can say.
 */
function textNames(query: ReturnsRows): readonly string[] | undefined {
  try {
    const { resultColumns, resultColumnsOrdered } = compile(query).compiled
    return resultColumnsOrdered ? resultColumns.map(({ name }) => name) : undefined
  } catch {
    return undefined
  }
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
    // values that params() gave belong to the definition
    const query = node instanceof SelectBase ? node.embedded() : node
    this.selectable = query
    this.temporary = options.temporary ?? false
    this.options = options.options ?? {}
    const metadata = options.metadata ?? new MetaData()
    const items = columnsPlusNames(query.allSelectedColumns, query.labelStyle, false)
    const names = items.every(({ column, proxyKey }) => column instanceof ColumnElement && nameText(naturalName(column) ?? '') === proxyKey) ? undefined : textNames(query)
    const columns = items.map(({ proxyKey = 'anon', column }, i) =>
      new Column(names?.length === items.length ? names[i]! : proxyKey, (column as { readonly type?: SqlType }).type ?? NULL_TYPE, { key: proxyKey }))
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
setCreateTableAs((query, name, options) => new CreateTableAs(query, name, options))
