import { BigIntegerType, DoubleType, FloatType, IntegerType, NumericType, SmallIntegerType } from './numeric-types.ts'
import { BooleanType } from './core-types.ts'
import { LargeBinaryType, UuidType } from './other-types.ts'
import { defineType } from './sql-type.ts'
import { StringType, TextType } from './string-types.ts'
import { DateTimeType, DateType, TimeType } from './temporal-types.ts'

// The SQL standard's types under their exact names: a dialect writes them as they are, or not at all.

export class INTEGER_TYPE extends IntegerType {}
defineType(INTEGER_TYPE, 'visitINTEGER', 'integer')
export class SMALLINT_TYPE extends SmallIntegerType {}
defineType(SMALLINT_TYPE, 'visitSMALLINT', 'integer')
export class BIGINT_TYPE extends BigIntegerType {}
defineType(BIGINT_TYPE, 'visitBIGINT', 'integer', 'bigint')
export class NUMERIC_TYPE extends NumericType {}
defineType(NUMERIC_TYPE, 'visitNUMERIC', 'numeric')
export class DECIMAL_TYPE extends NumericType {}
defineType(DECIMAL_TYPE, 'visitDECIMAL', 'numeric')
export class FLOAT_TYPE extends FloatType {}
defineType(FLOAT_TYPE, 'visitFLOAT', 'float')
export class REAL_TYPE extends FloatType {}
defineType(REAL_TYPE, 'visitREAL', 'float')
export class DOUBLE_TYPE extends DoubleType {}
defineType(DOUBLE_TYPE, 'visitDOUBLE', 'float')
export class DOUBLE_PRECISION_TYPE extends DoubleType {}
defineType(DOUBLE_PRECISION_TYPE, 'visitDOUBLEPRECISION', 'float')
export class VARCHAR_TYPE extends StringType {}
defineType(VARCHAR_TYPE, 'visitVARCHAR', 'string')
export class CHAR_TYPE extends StringType {}
defineType(CHAR_TYPE, 'visitCHAR', 'string')
export class NVARCHAR_TYPE extends StringType {}
defineType(NVARCHAR_TYPE, 'visitNVARCHAR', 'string')
export class NCHAR_TYPE extends StringType {}
defineType(NCHAR_TYPE, 'visitNCHAR', 'string')
export class TEXT_TYPE extends TextType {}
defineType(TEXT_TYPE, 'visitTEXT', 'string')
export class CLOB_TYPE extends TextType {}
defineType(CLOB_TYPE, 'visitCLOB', 'string')
export class NCLOB_TYPE extends TextType {}
defineType(NCLOB_TYPE, 'visitNCLOB', 'string')
export class BOOLEAN_TYPE extends BooleanType {}
defineType(BOOLEAN_TYPE, 'visitBOOLEAN', 'boolean')
export class DATE_TYPE extends DateType {}
defineType(DATE_TYPE, 'visitDATE', 'date')
export class TIME_TYPE extends TimeType {}
defineType(TIME_TYPE, 'visitTIME', 'time')
export class DATETIME_TYPE extends DateTimeType {}
defineType(DATETIME_TYPE, 'visitDATETIME', 'datetime')
export class TIMESTAMP_TYPE extends DateTimeType {}
defineType(TIMESTAMP_TYPE, 'visitTIMESTAMP', 'datetime')
export class BLOB_TYPE extends LargeBinaryType {}
defineType(BLOB_TYPE, 'visitBLOB', 'binary', 'bytes')
export class BINARY_TYPE extends LargeBinaryType {}
defineType(BINARY_TYPE, 'visitBINARY', 'binary', 'bytes')
export class VARBINARY_TYPE extends LargeBinaryType {}
defineType(VARBINARY_TYPE, 'visitVARBINARY', 'binary', 'bytes')
export class UUID_TYPE extends UuidType {}
defineType(UUID_TYPE, 'visitUUID', 'uuid')
