import { ArgumentError, type ConvertibleType, type Dialect, type ValueConversion, type ValueProcessor } from '@athanor/interfaces'
import type { ColumnElement } from '../elements/column-element.ts'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { hashText } from '../structure/hash-text.ts'

/** Kinds of values as far as operators are concerned; types of one affinity compare without conversion. */
export type TypeAffinity =
  | 'null' | 'boolean' | 'integer' | 'numeric' | 'string' | 'binary' | 'date' | 'datetime' | 'time' | 'interval'
  | 'json' | 'uuid' | 'array' | 'tuple' | 'enum' | (string & {})

/** Where a type is used, for those that are objects of the database: the schema that they are in when they name none. */
export interface TypeOwner {
  /** Schema of the metadata collection. */
  readonly metadataSchema: string | null
  /** Schema of the table. */
  readonly tableSchema: string | null
}

/**
 * An SQL type: how it is named in DDL, how values travel, and what operators do with it.
 * Immutable; two types with equal `key` are the same type. Source: SQLAlchemy's `TypeEngine`.
 */
export abstract class SqlType implements ConvertibleType {
  /** Name of the type compiler's method, e.g. `visitInteger`. Lives on the prototype. */
  declare readonly visitName: string
  /** Family of representation, by which a dialect finds its conversion. On the prototype. */
  declare readonly family: string
  declare readonly affinity: TypeAffinity
  /** Types to use in place of this one, by dialect. */
  readonly variants: ReadonlyMap<string, SqlType> | undefined

  /** @internal */
  keyMemo: string | undefined = undefined
  /** @internal */
  keyHashMemo = 0

  constructor(variants?: ReadonlyMap<string, SqlType>) {
    this.variants = variants
  }

  /** Arguments that distinguish this type from others of its class; part of the key. */
  protected abstract get args(): readonly unknown[]

  /** Text that identifies the type: class and arguments. */
  get key(): string {
    if (this.keyMemo === undefined) {
      let key = `${this.visitName}(${this.args.map(argKey).join(',')})`
      if (this.variants) for (const [name, type] of this.variants) key += `|${name}=${type.key}`
      this.keyMemo = key
    }
    return this.keyMemo
  }
  get keyHash(): number { return this.keyHashMemo ||= hashText(this.key) | 1 }

  /** `null` in a comparison is a value of this type (JSON) rather than SQL NULL. */
  get shouldEvaluateNone(): boolean { return false }
  /** Indexable with `at()`. */
  get isIndexable(): boolean { return false }

  /**
   * Operator and result type of `left operator right`, where `other` is the type of the right operand.
   * Default: the operator as it is, a value of the left type.
   */
  adaptOperator(operator: Operator, _other: SqlType): readonly [Operator, SqlType] {
    return [operator, this]
  }

  /** Texts are values of this type (dates, exact numbers, UUIDs), though JavaScript can't tell them from others. */
  protected get hasTextValues(): boolean { return false }

  /** Type of a plain value that is compared with, or combined with, an expression of this type. */
  coerceComparedValue(operator: Operator, value: unknown): SqlType {
    if (typeof value === 'string' && (this.affinity === 'string' || (this.hasTextValues && betweenEquals.has(operator)))) return this
    const own = typeOfValue(value)
    return own.affinity === 'null' || own.affinity === this.affinity ? this : own
  }

  /** The type to use under a dialect: a variant, or itself. */
  forDialect(dialectName: string): SqlType { return this.variants?.get(dialectName) ?? this }

  /** A copy that is another type under the given dialects (source: SQLAlchemy's `with_variant`). */
  withVariant(type: SqlType, ...dialects: readonly string[]): this {
    if (dialects.length === 0) throw new ArgumentError('A variant of a type needs the name of at least one dialect')
    if (type.variants !== undefined) throw new ArgumentError('A variant of a type can\'t have variants itself')
    const variants = new Map(this.variants)
    for (const dialect of dialects) {
      if (variants.has(dialect)) throw new ArgumentError(`This type has a variant for the dialect '${dialect}' already`)
      variants.set(dialect, type)
    }
    return this.copyWith({ variants })
  }

  /**
   * The type as a table's column has it: one that is an object of the database is in the schema of the metadata, unless it
   * names another. Most types aren't, and are the same everywhere. Source: SQLAlchemy's `SchemaType`.
   */
  inSchemaOf(owner: TypeOwner): this {
    const { variants } = this
    if (variants === undefined) return this
    const moved = new Map([...variants].map(([dialect, type]): [string, SqlType] => [dialect, type.inSchemaOf(owner)]))
    return [...moved].every(([dialect, type]) => variants.get(dialect) === type) ? this : this.copyWith({ variants: moved })
  }

