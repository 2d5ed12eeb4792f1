import { CompileError, isError, UnsupportedCompilationError } from '@athanor/interfaces'
import type { Column } from '../schema/column.ts'
import type { Constraint } from '../schema/constraint.ts'
import type { AddConstraint, DropConstraint } from '../schema/ddl/add-constraint.ts'
import type {
  DropColumnComment, DropConstraintComment, DropTableComment, SetColumnComment, SetConstraintComment, SetTableComment,
} from '../schema/ddl/comments.ts'
import type { CreateIndex, DropIndex } from '../schema/ddl/create-index.ts'
import type { CreateSchema, DropSchema } from '../schema/ddl/create-schema.ts'
import type { CreateSequence, DropSequence } from '../schema/ddl/create-sequence.ts'
import { CreateColumn, type CreateTable, type DropTable } from '../schema/ddl/create-table.ts'
import type { CreateTableAs, CreateView, DropView } from '../schema/ddl/create-view.ts'
import type { DdlText } from '../schema/ddl/ddl-text.ts'
import { ForeignKeyConstraint } from '../schema/foreign-key-constraint.ts'
import type { SchemaObjectKind } from '../schema/plan/existence.ts'
import type { NamedType } from '../schema/plan/schema-plan.ts'
import { DefaultClause } from '../schema/server-default.ts'
import type { Index } from '../schema/table-index.ts'
import type { Table } from '../schema/table.ts'
import { nameText } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Compiled, StatementKind } from './compiled.ts'
import { checkOptions, type KnownOptions } from './ddl/known-options.ts'
import { DdlConstraints } from './ddl/ddl-constraints.ts'

/** What CREATE TABLE … AS and CREATE VIEW have in common. */
export type CreateViaSelect = CreateView | CreateTableAs

/** Compiles DDL elements (source: SQLAlchemy's `DDLCompiler`). Dialects subclass it. */
export class DdlCompiler extends DdlConstraints {
  override kind: StatementKind = 'ddl'
  /** `COMMENT ON CONSTRAINT`. */
  readonly supportsConstraintComments: boolean = false

  /** Text of a piece of DDL that may be left out. */
  protected piece(node: SqlNode): string | undefined { return this.process(node) as string | undefined }

