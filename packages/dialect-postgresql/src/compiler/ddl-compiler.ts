import { CompileError } from '@athanor/interfaces'
import { integerText, DdlCompiler, type CreateViaSelect, type KnownOptions } from '@athanor/expressions/compiler'
import {
  BigIntegerType, BindParameter, ColumnClause, Computed, CreateDomainType, CreateEnumType, ddlExpression, DropDomainType, DropEnumType, optionsOf,
  SmallIntegerType, TextClause, TypeDecorator, type CheckConstraint, type Column, type Constraint, type CreateIndex, type CreateSequence,
  type DropConstraintComment, type DropIndex, type ExcludeConstraint, type ForeignKeyConstraint, type Index, type NamedType,
  type PrimaryKeyConstraint, type SchemaObjectKind, type SetConstraintComment, type SqlNode, type SqlType, type Table, type UniqueConstraint,
} from '@athanor/expressions/elements'
import { DomainType } from '../types/pg-types.ts'

const INDEX_METHOD = /^\w+$/i
const ON_DELETE = /^(?:RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\s*\([^()]+\))?|NO ACTION)$/i

/** A type that PostgreSQL keeps under a name: an enumeration or a domain. */
interface NamedSqlType {
  readonly name?: string | undefined
  readonly schema?: string | null | undefined
  readonly values?: readonly string[]
  readonly nativeEnum?: boolean
  readonly createType?: boolean
  readonly itemType?: SqlType
}

const known: KnownOptions = {
  table: ['inherits', 'partitionBy', 'using', 'with', 'withOids', 'onCommit', 'tablespace'],
  view: ['with'],
  column: [],
  index: ['concurrently', 'using', 'ops', 'include', 'nullsNotDistinct', 'with', 'tablespace', 'where'],
  constraint: ['include', 'notValid', 'nullsNotDistinct', 'ops', 'using', 'where'],
}

/**
 * PostgreSQL's DDL. Options under `postgresql`: tables `inherits`, `partitionBy`, `using`, `with`, `withOids`, `onCommit`,
 * `tablespace`; indexes `using`, `where`, `ops`, `with`, `include`, `concurrently`, `tablespace`, `nullsNotDistinct`;
 * constraints `notValid`, `include`, `nullsNotDistinct`; views `with`.
 */
export class PostgreSQLDdlCompiler extends DdlCompiler {
  protected override get knownOptions(): KnownOptions { return known }
  override readonly supportsConstraintComments = true
  protected override get onDeletePattern(): RegExp { return ON_DELETE }

  override columnSpecification(column: Column): string {
    let sql = this.formatColumn(column)
    const hasIdentity = column.identity !== null && this.dialect.capabilities.supportsIdentityColumns
    const serial = hasIdentity ? undefined : serialType(column, this.dialect.name)
    if (serial !== undefined) sql += ` ${serial}`
    else {
      sql += ` ${this.columnType(column)}`
      const fallback = this.columnDefault(column)
      if (fallback !== undefined) sql += ` DEFAULT ${fallback}`
    }
    if (column.computed !== null) sql += ` ${this.process(column.computed)}`
    if (hasIdentity) sql += ` ${this.process(column.identity!)}`
    if (!column.nullable && !hasIdentity) sql += ' NOT NULL'
    else if (column.nullable && hasIdentity) sql += ' NULL'
    return sql
  }
  override visitComputedColumn(computed: Computed): string {
    // virtual columns came with PostgreSQL 18; without knowledge of the server nothing is forbidden
    const major = this.dialect.serverInfo?.version[0]
    if (major === undefined || major >= 18) return super.visitComputedColumn(computed)
    if (computed.persisted === false) {
      throw new CompileError(`Computed columns that are not stored need PostgreSQL 18; the server is ${major}. Use persisted: true.`, { code: 'COMPUTED_VIRTUAL' })
    }
    return super.visitComputedColumn(new Computed(computed.sqlText, true))
  }

  // constraints ------------------------------------------------------------------------------------------------------

