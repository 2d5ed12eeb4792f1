import type { CompileOptions } from '@athanor/interfaces'
import { CompileError } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import { nameText, QuotedName, type Name } from '../structure/names.ts'

/**
 * The schema to write for an object, when schemas are translated (source: SQLAlchemy's `schema_translate_map`). Unless the
 * translation is to be rendered, a symbol stands for it: `__[SCHEMA_x]`, `__[SCHEMA__none]` for an object without schema.
 * @throws {CompileError} when the default schema is asked for and unknown
 */
export function effectiveSchema(schema: Name | null, options: CompileOptions, dialect: DefaultDialect): Name | null {
  const map = options.schemaTranslateMap
  if (map === undefined || (schema === null && !map.has(null))) return schema
  const name = schema === null ? null : nameText(schema)
  if (!options.renderSchemaTranslate) {
    if (name !== null && /[[\]]/.test(name)) throw new CompileError(`The schema name '${name}' can't be translated: it has square brackets`, { code: 'SCHEMA_NAME_INVALID' })
    return new QuotedName(`__[SCHEMA_${name ?? '_none'}]`, false)
  }
  // what isn't translated goes the same way, as text: its quotes aren't forced any more
  if (!map.has(name)) return name
  const target = map.get(name) ?? dialect.serverInfo?.defaultSchema ?? dialect.defaultSchemaName
  if (target === undefined) {
    throw new CompileError(
      `The schema ${name === null ? 'of objects without one' : `'${name}'`} is translated to the default schema, and the dialect '${dialect.name}' doesn't know its name before it is connected`,
      { code: 'SCHEMA_DEFAULT_UNKNOWN' })
  }
  return target
}
