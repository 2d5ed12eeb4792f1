import type { Capabilities, CompileOptions, ConnectParameters, DriverColumn, DriverConnection } from '@athanor/interfaces'
import { DefaultDialect, stringLiteral, type CatalogQuery, type DialectConfig, type QuotingRules } from '@athanor/expressions/compiler'
import { dollarPath, UuidType, type JsonPathFormatter, type SqlType } from '@athanor/expressions/elements'
import { mariadbCapabilities, mysqlCapabilities } from './capabilities.ts'
import { MySQLCompiler } from './compiler/sql-compiler.ts'
import { MySQLDdlCompiler } from './compiler/ddl-compiler.ts'
import { MySQLTypeCompiler } from './compiler/type-compiler.ts'
import { typeOfMysqlColumn } from './conversions/driver-columns.ts'
import { mysqlConversions } from './conversions/mysql-conversions.ts'
import { mariadbReservedWords } from './mariadb-reserved-words.ts'
import { mysqlReservedWords } from './mysql-reserved-words.ts'
import { MysqlReflector } from './reflection/mysql-reflector.ts'

/** Options of the dialect. */
export interface MySQLDialectConfig extends DialectConfig {
  /** The server's version, for compiling without a connection. Default: what MySQL 5.7 can do. */
  readonly serverVersion?: readonly number[] | undefined
}

/** MySQL 5.7 and later. When the server turns out to be a MariaDB, the dialect behaves as MariaDB's. */
export class MySQLDialect extends DefaultDialect {
  override readonly name: string = 'mysql'
  override capabilities: Capabilities = mysqlCapabilities
  override readonly conversions = mysqlConversions
  override readonly maxIdentifierLength = 255
  override readonly maxIndexNameLength = 64
  override readonly maxConstraintNameLength = 64
  override readonly divIsFloordiv = false
  /** Writes the path of `path()` and `at()`. */
  readonly formatJsonPath: JsonPathFormatter = dollarPath
  /** The server is a MariaDB; found out when connecting. */
  isMariaDB = false
  /** `FOR SHARE` in place of `LOCK IN SHARE MODE`. */
  usesForShare = false
  /** `CAST(… AS FLOAT)`: MySQL 8.0.17, MariaDB 10.4.5. */
  supportsFloatCast = false
  /** `INSERT … AS new ON DUPLICATE KEY UPDATE`: `VALUES(column)` is deprecated. */
  usesInsertAlias = false
  /** Any expression as a default, in parentheses. */
  supportsExpressionDefaults = true
  /** A backslash in a literal escapes; off when the server's `sql_mode` has NO_BACKSLASH_ESCAPES. */
  backslashEscapes = true

  constructor(config: MySQLDialectConfig = {}) {
    super(config)
    if (config.serverVersion !== undefined) this.#adapt(config.serverVersion)
  }

  protected override get quotingRules(): QuotingRules { return { initialQuote: '`', finalQuote: '`', reservedWords: this.isMariaDB ? mariadbReservedWords : mysqlReservedWords } }
  protected override createTypeCompiler(): MySQLTypeCompiler { return new MySQLTypeCompiler(this) }
  override createSqlCompiler(options: CompileOptions): MySQLCompiler { return new MySQLCompiler(this, options) }
  override createDdlCompiler(options: CompileOptions): MySQLDdlCompiler { return new MySQLDdlCompiler(this, options) }

  override connectParameters(params: ConnectParameters): ConnectParameters {
    return { ...params, port: params.port ?? 3306, host: params.host ?? 'localhost' }
  }

  override async initialize(connection: DriverConnection): Promise<void> {
    const result = await connection.execute('select version(), @@version_comment, database(), @@sql_mode', [])
    const [versionText, comment, schema, mode] = result.rows[0] as [string, string, string | null, string]
    const isMariaDB = /mariadb/i.test(versionText) || /mariadb/i.test(comment)
    const version = (/\d+(?:\.\d+)*/.exec(versionText.replace(/^5\.5\.5-/, ''))?.[0] ?? '0').split('.').map(Number)
    this.serverInfo = { versionText, version, defaultSchema: schema, product: isMariaDB ? 'mariadb' : 'mysql' }
    this.backslashEscapes = !mode.includes('NO_BACKSLASH_ESCAPES')
    if (isMariaDB && !this.isMariaDB) {
      this.isMariaDB = true
      this.capabilities = mariadbCapabilities
    }
    this.#adapt(version)
  }

  #adapt(version: readonly number[]): void {
    const atLeast = (...wanted: readonly number[]): boolean => {
      for (let i = 0; i < wanted.length; i++) {
        const have = version[i] ?? 0
        if (have !== wanted[i]!) return have > wanted[i]!
      }
      return true
    }
    if (this.isMariaDB) {
      this.withCapabilities({
        insertReturning: atLeast(10, 5), deleteReturning: atLeast(10, 0, 5), supportsSequences: atLeast(10, 3), sequencesOptional: true,
        insertExecutemanyReturning: atLeast(10, 5), insertExecutemanyReturningSortByParameterOrder: atLeast(10, 5), supportsNativeUuid: atLeast(10, 7),
      })
      this.supportsFloatCast = atLeast(10, 4, 5)
      this.supportsExpressionDefaults = atLeast(10, 2, 1)
    } else {
      this.usesForShare = atLeast(8, 0, 1)
      this.supportsFloatCast = atLeast(8, 0, 17)
      this.usesInsertAlias = atLeast(8, 0, 20)
      this.supportsExpressionDefaults = atLeast(8, 0, 13)
      this.withCapabilities({ supportsForUpdateOf: atLeast(8, 0, 1) })
    }
  }

  override createReflector(query: CatalogQuery): MysqlReflector {
    const [major = 0, minor = 0, patch = 0] = this.serverInfo?.version ?? []
    const version = major * 10_000 + minor * 100 + patch
    return new MysqlReflector(query, {
      isMariaDB: this.isMariaDB, hasExpressionIndexes: !this.isMariaDB && version >= 80_013, hasCheckConstraints: version >= (this.isMariaDB ? 100_222 : 80_016),
    })
  }
  override typeOfDriverColumn(column: DriverColumn): SqlType | undefined { return typeOfMysqlColumn(column) }

  /** Without a strict mode the server keeps an empty text in place of what is no value of an ENUM. */
  readonly hasBlankEnums = true

  override quoteStringLiteral(text: string): string {
    return stringLiteral(this.backslashEscapes ? text.replaceAll('\\', '\\\\') : text)
  }

  /** UUIDs are written without dashes, which MariaDB's type understands as well as a `CHAR(32)`. */
  override renderLiteral(value: unknown, type: SqlType): string {
    const actual = type.forDialect(this.name)
    return actual instanceof UuidType && typeof value === 'string' ? this.quoteStringLiteral(value.replaceAll('-', '')) : super.renderLiteral(value, actual)
  }

  protected override emptySetQuery(types: readonly SqlType[]): string {
    return `SELECT ${types.map((_t, i) => `_in_${i}`).join(', ')} FROM (SELECT ${types.map((_t, i) => `1 AS _in_${i}`).join(', ')}) as _empty_set WHERE 1!=1`
  }
}

/** MariaDB 10.4 and later. */
export class MariaDBDialect extends MySQLDialect {
  override readonly name = 'mariadb'
  override capabilities: Capabilities = mariadbCapabilities
  /** The server is a MariaDB. */
  override isMariaDB = true
}
