import { ArgumentError, CompileError } from '@athanor/interfaces'
import { TypeCompiler, type RenderContext } from '@athanor/expressions/compiler'
import {
  DATETIME_TYPE, DateTimeType, DoubleType, TIME_TYPE, TIMESTAMP_TYPE, TimeType, type EnumType, type LargeBinaryType, type NumericType, type SqlType, type StringType,
} from '@athanor/expressions/elements'
import type { MySQLDialect } from '../dialect.ts'

/** What MySQL's own types may say besides; generic types say nothing of it. */
interface NumberExtensions { readonly unsigned?: boolean; readonly zerofill?: boolean; readonly displayWidth?: number | undefined }
interface StringExtensions { readonly charset?: string | undefined; readonly ascii?: boolean; readonly unicode?: boolean; readonly binary?: boolean; readonly national?: boolean }

/** Names of types for MySQL and MariaDB. */
export class MySQLTypeCompiler extends TypeCompiler {
  declare readonly dialect: MySQLDialect

  override visitBOOLEAN(): string { return 'BOOL' }
  visitJson(): string { return 'JSON' }
  visitJSON(): string { return 'JSON' }

  // numbers ----------------------------------------------------------------------------------------------------------

  override visitINTEGER(type: SqlType): string { return integer('INTEGER', type) }
  override visitSMALLINT(type: SqlType): string { return integer('SMALLINT', type) }
  override visitBIGINT(type: SqlType): string { return integer('BIGINT', type) }
  visitTINYINT(type: SqlType): string { return integer('TINYINT', type) }
  visitMEDIUMINT(type: SqlType): string { return integer('MEDIUMINT', type) }
  visitYEAR(type: SqlType): string { return integer('YEAR', type) }
  override visitNUMERIC(type: NumericType, context: RenderContext): string { return extended(super.visitNUMERIC(type, context), type) }
  override visitDECIMAL(type: NumericType, context: RenderContext): string { return extended(super.visitDECIMAL(type, context), type) }
  override visitDOUBLE(type: NumericType): string { return extended(`DOUBLE${pair(type)}`, type) }
  override visitREAL(type: NumericType): string { return extended(`REAL${pair(type)}`, type) }
  override visitFLOAT(type: NumericType): string {
    const scaled = pair(type)
    return extended(scaled === '' && type.precision !== undefined ? `FLOAT(${type.precision})` : `FLOAT${scaled}`, type)
  }
  visitBIT(type: SqlType & { readonly length?: number | undefined }): string { return type.length === undefined ? 'BIT' : `BIT(${type.length})` }

  // dates ------------------------------------------------------------------------------------------------------------

  override visitDATETIME(type: DateTimeType | undefined): string { return fraction('DATETIME', type) }
  override visitTIMESTAMP(type: DateTimeType): string { return fraction('TIMESTAMP', type) }
  override visitTIME(type: TimeType): string { return fraction('TIME', type) }

  // texts and bytes --------------------------------------------------------------------------------------------------

