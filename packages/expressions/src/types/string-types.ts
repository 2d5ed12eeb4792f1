import type { Dialect } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import { quoteLiteral } from './literal-quoting.ts'
import { unwritable } from './literals.ts'
import { defineType, SqlType } from './sql-type.ts'

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
  readonly inheritSchema?: boolean | undefined
  /** Without a name it is a plain `VARCHAR` on databases whose enum types need one. Default false: an error there. */
  readonly textWithoutName?: boolean | undefined
}

/** One of a fixed list of strings. */
export class EnumType extends StringType {
  readonly values: readonly string[]
  readonly name: string | undefined
  readonly schema: string | undefined
  readonly nativeEnum: boolean
  readonly createConstraint: boolean
  readonly inheritSchema: boolean
  readonly textWithoutName: boolean
  constructor(values: readonly string[], options: EnumOptions = {}) {
    super({ length: options.length ?? Math.max(0, ...values.map((v) => v.length)) })
    this.values = values
    this.name = options.name
    this.schema = options.schema
    this.nativeEnum = options.nativeEnum ?? true
    this.createConstraint = options.createConstraint ?? false
    this.inheritSchema = options.inheritSchema ?? false
    this.textWithoutName = options.textWithoutName ?? false
  }
  override withCollation(): this { return this }
  protected override get args(): readonly unknown[] {
    return [this.values, this.name, this.schema, this.nativeEnum, this.createConstraint, this.length, this.inheritSchema, this.textWithoutName]
  }
}
defineType(EnumType, 'visitEnum', 'string', 'enum')
