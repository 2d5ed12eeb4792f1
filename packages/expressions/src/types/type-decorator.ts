import type { Dialect, ValueProcessor } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { defineType, SqlType, type TypeAffinity } from './sql-type.ts'

/** How values travel where neither the type's default nor its options fit. Neither function sees null. */
export interface TypeCodec {
  readonly bind?: ((value: never) => unknown) | undefined
  readonly result?: ((value: never) => unknown) | undefined
  /** Writes a value into SQL text; default: bound, then written as the implementation does. */
  readonly literal?: ((value: never, dialect: Dialect) => string) | undefined
}

export interface TypeDecoratorOptions extends TypeCodec {
  /** Part of the cache key, when the codec's identity isn't enough. */
  readonly name?: string | undefined
  /** Another implementation for a dialect. */
  readonly forDialect?: ((dialect: string) => SqlType | undefined) | undefined
  /** The type of a plain value compared with this one; default: this type. */
  readonly coerceComparedValue?: ((operator: Operator, value: unknown) => SqlType) | undefined
}

/**
 * A type of one's own over another one: the same SQL, other values. Source: SQLAlchemy's `TypeDecorator`.
 *
 * @example
 * const cents = new TypeDecorator(new IntegerType(), { bind: (eur: number) => Math.round(eur * 100), result: (n: number) => n / 100 })
 */
export class TypeDecorator extends SqlType {
  readonly implementation: SqlType
  readonly options: TypeDecoratorOptions
  constructor(implementation: SqlType, options: TypeDecoratorOptions = {}) {
    super()
    this.implementation = implementation
    this.options = options
    Object.defineProperty(this, 'affinity', { value: implementation.affinity satisfies TypeAffinity, enumerable: true, writable: true, configurable: true })
    Object.defineProperty(this, 'family', { value: implementation.family, enumerable: true, writable: true, configurable: true })
  }
  protected get args(): readonly unknown[] { return [this.implementation, this.options.name ?? this.options] }

  /** The type that a dialect sees. */
  implFor(dialect: string): SqlType {
    return (this.options.forDialect?.(dialect) ?? this.implementation).forDialect(dialect)
  }
  override get isIndexable(): boolean { return this.implementation.isIndexable }
  override get shouldEvaluateNone(): boolean { return this.implementation.shouldEvaluateNone }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    const [adapted, type] = this.implementation.adaptOperator(operator, other instanceof TypeDecorator ? other.implementation : other)
    return [adapted, type === this.implementation ? this : type]
  }
  override coerceComparedValue(operator: Operator, value: unknown): SqlType { return this.options.coerceComparedValue?.(operator, value) ?? this }

  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    const implementation = this.implFor(dialect.name).bindProcessor(dialect)
    const both = chain(this.options.bind as ValueProcessor | undefined, implementation)
    // a codec never sees null, which is a value of its own in JSON
    return both !== undefined && this.shouldEvaluateNone ? (value) => (value === null ? implementation?.(null) ?? null : both(value)) : both
  }
  override resultProcessor(dialect: Dialect): ValueProcessor | undefined {
    return chain(this.implFor(dialect.name).resultProcessor(dialect), this.options.result as ValueProcessor | undefined)
  }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined {
    const { literal, bind } = this.options
    if (literal !== undefined) return (value) => literal(value as never, dialect)
    const own = this.implFor(dialect.name).literalProcessor(dialect)
    return own === undefined ? undefined : (value) => own(bind === undefined ? value : bind(value as never))
  }
}
defineType(TypeDecorator, 'visitTypeDecorator', 'null')

const chain = (first: ValueProcessor | undefined, second: ValueProcessor | undefined): ValueProcessor | undefined => {
  if (first === undefined || second === undefined) return first ?? second
  return (value) => {
    const between = first(value)
    return between === null || between === undefined ? between : second(between)
  }
}

/** A type whose SQL name the user gives, the same for every dialect (source: SQLAlchemy's `UserDefinedType`). */
export class UserDefinedType extends SqlType {
  readonly sqlName: string
  readonly codec: TypeCodec
  constructor(sqlName: string, codec: TypeCodec = {}) {
    super()
    this.sqlName = sqlName
    this.codec = codec
  }
  protected get args(): readonly unknown[] { return [this.sqlName, this.codec] }
  columnSpec(): string { return this.sqlName }
  override coerceComparedValue(): SqlType { return this }
  override bindProcessor(): ValueProcessor | undefined { return this.codec.bind as ValueProcessor | undefined }
  override resultProcessor(): ValueProcessor | undefined { return this.codec.result as ValueProcessor | undefined }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined {
    const { literal } = this.codec
    return literal === undefined ? undefined : (value) => literal(value as never, dialect)
  }
}
defineType(UserDefinedType, 'visitUserDefined', 'user-defined')
