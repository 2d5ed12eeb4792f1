import { ArgumentError, type Dialect, type ValueProcessor } from '@athanor/interfaces'
import { asColumnElement, describe, operand } from '../elements/coercion.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { defineType, SqlType, type TypeAffinity, type TypeOwner } from './sql-type.ts'

/** How values travel where neither the type's default nor its options fit. Neither function sees null. */
export interface TypeCodec {
  readonly bind?: ((value: never) => unknown) | undefined
  readonly result?: ((value: never) => unknown) | undefined
  /** Writes a value into SQL text; default: bound, then written as the implementation does. */
  readonly literal?: ((value: never, dialect: Dialect) => string) | undefined
}

export interface TypeDecoratorOptions extends TypeCodec {
  /**
   * Identifies the type in cache keys: two types over the same implementation with one name are the same type. Default: these
   * options by their identity, so a type that is made anew for each statement makes each statement new. Give a name then
   * (source: SQLAlchemy's `cache_ok`).
   */
  readonly name?: string | undefined
  /** Another implementation for a dialect. */
  readonly forDialect?: ((dialect: string) => SqlType | undefined) | undefined
  /** SQL around each parameter of this type: `(value) => func.lower(value)`. */
  readonly bindExpression?: ((value: never) => unknown) | undefined
  /** SQL around a column of this type where it is selected by the outermost query: `(column) => func.upper(column)`. */
  readonly columnExpression?: ((column: never) => unknown) | undefined
  /**
   * Operators with another meaning, by the name of their method: `{ eq: (left, right) => func.lower(left).eq(func.lower(right)) }`.
   * Inside these functions operators mean what they mean for the implementation.
   */
  readonly operators?: Readonly<Record<string, (left: never, right: never) => unknown>> | undefined
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
  /** @internal Where the type is used. */
  readonly owner: TypeOwner | undefined = undefined
  constructor(implementation: SqlType, options: TypeDecoratorOptions = {}) {
    super()
    this.implementation = implementation
    this.options = options
    Object.defineProperty(this, 'affinity', { value: implementation.affinity satisfies TypeAffinity, enumerable: true, writable: true, configurable: true })
    Object.defineProperty(this, 'family', { value: implementation.family, enumerable: true, writable: true, configurable: true })
  }
  protected get args(): readonly unknown[] {
    const { owner } = this
    return [this.implementation, this.options.name ?? this.options, ...(owner === undefined ? [] : [owner.metadataSchema, owner.tableSchema])]
  }

  /** The type that a dialect sees. */
  implFor(dialect: string): SqlType {
    const own = this.options.forDialect?.(dialect)
    return (own === undefined ? this.implementation : this.owner === undefined ? own : own.inSchemaOf(this.owner)).forDialect(dialect)
  }
  override inSchemaOf(owner: TypeOwner): this {
    const implementation = this.implementation.inSchemaOf(owner)
    // types of single dialects are made when they are needed, and have to be told then
    const isTold = this.options.forDialect !== undefined && (owner.metadataSchema !== null || owner.tableSchema !== null)
    const moved = implementation === this.implementation && !isTold ? this : this.copyWith({ implementation, ...(isTold ? { owner } : {}) })
    return super.inSchemaOf.call(moved, owner) as this
  }
  override withCollation(collation: string, schema?: string): this {
    const implementation = this.implementation.withCollation(collation, schema)
    return implementation === this.implementation ? this : this.copyWith({ implementation })
  }
  override get isIndexable(): boolean { return this.implementation.isIndexable }
  override get shouldEvaluateNone(): boolean { return this.implementation.shouldEvaluateNone }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    const [adapted, type] = this.implementation.adaptOperator(operator, other instanceof TypeDecorator ? other.implementation : other)
    return [adapted, type === this.implementation ? this : type]
  }
  override coerceComparedValue(operator: Operator, value: unknown): SqlType { return this.options.coerceComparedValue?.(operator, value) ?? this }

  override bindExpression(bind: ColumnElement, dialect: Dialect): ColumnElement | undefined {
    const { bindExpression } = this.options
    return bindExpression === undefined ? this.implFor(dialect.name).bindExpression(bind, dialect) : element(bindExpression(bind as never), 'bindExpression')
  }
  override columnExpression(column: ColumnElement, dialect: Dialect): ColumnElement | undefined {
    const { columnExpression } = this.options
    return columnExpression === undefined ? this.implFor(dialect.name).columnExpression(column, dialect) : element(columnExpression(column as never), 'columnExpression')
  }
  override operate(left: ColumnElement, operator: Operator, right: unknown): ColumnElement | undefined {
    const custom = this.options.operators?.[methodNames.get(operator.name) ?? operator.name]
    if (custom === undefined) return this.implementation.operate(left, operator, right)
    if (operating === this) return undefined
    const isList = operator === op.in || operator === op.notIn
    return operatingOn(this, () => element(custom(left as never, (isList ? right : operand(right, left, operator)) as never), `The operator '${operator.name}' of a type`))
  }

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

