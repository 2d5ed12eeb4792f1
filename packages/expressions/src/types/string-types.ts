import { DataError, type Dialect, type ValueProcessor } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { quoteLiteral } from './literal-quoting.ts'
import { unwritable } from './literals.ts'
import { defineType, SqlType, type TypeOwner } from './sql-type.ts'

export interface StringOptions {
  /** Characters. */
  readonly length?: number | undefined
  readonly collation?: string | undefined
  readonly collationSchema?: string | undefined
}

/** `VARCHAR`. */
export class StringType extends SqlType {
  readonly length: number | undefined
  readonly collation: string | undefined
  readonly collationSchema: string | undefined
  constructor(options: StringOptions | number = {}) {
    super()
    const o = typeof options === 'number' ? { length: options } : options
    this.length = o.length
    this.collation = 'collation' in o ? o.collation : undefined
    this.collationSchema = 'collationSchema' in o ? o.collationSchema : undefined
  }
  protected get args(): readonly unknown[] { return [this.length, this.collation, this.collationSchema] }
  override withCollation(collation: string, schema?: string): this { return this.copyWith({ collation, collationSchema: schema }) }
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    return operator === op.add && (other.affinity === 'string' || other.affinity === 'null' || other.affinity === 'binary') ? [op.concat, this] : [operator, this]
  }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    return (value) => {
      if (typeof value !== 'string') throw unwritable(value, 'a string')
      return quoteLiteral(dialect, value)
    }
  }
}
defineType(StringType, 'visitString', 'string')

/** `TEXT` or `CLOB`. */
export class TextType extends StringType {}
defineType(TextType, 'visitText', 'string')
/** `VARCHAR`, or `NVARCHAR` where Unicode needs another type. */
export class UnicodeType extends StringType {}
defineType(UnicodeType, 'visitUnicode', 'string')
/** `TEXT`, or `NTEXT`, `NCLOB`, `NVARCHAR(max)`. */
export class UnicodeTextType extends TextType {}
defineType(UnicodeTextType, 'visitUnicodeText', 'string')

export interface EnumOptions {
  readonly name?: string | undefined
  readonly schema?: string | undefined
  /** Use the database's own enum type where it has one. Default true. */
  readonly nativeEnum?: boolean | undefined
  /** Add a CHECK where there is no native enum. Default false. */
  readonly createConstraint?: boolean | undefined
  readonly length?: number | undefined
  /** The type is in the schema of the table. Default false: in that of the metadata. */
  readonly inheritSchema?: boolean | undefined
  /** `createAll` and `dropAll` include the type. Default true. */
  readonly createType?: boolean | undefined
  /** A value that is none of these is an error when it is sent; types of TypeScript say so already. Default false. */
  readonly validateStrings?: boolean | undefined
  /** Without a name it is a plain `VARCHAR` on databases whose enum types need one. Default false: an error there. */
  readonly textWithoutName?: boolean | undefined
}

/** One of a fixed list of strings. */
export class EnumType extends StringType {
  readonly values: readonly string[]
  readonly name: string | undefined
  /** Schema of the type, where the database has such types. */
  readonly schema: string | undefined
  /** @internal The schema that was asked for. */
  readonly givenSchema: string | undefined
  readonly nativeEnum: boolean
  readonly createConstraint: boolean
  readonly inheritSchema: boolean
  readonly createType: boolean
  readonly validateStrings: boolean
  readonly textWithoutName: boolean
  constructor(values: readonly string[], options: EnumOptions = {}) {
    super({ length: options.length ?? Math.max(0, ...values.map((v) => v.length)) })
    this.values = values
    this.name = options.name
    this.schema = options.schema
    this.givenSchema = options.schema
    this.nativeEnum = options.nativeEnum ?? true
    this.createConstraint = options.createConstraint ?? false
    this.inheritSchema = options.inheritSchema ?? false
    this.createType = options.createType ?? true
    this.validateStrings = options.validateStrings ?? false
    this.textWithoutName = options.textWithoutName ?? false
  }
  override withCollation(): this { return this }
  override inSchemaOf(owner: TypeOwner): this {
    const schema = this.givenSchema ?? (this.inheritSchema ? owner.tableSchema : owner.metadataSchema) ?? undefined
    return schema === this.schema ? super.inSchemaOf(owner) : this.copyWith({ schema }).inSchemaOf(owner)
  }
  override toString(): string { return `Enum(${this.name ?? this.values.map((v) => `'${v}'`).join(', ')})` }
  /** What is concatenated is no longer one of the values. */
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] {
    const [adapted, type] = super.adaptOperator(operator, other)
    return [adapted, adapted === op.concat ? new StringType({ length: this.length }) : type]
  }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    const bind = super.bindProcessor(dialect)
    return this.validateStrings ? checked(this, bind) : bind
  }
  override resultProcessor(dialect: Dialect): ValueProcessor { return checked(this, super.resultProcessor(dialect), this.nativeEnum && 'hasBlankEnums' in dialect) }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const write = super.literalProcessor(dialect)
    return this.validateStrings ? checked(this, write as ValueProcessor) as (value: unknown) => string : write
  }
  protected override get args(): readonly unknown[] {
    return [
      this.values, this.name, this.schema, this.nativeEnum, this.createConstraint, this.length, this.inheritSchema, this.textWithoutName, this.createType, this.validateStrings,
    ]
  }
}
defineType(EnumType, 'visitEnum', 'string', 'enum')

/** Lets the values of an enumeration through, and nothing else; also an empty text where the database stores it in place of what it doesn't know. */
function checked({ values, name }: EnumType, convert: ValueProcessor | undefined, hasBlank = false): ValueProcessor {
  const known = new Set<unknown>(hasBlank ? [...values, ''] : values)
  return (value) => {
    if (known.has(value)) return convert === undefined ? value : convert(value)
    const list = values.length > 10 ? `${values.slice(0, 10).join(', ')}, …` : values.join(', ')
    throw new DataError(
      `${typeof value === 'string' ? `A text of ${value.length} characters` : `A ${typeof value}`} is not among the values of the enumeration${name === undefined ? '' : ` '${name}'`}: ${list}`,
      { code: 'ENUM_VALUE_UNKNOWN' })
  }
}
