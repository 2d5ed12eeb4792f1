import { BooleanType, DateTimeType, defineType, FloatType, IntegerType, LargeBinaryType, NumericType, SqlType, StringType, TimeType, UuidType } from '@athanor/expressions/elements'

// SQL Server's own types, under their own names.

export class MssqlBitType extends BooleanType {}
defineType(MssqlBitType, 'visitBIT', 'boolean')
export class MssqlTinyintType extends IntegerType {}
defineType(MssqlTinyintType, 'visitTINYINT', 'integer')
export class MssqlDoublePrecisionType extends FloatType {}
defineType(MssqlDoublePrecisionType, 'visitDOUBLEPRECISION', 'float')
export class MssqlMoneyType extends NumericType {}
defineType(MssqlMoneyType, 'visitMONEY', 'numeric')
export class MssqlSmallmoneyType extends NumericType {}
defineType(MssqlSmallmoneyType, 'visitSMALLMONEY', 'numeric')
export class MssqlDatetime2Type extends DateTimeType {}
defineType(MssqlDatetime2Type, 'visitDATETIME2', 'datetime')
export class MssqlDatetimeoffsetType extends DateTimeType {}
defineType(MssqlDatetimeoffsetType, 'visitDATETIMEOFFSET', 'datetime', 'datetimetz')
export class MssqlSmalldatetimeType extends DateTimeType {}
defineType(MssqlSmalldatetimeType, 'visitSMALLDATETIME', 'datetime')
export class MssqlTimeType extends TimeType {}
defineType(MssqlTimeType, 'visitTIME', 'time')
export class MssqlNtextType extends StringType {}
defineType(MssqlNtextType, 'visitNTEXT', 'string')
export class MssqlXmlType extends StringType {}
defineType(MssqlXmlType, 'visitXML', 'string')
export class MssqlImageType extends LargeBinaryType {}
defineType(MssqlImageType, 'visitIMAGE', 'binary', 'bytes')
export class MssqlUniqueidentifierType extends UuidType {}
defineType(MssqlUniqueidentifierType, 'visitUNIQUEIDENTIFIER', 'uuid')
/** Changes whenever the row does; bytes. */
export class MssqlRowversionType extends LargeBinaryType {}
defineType(MssqlRowversionType, 'visitROWVERSION', 'binary', 'bytes')
export class MssqlSqlVariantType extends SqlType {
  protected get args(): readonly unknown[] { return [] }
}
defineType(MssqlSqlVariantType, 'visitSQLVARIANT', 'variant', 'string')
