import type { CompileOptions } from '@athanor/interfaces'
import { CompileError } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import { nameText, QuotedName, type Name } from '../structure/names.ts'

/**
 * The schema to write for an object, when schemas are translated (source: SQLAlchemy's `schema_translate_map`). Unless the
 * translation is to be rendered, a symbol stands for it: `__[SCHEMA_x]`, `__[SCHEMA__none]` for an object without schema.
 */
export function effectiveSchema(schema: Name | null, options: CompileOptions, dialect: DefaultDialect): Name | null {
  const map = options.schemaTranslateMap
  if (map === undefined || (schema === null && !map.has(null))) return schema
  const name = schema === null ? null : nameText(schema)
  if (!options.renderSchemaTranslate) {
    if (name !== null && /[[\]]/.test(name)) throw new CompileError(`The schema name '${name}' can't be translated: it has square brackets`, { code: 'SCHEMA_NAME_INVALID' })
    return new QuotedName(`__[SCHEMA_${name ?? '_none'}]`, false)
  }
  if (!map.has(name)) return schema
  return map.get(name) ?? dialect.defaultSchemaName ?? null
}
