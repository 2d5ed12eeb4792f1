import type { Dialect, ValueProcessor } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { quoteLiteral } from './literal-quoting.ts'
import { numberLiteral, unwritable } from './literals.ts'
import { defineType, SqlType } from './sql-type.ts'

/**
 * `JSON`. A plain `null` is the JSON value null unless `noneAsNull` is set; for SQL NULL use `nullValue()`
 * (source: SQLAlchemy's `JSON`).
 */
export class JsonType extends SqlType {
  readonly noneAsNull: boolean
  constructor(options: { readonly noneAsNull?: boolean | undefined } = {}) {
    super()
    this.noneAsNull = options.noneAsNull ?? false
  }
  protected get args(): readonly unknown[] { return [this.noneAsNull] }
  override get isIndexable(): boolean { return true }
  override get shouldEvaluateNone(): boolean { return !this.noneAsNull }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    return operator === op.add && concatenable.has(other.affinity) ? [op.concat, this] : [operator, this]
  }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined { return ownJson(dialect).jsonSerializer ?? super.bindProcessor(dialect) }
  override resultProcessor(dialect: Dialect): ValueProcessor | undefined {
    const plain = super.resultProcessor(dialect)
    const { jsonDeserializer: read } = ownJson(dialect)
    if (read === undefined) return plain
    return (value) => {
      if (typeof value === 'string') return read(value)
      if (value instanceof Uint8Array) return read(new TextDecoder().decode(value))
      // a driver that reads numbers by itself
      return plain === undefined ? value : plain(value)
    }
  }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const write = ownJson(dialect).jsonSerializer ?? JSON.stringify
    return (value) => quoteLiteral(dialect, write(value ?? null))
  }
}
/** A dialect that was told how JSON is written and read. */
interface OwnJson {
  readonly jsonSerializer?: ((value: unknown) => string) | undefined
  readonly jsonDeserializer?: ((text: string) => unknown) | undefined
}
const ownJson = (dialect: Dialect): OwnJson => dialect as Dialect & OwnJson
defineType(JsonType, 'visitJson', 'json')
const concatenable: ReadonlySet<string> = new Set(['json', 'string', 'array', 'null'])

/** An index or key into a JSON value. Dialects write it in their path syntax. */
export class JsonIndexType extends SqlType {
  readonly kind: 'index' | 'key' | 'path'
  constructor(kind: 'index' | 'key' | 'path') {
    super()
    this.kind = kind
  }
  protected get args(): readonly unknown[] { return [this.kind] }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    const format = formatterOf(dialect)
    return format === undefined ? undefined : (value) => format(value, this.kind)
  }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const format = formatterOf(dialect)
    return (value) => {
      const formatted = format === undefined ? value : format(value, this.kind)
      if (Array.isArray(formatted)) throw unwritable(formatted, 'a JSON path: the dialect has no syntax for them')
      return typeof formatted === 'number' ? numberLiteral(formatted) : quoteLiteral(dialect, String(formatted))
    }
  }
}
defineType(JsonIndexType, 'visitJsonIndex', 'jsonindex')

/** Writes an index, key or path for a dialect, e.g. `$."a"[1]`. */
export type JsonPathFormatter = (value: unknown, kind: 'index' | 'key' | 'path') => unknown
const formatterOf = (dialect: Dialect): JsonPathFormatter | undefined =>
  'formatJsonPath' in dialect ? (value, kind) => (dialect as unknown as { formatJsonPath: JsonPathFormatter }).formatJsonPath(value, kind) : undefined

export const JSON_INDEX = new JsonIndexType('index')
export const JSON_KEY = new JsonIndexType('key')
export const JSON_PATH = new JsonIndexType('path')

/** `$."key"[0]`: the path syntax of SQLite, MySQL and SQL Server. */
export const dollarPath: JsonPathFormatter = (value, kind) => {
  // a path given as text is in the database's own syntax
  if (kind === 'path' && typeof value === 'string') return value
  const steps = kind === 'path' ? (value as readonly (string | number)[]) : [value as string | number]
  return `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `."${String(step).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join('')}`
}
