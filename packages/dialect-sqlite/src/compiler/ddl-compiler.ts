import { CompileError } from '@athanor/interfaces'
import { DdlCompiler, type KnownOptions } from '@athanor/expressions/compiler'
import {
  BindParameter, ddlExpression, optionsOf, TextClause, type CheckConstraint, type Column, type Constraint, type CreateIndex, type CreateView,
  type ForeignKeyConstraint, type PrimaryKeyConstraint, type SchemaObjectKind, type SqlNode, type Table, type UniqueConstraint,
} from '@athanor/expressions/elements'

const CONFLICT_ACTION = /^(?:ROLLBACK|ABORT|FAIL|IGNORE|REPLACE)$/i

const known: KnownOptions = {
  table: ['autoincrement', 'withRowid', 'strict'],
  view: ['ifNotExists'],
  column: ['onConflictNotNull', 'onConflictPrimaryKey', 'onConflictUnique'],
  index: ['where'],
  constraint: ['onConflict'],
}

/**
 * SQLite's DDL. Options under `sqlite`: tables `autoincrement`, `withRowid`, `strict`; columns `onConflictNotNull`,
 * `onConflictPrimaryKey`, `onConflictUnique`; constraints `onConflict`; indexes `where`; views `ifNotExists`.
 */
export class SqliteDdlCompiler extends DdlCompiler {
  protected override get knownOptions(): KnownOptions { return known }
  override columnSpecification(column: Column): string {
    let sql = `${this.formatColumn(column)} ${this.columnType(column)}`
    const fallback = this.columnDefault(column)
    if (fallback !== undefined) sql += isExpression(fallback) ? ` DEFAULT (${fallback})` : ` DEFAULT ${fallback}`
    if (!column.nullable) sql += ` NOT NULL${this.#onConflict(sqliteOption(column, 'onConflictNotNull'))}`
    if (column.primaryKey) {
      const table = column.table as Table | null
      if (column.autoincrement === true && (table?.primaryKey.length ?? 1) !== 1) {
        throw new CompileError("SQLite has no autoincrement for a primary key of several columns", { code: 'AUTOINCREMENT_COMPOSITE' })
      }
      if (table !== null && isInlineKey(column, table)) sql += ` PRIMARY KEY${this.#onConflict(sqliteOption(column, 'onConflictPrimaryKey'))} AUTOINCREMENT`
    }
    return column.computed === null ? sql : `${sql} ${this.process(column.computed)}`
  }
  #onConflict(action: unknown): string {
    return action === undefined || action === null ? '' : ` ON CONFLICT ${this.phrase(this.plainText(action), CONFLICT_ACTION, 'ON CONFLICT')}`
  }

  override visitPrimaryKeyConstraint(constraint: PrimaryKeyConstraint): string | undefined {
    const [column] = constraint.columns
    const single = constraint.columns.length === 1 ? column : undefined
    // AUTOINCREMENT is allowed in the column's own definition only
    if (single?.primaryKey && isInlineKey(single, single.table as Table)) return undefined
    return super.visitPrimaryKeyConstraint(constraint) +
      this.#onConflict(sqliteOption(constraint, 'onConflict') ?? (single === undefined ? undefined : sqliteOption(single, 'onConflictPrimaryKey')))
  }
  override visitUniqueConstraint(constraint: UniqueConstraint): string | undefined {
    const single = constraint.columns.length === 1 ? constraint.columns[0] : undefined
    return super.visitUniqueConstraint(constraint) +
      this.#onConflict(sqliteOption(constraint, 'onConflict') ?? (single === undefined ? undefined : sqliteOption(single, 'onConflictUnique')))
  }
  override visitCheckConstraint(constraint: CheckConstraint): string | undefined {
    return super.visitCheckConstraint(constraint) + this.#onConflict(sqliteOption(constraint, 'onConflict'))
  }
  override visitColumnCheckConstraint(constraint: CheckConstraint): string | undefined {
    if (sqliteOption(constraint, 'onConflict') !== undefined) {
      throw new CompileError('SQLite has no ON CONFLICT for a CHECK of a column; make it a constraint of the table', { code: 'COMPILE_UNSUPPORTED' })
    }
    return super.visitColumnCheckConstraint(constraint)
  }
  override visitForeignKeyConstraint(constraint: ForeignKeyConstraint): string | undefined {
    // a foreign key can't leave its database, and schemas are databases
    const { table } = constraint
    return String(table?.schema ?? '') === String(constraint.referredTable.schema ?? '') ? super.visitForeignKeyConstraint(constraint) : undefined
  }
  protected override remoteTable(table: Table): string { return this.formatTable(table, false) }

  override visitCreateIndex(create: CreateIndex): string {
    const { index } = create
    const where = sqliteOption(index, 'where')
    return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${create.ifNotExists ? 'IF NOT EXISTS ' : ''}${this.indexName(index, true)} ` +
      `ON ${this.formatTable(this.tableOfIndex(index), false)} (${this.indexExpressions(index)})` +
      (where === undefined || where === null ? '' : ` WHERE ${this.expressionText(ddlExpression(where, 'where of an index'))}`)
  }

  protected override postCreateTable(table: Table): string {
    const options = [...(sqliteOption(table, 'withRowid') === false ? ['WITHOUT ROWID'] : []), ...(sqliteOption(table, 'strict') ? ['STRICT'] : [])]
    return options.length === 0 ? '' : `\n ${options.join(',\n ')}`
  }
  override visitCreateView(create: CreateView): string {
    return this.tableSelect(create, create.materialized ? 'MATERIALIZED VIEW' : 'VIEW', sqliteOption(create, 'ifNotExists') === true, create.orReplace)
  }

  // names are compared without regard to case
  override foldName(name: string): string { return name.toLowerCase() }
  override existenceQuery(kind: SchemaObjectKind, names: readonly string[], schema: string | null): SqlNode {
    if (kind !== 'table' && kind !== 'view' && kind !== 'index') return super.existenceQuery(kind, names, schema)
    const types = kind === 'index' ? "'index'" : "'table', 'view'"
    const from = (catalog: string): string => `SELECT name FROM ${catalog} WHERE type IN (${types}) AND lower(name) IN :names`
    const query = schema === null
      ? `${from('sqlite_master')} UNION ALL ${from('sqlite_temp_master')}`
      : from(`${this.preparer.quoteIdentifier(schema).replaceAll(':', '\\:')}.sqlite_master`)
    return new TextClause(query).bindparams(BindParameter.of('names', { value: names.map((n) => n.toLowerCase()), expanding: true }))
  }
}

const sqliteOption = (item: Pick<Constraint | Table, 'options'>, name: string): unknown => optionsOf(item.options, 'sqlite')[name]

/** INTEGER PRIMARY KEY AUTOINCREMENT, asked for by the table's option. */
const isInlineKey = (column: Column, table: Table): boolean =>
  Boolean(sqliteOption(table, 'autoincrement')) && table.primaryKey.length === 1 && column.type.affinity === 'integer' && column.foreignKeys.length === 0

/** A default that needs parentheses: neither a literal nor a single word. */
const isExpression = (sql: string): boolean => !/^\s*['"(]/.test(sql) && /\W/.test(sql)