  override visitVARCHAR(type: StringType): string { return characters(`VARCHAR(${this.#length('VARCHAR', type)})`, type) }
  override visitCHAR(type: StringType): string { return characters(type.length === undefined ? 'CHAR' : `CHAR(${type.length})`, type) }
  override visitNVARCHAR(type: StringType): string { return characters(`VARCHAR(${this.#length('NVARCHAR', type)})`, type, true) }
  override visitNCHAR(type: StringType): string { return characters(type.length === undefined ? 'CHAR' : `CHAR(${type.length})`, type, true) }
  override visitTEXT(type: StringType): string { return characters(type.length === undefined ? 'TEXT' : `TEXT(${type.length})`, type) }
  visitTINYTEXT(type: StringType): string { return characters('TINYTEXT', type) }
  visitMEDIUMTEXT(type: StringType): string { return characters('MEDIUMTEXT', type) }
  visitLONGTEXT(type: StringType): string { return characters('LONGTEXT', type) }
  override visitEnum(type: EnumType, context: RenderContext): string { return type.nativeEnum ? this.visitENUM(type) : super.visitEnum(type, context) }
  visitENUM(type: EnumType): string { return characters(`ENUM(${this.#values(type.values)})`, type) }
  visitSET(type: StringType & { readonly values: readonly string[] }): string { return characters(`SET(${this.#values(type.values)})`, type) }
  override visitLargeBinary(type: LargeBinaryType): string { return this.visitBLOB(type) }
  override visitBLOB(type: LargeBinaryType): string { return type.length === undefined ? 'BLOB' : `BLOB(${type.length})` }
  visitTINYBLOB(): string { return 'TINYBLOB' }
  visitMEDIUMBLOB(): string { return 'MEDIUMBLOB' }
  visitLONGBLOB(): string { return 'LONGBLOB' }
  visitINET4(): string { return 'INET4' }
  visitINET6(): string { return 'INET6' }
  override visitVARBINARY(type: LargeBinaryType): string { return `VARBINARY(${this.#length('VARBINARY', type)})` }

  #values(values: readonly string[]): string { return values.map((v) => this.dialect.quoteStringLiteral(v)).join(',') }
  #length(name: string, type: { readonly length: number | undefined }): number {
    if (type.length === undefined || type.length === null) {
      throw new CompileError(`${name} requires a length on MySQL and MariaDB: varchar(255); or text() for a long text`, { code: 'TYPE_LENGTH_MISSING' })
    }
    return type.length
  }
}

function integer(name: string, type: SqlType): string {
  const { displayWidth } = type as SqlType & NumberExtensions
  return extended(displayWidth === undefined ? name : `${name}(${displayWidth})`, type)
}
function extended(sql: string, type: SqlType): string {
  const { unsigned, zerofill } = type as SqlType & NumberExtensions
  return sql + (unsigned ? ' UNSIGNED' : '') + (zerofill ? ' ZEROFILL' : '')
}
const pair = (type: NumericType): string => (type.precision !== undefined && type.scale !== undefined ? `(${type.precision}, ${type.scale})` : '')
/** A precision alone means nothing to the server here. @throws {ArgumentError} */
export function checkPrecision(type: SqlType): void {
  if (type instanceof DoubleType && (type.precision === undefined) !== (type.scale === undefined)) {
    throw new ArgumentError(`DOUBLE of MySQL and MariaDB has both a precision and a scale, or neither. Leave the precision out, or give the column a variant for this dialect.`, { code: 'TYPE_PRECISION_AMBIGUOUS' })
  }
}
const generic: ReadonlySet<unknown> = new Set([DateTimeType, TimeType, DATETIME_TYPE, TIMESTAMP_TYPE, TIME_TYPE])
const fraction = (name: string, type: (SqlType & { readonly precision?: number | undefined; readonly fsp?: number | undefined }) | undefined): string => {
  // the precision of another database's own type isn't meant for this one
  const digits = type?.fsp ?? (generic.has(type?.constructor) ? type?.precision : undefined)
  return digits ? `${name}(${digits})` : name
}

/** Character set and collation. NATIONAL stands for a character set, and wins over others. */
function characters(sql: string, type: StringType, isNational = false): string {
  const { charset, ascii, unicode, binary, national } = type as StringType & StringExtensions
  for (const word of [charset, type.collation]) {
    if (word !== undefined && !/^\w+(?:-\w+)*$/.test(word)) throw new CompileError(`A character set or collation of MySQL is a word, not ${JSON.stringify(word)}`, { code: 'SQL_PHRASE_INVALID' })
  }
  const collation = type.collation !== undefined ? ` COLLATE ${type.collation}` : binary ? ' BINARY' : ''
  if (national || isNational) return `NATIONAL ${sql}${collation}`
  return sql + (charset !== undefined ? ` CHARACTER SET ${charset}` : ascii ? ' ASCII' : unicode ? ' UNICODE' : '') + collation
}