  override visitCheckConstraint(constraint: CheckConstraint): string | undefined {
    const item = constraint.typeBound ? (constraint.columns[0]?.type as (SqlType & NamedSqlType) | undefined)?.itemType as NamedSqlType | undefined : undefined
    if (item?.values !== undefined && item.nativeEnum === false) {
      throw new CompileError('PostgreSQL has no CHECK for an array of an ENUM that is no native type; leave createConstraint out', { code: 'COMPILE_UNSUPPORTED' })
    }
    return super.visitCheckConstraint(constraint) + this.#validity(constraint)
  }
  override visitForeignKeyConstraint(constraint: ForeignKeyConstraint): string | undefined {
    return super.visitForeignKeyConstraint(constraint) + this.#validity(constraint)
  }
  #validity(constraint: Constraint): string { return option(constraint, 'notValid') ? ' NOT VALID' : '' }
  override visitPrimaryKeyConstraint(constraint: PrimaryKeyConstraint): string | undefined {
    return this.constraintPreamble(constraint) + this.primaryKeyBody(constraint) + this.#include(constraint) + this.constraintDeferrability(constraint)
  }
  override visitUniqueConstraint(constraint: UniqueConstraint): string | undefined {
    if (constraint.columns.length === 0) return ''
    return this.constraintPreamble(constraint) + this.uniqueBody(constraint) + this.#include(constraint) + this.constraintDeferrability(constraint)
  }
  protected override uniqueDistinct(constraint: UniqueConstraint): string {
    const setting = option(constraint, 'nullsNotDistinct')
    return setting === true ? 'NULLS NOT DISTINCT ' : setting === false ? 'NULLS DISTINCT ' : ''
  }
  #include(item: { readonly options: Table['options']; readonly table: Table | null }): string {
    const include = option(item, 'include') as readonly (string | Column)[] | undefined
    if (include === undefined || include === null || include.length === 0) return ''
    return ` INCLUDE (${this.columnNames(include.map((c) => (typeof c === 'string' ? includedColumn(c, item.table!) : c)))})`
  }
  visitExcludeConstraint(constraint: ExcludeConstraint): string | undefined {
    const elements = constraint.elements.map(([expression, operator]) => {
      const ops = constraint.ops[keyOf(expression) ?? '']
      return `${this.expressionText(expression)}${ops === undefined ? '' : ` ${ops}`} WITH ${operator}`
    })
    const where = constraint.where === undefined ? '' : ` WHERE (${this.withoutParameters(constraint.where)})`
    return `${this.constraintPreamble(constraint)}EXCLUDE USING ${this.phrase(constraint.using, INDEX_METHOD, 'USING').toLowerCase()} (${elements.join(', ')})${where}` +
      this.constraintDeferrability(constraint)
  }
  #commentOnConstraint(constraint: Constraint): string {
    return `COMMENT ON CONSTRAINT ${this.requiredConstraintName(constraint, 'COMMENT ON')} ON ${this.formatTable(constraint.owner!)} IS `
  }
  override visitSetConstraintComment(set: SetConstraintComment): string {
    this.tableOfConstraint(set)
    return this.#commentOnConstraint(set.constraint) + this.commentText(set.constraint.comment)
  }
  override visitDropConstraintComment(drop: DropConstraintComment): string {
    this.tableOfConstraint(drop)
    return `${this.#commentOnConstraint(drop.constraint)}NULL`
  }

  // tables, views, sequences -----------------------------------------------------------------------------------------

  protected override postCreateTable(table: Table): string {
    const options = optionsOf(table.options, 'postgresql')
    let sql = ''
    if (options.inherits !== undefined && options.inherits !== null) {
      const parents = Array.isArray(options.inherits) ? options.inherits as string[] : [options.inherits as string]
      sql += `\n INHERITS (${parents.map((name) => this.preparer.quote(name)).join(', ')})`
    }
    if (options.partitionBy) sql += `\n PARTITION BY ${this.plainText(options.partitionBy)}`
    if (options.using) sql += `\n USING ${this.plainText(options.using)}`
    if (options.with) sql += `\n WITH (${withOptions(options.with)})`
    if (options.withOids === true) sql += '\n WITH OIDS'
    else if (options.withOids === false) sql += '\n WITHOUT OIDS'
    if (options.onCommit) sql += `\n ON COMMIT ${this.plainText(options.onCommit).replaceAll('_', ' ').toUpperCase()}`
    if (options.tablespace) sql += `\n TABLESPACE ${this.preparer.quote(this.plainText(options.tablespace))}`
    return sql
  }
  protected override tableSelectSuffixes(create: CreateViaSelect): string {
    const settings = optionsOf(create.options, 'postgresql').with
    return settings && 'materialized' in create ? `WITH (${withOptions(settings)})` : ''
  }
  protected override sequenceType(create: CreateSequence): string {
    const { dataType } = create.sequence
    return dataType === undefined ? '' : ` AS ${this.dialect.typeCompiler.process(dataType)}`
  }

  // indexes ----------------------------------------------------------------------------------------------------------

  override visitCreateIndex(create: CreateIndex): string {
    const { index } = create
    const table = this.tableOfIndex(index)
    const options = optionsOf(index.options, 'postgresql')
    let sql = `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${options.concurrently ? 'CONCURRENTLY ' : ''}${create.ifNotExists ? 'IF NOT EXISTS ' : ''}` +
      `${this.indexName(index, false)} ON ${this.formatTable(table)} `
    if (options.using) sql += `USING ${this.phrase(this.plainText(options.using), INDEX_METHOD, 'USING').toLowerCase()} `
    sql += `(${this.#indexedExpressions(index, (options.ops ?? {}) as Readonly<Record<string, string>>)})${this.#include(index)}`
    if (options.nullsNotDistinct === true) sql += ' NULLS NOT DISTINCT'
    else if (options.nullsNotDistinct === false) sql += ' NULLS DISTINCT'
    if (options.with) sql += ` WITH (${withOptions(options.with)})`
    if (options.tablespace) sql += ` TABLESPACE ${this.preparer.quote(this.plainText(options.tablespace))}`
    if (options.where !== undefined && options.where !== null) sql += ` WHERE ${this.expressionText(ddlExpression(options.where, 'where of an index'))}`
    return sql
  }
  #indexedExpressions(index: Index, ops: Readonly<Record<string, string>>): string {
    return index.expressions.map((expression) => {
      const key = keyOf(expression)
      const operatorClass = key === undefined ? undefined : ops[key]
      return this.expressionText(expression instanceof ColumnClause ? expression : expression.selfGroup()) + (operatorClass === undefined ? '' : ` ${operatorClass}`)
    }).join(', ')
  }
  override visitDropIndex(drop: DropIndex): string {
    const concurrently = optionsOf(drop.index.options, 'postgresql').concurrently
    return `\nDROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${drop.ifExists ? 'IF EXISTS ' : ''}${this.indexName(drop.index, true)}`
  }

  // types ------------------------------------------------------------------------------------------------------------

  formatType(type: SqlType): string {
    const { name, schema } = type as SqlType & NamedSqlType
    if (name === undefined || name === '') throw new CompileError(`PostgreSQL needs a name for the type ${type.toString()}`, { code: 'TYPE_NAME_REQUIRED' })
    return this.formatTable({ name, schema: schema ?? null })
  }
  visitCreateEnumType(create: CreateEnumType): string {
    const { values = [] } = create.type as SqlType & NamedSqlType
    return `CREATE TYPE ${this.formatType(create.type)} AS ENUM (${values.map((v) => this.textLiteral(v)).join(', ')})`
  }
  visitDropEnumType(drop: DropEnumType): string { return `DROP TYPE ${this.formatType(drop.type)}` }
  visitCreateDomainType(create: CreateDomainType): string {
    const { type } = create
    if (!(type instanceof DomainType)) throw new CompileError(`CREATE DOMAIN needs a domain, not ${type.toString()}`, { code: 'COMPILE_UNSUPPORTED' })
    const domain = type.options
    const options: string[] = []
    if (domain.collation !== undefined) options.push(`COLLATE ${this.preparer.formatCollation(domain.collation, domain.collationSchema)}`)
    if (domain.default !== undefined && domain.default !== null) options.push(`DEFAULT ${this.defaultText(typeof domain.default === 'string' ? domain.default : ddlExpression(domain.default, 'default of a domain'))}`)
    if (domain.constraintName !== undefined) options.push(`CONSTRAINT ${this.shortened(domain.constraintName, this.dialect.maxConstraintNameLength)}`)
    if (domain.notNull) options.push('NOT NULL')
    if (domain.check !== undefined && domain.check !== null) options.push(`CHECK (${this.expressionText(ddlExpression(domain.check, 'check of a domain'))})`)
    return `CREATE DOMAIN ${this.formatType(type)} AS ${this.typeText(type.dataType)} ${options.join(' ')}`
  }
  visitDropDomainType(drop: DropDomainType): string { return `DROP DOMAIN ${this.formatType(drop.type)}` }

  override namedTypes(tables: readonly Table[], others: readonly SqlType[] = []): readonly NamedType[] {
    const found = new Map<string, NamedType>()
    for (const type of [...others, ...tables.flatMap((table) => table.columns.all.map((column) => column.type))]) {
      for (const named of namedTypesIn(type, this.dialect.name)) {
        const schema = named.schema ?? null
        const isDomain = named instanceof DomainType
        found.set(`${schema ?? ''}.${named.name}`, {
          name: named.name, schema, create: isDomain ? new CreateDomainType(named) : new CreateEnumType(named), drop: isDomain ? new DropDomainType(named) : new DropEnumType(named),
        })
      }
    }
    return [...found.values()]
  }

  override existenceQuery(kind: SchemaObjectKind, names: readonly string[], schema: string | null): SqlNode {
    const catalog = kind === 'type' ? 'pg_catalog.pg_type AS o' : 'pg_catalog.pg_class AS o'
    const prefix = kind === 'type' ? 'typ' : 'rel'
    const kinds = { table: "'r', 'p', 'f', 'v', 'm'", view: "'r', 'p', 'f', 'v', 'm'", index: "'i', 'I'", sequence: "'S'", type: '' }[kind]
    const visible = schema === null
      ? `pg_catalog.pg_${kind === 'type' ? 'type' : 'table'}_is_visible(o.oid)`
      : 'n.nspname = :schema'
    const text = new TextClause(
      `SELECT o.${prefix}name FROM ${catalog} JOIN pg_catalog.pg_namespace AS n ON n.oid = o.${prefix}namespace ` +
      `WHERE ${kinds === '' ? '' : `o.relkind IN (${kinds}) AND `}${visible} AND o.${prefix}name IN :names`)
    const withNames = text.bindparams(BindParameter.of('names', { value: names, expanding: true }))
    return schema === null ? withNames : withNames.bindparams({ schema })
  }
}

