import type {
  CatalogQuery, ReflectedCheckConstraint, ReflectedColumn, ReflectedComment, ReflectedForeignKey, ReflectedIndex, ReflectedPrimaryKey, ReflectedUniqueConstraint,
  Reflector,
} from '@athanor/expressions/compiler'
import { typeOfText } from './type-of-text.ts'

/** What the reflector has to know of the server. */
export interface MysqlReflectorOptions {
  readonly isMariaDB: boolean
  /** Index elements may be expressions (`information_schema.statistics.expression`). */
  readonly hasExpressionIndexes: boolean
  readonly hasCheckConstraints: boolean
}

const systemSchemas = "'information_schema', 'mysql', 'performance_schema', 'sys'"
const numeric = /^(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|year|bit)\b/i
const nowFunction = /^(?:current_timestamp|now|localtime|localtimestamp|current_date|curdate)\b/i
/** A value of the catalog as text, whatever type the driver gave it. */
const textOf = (value: unknown): string => String(value)

/** MySQL's and MariaDB's `information_schema`. Tables without a schema are those of the connection's database. */
export class MysqlReflector implements Reflector {
  readonly #query: CatalogQuery
  readonly #options: MysqlReflectorOptions

  constructor(query: CatalogQuery, options: MysqlReflectorOptions) {
    this.#query = query
    this.#options = options
  }

