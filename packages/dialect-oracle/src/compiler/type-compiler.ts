import { ArgumentError } from '@athanor/interfaces'
import { TypeCompiler, type RenderContext } from '@athanor/expressions/compiler'
import type { BooleanType, DateTimeType, IntervalType, NumericType, SqlType, StringType } from '@athanor/expressions/elements'
import type { OracleDialect } from '../dialect.ts'

/** Names of types for Oracle Database, whose DATE has a time. */
export class OracleTypeCompiler extends TypeCompiler {
  declare readonly dialect: OracleDialect

  override visitDateTime(): string { return 'DATE' }
  override visitTIMESTAMP(type: DateTimeType & { readonly localTimezone?: boolean }): string {
    if (type.localTimezone) return 'TIMESTAMP WITH LOCAL TIME ZONE'
    return type.timezone ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP'
  }
  override visitInterval(type: IntervalType): string {
    if (!type.native) return 'DATE'
    const part = (precision: number | undefined): string => (precision === undefined ? '' : `(${precision})`)
    return `INTERVAL DAY${part(type.dayPrecision)} TO SECOND${part(type.secondPrecision)}`
  }
  visitINTERVAL(type: IntervalType): string { return this.visitInterval(type) }
  override visitDouble(type: NumericType): string { return this.numeric('DOUBLE PRECISION', type.precision, type.scale) }
  override visitDOUBLEPRECISION(type: NumericType): string { return this.numeric('DOUBLE PRECISION', type.precision, type.scale) }
  override visitFLOAT(type: NumericType & { readonly binaryPrecision?: number | undefined }): string {
    if (type.precision !== undefined && type.binaryPrecision === undefined) {
      throw new ArgumentError(
        `Oracle's FLOAT has a binary precision; ${type.precision} decimal digits are about ${Math.trunc(type.precision / 0.30103)}. ` +
        'Give the column a variant for Oracle with that precision.', { code: 'TYPE_PRECISION_AMBIGUOUS' })
    }
    return this.numeric('FLOAT', type.binaryPrecision, undefined)
  }
  visitNUMBER(type: NumericType): string { return this.numeric('NUMBER', type.precision, type.scale) }
  override visitBigInteger(): string { return 'NUMBER(19)' }
  override visitBoolean(type: BooleanType, context: RenderContext): string {
    return this.dialect.capabilities.supportsNativeBoolean ? super.visitBoolean(type, context) : 'SMALLINT'
  }
  override visitString(type: StringType): string { return this.varchar(type, 'VARCHAR2') }
  override visitUnicode(type: StringType): string { return this.varchar(type, 'VARCHAR2') }
  visitVARCHAR2(type: StringType): string { return this.varchar(type, 'VARCHAR2') }
  override visitVARCHAR(type: StringType): string { return this.varchar(type, 'VARCHAR') }
  override visitNVARCHAR(type: StringType): string { return this.varchar(type, 'NVARCHAR2') }
  visitNVARCHAR2(type: StringType): string { return this.varchar(type, 'NVARCHAR2') }
  override visitText(): string { return 'CLOB' }
  override visitUnicodeText(): string { return 'CLOB' }
  override visitLargeBinary(): string { return 'BLOB' }
  visitBINARYDOUBLE(type: NumericType): string { return this.numeric('BINARY_DOUBLE', type.precision, type.scale) }
  visitBINARYFLOAT(type: NumericType): string { return this.numeric('BINARY_FLOAT', type.precision, type.scale) }
  visitLONG(): string { return 'LONG' }
  visitRAW(type: SqlType & { readonly length?: number | undefined }): string { return type.length ? `RAW(${type.length})` : 'RAW' }
  visitROWID(): string { return 'ROWID' }
  visitBFILE(): string { return 'BFILE' }
  visitVECTOR(type: SqlType & { readonly dim?: number | undefined; readonly storageFormat?: string | undefined; readonly storageType?: string | undefined }): string {
    return `VECTOR(${type.dim ?? '*'},${type.storageFormat?.toUpperCase() ?? '*'},${type.storageType?.toUpperCase() ?? '*'})`
  }
  visitJson(): string { return 'JSON' }
  visitJSON(type: SqlType & { readonly useBlob?: boolean }): string { return type.useBlob ? 'BLOB' : 'JSON' }

  protected varchar(type: StringType, name: string): string {
    if (!type.length) return name
    return name.startsWith('N') ? `${name}(${type.length})` : `${name}(${type.length} CHAR)`
  }
  protected numeric(name: string, precision: number | undefined, scale: number | undefined): string {
    if (precision === undefined) return name
    return scale === undefined ? `${name}(${precision})` : `${name}(${precision}, ${scale})`
  }
}
