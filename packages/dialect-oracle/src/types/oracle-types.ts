import { DateTimeType, defineType, FloatType, IntervalType, JsonType, LargeBinaryType, NumericType, SqlType, StringType, TextType, type NumericOptions } from '@athanor/expressions/elements'

// Oracle's own types, under their own names.

export class OracleVarchar2Type extends StringType {}
defineType(OracleVarchar2Type, 'visitVARCHAR2', 'string')
export class OracleNvarchar2Type extends StringType {}
defineType(OracleNvarchar2Type, 'visitNVARCHAR2', 'string')
/** `NUMBER(p, s)`; a string by default. */
export class OracleNumberType extends NumericType {}
defineType(OracleNumberType, 'visitNUMBER', 'numeric')
export interface OracleFloatOptions extends NumericOptions {
  /** Bits of the mantissa. */
  readonly binaryPrecision?: number | undefined
}
export class OracleFloatType extends FloatType {
  readonly binaryPrecision: number | undefined
  constructor(options: OracleFloatOptions = {}) {
    super(options)
    this.binaryPrecision = options.binaryPrecision
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.binaryPrecision] }
}
defineType(OracleFloatType, 'visitFLOAT', 'float')
export class OracleBinaryDoubleType extends FloatType {}
defineType(OracleBinaryDoubleType, 'visitBINARYDOUBLE', 'float')
export class OracleBinaryFloatType extends FloatType {}
defineType(OracleBinaryFloatType, 'visitBINARYFLOAT', 'float')
/** `INTERVAL DAY TO SECOND`. */
export class OracleIntervalType extends IntervalType {}
defineType(OracleIntervalType, 'visitINTERVAL', 'interval')
export class OracleLongType extends TextType {}
defineType(OracleLongType, 'visitLONG', 'string')
/** `RAW(n)`; bytes. */
export class OracleRawType extends LargeBinaryType {}
defineType(OracleRawType, 'visitRAW', 'binary', 'bytes')
export class OracleRowidType extends SqlType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(OracleRowidType, 'visitROWID', 'rowid', 'string')
/** `TIMESTAMP`, also with the session's time zone. */
export class OracleTimestampType extends DateTimeType {
  readonly localTimezone: boolean
  constructor(options: { readonly timezone?: boolean | undefined; readonly localTimezone?: boolean | undefined } = {}) {
    super({ timezone: options.timezone })
    this.localTimezone = options.localTimezone ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.localTimezone] }
}
defineType(OracleTimestampType, 'visitTIMESTAMP', 'datetime')
/** `JSON`, or BLOB before Oracle 21. */
export class OracleJsonType extends JsonType {
  readonly useBlob: boolean
  constructor(options: { readonly useBlob?: boolean | undefined; readonly noneAsNull?: boolean | undefined } = {}) {
    super(options)
    this.useBlob = options.useBlob ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.useBlob] }
}
defineType(OracleJsonType, 'visitJSON', 'json')
/** `VECTOR(dim, format, storage)`. */
export class OracleVectorType extends SqlType {
  readonly dim: number | undefined
  readonly storageFormat: string | undefined
  readonly storageType: string | undefined
  constructor(options: { readonly dim?: number | undefined; readonly storageFormat?: string | undefined; readonly storageType?: string | undefined } = {}) {
    super()
    this.dim = options.dim
    this.storageFormat = options.storageFormat
    this.storageType = options.storageType
  }
  protected get args(): readonly unknown[] { return [this.dim, this.storageFormat, this.storageType] }
}
defineType(OracleVectorType, 'visitVECTOR', 'vector', 'vector')
