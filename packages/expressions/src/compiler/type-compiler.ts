import { UnsupportedCompilationError, CompileError } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { BooleanType } from '../types/core-types.ts'
import type { NumericType } from '../types/numeric-types.ts'
import type { LargeBinaryType, UuidType } from '../types/other-types.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { EnumType, StringType } from '../types/string-types.ts'
import type { DateTimeType, IntervalType, TimeType } from '../types/temporal-types.ts'
import type { RenderContext } from './render-context.ts'

type Visit = (type: SqlType, context: RenderContext) => string

/** Names of types in DDL and CAST. Generic types name a standard one; a dialect overrides where it differs. */
export class TypeCompiler {
  readonly dialect: DefaultDialect
  constructor(dialect: DefaultDialect) {
    this.dialect = dialect
  }

  process(type: SqlType, context: RenderContext = {}): string {
    const actual = type.forDialect(this.dialect.name)
    const visit = (this as unknown as Record<string, Visit | undefined>)[actual.visitName]
    if (visit === undefined) {
      throw new UnsupportedCompilationError(`The dialect '${this.dialect.name}' has no type for ${actual.constructor.name}`)
    }
    return visit.call(this, actual, context)
  }

  // generic types
  visitInteger(type: SqlType, context: RenderContext): string { return this.visitINTEGER(type, context) }
  visitSmallInteger(type: SqlType, context: RenderContext): string { return this.visitSMALLINT(type, context) }
  visitBigInteger(type: SqlType, context: RenderContext): string { return this.visitBIGINT(type, context) }
  visitNumeric(type: NumericType, context: RenderContext): string { return this.visitNUMERIC(type, context) }
  visitFloat(type: NumericType, context: RenderContext): string { return this.visitFLOAT(type, context) }
  visitDouble(type: NumericType, context: RenderContext): string { return this.visitDOUBLE(type, context) }
  visitString(type: StringType, context: RenderContext): string { return this.visitVARCHAR(type, context) }
  visitUnicode(type: StringType, context: RenderContext): string { return this.visitVARCHAR(type, context) }
  visitText(type: StringType, context: RenderContext): string { return this.visitTEXT(type, context) }
  visitUnicodeText(type: StringType, context: RenderContext): string { return this.visitTEXT(type, context) }
  visitEnum(type: EnumType, context: RenderContext): string { return this.visitVARCHAR(type, context) }
  visitBoolean(type: BooleanType, context: RenderContext): string { return this.visitBOOLEAN(type, context) }
  visitMatchType(type: BooleanType, context: RenderContext): string { return this.visitBOOLEAN(type, context) }
  visitDate(type: SqlType, context: RenderContext): string { return this.visitDATE(type, context) }
  visitTime(type: TimeType, context: RenderContext): string { return this.visitTIME(type, context) }
  visitDateTime(type: DateTimeType, context: RenderContext): string { return this.visitDATETIME(type, context) }
  visitInterval(_type: IntervalType, context: RenderContext): string { return this.visitDATETIME(undefined, context) }
  visitLargeBinary(type: LargeBinaryType, context: RenderContext): string { return this.visitBLOB(type, context) }
  visitUuid(type: UuidType, context: RenderContext): string {
    return !type.nativeUuid || !this.dialect.capabilities.supportsNativeUuid ? this.renderString('CHAR', 32, undefined, undefined) : this.visitUUID(type, context)
  }
  visitNullType(type: SqlType, _context: RenderContext): string {
    throw new CompileError(`No SQL type is known: ${type.toString()} can't be written. Give the column or cast a type.`, { code: 'TYPE_MISSING' })
  }
  visitUserDefined(type: SqlType & { columnSpec(): string }, _context: RenderContext): string { return type.columnSpec() }
  visitTypeDecorator(type: SqlType & { implFor(dialect: string): SqlType }, context: RenderContext): string { return this.process(type.implFor(this.dialect.name), context) }

  // the standard's types
  visitINTEGER(_type: SqlType, _context: RenderContext): string { return 'INTEGER' }
  visitSMALLINT(_type: SqlType, _context: RenderContext): string { return 'SMALLINT' }
  visitBIGINT(_type: SqlType, _context: RenderContext): string { return 'BIGINT' }
  visitFLOAT(_type: SqlType, _context: RenderContext): string { return 'FLOAT' }
  visitDOUBLE(_type: SqlType, _context: RenderContext): string { return 'DOUBLE' }
  visitDOUBLEPRECISION(_type: SqlType, _context: RenderContext): string { return 'DOUBLE PRECISION' }
  visitREAL(_type: SqlType, _context: RenderContext): string { return 'REAL' }
  visitNUMERIC(type: NumericType, _context: RenderContext): string { return precision('NUMERIC', type) }
  visitDECIMAL(type: NumericType, _context: RenderContext): string { return precision('DECIMAL', type) }
  visitDATE(_type: SqlType | undefined, _context: RenderContext): string { return 'DATE' }
  visitTIME(_type: SqlType, _context: RenderContext): string { return 'TIME' }
  visitDATETIME(_type: SqlType | undefined, _context: RenderContext): string { return 'DATETIME' }
  visitTIMESTAMP(_type: SqlType, _context: RenderContext): string { return 'TIMESTAMP' }
  visitVARCHAR(type: StringType, _context: RenderContext): string { return this.string('VARCHAR', type) }
  visitCHAR(type: StringType, _context: RenderContext): string { return this.string('CHAR', type) }
  visitNVARCHAR(type: StringType, _context: RenderContext): string { return this.string('NVARCHAR', type) }
  visitNCHAR(type: StringType, _context: RenderContext): string { return this.string('NCHAR', type) }
  visitTEXT(type: StringType, _context: RenderContext): string { return this.string('TEXT', type) }
  visitCLOB(_type: StringType, _context: RenderContext): string { return 'CLOB' }
  visitNCLOB(_type: StringType, _context: RenderContext): string { return 'NCLOB' }
  visitBLOB(_type: SqlType, _context: RenderContext): string { return 'BLOB' }
  visitBINARY(type: LargeBinaryType, _context: RenderContext): string { return !type.length ? 'BINARY' : `BINARY(${type.length})` }
  visitVARBINARY(type: LargeBinaryType, _context: RenderContext): string { return !type.length ? 'VARBINARY' : `VARBINARY(${type.length})` }
  visitBOOLEAN(_type: SqlType, _context: RenderContext): string { return 'BOOLEAN' }
  visitUUID(_type: SqlType, _context: RenderContext): string { return 'UUID' }

  protected string(name: string, type: StringType): string { return this.renderString(name, type.length, type.collation, type.collationSchema) }
  protected renderString(name: string, length: number | undefined, collation: string | undefined, collationSchema: string | undefined): string {
    let sql = name
    // a length of 0 is no length, as in SQLAlchemy
    if (length) sql += `(${length})`
    if (collation !== undefined) sql += ` COLLATE ${this.dialect.identifierPreparer.formatCollation(collation, collationSchema)}`
    return sql
  }
}

function precision(name: string, type: NumericType): string {
  if (type.precision === undefined) return name
  return type.scale === undefined ? `${name}(${type.precision})` : `${name}(${type.precision}, ${type.scale})`
}
