import { ArgumentError, DataError, type Dialect, type ValueProcessor } from '@athanor/interfaces'
import {
  DateTimeType, defineType, FloatType, INTEGER, IntegerType, LargeBinaryType, NumericType, StringType, TextType, TimeType, TypeCoerce,
  JsonType, SqlType, EnumType, type ColumnElement, type EnumOptions, type Operator, type NumericOptions, type StringOptions,
} from '@athanor/expressions/elements'

// MySQL's and MariaDB's own types, under their own names.

/** Extensions of numeric types. */
export interface MysqlNumberOptions {
  /** `UNSIGNED`. Default false. */
  readonly unsigned?: boolean | undefined
  /** `ZEROFILL`. Default false. */
  readonly zerofill?: boolean | undefined
}
/** Options of integer types. */
export interface MysqlIntegerOptions extends MysqlNumberOptions {
  /** Digits that clients should show; says nothing of the range. */
  readonly displayWidth?: number | undefined
}
interface IntegerFields { readonly unsigned: boolean; readonly zerofill: boolean; readonly displayWidth: number | undefined }
const integerFields = (options: MysqlIntegerOptions): IntegerFields =>
  ({ unsigned: options.unsigned ?? false, zerofill: options.zerofill ?? false, displayWidth: options.displayWidth })

/** An integer type with MySQL's extensions. */
export abstract class MysqlInteger extends IntegerType {
  /** `UNSIGNED` */
  readonly unsigned: boolean
  /** `ZEROFILL` */
  readonly zerofill: boolean
  /** Digits that clients should show. */
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
/** `INTEGER`; a number. @example new MysqlIntegerType({ unsigned: true })   // MySQL: INTEGER UNSIGNED */
export class MysqlIntegerType extends MysqlInteger {}
defineType(MysqlIntegerType, 'visitINTEGER', 'integer')
/** `TINYINT`; a number of one byte. @example new MysqlTinyintType({ displayWidth: 1 })   // MySQL: TINYINT(1) */
export class MysqlTinyintType extends MysqlInteger {}
defineType(MysqlTinyintType, 'visitTINYINT', 'integer')
/** `SMALLINT`; a number of two bytes. @example new MysqlSmallintType({ unsigned: true })   // MySQL: SMALLINT UNSIGNED */
export class MysqlSmallintType extends MysqlInteger {}
defineType(MysqlSmallintType, 'visitSMALLINT', 'integer')
/** `MEDIUMINT`; a number of three bytes. @example new MysqlMediumintType({ unsigned: true })   // MySQL: MEDIUMINT UNSIGNED */
export class MysqlMediumintType extends MysqlInteger {}
defineType(MysqlMediumintType, 'visitMEDIUMINT', 'integer')
/** `BIGINT`; a bigint. @example new MysqlBigintType({ unsigned: true })   // MySQL: BIGINT UNSIGNED */
export class MysqlBigintType extends MysqlInteger {}
defineType(MysqlBigintType, 'visitBIGINT', 'integer', 'bigint')
/** `YEAR`. @example new MysqlYearType()   // MySQL: YEAR */
export class MysqlYearType extends IntegerType {
  /** Digits that clients should show. */
  readonly displayWidth: number | undefined
  constructor(displayWidth?: number) {
    super()
    this.displayWidth = displayWidth
  }
  protected override get args(): readonly unknown[] { return [this.displayWidth] }
}
defineType(MysqlYearType, 'visitYEAR', 'integer')

/** Options of exact and floating-point numbers. */
export type MysqlDecimalOptions = NumericOptions & MysqlNumberOptions
/** An exact number with MySQL's extensions. */
export abstract class MysqlExact extends NumericType {
  /** `UNSIGNED` */
  readonly unsigned: boolean
  /** `ZEROFILL` */
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
  /** `UNSIGNED` */
  readonly unsigned: boolean
  /** `ZEROFILL` */
  readonly zerofill: boolean
  constructor(options: MysqlDecimalOptions = {}) {
    super(options)
    this.unsigned = options.unsigned ?? false
    this.zerofill = options.zerofill ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.unsigned, this.zerofill] }
}
/** `NUMERIC(precision, scale)`; a string by default. @example new MysqlNumericType({ precision: 10, scale: 2, unsigned: true })   // MySQL: NUMERIC(10, 2) UNSIGNED */
export class MysqlNumericType extends MysqlExact {}
defineType(MysqlNumericType, 'visitNUMERIC', 'numeric')
/** `DECIMAL(precision, scale)`; a string by default. @example new MysqlDecimalType({ precision: 10, scale: 2, zerofill: true })   // MySQL: DECIMAL(10, 2) ZEROFILL */
export class MysqlDecimalType extends MysqlExact {}
defineType(MysqlDecimalType, 'visitDECIMAL', 'numeric')
/** `FLOAT`; a number. @example new MysqlFloatType({ unsigned: true })   // MySQL: FLOAT UNSIGNED */
export class MysqlFloatType extends MysqlFloating {}
defineType(MysqlFloatType, 'visitFLOAT', 'float')
/** `DOUBLE`; a number. @example new MysqlDoubleType({ precision: 10, scale: 2 })   // MySQL: DOUBLE(10, 2) */
export class MysqlDoubleType extends MysqlFloating {}
defineType(MysqlDoubleType, 'visitDOUBLE', 'float')
/** `REAL`; a number. @example new MysqlRealType({ precision: 10, scale: 2 })   // MySQL: REAL(10, 2) */
export class MysqlRealType extends MysqlFloating {}
defineType(MysqlRealType, 'visitREAL', 'float')

