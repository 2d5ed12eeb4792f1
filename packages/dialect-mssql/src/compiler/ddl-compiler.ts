import { CompileError } from '@athanor/interfaces'
import { DdlCompiler, type KnownOptions } from '@athanor/expressions/compiler'
import {
  BindParameter, ddlExpression, Identity, nameText, optionsOf, TextClause, type Column, type Computed, type Constraint, type CreateIndex, type CreateSequence,
  type CreateTableAs, type DropColumnComment, type DropIndex, type DropTableComment, type PrimaryKeyConstraint, type SchemaObjectKind,
  type SetColumnComment, type SetTableComment, type SqlNode, type Table, type UniqueConstraint,
} from '@athanor/expressions/elements'

const known: KnownOptions = {
  table: [],
  column: ['identityStart', 'identityIncrement'],
  index: ['clustered', 'columnstore', 'include', 'where'],
  constraint: ['clustered'],
}

/**
 * SQL Server's DDL. Options under `mssql`: indexes `clustered`, `columnstore`, `include`, `where`; primary keys and unique
 * constraints `clustered`; columns `identityStart`, `identityIncrement` (better: `identity({ start, increment })`).
 */
export class MSSQLDdlCompiler extends DdlCompiler {
  protected override get knownOptions(): KnownOptions { return known }
  override readonly nonNativeBooleanCheckConstraint: boolean = false

  override columnSpecification(column: Column): string {
    const table = column.table as Table | null
    if (table === null) throw new CompileError(`SQL Server needs the table of the column '${nameText(column.name)}' to write it`, { code: 'COLUMN_WITHOUT_TABLE' })
    // a computed column has no type of its own
    let sql = `${this.formatColumn(column)} ${column.computed === null ? this.columnType(column) : this.process(column.computed)}`
    // NOT NULL of a computed column needs PERSISTED
    const isComputedOnly = column.computed !== null && column.computed.persisted !== true && !column.nullableGiven
    const isNotNull = (!column.nullable && !isComputedOnly) || column.primaryKey || column.default?.kind === 'sequence' || column.autoincrement === true || column.identity !== null
    if (isNotNull) sql += ' NOT NULL'
    else if (column.computed === null) sql += ' NULL'

    const { identityStart, identityIncrement } = optionsOf(column.options, 'mssql') as { readonly identityStart?: number; readonly identityIncrement?: number }
    if (column.identity !== null) {
      if (identityStart !== undefined || identityIncrement !== undefined) {
        throw new CompileError(`The column '${nameText(column.name)}' has an identity, and the options identityStart or identityIncrement too; use one`, { code: 'IDENTITY_TWICE' })
      }
      return sql + this.process(column.identity)
    }
    const isGenerated = (table.autoincrementColumn === column || column.autoincrement === true) && (column.default?.kind !== 'sequence' || column.default.optional)
    if (isGenerated) return sql + this.process(new Identity({ start: identityStart, increment: identityIncrement }))
    const fallback = this.columnDefault(column)
    return fallback === undefined ? sql : `${sql} DEFAULT ${fallback}`
  }
  override visitComputedColumn(computed: Computed): string { return `AS (${this.expressionText(computed.sqlText)})${computed.persisted ? ' PERSISTED' : ''}` }
  override visitIdentityColumn(identity: Identity): string {
    const { start, increment } = identity.settings
    return start === undefined && increment === undefined ? ' IDENTITY' : ` IDENTITY(${start ?? 1},${increment ?? 1})`
  }

  // constraints and indexes ------------------------------------------------------------------------------------------

  override visitPrimaryKeyConstraint(constraint: PrimaryKeyConstraint): string | undefined {
    if (constraint.columns.length === 0) return ''
    return `${this.constraintPreamble(constraint)}PRIMARY KEY ${clustered(constraint)}(${this.columnNames(constraint.columns)})${this.constraintDeferrability(constraint)}`
  }
  override visitUniqueConstraint(constraint: UniqueConstraint): string | undefined {
    if (constraint.columns.length === 0) return ''
    return `${this.constraintPreamble(constraint)}UNIQUE ${this.uniqueDistinct(constraint)}${clustered(constraint)}(${this.columnNames(constraint.columns)})` +
      this.constraintDeferrability(constraint)
  }
  override visitCreateIndex(create: CreateIndex): string {
    const { index } = create
    const table = this.tableOfIndex(index)
    const options = optionsOf(index.options, 'mssql')
    let sql = `CREATE ${index.unique ? 'UNIQUE ' : ''}${clustered(index)}${options.columnstore ? 'COLUMNSTORE ' : ''}INDEX ${this.indexName(index, false)} ON ${this.formatTable(table)}`
    // a columnstore index has no columns of its own
    if (index.expressions.length > 0) sql += ` (${this.indexExpressions(index)})`
    const include = options.include as readonly (string | Column)[] | undefined
    if (include !== undefined && include !== null && include.length > 0) {
      sql += ` INCLUDE (${this.columnNames(include.map((c) => (typeof c === 'string' ? includedColumn(c, table) : c)))})`
    }
    if (options.where !== undefined && options.where !== null) sql += ` WHERE ${this.expressionText(ddlExpression(options.where, 'where of an index'))}`
    return sql
  }
  override visitDropIndex(drop: DropIndex): string {
    return `\nDROP INDEX${drop.ifExists ? ' IF EXISTS' : ''} ${this.indexName(drop.index, false)} ON ${this.formatTable(this.tableOfIndex(drop.index))}`
  }