  schemaNames(): Promise<readonly string[]> {
    return this.#names(`SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN (${systemSchemas}) ORDER BY schema_name`, [])
  }
  tableNames(schema: string | null): Promise<readonly string[]> { return this.#tables("'BASE TABLE', 'SYSTEM VERSIONED'", schema) }
  viewNames(schema: string | null): Promise<readonly string[]> { return this.#tables("'VIEW'", schema) }
  sequenceNames(schema: string | null): Promise<readonly string[]> { return this.#tables("'SEQUENCE'", schema) }

  async viewDefinition(view: string, schema: string | null): Promise<string | null> {
    const [row] = await this.#on('view_definition', 'views', 'table', view, schema)
    return row === undefined ? null : String(row[0])
  }

  async columns(table: string, schema: string | null): Promise<readonly ReflectedColumn[]> {
    const rows = await this.#on(
      `column_name, column_type, is_nullable, column_default, extra, column_comment, generation_expression, collation_name,
       (SELECT t.table_collation FROM information_schema.tables AS t WHERE t.table_schema = columns.table_schema AND t.table_name = columns.table_name)`,
      'columns', 'table', table, schema, 'ORDER BY ordinal_position')
    return rows.map(([name, type, nullable, value, extraGiven, comment, expression, collation, tableCollation]): ReflectedColumn => {
      const extra = textOf(extraGiven ?? '')
      const isComputed = /\b(?:VIRTUAL|STORED|PERSISTENT)\b/i.test(extra) && expression !== null && expression !== ''
      return {
        name: String(name),
        type: typeOfText(String(type), collation === tableCollation || collation === null ? undefined : textOf(collation)),
        nullable: nullable === 'YES',
        default: isComputed ? null : this.#default(value as string | null, String(type), extra),
        autoincrement: /\bauto_increment\b/i.test(extra),
        comment: comment === '' || comment === null ? null : textOf(comment),
        ...(isComputed ? { computed: { sqlText: unescaped(textOf(expression)), persisted: !/\bVIRTUAL\b/i.test(extra) } } : {}),
      }
    })
  }

  /** MariaDB gives SQL text; MySQL the value of a literal, and text only for expressions. */
  #default(value: string | null, type: string, extra: string): string | null {
    const onUpdate = /\bon update (\S+)/i.exec(extra)?.[1]
    const after = onUpdate === undefined ? '' : ` ON UPDATE ${onUpdate}`
    if (value === null || (this.#options.isMariaDB && value === 'NULL')) return onUpdate === undefined ? null : `NULL${after}`
    if (this.#options.isMariaDB) return `${value}${after}`
    if (/\bDEFAULT_GENERATED\b/.test(extra)) return `${unescaped(value)}${after}`
    if (numeric.test(type) || nowFunction.test(value)) return `${value}${after}`
    return `'${value.replaceAll("'", "''")}'${after}`
  }

  async primaryKey(table: string, schema: string | null): Promise<ReflectedPrimaryKey> {
    const rows = await this.#on('column_name', 'key_column_usage', 'table', table, schema, "AND constraint_name = 'PRIMARY' ORDER BY ordinal_position")
    // It has no name of its own.
    return { name: null, constrainedColumns: rows.map(([name]) => String(name)) }
  }

  async foreignKeys(table: string, schema: string | null): Promise<readonly ReflectedForeignKey[]> {
    const rows = await this.#query(
      `SELECT k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name, k.referenced_column_name, r.delete_rule, r.update_rule, k.table_schema
       FROM information_schema.key_column_usage AS k JOIN information_schema.referential_constraints AS r
         ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
       WHERE k.table_name = ? AND k.table_schema = ${schema === null ? 'DATABASE()' : '?'} AND k.referenced_table_name IS NOT NULL
       ORDER BY k.constraint_name, k.ordinal_position`, schema === null ? [table] : [table, schema])
    return groups(rows).map(([[name, , referredSchema, referredTable, , onDelete, onUpdate, ownSchema], group]): ReflectedForeignKey => ({
      name: String(name),
      constrainedColumns: group.map((row) => String(row[1])),
      referredSchema: schema === null && referredSchema === ownSchema ? null : String(referredSchema),
      referredTable: String(referredTable),
      referredColumns: group.map((row) => String(row[4])),
      options: { ...(isUsual(onDelete) ? {} : { onDelete: String(onDelete) }), ...(isUsual(onUpdate) ? {} : { onUpdate: String(onUpdate) }) },
    }))
  }

  async indexes(table: string, schema: string | null): Promise<readonly ReflectedIndex[]> {
    const expression = this.#options.hasExpressionIndexes ? 'expression' : 'NULL'
    const rows = await this.#on(`index_name, column_name, non_unique, collation, ${expression}`, 'statistics', 'table', table, schema,
      "AND index_name <> 'PRIMARY' ORDER BY index_name, seq_in_index")
    return groups(rows).map(([[name, , nonUnique], group]): ReflectedIndex => {
      const descending = group.filter((row) => row[3] === 'D').map((row) => [String(row[1] ?? row[4]), ['desc']] as const)
      return {
        name: String(name),
        unique: Number(nonUnique) === 0,
        columnNames: group.map((row) => row[1] as string | null),
        ...(group.some((row) => row[1] === null) ? { expressions: group.map((row) => (row[1] === null ? unescaped(String(row[4])) : textOf(row[1]))) } : {}),
        ...(descending.length === 0 ? {} : { columnSorting: Object.fromEntries(descending) }),
      }
    })
  }

  /** A unique constraint is a unique index here: both lists have it. */
  async uniqueConstraints(table: string, schema: string | null): Promise<readonly ReflectedUniqueConstraint[]> {
    return (await this.indexes(table, schema))
      .filter(({ unique, columnNames }) => unique && columnNames.every((name) => name !== null))
      .map(({ name, columnNames }) => ({ name, columnNames: columnNames as readonly string[], duplicatesIndex: name! }))
  }

  async checkConstraints(table: string, schema: string | null): Promise<readonly ReflectedCheckConstraint[]> {
    const { isMariaDB, hasCheckConstraints } = this.#options
    if (!hasCheckConstraints) return []
    const rows = await this.#query(
      `SELECT c.constraint_name, c.check_clause FROM information_schema.check_constraints AS c JOIN information_schema.table_constraints AS t
         ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name${isMariaDB ? ' AND t.table_name = c.table_name' : ''}
       WHERE t.constraint_type = 'CHECK' AND t.table_name = ? AND t.table_schema = ${schema === null ? 'DATABASE()' : '?'} ORDER BY c.constraint_name`,
      schema === null ? [table] : [table, schema])
    return rows.map(([name, sql]) => ({ name: String(name), sqlText: isMariaDB ? String(sql) : stripParentheses(unescaped(String(sql))) }))
  }

  async tableComment(table: string, schema: string | null): Promise<ReflectedComment> {
    const [row] = await this.#on('table_comment', 'tables', 'table', table, schema, "AND table_type <> 'VIEW'")
    const text = row?.[0]
    return { text: text === undefined || text === null || text === '' ? null : textOf(text) }
  }

  async #names(sql: string, parameters: readonly unknown[]): Promise<readonly string[]> { return (await this.#query(sql, parameters)).map(([name]) => String(name)) }
  #tables(kinds: string, schema: string | null): Promise<readonly string[]> {
    return this.#names(
      `SELECT table_name FROM information_schema.tables WHERE table_type IN (${kinds}) AND table_schema = ${schema === null ? 'DATABASE()' : '?'} ORDER BY table_name`,
      schema === null ? [] : [schema])
  }
  #on(columns: string, catalog: string, prefix: string, name: string, schema: string | null, rest = ''): Promise<readonly (readonly unknown[])[]> {
    return this.#query(
      `SELECT ${columns} FROM information_schema.${catalog} WHERE ${prefix}_name = ? AND ${prefix}_schema = ${schema === null ? 'DATABASE()' : '?'} ${rest}`,
      schema === null ? [name] : [name, schema])
  }
}

type Row = readonly unknown[]
/** Rows that have their first value in common. */
function groups(rows: readonly Row[]): readonly (readonly [Row, readonly Row[]])[] {
  const found = new Map<unknown, Row[]>()
  for (const row of rows) {
    const group = found.get(row[0])
    if (group === undefined) found.set(row[0], [row])
    else group.push(row)
  }
  return [...found.values()].map((group) => [group[0]!, group])
}

const isUsual = (action: unknown): boolean => action === 'NO ACTION' || action === 'RESTRICT'
/** MySQL stores expressions with quotes escaped, and a character set before each literal. */
const unescaped = (sql: string): string => sql.replaceAll(/_utf8mb[34]\\?'/g, "'").replaceAll("\\'", "'")

function stripParentheses(sql: string): string {
  let depth = 0
  for (let i = 0; i < sql.length; i++) {
    if (sql[i] === '(') depth++
    else if (sql[i] === ')' && --depth === 0 && i < sql.length - 1) return sql
  }
  return sql.startsWith('(') && sql.endsWith(')') ? sql.slice(1, -1) : sql
}
