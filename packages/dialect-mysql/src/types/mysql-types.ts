import {
  DateTimeType, defineType, FloatType, IntegerType, LargeBinaryType, NumericType, StringType, TextType, TimeType,
  JsonType, SqlType, EnumType, type NumericOptions, type StringOptions,
} from '@athanor/expressions/elements'

// MySQL's and MariaDB's own types, under their own names.

/** Extensions of numeric types. */
export interface MysqlNumberOptions {
  readonly unsigned?: boolean | undefined
  readonly zerofill?: boolean | undefined
}
export interface MysqlIntegerOptions extends MysqlNumberOptions {
  /** Digits that clients should show; says nothing of the range. */
  readonly displayWidth?: number | undefined
}
interface IntegerFields { readonly unsigned: boolean; readonly zerofill: boolean; readonly displayWidth: number | undefined }
const integerFields = (options: MysqlIntegerOptions): IntegerFields =>
  ({ unsigned: options.unsigned ?? false, zerofill: options.zerofill ?? false, displayWidth: options.displayWidth })

/** An integer type with MySQL's extensions. */
export abstract class MysqlInteger extends IntegerType {
  readonly unsigned: boolean
  readonly zerofill: boolean
  readonly displayWidth: number | undefined
  constructor(options: MysqlIntegerOptions = {}) {
    super()
    const fields = integerFields(options)
    this.unsigned = fields.unsigned
    this.zerofill = fields.zerofill
    this.displayWidth = fields.displayWidth
  }
  protected override get args(): readonly unknown[] { return [this.unsigned, this.zerofill, this.displayWidth] }
}
export class MysqlIntegerType extends MysqlInteger {}
defineType(MysqlIntegerType, 'visitINTEGER', 'integer')
export class MysqlTinyintType extends MysqlInteger {}
defineType(MysqlTinyintType, 'visitTINYINT', 'integer')
export class MysqlSmallintType extends MysqlInteger {}
defineType(MysqlSmallintType, 'visitSMALLINT', 'integer')
export class MysqlMediumintType extends MysqlInteger {}
defineType(MysqlMediumintType, 'visitMEDIUMINT', 'integer')
export class MysqlBigintType extends MysqlInteger {}
defineType(MysqlBigintType, 'visitBIGINT', 'integer', 'bigint')
/** `YEAR`. */
export class MysqlYearType extends IntegerType {
  readonly displayWidth: number | undefined
  constructor(displayWidth?: number) {
    super()
    this.displayWidth = displayWidth
  }
  protected override get args(): readonly unknown[] { return [this.displayWidth] }
}
defineType(MysqlYearType, 'visitYEAR', 'integer')

export type MysqlDecimalOptions = NumericOptions & MysqlNumberOptions
/** An exact number with MySQL's extensions. */
export abstract class MysqlExact extends NumericType {
  readonly unsigned: boolean
  readonly zerofill: boolean
  constructor(options: MysqlDecimalOptions = {}) {
    super(options)
    this.unsigned = options.unsigned ?? false
    this.zerofill = options.zerofill ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.unsigned, this.zerofill] }
}
/** A floating-point number with MySQL's extensions. */
export abstract class MysqlFloating extends FloatType {
  readonly unsigned: boolean
  readonly zerofill: boolean
  constructor(options: MysqlDecimalOptions = {}) {
    super(options)
    this.unsigned = options.unsigned ?? false
    this.zerofill = options.zerofill ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.unsigned, this.zerofill] }
}
export class MysqlNumericType extends MysqlExact {}
defineType(MysqlNumericType, 'visitNUMERIC', 'numeric')
export class MysqlDecimalType extends MysqlExact {}
defineType(MysqlDecimalType, 'visitDECIMAL', 'numeric')
export class MysqlFloatType extends MysqlFloating {}
defineType(MysqlFloatType, 'visitFLOAT', 'float')
export class MysqlDoubleType extends MysqlFloating {}
defineType(MysqlDoubleType, 'visitDOUBLE', 'float')
export class MysqlRealType extends MysqlFloating {}
defineType(MysqlRealType, 'visitREAL', 'float')

/** `BIT(n)`; a bigint or bytes, as the driver gives it. */
export class MysqlBitType extends SqlType {
  readonly length: number | undefined
  constructor(length?: number) {
    super()
    this.length = length
  }
  protected get args(): readonly unknown[] { return [this.length] }
}
defineType(MysqlBitType, 'visitBIT', 'bit', 'bytes')