  // tables, views, sequences -----------------------------------------------------------------------------------------

  protected override get orReplace(): string { return 'OR ALTER' }
  /** There is no CREATE TABLE AS: the query itself creates the table, `SELECT … INTO t FROM …`. */
  override visitCreateTableAs(create: CreateTableAs): string {
    const select = this.selectText(create)
    const upper = select.toUpperCase()
    const blank = upper.indexOf(' FROM ')
    const from = blank >= 0 ? blank : upper.indexOf('\nFROM ')
    if (from < 0) throw new CompileError('SQL Server creates a table from a query with FROM only', { code: 'CREATE_TABLE_AS_FROM' })
    return `${select.slice(0, from)}INTO ${this.formatTable(create.table)} ${select.slice(from)}`
  }
  protected override sequenceType(create: CreateSequence): string {
    const { dataType } = create.sequence
    return dataType === undefined ? '' : ` AS ${this.dialect.typeCompiler.process(dataType)}`
  }

  // comments are extended properties ---------------------------------------------------------------------------------

  #property(procedure: string, value: string, table: Table, column?: Column): string {
    const schema = this.preparer.quoteSchema(this.schemaOf(table) ?? this.dialect.serverInfo?.defaultSchema ?? 'dbo')
    return `execute ${procedure} 'MS_Description', ${value}'schema', ${schema}, 'table', ${this.formatTable(table, false)}` +
      (column === undefined ? '' : `, 'column', ${this.formatColumn(column)}`)
  }
  protected override commentText(comment: string | undefined): string { return comment === undefined ? 'NULL' : `N${this.textLiteral(comment)}` }
  override visitSetTableComment(set: SetTableComment): string { return this.#property('sp_addextendedproperty', `${this.commentText(set.table.comment)}, `, set.table) }
  override visitDropTableComment(drop: DropTableComment): string { return this.#property('sp_dropextendedproperty', '', drop.table) }
  override visitSetColumnComment(set: SetColumnComment): string {
    return this.#property('sp_addextendedproperty', `${this.commentText(set.column.comment)}, `, set.column.table as Table, set.column)
  }
  override visitDropColumnComment(drop: DropColumnComment): string { return this.#property('sp_dropextendedproperty', '', drop.column.table as Table, drop.column) }

  override existenceQuery(kind: SchemaObjectKind, names: readonly string[], schema: string | null): SqlNode {
    if (kind === 'type') return super.existenceQuery(kind, names, schema)
    const schemaName = schema === null ? 'SCHEMA_NAME()' : ':schema'
    const query = kind === 'index'
      ? `SELECT i.name FROM sys.indexes AS i JOIN sys.objects AS o ON o.object_id = i.object_id WHERE SCHEMA_NAME(o.schema_id) = ${schemaName} AND i.name IN :names`
      : `SELECT o.name FROM sys.objects AS o WHERE SCHEMA_NAME(o.schema_id) = ${schemaName} AND o.type IN (${kind === 'sequence' ? "'SO'" : "'U', 'V'"}) AND o.name IN :names`
    const text = new TextClause(query).bindparams(BindParameter.of('names', { value: names, expanding: true }))
    return schema === null ? text : text.bindparams({ schema })
  }
}

function clustered(item: { readonly options: Constraint['options'] }): string {
  const setting = optionsOf(item.options, 'mssql').clustered
  return setting === undefined || setting === null ? '' : setting ? 'CLUSTERED ' : 'NONCLUSTERED '
}

function includedColumn(key: string, table: Table): Column {
  const column = table.columns.get(key)
  if (column === undefined) throw new CompileError(`INCLUDE names the column '${key}', which table '${table.fullName}' doesn't have`, { code: 'COLUMN_NOT_FOUND' })
  return column as Column
}