/** `BIT(n)`; a bigint or bytes, as the driver gives it. @example new MysqlBitType(8)   // MySQL: BIT(8) */
export class MysqlBitType extends SqlType {
  /** Number of bits. Default: the server's, 1. */
  readonly length: number | undefined
  constructor(length?: number) {
    super()
    this.length = length
  }
  protected get args(): readonly unknown[] { return [this.length] }
}
defineType(MysqlBitType, 'visitBIT', 'bit', 'bytes')

/** Options of texts. */
export interface MysqlStringOptions extends StringOptions {
  /** `CHARACTER SET …`. Default: the column's table's. */
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
  /** `CHARACTER SET …` */
  readonly charset: string | undefined
  /** `ASCII` */
  readonly ascii: boolean
  /** `UNICODE` */
  readonly unicode: boolean
  /** `BINARY` */
  readonly binary: boolean
  /** `NATIONAL` */
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
  /** `CHARACTER SET …` */
  readonly charset: string | undefined
  /** `ASCII` */
  readonly ascii: boolean
  /** `UNICODE` */
  readonly unicode: boolean
  /** `BINARY` */
  readonly binary: boolean
  /** `NATIONAL` */
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
/** `VARCHAR(length)` with a character set. @example new MysqlVarcharType({ length: 30, charset: 'utf8mb4', collation: 'utf8mb4_bin' })   // MySQL: VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */
export class MysqlVarcharType extends MysqlString {}
defineType(MysqlVarcharType, 'visitVARCHAR', 'string')
/** `CHAR(length)` with a character set. @example new MysqlCharType({ length: 3, ascii: true })   // MySQL: CHAR(3) ASCII */
export class MysqlCharType extends MysqlString {}
defineType(MysqlCharType, 'visitCHAR', 'string')
/** `NATIONAL VARCHAR(length)` @example new MysqlNvarcharType({ length: 30 })   // MySQL: NATIONAL VARCHAR(30) */
export class MysqlNvarcharType extends MysqlString {}
defineType(MysqlNvarcharType, 'visitNVARCHAR', 'string')
/** `NATIONAL CHAR(length)` @example new MysqlNcharType({ length: 3 })   // MySQL: NATIONAL CHAR(3) */
export class MysqlNcharType extends MysqlString {}
defineType(MysqlNcharType, 'visitNCHAR', 'string')
/** `TEXT` with a character set; up to 64 KiB. @example new MysqlTextType({ charset: 'utf8mb4' })   // MySQL: TEXT CHARACTER SET utf8mb4 */
export class MysqlTextType extends MysqlLongString {}
defineType(MysqlTextType, 'visitTEXT', 'string')
/** `TINYTEXT`; up to 255 bytes. @example new MysqlTinytextType()   // MySQL: TINYTEXT */
export class MysqlTinytextType extends MysqlString {}
defineType(MysqlTinytextType, 'visitTINYTEXT', 'string')
/** `MEDIUMTEXT`; up to 16 MiB. @example new MysqlMediumtextType({ collation: 'utf8mb4_bin' })   // MySQL: MEDIUMTEXT COLLATE utf8mb4_bin */
export class MysqlMediumtextType extends MysqlString {}
defineType(MysqlMediumtextType, 'visitMEDIUMTEXT', 'string')
/** `LONGTEXT`; up to 4 GiB. @example new MysqlLongtextType()   // MySQL: LONGTEXT */
export class MysqlLongtextType extends MysqlString {}
defineType(MysqlLongtextType, 'visitLONGTEXT', 'string')

/** Options of `SET`. */
export interface MysqlSetOptions extends MysqlStringOptions {
  /**
   * Values are a `Set` and travel as a number of bits, so that the empty text may be one of them. The list has to be in the order
   * that the database has it in. Default: false, a string with commas.
   */
  readonly retrieveAsBitwise?: boolean | undefined
}
/** `SET('a', 'b')`: any of the values; a string with commas, or with `retrieveAsBitwise` a `Set`. @example new MysqlSetType(['a', 'b'])   // MySQL: SET('a','b') */
export class MysqlSetType extends MysqlString {
  /** The values. */
  readonly values: readonly string[]
  /** Values are a `Set`. */
  readonly retrieveAsBitwise: boolean
  constructor(values: readonly string[], options: MysqlSetOptions = {}) {
    super({ length: Math.max(0, ...values.map((v) => v.length)), ...options })
    this.values = values
    this.retrieveAsBitwise = options.retrieveAsBitwise ?? false
    if (!this.retrieveAsBitwise && values.includes('')) throw new ArgumentError("A SET with the value '' needs retrieveAsBitwise: true, since its texts don't show it")
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.values, this.retrieveAsBitwise] }
  override coerceComparedValue(operator: Operator, value: unknown): SqlType { return this.retrieveAsBitwise && value instanceof Set ? this : super.coerceComparedValue(operator, value) }
  override columnExpression(column: ColumnElement, dialect: Dialect): ColumnElement | undefined {
    if (!this.retrieveAsBitwise) return super.columnExpression(column, dialect)
    return new TypeCoerce(new TypeCoerce(column, INTEGER).add(0) as ColumnElement, this)
  }
  override bindProcessor(dialect: Dialect): ValueProcessor | undefined {
    if (!this.retrieveAsBitwise) return super.bindProcessor(dialect)
    return (value) => {
      // a number is the bits, a text what the server understands
      if (!(value instanceof Set)) return value
      return [...value as ReadonlySet<unknown>].reduce<bigint>((bits, member) => {
        const place = this.values.indexOf(member as string)
        if (place < 0) throw new DataError(`A member of the set is none of ${this.values.map((v) => `'${v}'`).join(', ')}`, { code: 'ENUM_VALUE_UNKNOWN' })
        return bits | 1n << BigInt(place)
      }, 0n)
    }
  }
  override resultProcessor(dialect: Dialect): ValueProcessor | undefined {
    if (!this.retrieveAsBitwise) return super.resultProcessor(dialect)
    return (value) => {
      const bits = BigInt(value as number | string)
      return new Set(this.values.filter((_v, place) => (bits >> BigInt(place) & 1n) === 1n))
    }
  }
  override literalProcessor(dialect: Dialect): (value: unknown) => string {
    const write = super.literalProcessor(dialect)
    const bind = this.retrieveAsBitwise ? this.bindProcessor(dialect) : undefined
    return (value) => (bind !== undefined && value instanceof Set ? String(bind(value)) : write(value))
  }
}
defineType(MysqlSetType, 'visitSET', 'string')
/** `ENUM('a', 'b')`. @example new MysqlEnumType(['a', 'b'])   // MySQL: ENUM('a','b') */
export class MysqlEnumType extends EnumType {
  /** `COLLATE …` */
  override readonly collation: string | undefined
  /** `CHARACTER SET …` */
  readonly charset: string | undefined
  /** `ASCII` */
  readonly ascii: boolean
  /** `UNICODE` */
  readonly unicode: boolean
  /** `BINARY` */
  readonly binary: boolean
  constructor(values: readonly string[], options: EnumOptions & MysqlStringOptions = {}) {
    super(values, options)
    this.charset = options.charset
    this.ascii = options.ascii ?? false
    this.unicode = options.unicode ?? false
    this.binary = options.binary ?? false
    this.collation = options.collation
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.collation, this.charset, this.ascii, this.unicode, this.binary] }
}
defineType(MysqlEnumType, 'visitENUM', 'string', 'enum')

