import type { Operator } from '../operators/operator.ts'
import { adaptArithmetic } from './adaptations.ts'
import { numberLiteral } from './literals.ts'
import { defineType, SqlType } from './sql-type.ts'

abstract class NumberType extends SqlType {
  override adaptOperator(operator: Operator, other: SqlType): readonly [Operator, SqlType] { return adaptArithmetic(this, operator, other) }
  override literalProcessor(): (value: unknown) => string { return numberLiteral }
}

/** `INTEGER`; a JavaScript number. */
export class IntegerType extends NumberType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(IntegerType, 'visitInteger', 'integer')
/** `SMALLINT`; a JavaScript number. */
export class SmallIntegerType extends IntegerType {}
defineType(SmallIntegerType, 'visitSmallInteger', 'integer')
/** `BIGINT`; a bigint, or a number when `mode` says so. */
export class BigIntegerType extends IntegerType {
  readonly mode: 'bigint' | 'number'
  constructor(mode: 'bigint' | 'number' = 'bigint') {
    super()
    this.mode = mode
  }
  protected override get args(): readonly unknown[] { return [this.mode] }
}
defineType(BigIntegerType, 'visitBigInteger', 'integer', 'bigint')

/** Converts between the database's decimal text and the user's value. */
export interface NumericCodec<T = unknown> {
  parse(text: string): T
  format(value: T): string
}
export interface NumericOptions {
  /** All digits. */
  readonly precision?: number | undefined
  /** Digits after the point. */
  readonly scale?: number | undefined
  readonly decimalReturnScale?: number | undefined
  /** `string` keeps every digit (default); `number` may lose some; `codec` uses a decimal library. */
  readonly mode?: 'string' | 'number' | 'codec' | undefined
  readonly codec?: NumericCodec | undefined
}

/** `NUMERIC(precision, scale)`; a string by default. */
export class NumericType extends NumberType {
  readonly precision: number | undefined
  readonly scale: number | undefined
  readonly decimalReturnScale: number | undefined
  readonly mode: 'string' | 'number' | 'codec'
  readonly codec: NumericCodec | undefined
  constructor(options: NumericOptions = {}) {
    super()
    this.precision = options.precision
    this.scale = options.scale
    this.decimalReturnScale = options.decimalReturnScale
    this.codec = options.codec
    this.mode = options.mode ?? (options.codec === undefined ? this.defaultMode : 'codec')
  }
  protected override get hasTextValues(): boolean { return true }
  protected get defaultMode(): 'string' | 'number' { return 'string' }
  protected get args(): readonly unknown[] { return [this.precision, this.scale, this.decimalReturnScale, this.mode, this.codec] }
}
defineType(NumericType, 'visitNumeric', 'numeric')

/** `FLOAT`; a JavaScript number. */
export class FloatType extends NumericType {
  protected override get defaultMode(): 'string' | 'number' { return 'number' }
  /** A whole number has its point too: without it the database would compute with an integer. */
  override literalProcessor(): (value: unknown) => string {
    return (value) => (Number.isSafeInteger(value) ? `${numberLiteral(value)}.0` : numberLiteral(value))
  }
  /** JavaScript doesn't tell 1e300 from an integer. */
  override coerceComparedValue(operator: Operator, value: unknown): SqlType {
    return typeof value === 'number' ? this : super.coerceComparedValue(operator, value)
  }
}
defineType(FloatType, 'visitFloat', 'float')
/** `DOUBLE PRECISION`; a JavaScript number. */
export class DoubleType extends FloatType {}
defineType(DoubleType, 'visitDouble', 'float')
