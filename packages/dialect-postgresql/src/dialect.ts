import { CompileError, durationTextToMs, isDurationText, type CompileOptions, type ConnectParameters, type DriverColumn, type DriverConnection } from '@athanor/interfaces'
import { DefaultDialect, type CatalogQuery, effectiveSchema, type DialectConfig, type QuotingRules } from '@athanor/expressions/compiler'
import { ArrayType, INTEGER, nameText, SqlFunction, UuidType, type Column, type JsonPathFormatter, type SqlNode, type SqlType, type Table } from '@athanor/expressions/elements'
import { postgresqlCapabilities } from './capabilities.ts'
import { PostgreSQLCompiler } from './compiler/sql-compiler.ts'
import { PostgreSQLDdlCompiler } from './compiler/ddl-compiler.ts'
import { PostgreSQLTypeCompiler } from './compiler/type-compiler.ts'
import { typeOfPgColumn } from './conversions/driver-columns.ts'
import { postgresqlConversions } from './conversions/postgresql-conversions.ts'
import { PgReflector } from './reflection/pg-reflector.ts'
import { postgresqlReservedWords } from './reserved-words.ts'
import { arrayLiteral } from './types/array-literal.ts'

/** Options of the dialect. */
export interface PostgreSQLDialectConfig extends DialectConfig {
  /**
   * Write the type behind each parameter (`$1::INTEGER`), so that the server needn't guess it.
   * Default: true with a driver that sends texts, false when the dialect only compiles.
   */
  readonly bindCasts?: boolean | undefined
}

/** PostgreSQL 12 and later, and what speaks its language. */
export class PostgreSQLDialect extends DefaultDialect {
  override readonly name: string = 'postgresql'
  override capabilities = postgresqlCapabilities
  override readonly conversions = postgresqlConversions
  override readonly maxIdentifierLength = 63
  /** Casts of parameters whose type the server wouldn't find out: `$1::TSRANGE`. */
  readonly bindCasts: boolean
  /** `column['key']` for JSONB, from PostgreSQL 14. */
  supportsJsonbSubscripting = true

  constructor(config: PostgreSQLDialectConfig = {}) {
    super(config)
    this.bindCasts = config.bindCasts ?? config.driver !== undefined
  }

  protected override get quotingRules(): QuotingRules { return { initialQuote: '"', finalQuote: '"', reservedWords: postgresqlReservedWords } }
  protected override createTypeCompiler(): PostgreSQLTypeCompiler { return new PostgreSQLTypeCompiler(this) }
  override createSqlCompiler(options: CompileOptions): PostgreSQLCompiler { return new PostgreSQLCompiler(this, options) }
  override createDdlCompiler(options: CompileOptions): PostgreSQLDdlCompiler { return new PostgreSQLDdlCompiler(this, options) }

  /** JSON steps go as they are; a path is an array of texts. */
  readonly formatJsonPath: JsonPathFormatter = (value, kind) => (kind === 'path' && typeof value !== 'string' ? `{${(value as readonly unknown[]).map(pathStep).join(', ')}}` : value)

  override connectParameters(params: ConnectParameters): ConnectParameters {
    return { ...params, port: params.port ?? 5432, host: params.host ?? 'localhost' }
  }

  override async initialize(connection: DriverConnection): Promise<void> {
    const result = await connection.execute("select current_setting('server_version_num'), version(), current_schema()", [])
    const [number, versionText, schema] = result.rows[0] as [string, string, string | null]
    const n = Number(number)
    const version = n >= 100_000 ? [Math.trunc(n / 10_000), n % 10_000] : [Math.trunc(n / 10_000), Math.trunc(n / 100) % 100, n % 100]
    this.serverInfo = { versionText, version, defaultSchema: schema }
    this.supportsJsonbSubscripting = version[0]! >= 14
  }

  override createReflector(query: CatalogQuery): PgReflector { return new PgReflector(query) }
  override typeOfDriverColumn(column: DriverColumn): SqlType | undefined { return typeOfPgColumn(column) }

  /** The next key of a SERIAL or identity column, for INSERTs that can't return it. */
  autoincrementValue(column: Column, options: CompileOptions = {}): SqlNode {
    const table = this.createDdlCompiler(options).formatTable(column.table as Table)
    const sequence = new SqlFunction('pg_get_serial_sequence', [table, nameText(column.name)], { type: this.stringType })
    return new SqlFunction('nextval', [sequence], { type: column.type })
  }

  /** An interval of exact length by its seconds; any other as the server reads it. */
  intervalLiteral(text: string): string {
    const seconds = exactSeconds(text)
    return seconds === undefined ? `CAST(${this.quoteStringLiteral(text)} AS INTERVAL)` : `make_interval(secs=>${seconds})`
  }
  /** The escaped form of a text is left to none of the server's settings: `'\\x00ff'::BYTEA`. */
  override bytesLiteral(bytes: Uint8Array): string { return `'\\x${Buffer.from(bytes).toString('hex')}'::BYTEA` }
  /** `schema.name` of a sequence. */
  formatSequence(sequence: SqlNode): string {
    const { name, schema } = sequence as SqlNode & { readonly name: string; readonly schema?: string | undefined }
    const quoted = this.identifierPreparer.quote(name)
    return schema === undefined || schema === null ? quoted : `${this.identifierPreparer.quoteSchema(schema)}.${quoted}`
  }
  /** `schema.name` of an enum or a domain. */
  formatTypeName(type: SqlType & { readonly name?: string | undefined; readonly schema?: string | undefined }, options: CompileOptions = {}): string {
    if (type.name === undefined) throw new CompileError('PostgreSQL ENUM type requires a name: enumType([…], { name: \'status\' })', { code: 'TYPE_NAME_MISSING' })
    const name = this.identifierPreparer.quote(type.name)
    const schema = effectiveSchema(type.schema ?? null, options, this)
    return schema === null ? name : `${this.identifierPreparer.quoteSchema(schema)}.${name}`
  }

  /** Arrays by their constructor. UUIDs say what they are: a bare text would be a text. */
  override renderLiteral(value: unknown, type: SqlType): string {
    const actual = type.forDialect(this.name)
    if (actual instanceof ArrayType && Array.isArray(value)) {
      const write = arrayLiteral(actual, this)
      if (write !== undefined) return write(value)
    }
    if (!(actual instanceof UuidType) || !actual.nativeUuid || typeof value !== 'string') return super.renderLiteral(value, actual)
    return `${this.quoteStringLiteral(actual.asUuid ? value : value.replaceAll('-', ''))}::UUID`
  }

  protected override emptySetQuery(types: readonly SqlType[]): string {
    return `SELECT ${types.map((type) => `CAST(NULL AS ${this.typeCompiler.process(type.affinity === 'null' ? INTEGER : type)})`).join(', ')} WHERE 1!=1`
  }
}

const pathStep = (step: unknown): string => {
  const text = String(step)
  return /^[\w-]+$/.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** Seconds of an ISO 8601 duration without years and months, with a point; undefined for other texts. */
function exactSeconds(text: string): string | undefined {
  if (!isDurationText(text) || /^[+-]?P[^T]*[YM]/.test(text)) return undefined
  const seconds = durationTextToMs(text) / 1000
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds)
}
