import { CompileError, durationTextToMs, isDurationText, type CompileOptions, type ConnectParameters, type ConversionTable } from '@athanor/interfaces'
import { dateText, dateTimeText, DefaultDialect, type DialectConfig, type QuotingRules } from '@athanor/expressions/compiler'
import { DateTimeType, DateType, dollarPath, type JsonPathFormatter, type SqlNode, type SqlType } from '@athanor/expressions/elements'
import { oracleCapabilities } from './capabilities.ts'
import { OracleCompiler } from './compiler/sql-compiler.ts'
import { OracleDdlCompiler } from './compiler/ddl-compiler.ts'
import { OracleTypeCompiler } from './compiler/type-compiler.ts'
import { oracleReservedWords } from './reserved-words.ts'

/** Options of the dialect. */
export type OracleDialectConfig = DialectConfig

/** Oracle Database 12.2 and later. Compiles; its driver adapter says what is still missing when it is used. */
export class OracleDialect extends DefaultDialect {
  override readonly name = 'oracle'
  override capabilities = oracleCapabilities
  override readonly conversions: ConversionTable = {}
  override readonly maxIdentifierLength = 128
  override readonly divIsFloordiv = false
  /** Writes the path of `path()` and `at()`. */
  readonly formatJsonPath: JsonPathFormatter = dollarPath

  protected override get quotingRules(): QuotingRules {
    return { initialQuote: '"', finalQuote: '"', reservedWords: oracleReservedWords, illegalInitial: /^[0-9_$]/ }
  }
  protected override createTypeCompiler(): OracleTypeCompiler { return new OracleTypeCompiler(this) }
  override createSqlCompiler(options: CompileOptions): OracleCompiler { return new OracleCompiler(this, options) }
  override createDdlCompiler(options: CompileOptions): OracleDdlCompiler { return new OracleDdlCompiler(this, options) }

  override connectParameters(params: ConnectParameters): ConnectParameters {
    return { ...params, port: params.port ?? 1521, host: params.host ?? 'localhost' }
  }

  /** A parameter that is named like a reserved word, or has unusual characters, is quoted: `:"date"`. */
  override quoteBindName(name: string): string {
    return this.identifierPreparer.requiresBindQuotes(name) ? `"${name}"` : name
  }

  /** An interval of exact length. @throws {CompileError} for one with years or months */
  intervalLiteral(text: string): string {
    if (!isDurationText(text) || /^[+-]?P[^T]*[YM]/.test(text)) {
      throw new CompileError(`Oracle's day-to-second interval needs a duration without years and months, such as PT36H; not ${JSON.stringify(text.slice(0, 40))}`, { code: 'LITERAL_INVALID' })
    }
    const seconds = durationTextToMs(text) / 1000
    return `NUMTODSINTERVAL(${Number.isInteger(seconds) ? `${seconds}.0` : seconds}, 'SECOND')`
  }
  override bytesLiteral(bytes: Uint8Array): string { return `HEXTORAW('${Buffer.from(bytes).toString('hex')}')` }
  /** `schema.name` of a sequence. */
  formatSequence(sequence: SqlNode): string {
    const { name, schema } = sequence as SqlNode & { readonly name: string; readonly schema?: string | null | undefined }
    const quoted = this.identifierPreparer.quote(name)
    return schema === undefined || schema === null ? quoted : `${this.identifierPreparer.quoteSchema(schema)}.${quoted}`
  }

  /** Dates with their format: what a bare text means depends on the session's settings. */
  override renderLiteral(value: unknown, type: SqlType): string {
    const actual = type.forDialect(this.name)
    if (value !== null && value !== undefined) {
      if (actual instanceof DateType) return `TO_DATE(${this.quoteStringLiteral(dateText(value).slice(0, 10))}, 'YYYY-MM-DD')`
      if (actual instanceof DateTimeType) {
        const text = dateTimeText(value).replace('T', ' ')
        const [fn, format] = text.includes('.') ? ['TO_TIMESTAMP', 'YYYY-MM-DD HH24:MI:SS.FF'] : ['TO_DATE', 'YYYY-MM-DD HH24:MI:SS']
        return `${fn}(${this.quoteStringLiteral(text)}, '${format}')`
      }
    }
    return super.renderLiteral(value, actual)
  }

  protected override emptySetQuery(): string { return 'SELECT 1 FROM DUAL WHERE 1!=1' }
}