/** The types in a column's type that are objects of the database, those first that others are made of. */
function namedTypesIn(type: SqlType, dialect: string): readonly (SqlType & NamedSqlType & { readonly name: string })[] {
  const own = type.forDialect(dialect)
  const actual = (own instanceof TypeDecorator ? own.implFor(dialect) : own) as SqlType & NamedSqlType
  if (actual instanceof TypeDecorator) return namedTypesIn(actual, dialect)
  if (actual.itemType !== undefined) return namedTypesIn(actual.itemType, dialect)
  if (actual.name === undefined || actual.createType === false) return []
  const self = actual as typeof actual & { readonly name: string }
  if (actual instanceof DomainType) return [...namedTypesIn(actual.dataType, dialect), self]
  return actual.values === undefined || actual.nativeEnum === false ? [] : [self]
}

const option = (item: { readonly options: Table['options'] }, name: string): unknown => optionsOf(item.options, 'postgresql')[name]
const keyOf = (expression: SqlNode): string | undefined => ('key' in expression && typeof expression.key === 'string' ? expression.key : undefined)

function includedColumn(key: string, table: Table): Column {
  const column = table.columns.get(key)
  if (column === undefined) throw new CompileError(`INCLUDE names the column '${key}', which table '${table.fullName}' doesn't have`, { code: 'COLUMN_NOT_FOUND' })
  return column as Column
}

/** `fillfactor = 50, autovacuum_enabled = true, oids`. */
function withOptions(options: unknown): string {
  return Object.entries(options as Readonly<Record<string, string | number | bigint | boolean | null | undefined>>).map(([name, value]) => {
    if (value === null || value === undefined) return name
    if (typeof value === 'boolean') return `${name} = ${value ? 'true' : 'false'}`
    return `${name} = ${typeof value === 'bigint' ? integerText(value) : String(value)}`
  }).join(', ')
}

/** SERIAL and its sizes, for the generated key of a table. */
function serialType(column: Column, dialect: string): string | undefined {
  const table = column.table as Table | null
  if (!column.primaryKey || table === null || table.autoincrementColumn !== column) return undefined
  if (column.default !== null && !(column.default.kind === 'sequence' && column.default.optional)) return undefined
  let type = column.type.forDialect(dialect)
  while ('implFor' in type) type = (type as SqlType & { implFor(name: string): SqlType }).implFor(dialect).forDialect(dialect)
  return type instanceof BigIntegerType ? 'BIGSERIAL' : type instanceof SmallIntegerType ? 'SMALLSERIAL' : 'SERIAL'
}
