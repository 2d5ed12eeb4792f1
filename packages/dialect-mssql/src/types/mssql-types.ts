import { ArgumentError } from '@athanor/interfaces'
import { BooleanType, DateTimeType, defineType, FloatType, IntegerType, LargeBinaryType, NumericType, SqlType, TextType, TimeType, UnicodeTextType, UuidType } from '@athanor/expressions/elements'

// SQL Server's own types, under their own names.

/** `BIT`; a boolean. @example new MssqlBitType()   // MSSQL: BIT */
export class MssqlBitType extends BooleanType {}
defineType(MssqlBitType, 'visitBIT', 'boolean')
/** `TINYINT`; a number of one byte, without sign. @example new MssqlTinyintType()   // MSSQL: TINYINT */
export class MssqlTinyintType extends IntegerType {}
defineType(MssqlTinyintType, 'visitTINYINT', 'integer')
/** `DOUBLE PRECISION`; a number. @example new MssqlDoublePrecisionType()   // MSSQL: DOUBLE PRECISION */
export class MssqlDoublePrecisionType extends FloatType {}
defineType(MssqlDoublePrecisionType, 'visitDOUBLEPRECISION', 'float')
/** `MONEY`; a string that keeps every digit. @example new MssqlMoneyType()   // MSSQL: MONEY */
export class MssqlMoneyType extends NumericType {}
defineType(MssqlMoneyType, 'visitMONEY', 'numeric')
/** `SMALLMONEY`; a string that keeps every digit. @example new MssqlSmallmoneyType()   // MSSQL: SMALLMONEY */
export class MssqlSmallmoneyType extends NumericType {}
defineType(MssqlSmallmoneyType, 'visitSMALLMONEY', 'numeric')
/** `DATETIME2(precision)`; a `Date`, in UTC. @example new MssqlDatetime2Type({ precision: 3 })   // MSSQL: DATETIME2(3) */
export class MssqlDatetime2Type extends DateTimeType {}
defineType(MssqlDatetime2Type, 'visitDATETIME2', 'datetime')
/** `DATETIMEOFFSET(precision)`; a `Date`. @example new MssqlDatetimeoffsetType({ precision: 3 })   // MSSQL: DATETIMEOFFSET(3) */
export class MssqlDatetimeoffsetType extends DateTimeType {}
defineType(MssqlDatetimeoffsetType, 'visitDATETIMEOFFSET', 'datetime', 'datetimetz')
/** `SMALLDATETIME`; a `Date`, to the minute. @example new MssqlSmalldatetimeType()   // MSSQL: SMALLDATETIME */
export class MssqlSmalldatetimeType extends DateTimeType {}
defineType(MssqlSmalldatetimeType, 'visitSMALLDATETIME', 'datetime')
/** `TIME(precision)`; a string. @example new MssqlTimeType({ precision: 3 })   // MSSQL: TIME(3) */
export class MssqlTimeType extends TimeType {}
defineType(MssqlTimeType, 'visitTIME', 'time')
/** `NTEXT`; long Unicode text. @example new MssqlNtextType()   // MSSQL: NTEXT */
export class MssqlNtextType extends UnicodeTextType {}
defineType(MssqlNtextType, 'visitNTEXT', 'string')
/** `XML`; text. @example new MssqlXmlType()   // MSSQL: XML */
export class MssqlXmlType extends TextType {}
defineType(MssqlXmlType, 'visitXML', 'string')
/** `IMAGE`; bytes. @example new MssqlImageType()   // MSSQL: IMAGE */
export class MssqlImageType extends LargeBinaryType {}
defineType(MssqlImageType, 'visitIMAGE', 'binary', 'bytes')
/** `UNIQUEIDENTIFIER`; a string. @example new MssqlUniqueidentifierType()   // MSSQL: UNIQUEIDENTIFIER */
export class MssqlUniqueidentifierType extends UuidType {}
defineType(MssqlUniqueidentifierType, 'visitUNIQUEIDENTIFIER', 'uuid')
/** Changes whenever the row does; bytes. @example new MssqlRowversionType()   // MSSQL: ROWVERSION */
export class MssqlRowversionType extends LargeBinaryType {}
defineType(MssqlRowversionType, 'visitROWVERSION', 'binary', 'bytes')
/** `SQL_VARIANT`; a value of any type, as the driver gives it. @example new MssqlSqlVariantType()   // MSSQL: SQL_VARIANT */
export class MssqlSqlVariantType extends SqlType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(MssqlSqlVariantType, 'visitSQLVARIANT', 'variant', 'string')
/** `VARBINARY(length)`, also in files of the server; bytes. @example new MssqlVarbinaryType({ filestream: true })   // MSSQL: VARBINARY(max) FILESTREAM */
export class MssqlVarbinaryType extends LargeBinaryType {
  /** `FILESTREAM`: the bytes are kept in a file. */
  readonly filestream: boolean
  constructor(options: { readonly length?: number | undefined; readonly filestream?: boolean | undefined } = {}) {
    super(options.length)
    this.filestream = options.filestream ?? false
    if (this.filestream && options.length !== undefined) throw new ArgumentError('VARBINARY with FILESTREAM has no length: it is VARBINARY(max)')
  }
  protected override get args(): readonly unknown[] { return [...super.args, this.filestream] }
}
defineType(MssqlVarbinaryType, 'visitVARBINARY', 'binary', 'bytes')
