import { defineNode } from '../../structure/node.ts'
import type { Column } from '../column.ts'
import type { ForeignKeyConstraint } from '../foreign-key-constraint.ts'
import type { Table } from '../table.ts'
import { DdlElement } from './ddl-element.ts'

export interface CreateTableOptions {
  readonly ifNotExists?: boolean | undefined
  /** Foreign keys to declare in the table; others are left for ALTER TABLE. Default: all. */
  readonly includeForeignKeys?: readonly ForeignKeyConstraint[] | undefined
}

/** `CREATE TABLE …`, without its indexes. */
export class CreateTable extends DdlElement {
  readonly table: Table
  readonly ifNotExists: boolean
  readonly includeForeignKeys: readonly ForeignKeyConstraint[] | undefined
  constructor(table: Table, options: CreateTableOptions = {}) {
    super()
    this.table = table
    this.ifNotExists = options.ifNotExists ?? false
    this.includeForeignKeys = options.includeForeignKeys
  }
}
defineNode(CreateTable, 'visitCreateTable', null)

/** `DROP TABLE …`. */
export class DropTable extends DdlElement {
  readonly table: Table
  readonly ifExists: boolean
  constructor(table: Table, options: { readonly ifExists?: boolean | undefined } = {}) {
    super()
    this.table = table
    this.ifExists = options.ifExists ?? false
  }
}
defineNode(DropTable, 'visitDropTable', null)

/** A column as CREATE TABLE writes it: `id INTEGER NOT NULL`. A piece of DDL, for `ALTER TABLE … ADD` and the like. */
export class CreateColumn extends DdlElement {
  readonly column: Column
  constructor(column: Column) {
    super()
    this.column = column
  }
}
defineNode(CreateColumn, 'visitCreateColumn', null)