  /** The type of a `collate()` of this one; itself where there is nothing to collate. */
  withCollation(_collation: string, _schema?: string): this { return this }

  /** A copy with some fields replaced. */
  copyWith(changes: object): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, { keyMemo: undefined, keyHashMemo: 0 }, changes)
  }

  /** Conversion towards the driver; undefined when values go as they are. Never called with null. */
  bindProcessor(dialect: Dialect): ValueProcessor | undefined { return this.conversion(dialect)?.bind }
  /** Conversion from the driver; undefined when values come as they are. Never called with null. */
  resultProcessor(dialect: Dialect): ValueProcessor | undefined { return this.conversion(dialect)?.result }
  /** What the dialect does with values of this family. */
  protected conversion(dialect: Dialect): ValueConversion | undefined {
    // the table's functions take the type of their own family
    return (dialect.conversions[this.family] as ((type: SqlType) => ValueConversion | undefined) | undefined)?.(this)
  }
  /**
   * SQL around each parameter of this type, such as a conversion that the server does: `lower($1)`. Undefined: none.
   * Source: SQLAlchemy's `bind_expression`.
   */
  bindExpression(_bind: ColumnElement, _dialect: Dialect): ColumnElement | undefined { return undefined }
  /** SQL around a column of this type in the select list of the outermost query, and in RETURNING. Source: SQLAlchemy's `column_expression`. */
  columnExpression(_column: ColumnElement, _dialect: Dialect): ColumnElement | undefined { return undefined }
  /** What an operator means for an expression of this type; undefined: what it means for others. Source: SQLAlchemy's comparators. */
  operate(_left: ColumnElement, _operator: Operator, _right: unknown): ColumnElement | undefined { return undefined }
  /** Writes a value as SQL text; undefined when the type can't. */
  literalProcessor(_dialect: Dialect): ((value: unknown) => string) | undefined { return undefined }

  /** For messages: `Integer`, `String(30)`. */
  toString(): string {
    const args = this.args.filter((arg) => arg !== undefined && typeof arg !== 'boolean' && typeof arg !== 'function')
    return this.visitName.replace(/^visit/, '') + (args.length === 0 ? '' : `(${args.map(String).join(', ')})`)
  }
}

/** Operators whose two sides are of one type; the other operators of texts (LIKE, concatenation) make texts of both. */
const betweenEquals: ReadonlySet<Operator> = new Set([
  op.eq, op.ne, op.lt, op.le, op.gt, op.ge, op.in, op.notIn, op.and, op.isDistinctFrom, op.isNotDistinctFrom, op.add, op.sub, op.mul, op.truediv, op.floordiv, op.mod,
])

const argKey = (value: unknown): string => {
  if (value instanceof SqlType) return value.key
  if (Array.isArray(value)) return `[${value.map(argKey).join(',')}]`
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) return `#${identityOf(value)}`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
const ids = new WeakMap<object, number>()
let nextId = 0
function identityOf(value: object): number {
  let id = ids.get(value)
  if (id === undefined) ids.set(value, id = ++nextId)
  return id
}

/** Sets the constants of a type class. */
export function defineType(
  cls: { readonly prototype: SqlType }, visitName: string, affinity: TypeAffinity, family: string = affinity,
): void {
  Object.defineProperties(cls.prototype, {
    visitName: { value: visitName, writable: true, configurable: true },
    affinity: { value: affinity, writable: true, configurable: true },
    family: { value: family, writable: true, configurable: true },
  })
}

/** No type known. */
export class NullType extends SqlType {
  protected get args(): readonly unknown[] { return [] }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    // the other side knows more: a commutative operator is decided as if it stood on the left
    if (other.affinity === 'null' || (operator !== op.add && operator !== op.mul)) return [operator, this]
    return other.adaptOperator(operator, this)
  }
}
defineType(NullType, 'visitNullType', 'null')
export const NULL_TYPE = new NullType()

const valueTypes: Record<string, (value: unknown) => SqlType> = {}
/** Installs the types of plain values; called once by the module that defines the types. */
export function setValueTypes(resolve: Record<'number' | 'bigint' | 'string' | 'boolean' | 'object', (value: unknown) => SqlType>): void {
  Object.assign(valueTypes, resolve)
}

/** The SQL type that a plain value has by itself; `NULL_TYPE` when it tells nothing. */
export function typeOfValue(value: unknown): SqlType {
  if (value === null || value === undefined) return NULL_TYPE
  return valueTypes[typeof value]?.(value) ?? NULL_TYPE
}
