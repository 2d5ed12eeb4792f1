import { CompileError } from '@athanor/interfaces'
import { TypeCompiler, type RenderContext } from '@athanor/expressions/compiler'
import type { DateTimeType, EnumType, LargeBinaryType, NumericType, SqlType, StringType, TimeType } from '@athanor/expressions/elements'
import type { MySQLDialect } from '../dialect.ts'

/** Names of types for MySQL and MariaDB. */
export class MySQLTypeCompiler extends TypeCompiler {
  declare readonly dialect: MySQLDialect

  override visitBOOLEAN(): string { return 'BOOL' }
  visitJson(): string { return 'JSON' }
  visitJSON(): string { return 'JSON' }
  override visitDATETIME(type: DateTimeType | undefined): string { return fraction('DATETIME', type) }
  override visitTIMESTAMP(type: DateTimeType): string { return fraction('TIMESTAMP', type) }
  override visitTIME(type: TimeType): string { return fraction('TIME', type) }
  override visitLargeBinary(type: LargeBinaryType): string { return this.visitBLOB(type) }
  override visitBLOB(type: LargeBinaryType): string { return type.length === undefined ? 'BLOB' : `BLOB(${type.length})` }
  override visitVARCHAR(type: StringType): string {
    if (type.length === undefined) throw new CompileError('VARCHAR requires a length on MySQL and MariaDB: varchar(255), or text() for a long text', { code: 'TYPE_LENGTH_MISSING' })
    return this.string('VARCHAR', type)
  }
  override visitCHAR(type: StringType): string { return this.string('CHAR', type) }
  override visitNVARCHAR(type: StringType): string {
    if (type.length === undefined) throw new CompileError('NVARCHAR requires a length on MySQL and MariaDB', { code: 'TYPE_LENGTH_MISSING' })
    return `NATIONAL VARCHAR(${type.length})`
  }
  override visitNCHAR(type: StringType): string { return type.length === undefined ? 'NATIONAL CHAR' : `NATIONAL CHAR(${type.length})` }
  override visitFLOAT(type: NumericType): string {
    if (type.scale !== undefined && type.precision !== undefined) return `FLOAT(${type.precision}, ${type.scale})`
    return type.precision === undefined ? 'FLOAT' : `FLOAT(${type.precision})`
  }
  override visitVARBINARY(type: LargeBinaryType): string { return `VARBINARY(${type.length ?? 255})` }
  override visitUUID(_type: SqlType): string { return 'UUID' }
  override visitEnum(type: EnumType, context: RenderContext): string {
    return type.nativeEnum ? `ENUM(${type.values.map((v) => this.dialect.quoteStringLiteral(v)).join(',')})` : super.visitEnum(type, context)
  }
}

const fraction = (name: string, type: { readonly precision?: number | undefined } | undefined): string =>
  type?.precision === undefined ? name : `${name}(${type.precision})`
