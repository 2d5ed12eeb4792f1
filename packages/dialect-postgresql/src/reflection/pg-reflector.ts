import type {
  CatalogQuery, ReflectedCheckConstraint, ReflectedColumn, ReflectedComment, ReflectedForeignKey, ReflectedIndex, ReflectedPrimaryKey, ReflectedUniqueConstraint,
  Reflector,
} from '@athanor/expressions/compiler'
import { typeOfText, type CustomType } from './type-of-text.ts'

/** Names in the order of a list of column numbers. */
const namesOf = (numbers: string, table: string): string =>
  `(SELECT coalesce(json_agg(a.attname ORDER BY e.position), '[]') FROM unnest(${numbers}) WITH ORDINALITY AS e(attnum, position)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = ${table} AND a.attnum = e.attnum)`

const actions: Readonly<Record<string, string | undefined>> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' }

/** PostgreSQL's catalog. Tables without a schema are those that the search path finds. */
export class PgReflector implements Reflector {
  readonly #query: CatalogQuery
  #custom: Promise<ReadonlyMap<string, CustomType>> | undefined

  constructor(query: CatalogQuery) {
    this.#query = query
  }

  async schemaNames(): Promise<readonly string[]> {
    return this.#names("SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY nspname", [])
  }
  tableNames(schema: string | null): Promise<readonly string[]> { return this.#relations("'r', 'p'", schema) }
  viewNames(schema: string | null): Promise<readonly string[]> { return this.#relations("'v'", schema) }
  sequenceNames(schema: string | null): Promise<readonly string[]> { return this.#relations("'S'", schema) }

  async viewDefinition(view: string, schema: string | null): Promise<string | null> {
    const [row] = await this.#onTable("pg_catalog.pg_get_viewdef(c.oid, true)", "c.relkind IN ('v', 'm')", view, schema)
    return row === undefined ? null : String(row[0])
  }

  async columns(table: string, schema: string | null): Promise<readonly ReflectedColumn[]> {
    const rows = await this.#onTable(
      `a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
       pg_catalog.col_description(c.oid, a.attnum), a.attgenerated::text, a.attidentity::text,
       s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle`,
      'a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum', table, schema,
      `JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
       LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
       LEFT JOIN pg_catalog.pg_depend AS p ON a.attidentity <> '' AND p.refobjid = c.oid AND p.refobjsubid = a.attnum AND p.deptype = 'i'
         AND p.classid = 'pg_catalog.pg_class'::regclass
       LEFT JOIN pg_catalog.pg_sequence AS s ON s.seqrelid = p.objid`)
    const custom = rows.length === 0 ? new Map<string, CustomType>() : await (this.#custom ??= this.#customTypes())
    return rows.map(([name, type, notNull, expression, comment, generated, identity, start, increment, min, max, cache, cycle]): ReflectedColumn => ({
      name: String(name),
      type: typeOfText(String(type), custom),
      nullable: notNull !== true,
      default: generated === '' ? expression as string | null : null,
      autoincrement: identity !== '' || (generated === '' && String(expression).startsWith('nextval(')),
      comment: comment as string | null,
      ...(generated === '' ? {} : { computed: { sqlText: stripParentheses(String(expression)), persisted: generated === 's' } }),
      ...(identity === '' ? {} : {
        // As `typeOfDriverColumn` reads 64 bit integers.
        identity: {
          always: identity === 'a', start: start as number, increment: increment as number, minValue: min as number, maxValue: max as number, cache: cache as number,
          cycle: cycle === true,
        },
      }),
    }))
  }

  async primaryKey(table: string, schema: string | null): Promise<ReflectedPrimaryKey> {
    const [row] = await this.#constraints("'p'", `k.conname, ${namesOf('k.conkey', 'k.conrelid')}`, table, schema)
    return row === undefined ? { name: null, constrainedColumns: [] } : { name: String(row[0]), constrainedColumns: row[1] as string[] }
  }

  async foreignKeys(table: string, schema: string | null): Promise<readonly ReflectedForeignKey[]> {
    const rows = await this.#constraints("'f'",
      `k.conname, ${namesOf('k.conkey', 'k.conrelid')}, rn.nspname, pg_catalog.pg_table_is_visible(r.oid), r.relname, ${namesOf('k.confkey', 'k.confrelid')},
       k.confdeltype::text, k.confupdtype::text, k.condeferrable, k.condeferred, k.confmatchtype::text`, table, schema,
      'JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace')
    return rows.map(([name, columns, referredSchema, isVisible, referred, referredColumns, onDelete, onUpdate, deferrable, deferred, match]): ReflectedForeignKey => ({
      name: String(name),
      constrainedColumns: columns as string[],
      referredSchema: referredSchema === schema || isVisible !== true ? String(referredSchema) : null,
      referredTable: String(referred),
      referredColumns: referredColumns as string[],
      options: {
        ...(actions[String(onDelete)] === undefined ? {} : { onDelete: actions[String(onDelete)] }),
        ...(actions[String(onUpdate)] === undefined ? {} : { onUpdate: actions[String(onUpdate)] }),
        ...(deferrable === true ? { deferrable: true } : {}),
        ...(deferred === true ? { initially: 'DEFERRED' } : {}),
        ...(match === 'f' ? { match: 'FULL' } : {}),
      },
    }))
  }

  async indexes(table: string, schema: string | null): Promise<readonly ReflectedIndex[]> {
    const rows = await this.#onTable(
      `ic.relname, i.indisunique, i.indnkeyatts, pg_catalog.pg_get_expr(i.indpred, i.indrelid), k.conname,
       (SELECT json_agg(json_build_array(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, e.position::int, true), e.options) ORDER BY e.position)
        FROM unnest(i.indkey::int2[], i.indoption::int2[]) WITH ORDINALITY AS e(attnum, options, position)
        LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = e.attnum AND e.attnum <> 0)`,
      'NOT i.indisprimary ORDER BY ic.relname', table, schema,
      `JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
       LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype IN ('u', 'x') AND k.conrelid = c.oid`)
    return rows.map(([name, unique, keyCount, predicate, constraint, elements]): ReflectedIndex => {
      const all = elements as [string | null, string, number | null][]
      const keys = all.slice(0, Number(keyCount))
      const sorting = keys.flatMap(([column, sql, options]) => {
        const flags = options ?? 0
        // Bit 1: descending; bit 2: nulls first, which is usual for descending ones.
        const words = (flags & 1) !== 0 ? ['desc', ...((flags & 2) === 0 ? ['nulls_last'] : [])] : (flags & 2) !== 0 ? ['nulls_first'] : []
        return words.length === 0 ? [] : [[column ?? sql, words] as const]
      })
      return {
        name: String(name),
        unique: unique === true,
        columnNames: keys.map(([column]) => column),
        ...(keys.some(([column]) => column === null) ? { expressions: keys.map(([column, sql]) => column ?? sql) } : {}),
        ...(sorting.length === 0 ? {} : { columnSorting: Object.fromEntries(sorting) }),
        ...(all.length > keys.length ? { includeColumns: all.slice(keys.length).map(([column, sql]) => column ?? sql) } : {}),
        ...(constraint === null ? {} : { duplicatesConstraint: constraint as string }),
        ...(predicate === null ? {} : { where: stripParentheses(predicate as string) }),
      }
    })
  }

  async uniqueConstraints(table: string, schema: string | null): Promise<readonly ReflectedUniqueConstraint[]> {
    const rows = await this.#constraints("'u'", `k.conname, ${namesOf('k.conkey', 'k.conrelid')}`, table, schema)
    return rows.map(([name, columns]) => ({ name: String(name), columnNames: columns as string[] }))
  }

  async checkConstraints(table: string, schema: string | null): Promise<readonly ReflectedCheckConstraint[]> {
    const rows = await this.#constraints("'c'", 'k.conname, pg_catalog.pg_get_expr(k.conbin, k.conrelid)', table, schema)
    return rows.map(([name, sql]) => ({ name: String(name), sqlText: stripParentheses(String(sql)) }))
  }

  async tableComment(table: string, schema: string | null): Promise<ReflectedComment> {
    const [row] = await this.#onTable("pg_catalog.obj_description(c.oid, 'pg_class')", 'true', table, schema)
    return { text: (row?.[0] as string | null | undefined) ?? null }
  }

  async #names(sql: string, parameters: readonly unknown[]): Promise<readonly string[]> { return (await this.#query(sql, parameters)).map(([name]) => String(name)) }

  #relations(kinds: string, schema: string | null): Promise<readonly string[]> {
    return this.#names(
      `SELECT c.relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relkind IN (${kinds}) AND c.relpersistence <> 't' AND n.nspname = ${schema === null ? 'current_schema()' : '$1'} ORDER BY c.relname`, schema === null ? [] : [schema])
  }

  #onTable(columns: string, where: string, table: string, schema: string | null, joins = ''): Promise<readonly (readonly unknown[])[]> {
    return this.#query(
      `SELECT ${columns} FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace ${joins}
       WHERE c.relname = $1 AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${schema === null ? 'pg_catalog.pg_table_is_visible(c.oid)' : 'n.nspname = $2'} AND ${where}`,
      schema === null ? [table] : [table, schema])
  }

  #constraints(kinds: string, columns: string, table: string, schema: string | null, joins = ''): Promise<readonly (readonly unknown[])[]> {
    return this.#onTable(columns, `k.contype IN (${kinds}) ORDER BY k.conname`, table, schema, `JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid ${joins}`)
  }

  /** Enums and domains, by the name that `format_type` gives them. */
  async #customTypes(): Promise<ReadonlyMap<string, CustomType>> {
    const rows = await this.#query(
      `SELECT pg_catalog.format_type(t.oid, NULL), t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid), t.typtype::text,
         (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid),
         pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull
       FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
       WHERE t.typtype IN ('e', 'd') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`)
    return new Map(rows.map(([text, typeName, typeSchema, isVisible, kind, values, base, notNull]): [string, CustomType] => {
      const name = String(typeName)
      const schema = isVisible === true ? undefined : String(typeSchema)
      return [String(text), kind === 'e' ? { kind: 'enum', name, schema, values: (values ?? []) as string[] } : { kind: 'domain', name, schema, base: String(base), notNull: notNull === true }]
    }))
  }
}

/** PostgreSQL puts every expression in parentheses of its own. */
function stripParentheses(sql: string): string {
  if (!sql.startsWith('(') || !sql.endsWith(')')) return sql
  let depth = 0
  let quote = ''
  for (let i = 0; i < sql.length; i++) {
    const char = sql[i]!
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0 && i < sql.length - 1) return sql
  }
  return stripParentheses(sql.slice(1, -1))
}