/** The type whose own operator is being built: inside it operators are the plain ones. */
let operating: TypeDecorator | undefined
function operatingOn<T>(type: TypeDecorator, build: () => T): T {
  const before = operating
  operating = type
  try {
    return build()
  } finally {
    operating = before
  }
}
/** Operators whose name differs from that of their method. */
const methodNames: ReadonlyMap<string, string> = new Map([
  ['truediv', 'div'], ['floordiv', 'floorDiv'], ['startswith', 'startsWith'], ['endswith', 'endsWith'], ['istartswith', 'istartsWith'], ['iendswith', 'iendsWith'],
  ['bitwiseLshift', 'bitwiseLeftShift'], ['bitwiseRshift', 'bitwiseRightShift'],
])
function element(value: unknown, what: string): ColumnElement {
  const found = asColumnElement(value)
  if (found === undefined) throw new ArgumentError(`${what} has to return an SQL expression, not ${describe(value)}`)
  return found
}

const chain = (first: ValueProcessor | undefined, second: ValueProcessor | undefined): ValueProcessor | undefined => {
  if (first === undefined || second === undefined) return first ?? second
  return (value) => {
    const between = first(value)
    return between === null || between === undefined ? between : second(between)
  }
}

/** Options of a type with a name of its own. */
export type UserTypeOptions = Pick<TypeDecoratorOptions, 'bind' | 'result' | 'literal' | 'bindExpression' | 'columnExpression'>

/** One object: types are told apart by their options. */
const NO_OPTIONS: UserTypeOptions = {}

/** A type whose SQL name the user gives, the same for every dialect (source: SQLAlchemy's `UserDefinedType`). */
export class UserDefinedType extends SqlType {
  readonly sqlName: string
  readonly codec: UserTypeOptions
  constructor(sqlName: string, codec: UserTypeOptions = NO_OPTIONS) {
    super()
    this.sqlName = sqlName
    this.codec = codec
  }
  protected get args(): readonly unknown[] { return [this.sqlName, this.codec] }
  columnSpec(): string { return this.sqlName }
  override coerceComparedValue(): SqlType { return this }
  override bindExpression(bind: ColumnElement): ColumnElement | undefined {
    const { bindExpression } = this.codec
    return bindExpression === undefined ? undefined : element(bindExpression(bind as never), 'bindExpression')
  }
  override columnExpression(column: ColumnElement): ColumnElement | undefined {
    const { columnExpression } = this.codec
    return columnExpression === undefined ? undefined : element(columnExpression(column as never), 'columnExpression')
  }
  override bindProcessor(): ValueProcessor | undefined { return this.codec.bind as ValueProcessor | undefined }
  override resultProcessor(): ValueProcessor | undefined { return this.codec.result as ValueProcessor | undefined }
  override literalProcessor(dialect: Dialect): ((value: unknown) => string) | undefined {
    const { literal } = this.codec
    return literal === undefined ? undefined : (value) => literal(value as never, dialect)
  }
}
defineType(UserDefinedType, 'visitUserDefined', 'user-defined')
