import type { CompileOptions, ConnectParameters, ConversionTable } from '@athanor/interfaces'
import { DefaultDialect, type DialectConfig, type QuotingRules } from '@athanor/expressions/compiler'
import {
  dollarPath, NCHAR_TYPE, NVARCHAR_TYPE, UnicodeTextType, UnicodeType, UuidType, type JsonPathFormatter, type SqlNode, type SqlType,
} from '@athanor/expressions/elements'
import { mssqlCapabilities } from './capabilities.ts'
import { MSSQLCompiler } from './compiler/sql-compiler.ts'
import { MSSQLDdlCompiler } from './compiler/ddl-compiler.ts'
import { MSSQLIdentifierPreparer } from './compiler/identifier-preparer.ts'
import { MSSQLTypeCompiler } from './compiler/type-compiler.ts'
import { mssqlReservedWords } from './reserved-words.ts'

/** Options of the dialect. */
export interface MSSQLDialectConfig extends DialectConfig {
  /** The server's version, for compiling without a connection. Default: what every version understands. */
  readonly serverVersion?: readonly number[] | undefined
}

/** Microsoft SQL Server. Compiles; its driver adapter says what is still missing when it is used. */
export class MSSQLDialect extends DefaultDialect {
  override readonly name = 'mssql'
  override capabilities = mssqlCapabilities
  override readonly conversions: ConversionTable = {}
  override readonly maxIdentifierLength = 128
  /** Writes the path of `path()` and `at()`. */
  readonly formatJsonPath: JsonPathFormatter = dollarPath
  /** OFFSET … FETCH, from SQL Server 2012. */
  readonly supportsOffsetFetch: boolean
  /** `VARCHAR(max)` in place of TEXT, from SQL Server 2012. */
  readonly modernTypes: boolean

  constructor(config: MSSQLDialectConfig = {}) {
    super(config)
    const modern = (config.serverVersion?.[0] ?? 0) >= 11
    this.supportsOffsetFetch = modern
    this.modernTypes = modern
  }

  protected override get quotingRules(): QuotingRules { return { initialQuote: '[', finalQuote: ']', reservedWords: mssqlReservedWords } }
  protected override createIdentifierPreparer(): MSSQLIdentifierPreparer { return new MSSQLIdentifierPreparer(this.quotingRules) }
  protected override createTypeCompiler(): MSSQLTypeCompiler { return new MSSQLTypeCompiler(this) }
  override createSqlCompiler(options: CompileOptions): MSSQLCompiler { return new MSSQLCompiler(this, options) }
  override createDdlCompiler(options: CompileOptions): MSSQLDdlCompiler { return new MSSQLDdlCompiler(this, options) }

  override connectParameters(params: ConnectParameters): ConnectParameters {
    return { ...params, port: params.port ?? 1433, host: params.host ?? 'localhost' }
  }

  override bytesLiteral(bytes: Uint8Array): string { return `0x${Buffer.from(bytes).toString('hex')}` }
  /** `schema.name` of a sequence. */
  formatSequence(sequence: SqlNode): string {
    const { name, schema } = sequence as SqlNode & { readonly name: string; readonly schema?: string | null | undefined }
    const quoted = this.identifierPreparer.quote(name)
    return schema === undefined || schema === null ? quoted : `${this.identifierPreparer.quoteSchema(schema)}.${quoted}`
  }

  /** Unicode texts are `N'…'`: without it the server converts them to its code page. UUIDs have their dashes. */
  override renderLiteral(value: unknown, type: SqlType): string {
    const actual = type.forDialect(this.name)
    if (actual instanceof UuidType && actual.nativeUuid && typeof value === 'string') return this.quoteStringLiteral(value)
    const text = super.renderLiteral(value, actual)
    const isUnicode = actual instanceof UnicodeType || actual instanceof UnicodeTextType || actual instanceof NVARCHAR_TYPE || actual instanceof NCHAR_TYPE
    return isUnicode && text.startsWith("'") ? `N${text}` : text
  }

  protected override emptySetQuery(): string { return 'SELECT 1 WHERE 1!=1' }
}
