import { InvalidRequestError } from '@athanor/interfaces'
import type { ReflectedColumn, ReflectedForeignKey, ReflectedIndex } from '@athanor/expressions/compiler'
import {
  CheckConstraint, Column, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, TextClause, UniqueConstraint, type ColumnElement, type Constraint, type IdentityOptions, type MetaData,
  type ReflectedColumnChanges, type ReflectOptions, type SqlNode, typeArgument,
} from '@athanor/expressions/elements'
import type { Inspector } from '../inspector/inspector.ts'

/**
 * Makes tables of what the database has, those included that their foreign keys refer to. Tables that the metadata has already
 * are left alone. Source: SQLAlchemy's `MetaData.reflect`.
 * @throws {InvalidRequestError} `REFLECT_NOT_FOUND` when a table that `only` names doesn't exist
 */
export async function reflectTables(inspector: Inspector, metadata: MetaData, options: ReflectOptions): Promise<void> {
  const schema = options.schema ?? metadata.schema ?? null
  const where = schema === null ? {} : { schema }
  const available = [...await inspector.getTableNames(where), ...(options.views === true ? await inspector.getViewNames(where) : [])]
  const { only } = options
  if (Array.isArray(only)) {
    const missing = (only as readonly string[]).filter((name) => !available.includes(name))
    if (missing.length > 0) {
      throw new InvalidRequestError(`Could not reflect: the database has no ${options.views === true ? 'tables or views' : 'tables'} of the names ${missing.map((name) => `'${name}'`).join(', ')}${schema === null ? '' : ` in schema '${schema}'`}.`, { code: 'REFLECT_NOT_FOUND' })
    }
  }
  const wanted = only === undefined ? available : typeof only === 'function' ? available.filter((name) => only(name)) : only
  const left = wanted.map((name) => ({ name, schema }))
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    if (metadata.tables.has(keyOf(next.name, next.schema))) continue
    const foreignKeys = await reflectTable(inspector, metadata, next, options)
    if (options.resolveForeignKeys === false) continue
    for (const { referredTable, referredSchema } of foreignKeys) left.push({ name: referredTable, schema: referredSchema })
  }
}

async function reflectTable(inspector: Inspector, metadata: MetaData, { name, schema }: { readonly name: string; readonly schema: string | null }, options: ReflectOptions): Promise<readonly ReflectedForeignKey[]> {
  const where = schema === null ? {} : { schema }
  const key = await inspector.getPkConstraint(name, where)
  // keys by name; what isn't there was left out
  const keys = new Map<string, string>()
  const columns = (await inspector.getColumns(name, where)).flatMap((column) => {
    // what users see of it are the fields that a column may be judged by
    const changes = options.column?.(column as never, { name, schema })
    if (changes === null) return []
    keys.set(column.name, changes?.key ?? column.name)
    return [reflectedColumn(column, key.constrainedColumns, changes)]
  })
  const isThere = (names: readonly (string | null)[]): boolean => names.every((column) => column === null || keys.has(column))
  const keysOf = (names: readonly string[]): readonly string[] => names.map((column) => keys.get(column)!)
  const foreignKeys = (await inspector.getForeignKeys(name, where)).filter((one) => isThere(one.constrainedColumns))
  const { text: comment } = await inspector.getTableComment(name, where)
  const items: (Constraint | Index)[] = []
  const primary = key.constrainedColumns.filter((column) => keys.has(column))
  if (primary.length > 0) items.push(new PrimaryKeyConstraint(keysOf(primary), { name: key.name ?? undefined }))
  for (const one of foreignKeys) {
    const target = keyOf(one.referredTable, one.referredSchema)
    items.push(new ForeignKeyConstraint(keysOf(one.constrainedColumns), one.referredColumns.map((column) => `${target}.${column}`), { name: one.name ?? undefined, ...one.options, linkToName: true }))
  }
  for (const one of await inspector.getUniqueConstraints(name, where)) {
    // Where the constraint is an index, the index is in the other list.
    if (one.duplicatesIndex === undefined && isThere(one.columnNames)) items.push(new UniqueConstraint(keysOf(one.columnNames), { name: one.name ?? undefined }))
  }
  for (const one of await inspector.getCheckConstraints(name, where)) items.push(new CheckConstraint(asWritten(one.sqlText), { name: one.name ?? undefined }))
  const table = new Table(name, metadata, columns, items, { schema, comment: comment ?? undefined })
  for (const one of await inspector.getIndexes(name, where)) {
    if (one.duplicatesConstraint === undefined && isThere(one.columnNames)) table.appendIndex(reflectedIndex(one, table, inspector.dialect.name, keys))
  }
  return foreignKeys
}

function reflectedColumn(column: ReflectedColumn, key: readonly string[], changes: ReflectedColumnChanges = {}): Column {
  const comment = changes.comment ?? column.comment
  return new Column(column.name, changes.type === undefined ? column.type : typeArgument(changes.type, 'The type that reflect() was given'), {
    ...(changes.key === undefined ? {} : { key: changes.key }),
    nullable: changes.nullable ?? column.nullable,
    ...(key.includes(column.name) ? { primaryKey: true, autoincrement: column.autoincrement ? 'auto' as const : false } : {}),
    ...(column.default === null ? {} : { serverDefault: asWritten(column.default) }),
    ...(comment === null ? {} : { comment }),
    ...(changes.info === undefined ? {} : { info: changes.info }),
    ...(column.computed === undefined ? {} : { computed: { expression: asWritten(column.computed.sqlText), persisted: column.computed.persisted } }),
    // What the reflector read are the options that the column was made with.
    ...(column.identity === undefined ? {} : { identity: column.identity as IdentityOptions }),
  })
}

function reflectedIndex({ name, unique, columnNames, expressions, columnSorting, includeColumns, where }: ReflectedIndex, table: Table, dialect: string, keys: ReadonlyMap<string, string>): Index {
  const elements = columnNames.map((column, i): SqlNode => {
    const words = columnSorting?.[column ?? expressions![i]!] ?? []
    if (column === null) return asWritten([expressions![i]!, ...words.map((word) => word.replace('_', ' ').toUpperCase())].join(' '))
    let sorted: ColumnElement = table.columns.get(keys.get(column)!) as Column
    if (words.includes('desc')) sorted = sorted.desc()
    if (words.includes('nulls_first')) sorted = sorted.nullsFirst()
    if (words.includes('nulls_last')) sorted = sorted.nullsLast()
    return sorted
  })
  const own = { ...(where === undefined ? {} : { where: asWritten(where) }), ...(includeColumns === undefined ? {} : { include: includeColumns.map((column) => keys.get(column) ?? column) }) }
  return new Index(elements, { name: name ?? undefined, unique, ...(Object.keys(own).length === 0 ? {} : { options: { [dialect]: own } }) })
}

/** SQL as the database gave it: a colon in it is no parameter. */
const asWritten = (sql: string): TextClause => new TextClause(sql.replaceAll(':', '\\:'))
const keyOf = (name: string, schema: string | null): string => (schema === null ? name : `${schema}.${name}`)
