import { CompileError } from '@athanor/interfaces'
import { DdlCompiler, integerText, type KnownOptions } from '@athanor/expressions/compiler'
import {
  BinaryExpression, BindParameter, CheckConstraint, ForeignKeyConstraint, Grouping, Identity, op, optionsOf, PrimaryKeyConstraint, SqlFunction,
  TextClause, topologicalSort, UnaryExpression, UniqueConstraint, type Column, type CreateIndex, type DropColumnComment, type DropConstraint,
  type DropIndex, type DropTableComment, type Index, type SchemaObjectKind, type SequenceOptions, type SetColumnComment, type SetTableComment,
  type SqlNode, type SqlType, type Table,
} from '@athanor/expressions/elements'
import { checkPrecision } from './type-compiler.ts'
import type { MySQLDialect } from '../dialect.ts'

/** Options of a table whose value is a string literal. */
const TEXT_OPTIONS = new Set(['COMMENT', 'DATA_DIRECTORY', 'INDEX_DIRECTORY', 'PASSWORD', 'CONNECTION'])
/** Options whose name has blanks. */
const SPACED = new Set(['DATA_DIRECTORY', 'INDEX_DIRECTORY', 'DEFAULT_CHARACTER_SET', 'CHARACTER_SET', 'DEFAULT_CHARSET', 'DEFAULT_COLLATE'])
/** Options without an equals sign. */
const WITHOUT_EQUALS = new Set(['TABLESPACE', 'DEFAULT CHARACTER SET', 'CHARACTER SET', 'COLLATE'])
const PARTITIONING = new Set(['PARTITION_BY', 'PARTITIONS', 'SUBPARTITIONS', 'SUBPARTITION_BY'])

const known: KnownOptions = {
  table: [
    'engine', 'charset', 'characterSet', 'defaultCharset', 'defaultCharacterSet', 'collate', 'comment', 'autoIncrement', 'rowFormat', 'keyBlockSize', 'partitionBy',
    'partitions', 'subpartitionBy', 'subpartitions', 'maxRows', 'minRows', 'avgRowLength', 'dataDirectory', 'indexDirectory', 'connection', 'checksum', 'packKeys',
    'statsPersistent', 'statsAutoRecalc', 'statsSamplePages', 'tablespace', 'insertMethod', 'delayKeyWrite', 'encryption', 'compression', 'pageCompressed', 'transactional',
  ],
  column: [],
  index: ['prefix', 'length', 'using', 'withParser'],
  constraint: ['using'],
  anyTableOption: true,
}

/**
 * MySQL's and MariaDB's DDL. Options under `mysql` or `mariadb`: tables have any (`engine`, `charset`, `partitionBy`, …);
 * indexes `prefix`, `length`, `using`, `withParser`; primary keys `using`.
 */
export class MySQLDdlCompiler extends DdlCompiler {
  protected override get knownOptions(): KnownOptions { return known }
  declare readonly dialect: MySQLDialect

