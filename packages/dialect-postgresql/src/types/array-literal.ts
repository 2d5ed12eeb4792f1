import type { Dialect } from '@athanor/interfaces'
import type { DefaultDialect } from '@athanor/expressions/compiler'
import type { ArrayType, SqlType } from '@athanor/expressions/elements'

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.flat(Infinity).every((v) => v === null || v === undefined)

/** Elements whose literals have their type by themselves. */
const typed: ReadonlySet<string> = new Set(['null', 'string', 'integer', 'numeric', 'float', 'boolean', 'binary', 'interval'])

/** Writes an array as `ARRAY[1, 2]`; one of dates and the like, or without values, says its type: `ARRAY['2024-05-06']::DATE[]`. */
export function arrayLiteral(type: ArrayType, dialect: Dialect): ((value: unknown) => string) | undefined {
  const element = type.itemType.literalProcessor(dialect)
  if (element === undefined) return undefined
  const write = (value: unknown, depth: number | undefined): string => {
    if (value === null || value === undefined) return 'NULL'
    return Array.isArray(value) && depth !== 0 ? `ARRAY[${value.map((v) => write(v, depth === undefined ? undefined : depth - 1)).join(', ')}]` : element(value)
  }
  const own = type.itemType.forDialect(dialect.name) as SqlType & { implFor?(dialect: string): SqlType }
  const item = own.implFor?.(dialect.name) ?? own
  const isTyped = typed.has(item.affinity) && !(item.family === 'enum' && (item as SqlType & { readonly nativeEnum?: boolean; readonly name?: string }).name !== undefined)
  return (value) => ((isTyped && !isEmpty(value)) || !Array.isArray(value) ? write(value, type.depth) : `${write(value, type.depth)}::${(dialect as unknown as DefaultDialect).typeCompiler.process(type)}`)
}