/** `TINYBLOB`; up to 255 bytes. @example new MysqlTinyblobType()   // MySQL: TINYBLOB */
export class MysqlTinyblobType extends LargeBinaryType {}
defineType(MysqlTinyblobType, 'visitTINYBLOB', 'binary', 'bytes')
/** `MEDIUMBLOB`; up to 16 MiB. @example new MysqlMediumblobType()   // MySQL: MEDIUMBLOB */
export class MysqlMediumblobType extends LargeBinaryType {}
defineType(MysqlMediumblobType, 'visitMEDIUMBLOB', 'binary', 'bytes')
/** `LONGBLOB`; up to 4 GiB. @example new MysqlLongblobType()   // MySQL: LONGBLOB */
export class MysqlLongblobType extends LargeBinaryType {}
defineType(MysqlLongblobType, 'visitLONGBLOB', 'binary', 'bytes')

/** Options of dates and times. */
export interface MysqlTimeOptions {
  /** Taken for other databases; MySQL has no such type. */
  readonly timezone?: boolean | undefined
  /** Digits of fractional seconds, 0 to 6. */
  readonly fsp?: number | undefined
}
/** `TIMESTAMP(fsp)`; a `Date`. @example new MysqlTimestampType({ fsp: 6 })   // MySQL: TIMESTAMP(6) */
export class MysqlTimestampType extends DateTimeType {
  /** Digits of fractional seconds; other databases don't see them. */
  readonly fsp: number | undefined
  constructor(options: MysqlTimeOptions = {}) {
    super({ timezone: options.timezone })
    this.fsp = options.fsp
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.fsp] }
}
defineType(MysqlTimestampType, 'visitTIMESTAMP', 'datetime')
/** `DATETIME(fsp)`; a `Date`, in UTC. @example new MysqlDatetimeType({ fsp: 6 })   // MySQL: DATETIME(6) */
export class MysqlDatetimeType extends DateTimeType {
  /** Digits of fractional seconds; other databases don't see them. */
  readonly fsp: number | undefined
  constructor(options: MysqlTimeOptions = {}) {
    super({ timezone: options.timezone })
    this.fsp = options.fsp
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.fsp] }
}
defineType(MysqlDatetimeType, 'visitDATETIME', 'datetime')
/** `TIME(fsp)`; a string. @example new MysqlTimeType({ fsp: 3 })   // MySQL: TIME(3) */
export class MysqlTimeType extends TimeType {
  /** Digits of fractional seconds; other databases don't see them. */
  readonly fsp: number | undefined
  constructor(options: MysqlTimeOptions = {}) {
    super({ timezone: options.timezone })
    this.fsp = options.fsp
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.fsp] }
}
defineType(MysqlTimeType, 'visitTIME', 'time')
/** `JSON`; any value that JSON can hold. @example new MysqlJsonType()   // MySQL: JSON */
export class MysqlJsonType extends JsonType {}
defineType(MysqlJsonType, 'visitJSON', 'json')

/** `INET4`: an address, as a string. MariaDB alone has it. @example new MariadbInet4Type()   // MySQL: INET4 */
export class MariadbInet4Type extends SqlType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(MariadbInet4Type, 'visitINET4', 'string')
/** `INET6`: an address, also one of version 4; a string. MariaDB alone has it. @example new MariadbInet6Type()   // MySQL: INET6 */
export class MariadbInet6Type extends SqlType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(MariadbInet6Type, 'visitINET6', 'string')