  /** MariaDB has its own options, and falls back to MySQL's where it is the same. */
  #option(item: { readonly options: Table['options'] }, name: string, fallback = true): unknown {
    const own = optionsOf(item.options, this.dialect.name)[name]
    return own === undefined && fallback && this.dialect.name !== 'mysql' ? optionsOf(item.options, 'mysql')[name] : own
  }

  protected override columnType(column: Column): string {
    checkPrecision(column.type.forDialect(this.dialect.name))
    return super.columnType(column)
  }
  override columnSpecification(column: Column): string { return this.#specification(column, column.comment) }
  #specification(column: Column, comment: string | undefined): string {
    // MariaDB rejects NOT NULL of a computed column
    const isForcedNullable = this.dialect.isMariaDB && column.computed !== null && !column.nullableGiven
    const parts = [this.formatColumn(column), this.columnType(column)]
    if (column.computed !== null) parts.push(this.process(column.computed))
    if (!column.nullable && !isForcedNullable) parts.push('NOT NULL')
    else if (column.nullable && isTimestamp(column.type, this.dialect.name)) parts.push('NULL')
    if (comment !== undefined) parts.push(`COMMENT ${this.textLiteral(comment)}`)
    if (this.#isAutoIncrement(column)) parts.push('AUTO_INCREMENT')
    else {
      const fallback = this.columnDefault(column)
      if (fallback !== undefined) parts.push(this.#needsParentheses(fallback) ? `DEFAULT (${fallback})` : `DEFAULT ${fallback}`)
    }
    return parts.join(' ')
  }
  #isAutoIncrement(column: Column): boolean {
    if (column.table === null || (column.table as Table).autoincrementColumn !== column) return false
    if (column.serverDefault !== null && !(column.serverDefault instanceof Identity)) return false
    return !(this.dialect.capabilities.supportsSequences && column.default?.kind === 'sequence' && !column.default.optional)
  }
  #needsParentheses(sql: string): boolean {
    return this.dialect.supportsExpressionDefaults && !/^\s*['"(]/.test(sql) && !/ON +UPDATE/i.test(sql)
      && !/^(?:now|current_timestamp)\(\d+\)/i.test(sql) && /\W/.test(sql)
  }

  // tables -----------------------------------------------------------------------------------------------------------

  protected override postCreateTable(table: Table): string {
    const options = new Map<string, unknown>()
    for (const [name, value] of Object.entries(optionsOf(table.options, this.dialect.name))) options.set(optionKey(name), value)
    if (table.comment !== undefined) options.set('COMMENT', table.comment)
    const names = [...options.keys()]
    const plain = topologicalSort([
      ['DEFAULT_CHARSET', 'COLLATE'], ['DEFAULT_CHARACTER_SET', 'COLLATE'], ['CHARSET', 'COLLATE'], ['CHARACTER_SET', 'COLLATE'],
    ], names.filter((name) => !PARTITIONING.has(name)))
    const partitioning = topologicalSort([
      ['PARTITION_BY', 'PARTITIONS'], ['PARTITION_BY', 'SUBPARTITION_BY'], ['PARTITION_BY', 'SUBPARTITIONS'], ['PARTITIONS', 'SUBPARTITIONS'],
      ['PARTITIONS', 'SUBPARTITION_BY'], ['SUBPARTITION_BY', 'SUBPARTITIONS'],
    ], names.filter((name) => PARTITIONING.has(name)))
    return [...plain, ...partitioning].map((name) => {
      const value = TEXT_OPTIONS.has(name) ? this.textLiteral(String(options.get(name))) : String(options.get(name))
      if (PARTITIONING.has(name)) return `${name.replaceAll('_', ' ')} ${value}`
      const spelled = SPACED.has(name) ? name.replaceAll('_', ' ') : name
      return spelled + (WITHOUT_EQUALS.has(spelled) ? ' ' : '=') + value
    }).join(' ')
  }

  // indexes ----------------------------------------------------------------------------------------------------------

  override visitCreateIndex(create: CreateIndex): string {
    const { index } = create
    const prefix = this.#option(index, 'prefix', false)
    let sql = `CREATE ${index.unique ? 'UNIQUE ' : ''}${prefix ? `${this.phrase(this.plainText(prefix), /^[\w ]+$/, 'prefix of an index')} ` : ''}INDEX ` +
      `${create.ifNotExists ? 'IF NOT EXISTS ' : ''}${this.indexName(index, false)} ON ${this.formatTable(this.tableOfIndex(index))} (${this.indexExpressions(index)})`
    const parser = this.#option(index, 'withParser')
    if (parser !== undefined && parser !== null) sql += ` WITH PARSER ${this.plainText(parser)}`
    const using = this.#option(index, 'using')
    if (using !== undefined && using !== null) sql += ` USING ${this.preparer.quote(this.plainText(using))}`
    return sql
  }
  protected override indexExpressions(index: Index): string {
    const length = this.#option(index, 'length', false) as number | Readonly<Record<string, number>> | undefined | null
    return index.expressions.map((expression) => {
      const sql = this.expressionText(isBare(expression) ? expression : new Grouping(expression as never))
      if (length === undefined || length === null) return sql
      const size = typeof length === 'object' ? length[String((expression as { readonly name?: unknown }).name)] ?? length[sql] : length
      return size === undefined ? sql : `${sql}(${integerText(size)})`
    }).join(', ')
  }
  override visitDropIndex(drop: DropIndex): string {
    return `\nDROP INDEX ${drop.ifExists ? 'IF EXISTS ' : ''}${this.indexName(drop.index, false)} ON ${this.formatTable(this.tableOfIndex(drop.index))}`
  }

  // constraints ------------------------------------------------------------------------------------------------------

  override visitPrimaryKeyConstraint(constraint: PrimaryKeyConstraint): string | undefined {
    const using = this.#option(constraint, 'using')
    return super.visitPrimaryKeyConstraint(constraint) + (using ? ` USING ${this.preparer.quote(this.plainText(using))}` : '')
  }
  override visitDropConstraint(drop: DropConstraint): string {
    const { constraint } = drop
    const name = (): string => this.requiredConstraintName(constraint, 'DROP CONSTRAINT')
    const what = constraint instanceof PrimaryKeyConstraint ? 'PRIMARY KEY '
      : constraint instanceof ForeignKeyConstraint ? `FOREIGN KEY ${name()}`
      : constraint instanceof UniqueConstraint ? `INDEX ${name()}`
      : constraint instanceof CheckConstraint ? `${this.dialect.isMariaDB ? 'CONSTRAINT' : 'CHECK'} ${name()}`
      : name()
    return `ALTER TABLE ${this.formatTable(this.tableOfConstraint(drop))} DROP ${what}`
  }
  protected override constraintMatch(constraint: ForeignKeyConstraint): string {
    if (constraint.match !== undefined) {
      throw new CompileError("MySQL ignores MATCH of a foreign key, and its ON UPDATE and ON DELETE with it; leave it out", { code: 'FOREIGN_KEY_MATCH' })
    }
    return ''
  }
  protected override identityOptions(options: SequenceOptions): string {
    const sql = super.identityOptions(options)
    return sql.replace('NO CYCLE', 'NOCYCLE')
  }

  // comments ---------------------------------------------------------------------------------------------------------

  override visitSetTableComment(set: SetTableComment): string { return `ALTER TABLE ${this.formatTable(set.table)} COMMENT ${this.commentText(set.table.comment)}` }
  override visitDropTableComment(drop: DropTableComment): string { return `ALTER TABLE ${this.formatTable(drop.table)} COMMENT ''` }
  override visitSetColumnComment(set: SetColumnComment): string { return this.#changeColumn(set.column, set.column.comment) }
  override visitDropColumnComment(drop: DropColumnComment): string { return this.#changeColumn(drop.column, undefined) }
  #changeColumn(column: Column, comment: string | undefined): string {
    return `ALTER TABLE ${this.formatTable(column.table as Table)} CHANGE ${this.formatColumn(column)} ${this.#specification(column, comment)}`
  }

  override existenceQuery(kind: SchemaObjectKind, names: readonly string[], schema: string | null): SqlNode {
    if (kind === 'type') return super.existenceQuery(kind, names, schema)
    const [from, name, where] = kind === 'index'
      ? ['information_schema.statistics', 'index_name', 'table_schema']
      : ['information_schema.tables', 'table_name', `${kind === 'sequence' ? "table_type = 'SEQUENCE' AND " : ''}table_schema`]
    const query = new TextClause(`SELECT ${name} FROM ${from} WHERE ${where} = ${schema === null ? 'DATABASE()' : ':schema'} AND ${name} IN :names`)
      .bindparams(BindParameter.of('names', { value: names, expanding: true }))
    return schema === null ? query : query.bindparams({ schema })
  }
}

/** `partitionBy` to `PARTITION_BY`. */
const optionKey = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()

/** Stands in an index without parentheses: a column, possibly with a direction. */
const isBare = (expression: SqlNode): boolean =>
  !(expression instanceof BinaryExpression || expression instanceof SqlFunction
    || (expression instanceof UnaryExpression && expression.modifier !== op.desc && expression.modifier !== op.asc))

function isTimestamp(type: SqlType, dialect: string): boolean {
  let actual = type.forDialect(dialect)
  while ('implFor' in actual) actual = (actual as SqlType & { implFor(name: string): SqlType }).implFor(dialect).forDialect(dialect)
  return actual.visitName === 'visitTIMESTAMP'
}
