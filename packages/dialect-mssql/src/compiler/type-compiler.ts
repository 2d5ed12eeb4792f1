import { TypeCompiler, type RenderContext } from '@athanor/expressions/compiler'
import type { DateTimeType, LargeBinaryType, NumericType, StringType, TimeType, UuidType } from '@athanor/expressions/elements'
import type { MSSQLDialect } from '../dialect.ts'

/** Names of types for SQL Server. */
export class MSSQLTypeCompiler extends TypeCompiler {
  declare readonly dialect: MSSQLDialect

  override visitDouble(): string { return 'DOUBLE PRECISION' }
  override visitFLOAT(type: NumericType): string { return type.precision === undefined ? 'FLOAT' : `FLOAT(${type.precision})` }
  override visitBoolean(): string { return 'BIT' }
  override visitMatchType(): string { return 'BIT' }
  visitTINYINT(): string { return 'TINYINT' }
  visitMONEY(): string { return 'MONEY' }
  visitSMALLMONEY(): string { return 'SMALLMONEY' }
  visitSMALLDATETIME(): string { return 'SMALLDATETIME' }
  visitNTEXT(type: StringType): string { return this.extend('NTEXT', type) }
  visitXML(): string { return 'XML' }
  visitIMAGE(): string { return 'IMAGE' }
  visitROWVERSION(): string { return 'ROWVERSION' }
  visitSQLVARIANT(): string { return 'SQL_VARIANT' }
  override visitDate(): string { return this.dialect.modernTypes ? 'DATE' : 'DATETIME' }
  override visitTime(type: TimeType): string { return this.dialect.modernTypes ? this.visitTIME(type) : 'DATETIME' }
  visitBIT(): string { return 'BIT' }
  override visitTIME(type: TimeType): string { return fraction('TIME', type) }
  override visitDateTime(type: DateTimeType): string { return type.timezone ? this.visitDATETIMEOFFSET(type) : 'DATETIME' }
  visitDATETIMEOFFSET(type: DateTimeType): string { return fraction('DATETIMEOFFSET', type) }
  visitDATETIME2(type: DateTimeType): string { return fraction('DATETIME2', type) }
  override visitUnicode(type: StringType): string { return this.visitNVARCHAR(type) }
  override visitText(type: StringType): string { return this.dialect.modernTypes ? this.visitVARCHAR(type) : this.visitTEXT(type) }
  override visitUnicodeText(type: StringType): string { return this.dialect.modernTypes ? this.visitNVARCHAR(type) : this.extend('NTEXT', type) }
  override visitTEXT(type: StringType): string { return this.extend('TEXT', type) }
  override visitVARCHAR(type: StringType): string { return this.extend('VARCHAR', type, 'max') }
  override visitNVARCHAR(type: StringType): string { return this.extend('NVARCHAR', type, 'max') }
  override visitCHAR(type: StringType): string { return this.extend('CHAR', type) }
  override visitNCHAR(type: StringType): string { return this.extend('NCHAR', type) }
  override visitLargeBinary(type: LargeBinaryType): string { return this.dialect.modernTypes ? this.visitVARBINARY(type) : 'IMAGE' }
  override visitVARBINARY(type: LargeBinaryType & { readonly filestream?: boolean }): string { return `VARBINARY(${type.length || 'max'})${type.filestream ? ' FILESTREAM' : ''}` }
  visitJson(): string { return 'NVARCHAR(max)' }
  visitJSON(): string { return 'NVARCHAR(max)' }
  override visitUuid(type: UuidType, context: RenderContext): string { return type.nativeUuid ? 'UNIQUEIDENTIFIER' : super.visitUuid(type, context) }
  visitUNIQUEIDENTIFIER(): string { return 'UNIQUEIDENTIFIER' }

  /** A string type with its length and collation; collations are plain words here. */
  protected extend(name: string, type: StringType, fallback?: string): string {
    // a length of 0 is no length, as in SQLAlchemy
    const length = type.length || fallback
    return `${name}${length === undefined ? '' : `(${length})`}${type.collation === undefined ? '' : ` COLLATE ${this.dialect.identifierPreparer.formatCollation(type.collation, undefined)}`}`
  }
}

const fraction = (name: string, type: { readonly precision?: number | undefined }): string =>
  type.precision === undefined ? name : `${name}(${type.precision})`
