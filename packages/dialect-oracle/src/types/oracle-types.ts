import { DateTimeType, defineType, FloatType, IntervalType, JsonType, LargeBinaryType, NumericType, SqlType, StringType, TextType, type NumericOptions } from '@athanor/expressions/elements'

// Oracle's own types, under their own names.

/** `VARCHAR2(length CHAR)` @example new OracleVarchar2Type({ length: 30 })   // Oracle: VARCHAR2(30 CHAR) */
export class OracleVarchar2Type extends StringType {}
defineType(OracleVarchar2Type, 'visitVARCHAR2', 'string')
/** `NVARCHAR2(length)` @example new OracleNvarchar2Type({ length: 30 })   // Oracle: NVARCHAR2(30) */
export class OracleNvarchar2Type extends StringType {}
// other databases take it for their NVARCHAR
defineType(OracleNvarchar2Type, 'visitNVARCHAR', 'string')
/** `NUMBER(p, s)`; a string by default. @example new OracleNumberType({ precision: 10, scale: 2 })   // Oracle: NUMBER(10, 2) */
export class OracleNumberType extends NumericType {}
defineType(OracleNumberType, 'visitNUMBER', 'numeric')
/** Options of `FLOAT`. */
export interface OracleFloatOptions extends NumericOptions {
  /** Bits of the mantissa. */
  readonly binaryPrecision?: number | undefined
}
/** `FLOAT(binary precision)`; a number. @example new OracleFloatType({ binaryPrecision: 53 })   // Oracle: FLOAT(53) */
export class OracleFloatType extends FloatType {
  /** Bits of the mantissa. Default: the server's, 126. */
  readonly binaryPrecision: number | undefined
  constructor(options: OracleFloatOptions = {}) {
    super(options)
    this.binaryPrecision = options.binaryPrecision
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.binaryPrecision] }
}
defineType(OracleFloatType, 'visitFLOAT', 'float')
/** `BINARY_DOUBLE`; a number. @example new OracleBinaryDoubleType()   // Oracle: BINARY_DOUBLE */
export class OracleBinaryDoubleType extends FloatType {}
defineType(OracleBinaryDoubleType, 'visitBINARYDOUBLE', 'float')
/** `BINARY_FLOAT`; a number. @example new OracleBinaryFloatType()   // Oracle: BINARY_FLOAT */
export class OracleBinaryFloatType extends FloatType {}
defineType(OracleBinaryFloatType, 'visitBINARYFLOAT', 'float')
/** `INTERVAL DAY TO SECOND`. @example new OracleIntervalType()   // Oracle: INTERVAL DAY TO SECOND */
export class OracleIntervalType extends IntervalType {}
defineType(OracleIntervalType, 'visitINTERVAL', 'interval')
/** `LONG`; text up to 2 GiB, of which a table has one column at most. @example new OracleLongType()   // Oracle: LONG */
export class OracleLongType extends TextType {}
defineType(OracleLongType, 'visitLONG', 'string')
/** `RAW(n)`; bytes. @example new OracleRawType(16)   // Oracle: RAW(16) */
export class OracleRawType extends LargeBinaryType {}
defineType(OracleRawType, 'visitRAW', 'binary', 'bytes')
/** `ROWID`: where a row is stored; a string. @example new OracleRowidType()   // Oracle: ROWID */
export class OracleRowidType extends SqlType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(OracleRowidType, 'visitROWID', 'rowid', 'string')
/** `TIMESTAMP`, also with the session's time zone. @example new OracleTimestampType({ localTimezone: true })   // Oracle: TIMESTAMP WITH LOCAL TIME ZONE */
export class OracleTimestampType extends DateTimeType {
  /** `WITH LOCAL TIME ZONE`: the session's. */
  readonly localTimezone: boolean
  constructor(options: { readonly timezone?: boolean | undefined; readonly localTimezone?: boolean | undefined } = {}) {
    super({ timezone: options.timezone })
    this.localTimezone = options.localTimezone ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.localTimezone] }
}
defineType(OracleTimestampType, 'visitTIMESTAMP', 'datetime')
/** `JSON`, or BLOB before Oracle 21. @example new OracleJsonType()   // Oracle: JSON */
export class OracleJsonType extends JsonType {
  /** It is stored as BLOB. */
  readonly useBlob: boolean
  constructor(options: { readonly useBlob?: boolean | undefined; readonly noneAsNull?: boolean | undefined } = {}) {
    super(options)
    this.useBlob = options.useBlob ?? false
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.useBlob] }
}
defineType(OracleJsonType, 'visitJSON', 'json')
/** `VECTOR(dim, format, storage)`. @example new OracleVectorType({ dim: 3, storageFormat: 'FLOAT32', storageType: 'DENSE' })   // Oracle: VECTOR(3,FLOAT32,DENSE) */
export class OracleVectorType extends SqlType {
  /** Number of dimensions; undefined: any. */
  readonly dim: number | undefined
  /** Format of the numbers, e.g. `FLOAT32`; undefined: any. */
  readonly storageFormat: string | undefined
  /** `DENSE` or `SPARSE`. */
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
/** `BFILE`: a file beside the database; bytes. @example new OracleBfileType()   // Oracle: BFILE */
export class OracleBfileType extends LargeBinaryType {}
defineType(OracleBfileType, 'visitBFILE', 'binary', 'bytes')
/** `NCLOB`; long text in the national character set. @example new OracleNclobType()   // Oracle: NCLOB */
export class OracleNclobType extends TextType {}
defineType(OracleNclobType, 'visitNCLOB', 'string')
