import type {
  CatalogQuery, ReflectedCheckConstraint, ReflectedColumn, ReflectedComment, ReflectedForeignKey, ReflectedIndex, ReflectedPrimaryKey, ReflectedUniqueConstraint,
  Reflector,
} from '@athanor/expressions/compiler'
import { listParts, tableDefinition, tokens, type TableDefinition } from './definition.ts'
import { typeOfText } from './type-of-text.ts'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A value of the catalog as text, whatever type the driver gave it. */
const textOf = (value: unknown): string => String(value)

/** SQLite's pragmas, and the texts that it keeps. */
export class SqliteReflector implements Reflector {
  readonly #query: CatalogQuery

  constructor(query: CatalogQuery) {
    this.#query = query
  }

  async schemaNames(): Promise<readonly string[]> {
    return (await this.#query('PRAGMA database_list')).map(([, name]) => String(name)).filter((name) => name !== 'temp')
  }
  tableNames(schema: string | null): Promise<readonly string[]> { return this.#master('table', schema) }
  viewNames(schema: string | null): Promise<readonly string[]> { return this.#master('view', schema) }
  async sequenceNames(): Promise<readonly string[]> { return [] }
  viewDefinition(view: string, schema: string | null): Promise<string | null> { return this.#text('view', view, schema) }

  async columns(table: string, schema: string | null): Promise<readonly ReflectedColumn[]> {
    const rows = await this.#pragma('table_xinfo', table, schema)
    const definition = await this.#definition(table, schema)
    const keys = rows.filter((row) => Number(row[5]) > 0)
    // hidden: 1 belongs to a virtual table, 2 and 3 are computed
    return rows.filter((row) => Number(row[6]) !== 1).map(([, given, type, notNull, value, key, hidden]): ReflectedColumn => {
      const name = String(given)
      const computed = Number(hidden) >= 2 ? findName(definition.computed, name) : undefined
      return {
        name,
        // What is generated is noted behind the type.
        type: typeOfText(textOf(type ?? '').replace(/\s*GENERATED ALWAYS$/i, '')),
        nullable: Number(notNull) === 0 && Number(key) === 0,
        default: value === null || value === undefined ? null : textOf(value),
        autoincrement: keys.length === 1 && Number(key) > 0 && /^integer$/i.test(String(type)),
        comment: null,
        ...(computed === undefined ? {} : { computed: { sqlText: computed, persisted: Number(hidden) === 3 } }),
      }
    })
  }

  async primaryKey(table: string, schema: string | null): Promise<ReflectedPrimaryKey> {
    const rows = (await this.#pragma('table_info', table, schema)).filter((row) => Number(row[5]) > 0).sort((a, b) => Number(a[5]) - Number(b[5]))
    return { name: rows.length === 0 ? null : (await this.#definition(table, schema)).primaryKeyName, constrainedColumns: rows.map((row) => String(row[1])) }
  }

  async foreignKeys(table: string, schema: string | null): Promise<readonly ReflectedForeignKey[]> {
    const rows = await this.#pragma('foreign_key_list', table, schema)
    if (rows.length === 0) return []
    const { foreignKeys } = await this.#definition(table, schema)
    const left = [...foreignKeys]
    // Ids count from the last one backwards.
    const ids = [...new Set(rows.map(([id]) => Number(id)))].sort((a, b) => b - a)
    return Promise.all(ids.map(async (id): Promise<ReflectedForeignKey> => {
      const group = rows.filter((row) => Number(row[0]) === id).sort((a, b) => Number(a[1]) - Number(b[1]))
      const [, , referred, , , onUpdate, onDelete] = group[0]!
      const columns = group.map((row) => String(row[3]))
      const at = left.findIndex((one) => sameNames(one.columns, columns))
      const [written] = at < 0 ? [] : left.splice(at, 1)
      return {
        name: written?.name ?? null,
        constrainedColumns: columns,
        referredSchema: schema,
        referredTable: String(referred),
        // Without columns it refers to the primary key.
        referredColumns: group[0]![4] === null ? (await this.primaryKey(String(referred), schema)).constrainedColumns : group.map((row) => String(row[4])),
        options: {
          ...(onDelete === 'NO ACTION' ? {} : { onDelete: String(onDelete) }), ...(onUpdate === 'NO ACTION' ? {} : { onUpdate: String(onUpdate) }),
          ...(written?.deferrable === true ? { deferrable: true } : {}), ...(written?.initially === 'DEFERRED' ? { initially: 'DEFERRED' } : {}),
        },
      }
    }))
  }

  async indexes(table: string, schema: string | null): Promise<readonly ReflectedIndex[]> {
    const rows = (await this.#pragma('index_list', table, schema)).filter((row) => row[3] === 'c')
    const found = await Promise.all(rows.map(async ([, given, unique, , partial]): Promise<ReflectedIndex> => {
      const name = String(given)
      const elements = (await this.#pragma('index_xinfo', name, schema)).filter((row) => Number(row[5]) === 1)
      const sql = (await this.#text('index', name, schema)) ?? ''
      const words = tokens(sql)
      const body = words.findIndex(({ kind }) => kind === 'group')
      const where = words.findIndex(({ kind, value }, i) => i > body && kind === 'word' && value === 'WHERE')
      const written = listParts(words[body]?.value ?? '').map((text) => text.replace(/\s+(?:ASC|DESC)$/i, ''))
      const columns = elements.map((row) => (row[2] === null ? null : textOf(row[2])))
      const descending = elements.flatMap((row, i) => (Number(row[3]) === 1 ? [[columns[i] ?? written[i]!, ['desc']] as const] : []))
      return {
        name,
        unique: Number(unique) === 1,
        columnNames: columns,
        ...(columns.includes(null) ? { expressions: columns.map((column, i) => column ?? written[i]!) } : {}),
        ...(descending.length === 0 ? {} : { columnSorting: Object.fromEntries(descending) }),
        ...(Number(partial) === 1 && where > 0 ? { where: sql.slice(words[where]!.end).trim() } : {}),
      }
    }))
    return found.sort((a, b) => (a.name! < b.name! ? -1 : 1))
  }

  async uniqueConstraints(table: string, schema: string | null): Promise<readonly ReflectedUniqueConstraint[]> {
    return (await this.#definition(table, schema)).uniques.map(({ name, columns }) => ({ name, columnNames: columns }))
  }

  async checkConstraints(table: string, schema: string | null): Promise<readonly ReflectedCheckConstraint[]> {
    return (await this.#definition(table, schema)).checks.map(({ name, sql }) => ({ name, sqlText: sql }))
  }

  /** SQLite has no comments. */
  async tableComment(): Promise<ReflectedComment> { return { text: null } }

  async #definition(table: string, schema: string | null): Promise<TableDefinition> { return tableDefinition((await this.#text('table', table, schema)) ?? '') }

  async #master(type: string, schema: string | null): Promise<readonly string[]> {
    const rows = await this.#query(`SELECT name FROM ${catalog(schema)} WHERE type = ? AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name`, [type])
    return rows.map(([name]) => String(name))
  }

  async #text(type: string, name: string, schema: string | null): Promise<string | null> {
    const catalogs = schema === null ? [catalog(null), 'sqlite_temp_master'] : [catalog(schema)]
    for (const from of catalogs) {
      const [row] = await this.#query(`SELECT sql FROM ${from} WHERE type = ? AND lower(name) = lower(?)`, [type, name])
      if (row !== undefined) return row[0] === null ? null : textOf(row[0])
    }
    return null
  }

  #pragma(pragma: string, name: string, schema: string | null): Promise<readonly (readonly unknown[])[]> {
    return this.#query(`PRAGMA ${schema === null ? '' : `${quote(schema)}.`}${pragma}(${quote(name)})`)
  }
}

const catalog = (schema: string | null): string => (schema === null ? 'sqlite_master' : `${quote(schema)}.sqlite_master`)
const sameNames = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((name, i) => name.toLowerCase() === b[i]!.toLowerCase())
const findName = (map: ReadonlyMap<string, string>, name: string): string | undefined => map.get(name) ?? [...map].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
