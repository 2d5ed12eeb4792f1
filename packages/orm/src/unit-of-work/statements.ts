import { BindParameter, type Column, type ColumnElement, type Table } from '@athanor/expressions/elements'
import { del, insert, update } from '@athanor/expressions'
import type { Mapper } from '../mapping/mapper.ts'

// Statements of the unit of work, by table. One object each, so that the engine finds the compiled form without comparing.

/** Parameter of a key in WHERE; columns in SET have the plain names. */
export const keyParameter = (key: string): string => `pk__${key}`
/** Parameter of a version in WHERE. */
export const versionParameter = (key: string): string => `version__${key}`
/** Parameter of an old key of an association row. */
export const oldParameter = (key: string): string => `old__${key}`

/** What the statements offer that is used here, behind their public types. */
export interface RawStatement {
  where(...criteria: readonly unknown[]): RawStatement
  values(values: unknown): RawStatement
  returning(...columns: readonly unknown[]): RawStatement
  sortByParameterOrder(): RawStatement
}

const parameter = (column: Column, name: string): ColumnElement => column.eq(BindParameter.of(name, { type: column.type }))

class TableStatements {
  readonly insert: RawStatement
  readonly #updates = new Map<Column | null, RawStatement>()
  readonly #deletes = new Map<Column | null, RawStatement>()
  readonly #returning = new Map<string, RawStatement>()
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
    // public statements are typed for users; here they are built from columns that are known at run time only
    this.insert = insert(table as never) as unknown as RawStatement
  }

  /** UPDATE by primary key, and version where there is one. */
  update(version: Column | null): RawStatement {
    let statement = this.#updates.get(version)
    if (statement === undefined) {
      statement = (update(this.#table as never) as unknown as RawStatement).where(...this.#criteria(version))
      this.#updates.set(version, statement)
    }
    return statement
  }

  delete(version: Column | null): RawStatement {
    let statement = this.#deletes.get(version)
    if (statement === undefined) {
      statement = (del(this.#table as never) as unknown as RawStatement).where(...this.#criteria(version))
      this.#deletes.set(version, statement)
    }
    return statement
  }

  /** INSERT that returns columns, in the order of the parameter sets. */
  insertReturning(columns: readonly Column[]): RawStatement {
    const key = columns.map((c) => c.key).join(',')
    let statement = this.#returning.get(key)
    if (statement === undefined) this.#returning.set(key, statement = this.insert.returning(...columns).sortByParameterOrder())
    return statement
  }

  #criteria(version: Column | null): ColumnElement[] {
    const criteria = this.#table.primaryKey.map((column) => parameter(column, keyParameter(column.key)))
    if (version !== null) criteria.push(parameter(version, versionParameter(version.key)))
    return criteria
  }
}

const statements = new WeakMap<Table, TableStatements>()

export function statementsOf(table: Table): TableStatements {
  let found = statements.get(table)
  if (found === undefined) statements.set(table, found = new TableStatements(table))
  return found
}

/** Statements on an association table, whose rows are found by their foreign keys. */
export function associationStatement(kind: 'delete' | 'update' | 'insert', table: Table, keys: readonly string[]): RawStatement {
  if (kind === 'insert') return statementsOf(table).insert
  const columns = keys.map((key) => table.columns.get(key) as Column)
  const start = (kind === 'delete' ? del(table as never) : update(table as never)) as unknown as RawStatement
  return start.where(...columns.map((column) => parameter(column, kind === 'delete' ? keyParameter(column.key) : oldParameter(column.key))))
}

/** Version column of a mapper, if it is in the table. */
export const versionColumn = (mapper: Mapper, table: Table): Column | null =>
  mapper.version !== null && mapper.version.column.table === table ? mapper.version.column : null