export interface MysqlStringOptions extends StringOptions {
  readonly charset?: string | undefined
  /** `ASCII`: latin1. */
  readonly ascii?: boolean | undefined
  /** `UNICODE`: ucs2. */
  readonly unicode?: boolean | undefined
  /** `BINARY`: the character set's binary collation. */
  readonly binary?: boolean | undefined
  /** `NATIONAL`: utf8. */
  readonly national?: boolean | undefined
}
/** A text with MySQL's character sets. */
export abstract class MysqlString extends StringType {
  readonly charset: string | undefined
  readonly ascii: boolean
  readonly unicode: boolean
  readonly binary: boolean
  readonly national: boolean
  constructor(options: MysqlStringOptions = {}) {
    super(options)
    this.charset = options.charset
    this.ascii = options.ascii ?? false
    this.unicode = options.unicode ?? false
    this.binary = options.binary ?? false
    this.national = options.national ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.charset, this.ascii, this.unicode, this.binary, this.national] }
}
/** A long text with MySQL's character sets. */
export abstract class MysqlLongString extends TextType {
  readonly charset: string | undefined
  readonly ascii: boolean
  readonly unicode: boolean
  readonly binary: boolean
  readonly national: boolean
  constructor(options: MysqlStringOptions = {}) {
    super(options)
    this.charset = options.charset
    this.ascii = options.ascii ?? false
    this.unicode = options.unicode ?? false
    this.binary = options.binary ?? false
    this.national = options.national ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.charset, this.ascii, this.unicode, this.binary, this.national] }
}
export class MysqlVarcharType extends MysqlString {}
defineType(MysqlVarcharType, 'visitVARCHAR', 'string')
export class MysqlCharType extends MysqlString {}
defineType(MysqlCharType, 'visitCHAR', 'string')
export class MysqlNvarcharType extends MysqlString {}
defineType(MysqlNvarcharType, 'visitNVARCHAR', 'string')
export class MysqlNcharType extends MysqlString {}
defineType(MysqlNcharType, 'visitNCHAR', 'string')
export class MysqlTextType extends MysqlLongString {}
defineType(MysqlTextType, 'visitTEXT', 'string')
export class MysqlTinytextType extends MysqlString {}
defineType(MysqlTinytextType, 'visitTINYTEXT', 'string')
export class MysqlMediumtextType extends MysqlString {}
defineType(MysqlMediumtextType, 'visitMEDIUMTEXT', 'string')
export class MysqlLongtextType extends MysqlString {}
defineType(MysqlLongtextType, 'visitLONGTEXT', 'string')

/** `SET('a', 'b')`: any of the values; a string with commas. */
export class MysqlSetType extends MysqlString {
  readonly values: readonly string[]
  constructor(values: readonly string[], options: MysqlStringOptions & { readonly retrieveAsBitwise?: boolean | undefined } = {}) {
    super({ length: Math.max(0, ...values.map((v) => v.length)), ...options })
    this.values = values
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.values] }
}
defineType(MysqlSetType, 'visitSET', 'string')
/** `ENUM('a', 'b')`. */
export class MysqlEnumType extends EnumType {}
defineType(MysqlEnumType, 'visitENUM', 'string', 'enum')

export class MysqlTinyblobType extends LargeBinaryType {}
defineType(MysqlTinyblobType, 'visitTINYBLOB', 'binary', 'bytes')
export class MysqlMediumblobType extends LargeBinaryType {}
defineType(MysqlMediumblobType, 'visitMEDIUMBLOB', 'binary', 'bytes')
export class MysqlLongblobType extends LargeBinaryType {}
defineType(MysqlLongblobType, 'visitLONGBLOB', 'binary', 'bytes')

export interface MysqlTimeOptions {
  readonly timezone?: boolean | undefined
  /** Digits of fractional seconds, 0 to 6. */
  readonly fsp?: number | undefined
}
export class MysqlTimestampType extends DateTimeType {
  constructor(options: MysqlTimeOptions = {}) { super({ timezone: options.timezone, precision: options.fsp }) }
}
defineType(MysqlTimestampType, 'visitTIMESTAMP', 'datetime')
export class MysqlDatetimeType extends DateTimeType {
  constructor(options: MysqlTimeOptions = {}) { super({ timezone: options.timezone, precision: options.fsp }) }
}
defineType(MysqlDatetimeType, 'visitDATETIME', 'datetime')
export class MysqlTimeType extends TimeType {
  constructor(options: MysqlTimeOptions = {}) { super({ timezone: options.timezone, precision: options.fsp }) }
}
defineType(MysqlTimeType, 'visitTIME', 'time')
export class MysqlJsonType extends JsonType {}
defineType(MysqlJsonType, 'visitJSON', 'json')
