import { CompileError } from '@athanor/interfaces'
import { TypeCompiler, type RenderContext } from '@athanor/expressions/compiler'
import type { ArrayType, DateTimeType, EnumType, IntervalType, JsonIndexType, LargeBinaryType, NumericType, SqlType, TimeType, UuidType } from '@athanor/expressions/elements'
import type { PostgreSQLDialect } from '../dialect.ts'

/** Names of types for PostgreSQL. */
export class PostgreSQLTypeCompiler extends TypeCompiler {
  declare readonly dialect: PostgreSQLDialect

  override visitFLOAT(type: NumericType): string { return type.precision ? `FLOAT(${type.precision})` : 'FLOAT' }
  override visitDouble(): string { return 'DOUBLE PRECISION' }
  override visitDateTime(type: DateTimeType): string { return this.visitTIMESTAMP(type) }
  override visitTIMESTAMP(type: DateTimeType): string { return withZone('TIMESTAMP', type) }
  override visitTIME(type: TimeType): string { return withZone('TIME', type) }
  override visitInterval(type: IntervalType): string {
    if (!type.native) return 'TIMESTAMP WITHOUT TIME ZONE'
    return type.secondPrecision === undefined ? 'INTERVAL' : `INTERVAL (${type.secondPrecision})`
  }
  override visitUuid(type: UuidType, context: RenderContext): string { return type.nativeUuid ? 'UUID' : super.visitUuid(type, context) }
  override visitLargeBinary(_type: LargeBinaryType): string { return 'BYTEA' }
  visitBYTEA(): string { return 'BYTEA' }
  visitENUM(type: EnumType, context: RenderContext): string { return this.dialect.formatTypeName(type as SqlType & { name?: string; schema?: string }, context.compileOptions) }
  visitDOMAIN(type: SqlType & { readonly name: string; readonly schema?: string }, context: RenderContext): string { return this.dialect.formatTypeName(type, context.compileOptions) }
  visitINTERVAL(type: SqlType & { readonly fields?: string | undefined; readonly precision?: number | undefined }): string {
    if (type.fields !== undefined && !/^\w+(?: TO \w+)?$/i.test(type.fields)) throw new CompileError(`The fields of an INTERVAL are such as 'DAY TO SECOND', not ${JSON.stringify(type.fields)}`, { code: 'SQL_PHRASE_INVALID' })
    return `INTERVAL${type.fields === undefined ? '' : ` ${type.fields}`}${type.precision === undefined ? '' : ` (${type.precision})`}`
  }
  visitBIT(type: SqlType & { readonly length?: number | undefined; readonly varying: boolean }): string {
    return `BIT${type.varying ? ' VARYING' : ''}${type.length === undefined ? '' : `(${type.length})`}`
  }
  visitHSTORE(): string { return 'HSTORE' }
  visitINET(): string { return 'INET' }
  visitCIDR(): string { return 'CIDR' }
  visitCITEXT(): string { return 'CITEXT' }
  visitMACADDR(): string { return 'MACADDR' }
  visitMACADDR8(): string { return 'MACADDR8' }
  visitMONEY(): string { return 'MONEY' }
  visitOID(): string { return 'OID' }
  visitREGCLASS(): string { return 'REGCLASS' }
  visitREGCONFIG(): string { return 'REGCONFIG' }
  visitTSVECTOR(): string { return 'TSVECTOR' }
  visitTSQUERY(): string { return 'TSQUERY' }
  visitINT4RANGE(): string { return 'INT4RANGE' }
  visitINT8RANGE(): string { return 'INT8RANGE' }
  visitNUMRANGE(): string { return 'NUMRANGE' }
  visitDATERANGE(): string { return 'DATERANGE' }
  visitTSRANGE(): string { return 'TSRANGE' }
  visitTSTZRANGE(): string { return 'TSTZRANGE' }
  visitINT4MULTIRANGE(): string { return 'INT4MULTIRANGE' }
  visitINT8MULTIRANGE(): string { return 'INT8MULTIRANGE' }
  visitNUMMULTIRANGE(): string { return 'NUMMULTIRANGE' }
  visitDATEMULTIRANGE(): string { return 'DATEMULTIRANGE' }
  visitTSMULTIRANGE(): string { return 'TSMULTIRANGE' }
  visitTSTZMULTIRANGE(): string { return 'TSTZMULTIRANGE' }
  visitJson(): string { return 'JSON' }
  visitJSON(): string { return 'JSON' }
  visitJSONB(): string { return 'JSONB' }
  visitJSONPATH(): string { return 'JSONPATH' }
  visitJsonIndex(type: JsonIndexType): string { return type.kind === 'index' ? 'INT' : type.kind === 'key' ? 'TEXT' : 'JSONPATH' }
  visitArray(type: ArrayType, context: RenderContext): string {
    const inner = this.process(type.itemType, context)
    const [, name, collation] = /^(.*?)((?: COLLATE.*)?)$/.exec(inner)!
    return name + '[]'.repeat(type.dimensions ?? 1) + collation
  }
  override visitEnum(type: EnumType, context: RenderContext): string {
    const isNative = type.nativeEnum && this.dialect.capabilities.supportsNativeEnum && !(type.name === undefined && type.textWithoutName)
    return isNative ? this.dialect.formatTypeName(type as SqlType & { name?: string; schema?: string }, context.compileOptions) : super.visitEnum(type, context)
  }
}

function withZone(name: string, type: { readonly timezone?: boolean; readonly precision?: number | undefined }): string {
  return `${name}${type.precision === undefined ? '' : `(${type.precision})`} ${type.timezone ? 'WITH' : 'WITHOUT'} TIME ZONE`
}