  /** The options that the dialect has; undefined: they aren't looked at. */
  protected get knownOptions(): KnownOptions | undefined { return undefined }
  /** Options of what an element creates. */
  #checkOptions(node: SqlNode): void {
    const known = this.knownOptions
    if (known === undefined) return
    const { name } = this.dialect
    const { table, index, constraint } = node as { readonly table?: Table; readonly index?: Index; readonly constraint?: Constraint }
    if ((node.visitName === 'visitCreateView' || node.visitName === 'visitCreateTableAs') && table !== undefined) {
      checkOptions((node as CreateViaSelect).options, name, known, node.visitName === 'visitCreateView' ? 'view' : 'tableAs', () => `'${table.fullName}'`)
    }
    if (node.visitName === 'visitCreateTable' && table !== undefined) {
      checkOptions(table.options, name, known, 'table', () => `Table '${table.fullName}'`)
      for (const column of table.columns.all as readonly Column[]) checkOptions(column.options, name, known, 'column', () => `Column '${table.fullName}.${column.key}'`)
      for (const item of table.constraints) checkOptions(item.options, name, known, 'constraint', () => `A constraint of table '${table.fullName}'`)
    } else if (node.visitName === 'visitCreateIndex' && index !== undefined) {
      checkOptions(index.options, name, known, 'index', () => `An index of table '${index.table?.fullName ?? '?'}'`)
    } else if (node.visitName === 'visitAddConstraint' && constraint !== undefined) checkOptions(constraint.options, name, known, 'constraint', () => 'A constraint')
  }

  override compile(node: SqlNode): Compiled {
    this.kind = 'ddl'
    this.#checkOptions(node)
    return super.compile(node)
  }

  // tables -----------------------------------------------------------------------------------------------------------

  visitCreateTable(create: CreateTable): string {
    const { table } = create
    let sql = '\nCREATE '
    if (table.prefixes.length > 0) sql += `${table.prefixes.join(' ')} `
    sql += `TABLE ${create.ifNotExists ? 'IF NOT EXISTS ' : ''}${this.formatTable(table)} `
    const suffix = this.createTableSuffix(table)
    if (suffix !== '') sql += `${suffix} `
    const lines: string[] = []
    let isFirstKey = true
    for (const column of table.columns.all as readonly Column[]) {
      const line = this.#columnLine(table, column, column.primaryKey && isFirstKey)
      if (line !== undefined) lines.push(line)
      if (column.primaryKey) isFirstKey = false
    }
    const constraints = this.tableConstraints(table, create.includeForeignKeys)
    if (constraints !== '') lines.push(constraints)
    return `${sql}(${lines.map((line, i) => `${i === 0 ? '\n' : ', \n'}\t${line}`).join('')}\n)${this.postCreateTable(table)}\n\n`
  }
  #columnLine(table: Table, column: Column, isFirstPrimaryKey: boolean): string | undefined {
    try {
      const create = new CreateColumn(column)
      // a column is a construct that users may give another SQL
      if (create.isCompiledByUser) return this.process(create) || undefined
      return this.columnWithConstraints(column, isFirstPrimaryKey)
    } catch (error) {
      if (!(error instanceof CompileError) || !isError(error)) throw error
      throw new (error.constructor as typeof CompileError)(`Table '${table.fullName}', column '${nameText(column.name)}': ${error.message}`, { code: error.code, cause: error })
    }
  }
  visitCreateColumn(create: CreateColumn): string { return this.columnWithConstraints(create.column, false) ?? '' }

  protected columnWithConstraints(column: Column, _isFirstPrimaryKey: boolean): string | undefined {
    if (column.system) return undefined
    const constraints = column.constraints.map((c) => this.piece(c)).filter((c) => c !== undefined).join(' ')
    const specification = this.columnSpecification(column)
    return constraints === '' ? specification : `${specification} ${constraints}`
  }

  /** `id INTEGER NOT NULL`. */
  columnSpecification(column: Column): string {
    let sql = `${this.formatColumn(column)} ${this.columnType(column)}`
    const fallback = this.columnDefault(column)
    if (fallback !== undefined) sql += ` DEFAULT ${fallback}`
    if (column.computed !== null) sql += ` ${this.process(column.computed)}`
    const hasIdentity = column.identity !== null && this.dialect.capabilities.supportsIdentityColumns
    if (hasIdentity) sql += ` ${this.process(column.identity!)}`
    if (!column.nullable && !hasIdentity) sql += ' NOT NULL'
    return sql
  }
  protected columnType(column: Column): string { return this.typeText(column.type, { typeExpression: column }) }

  /** What follows DEFAULT; undefined for none. */
  columnDefault(column: Column): string | undefined {
    return column.serverDefault instanceof DefaultClause ? this.defaultText(column.serverDefault.arg) : undefined
  }
  protected defaultText(value: string | SqlNode): string {
    return typeof value === 'string' ? this.textLiteral(value) : this.withoutParameters(value)
  }

  /** Constraints of CREATE TABLE, the primary key first. */
  protected tableConstraints(table: Table, includeForeignKeys: readonly ForeignKeyConstraint[] | undefined): string {
    const key = table.primaryKeyConstraint
    const others = table.sortedConstraints.filter((c) => c !== key
      && (includeForeignKeys === undefined || !(c instanceof ForeignKeyConstraint) || includeForeignKeys.includes(c)))
    return [...(key.columns.length > 0 ? [key] : []), ...others]
      .filter((c) => c.isRendered(this) && !(c instanceof ForeignKeyConstraint && c.useAlter && this.dialect.capabilities.supportsAlter))
      .map((c) => this.piece(c))
      .filter((text) => text !== undefined)
      .join(', \n\t')
  }
  /** Text between the table's name and its columns. */
  protected createTableSuffix(_table: Table): string { return '' }
  /** Text after the closing parenthesis. */
  protected postCreateTable(_table: Table): string { return '' }

  visitDropTable(drop: DropTable): string { return `\nDROP TABLE ${drop.ifExists ? 'IF EXISTS ' : ''}${this.formatTable(drop.table)}` }

  // views ------------------------------------------------------------------------------------------------------------

  visitCreateView(create: CreateView): string { return this.tableSelect(create, create.materialized ? 'MATERIALIZED VIEW' : 'VIEW', false, create.orReplace) }
  visitCreateTableAs(create: CreateTableAs): string { return this.tableSelect(create, 'TABLE', create.ifNotExists, false) }
  protected tableSelect(create: CreateViaSelect, kind: string, ifNotExists: boolean, orReplace: boolean): string {
    return [
      'CREATE', orReplace ? this.orReplace : '', create.temporary ? 'TEMPORARY' : '', kind, ifNotExists ? 'IF NOT EXISTS' : '',
      this.formatTable(create.table), this.tableSelectSuffixes(create), 'AS', this.selectText(create),
    ].filter((part) => part !== '').join(' ')
  }
  protected get orReplace(): string { return 'OR REPLACE' }
  protected tableSelectSuffixes(_create: CreateViaSelect): string { return '' }
  protected selectText(create: CreateViaSelect): string { return this.withoutParameters(create.selectable) }

  visitDropView(drop: DropView): string {
    return `\nDROP ${drop.materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${drop.ifExists ? 'IF EXISTS ' : ''}${this.formatTable(drop.table)}`
  }

  // indexes ----------------------------------------------------------------------------------------------------------

  visitCreateIndex(create: CreateIndex): string {
    const { index } = create
    return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${create.ifNotExists ? 'IF NOT EXISTS ' : ''}` +
      `${this.indexName(index, false)} ON ${this.formatTable(this.tableOfIndex(index))} (${this.indexExpressions(index)})`
  }
  protected indexExpressions(index: Index): string { return index.expressions.map((e) => this.expressionText(e)).join(', ') }
  /** @throws {CompileError} when the index belongs to no table */
  protected tableOfIndex(index: Index): Table {
    if (index.table === null) throw new CompileError(`The index '${String(index.name)}' belongs to no table`, { code: 'INDEX_WITHOUT_TABLE' })
    return index.table
  }
  visitDropIndex(drop: DropIndex): string { return `\nDROP INDEX ${drop.ifExists ? 'IF EXISTS ' : ''}${this.indexName(drop.index, true)}` }

  // constraints ------------------------------------------------------------------------------------------------------

  visitAddConstraint(add: AddConstraint): string {
    return `ALTER TABLE ${this.formatTable(this.tableOfConstraint(add))} ADD ${this.piece(add.constraint) ?? ''}`
  }
  visitDropConstraint(drop: DropConstraint): string {
    const name = this.requiredConstraintName(drop.constraint, 'DROP CONSTRAINT')
    return `ALTER TABLE ${this.formatTable(this.tableOfConstraint(drop))} DROP CONSTRAINT ${drop.ifExists ? 'IF EXISTS ' : ''}${name}${drop.cascade ? ' CASCADE' : ''}`
  }
  protected tableOfConstraint(element: AddConstraint | DropConstraint | SetConstraintComment | DropConstraintComment): Table {
    const table = element.constraint.owner
    if (table === null) throw new CompileError(`A ${element.constraint.constructor.name} belongs to no table`, { code: 'CONSTRAINT_WITHOUT_TABLE' })
    return table
  }

  // comments ---------------------------------------------------------------------------------------------------------

  visitSetTableComment(set: SetTableComment): string { return `COMMENT ON TABLE ${this.formatTable(set.table)} IS ${this.commentText(set.table.comment)}` }
  visitDropTableComment(drop: DropTableComment): string { return `COMMENT ON TABLE ${this.formatTable(drop.table)} IS NULL` }
  visitSetColumnComment(set: SetColumnComment): string { return `COMMENT ON COLUMN ${this.qualifiedColumn(set.column)} IS ${this.commentText(set.column.comment)}` }
  visitDropColumnComment(drop: DropColumnComment): string { return `COMMENT ON COLUMN ${this.qualifiedColumn(drop.column)} IS NULL` }
  visitSetConstraintComment(set: SetConstraintComment): string { return this.unsupported(set) }
  visitDropConstraintComment(drop: DropConstraintComment): string { return this.unsupported(drop) }
  protected commentText(comment: string | undefined): string { return comment === undefined ? 'NULL' : this.textLiteral(comment) }
  protected qualifiedColumn(column: Column): string { return `${this.formatTable(column.table as Table)}.${this.formatColumn(column)}` }

  // sequences and schemas --------------------------------------------------------------------------------------------

  visitCreateSequence(create: CreateSequence): string {
    const { sequence } = create
    const options = this.identityOptions(sequence.settings)
    return `CREATE SEQUENCE ${create.ifNotExists ? 'IF NOT EXISTS ' : ''}${this.formatSequence(sequence)}${this.sequenceType(create)}${options === '' ? '' : ` ${options}`}`
  }
  /** ` AS type`, where sequences have one. */
  protected sequenceType(_create: CreateSequence): string { return '' }
  visitDropSequence(drop: DropSequence): string { return `DROP SEQUENCE ${drop.ifExists ? 'IF EXISTS ' : ''}${this.formatSequence(drop.sequence)}` }
  visitCreateSchema(create: CreateSchema): string { return `CREATE SCHEMA ${create.ifNotExists ? 'IF NOT EXISTS ' : ''}${this.preparer.quote(create.name)}` }
  visitDropSchema(drop: DropSchema): string {
    return `DROP SCHEMA ${drop.ifExists ? 'IF EXISTS ' : ''}${this.preparer.quote(drop.name)}${drop.cascade ? ' CASCADE' : ''}`
  }

  // what exists ------------------------------------------------------------------------------------------------------

  /**
   * A statement that returns, in one column, those of the names that exist.
   * @throws {UnsupportedCompilationError} when the dialect has no such query
   */
  existenceQuery(kind: SchemaObjectKind, _names: readonly string[], _schema: string | null): SqlNode {
    throw new UnsupportedCompilationError(`The dialect '${this.dialect.name}' can't look up whether a ${kind} exists. Use checkFirst: false.`)
  }
  /** What names have in common that the database takes for the same. */
  foldName(name: string): string { return name }
  /** Types that have to be created before the tables, in that order; `others` belong to the metadata without a table. */
  namedTypes(_tables: readonly Table[], _others?: readonly SqlType[]): readonly NamedType[] { return [] }

  // text -------------------------------------------------------------------------------------------------------------

  /** A given value that goes into the SQL as it is: whatever isn't text (a number, an SQL element) prints itself. */
  protected plainText(value: unknown): string { return String(value) }
  visitDdl(ddl: DdlText): string {
    const context: Record<string, unknown> = { ...ddl.context }
    if (ddl.target !== undefined) {
      const schema = this.schemaOf(ddl.target)
      context.table ??= this.formatTable(ddl.target, false)
      context.schema ??= schema === null ? '' : this.preparer.quoteSchema(schema)
      context.fullname ??= this.formatTable(ddl.target)
    }
    return ddl.statement.replaceAll(/%(?:\((\w+)\)s|(%))/g, (_all, key: string | undefined) => {
      if (key === undefined) return '%'
      const value = context[key]
      if (value === undefined) throw new CompileError(`The DDL text has %(${key})s, and its context has no '${key}'`, { code: 'DDL_CONTEXT_MISSING' })
      return this.plainText(value)
    })
  }
}
