import type { CompileOptions, ConnectParameters, DriverConnection, MaybePromise } from '@athanor/interfaces'
import { DefaultDialect, type CatalogQuery, type DialectConfig, type QuotingRules } from '@athanor/expressions/compiler'
import { dollarPath, TimeType, type BindParameter, type JsonPathFormatter, type SqlType } from '@athanor/expressions/elements'
import { sqliteCapabilities } from './capabilities.ts'
import { SqliteCompiler } from './compiler/sql-compiler.ts'
import { SqliteDdlCompiler } from './compiler/ddl-compiler.ts'
import { SqliteTypeCompiler } from './compiler/type-compiler.ts'
import { sqliteConversions } from './conversions/sqlite-conversions.ts'
import { SqliteReflector } from './reflection/sqlite-reflector.ts'
import { sqliteReservedWords } from './reserved-words.ts'

/**
 * SQLite. An integer primary key is an alias of the rowid; booleans, dates, decimals and UUIDs are stored as integers and
 * texts; foreign keys are enforced.
 */
export class SQLiteDialect extends DefaultDialect {
  override readonly name = 'sqlite'
  override capabilities = sqliteCapabilities
  override readonly conversions = sqliteConversions
  /** Writes the path of `path()` and `at()`. */
  readonly formatJsonPath: JsonPathFormatter = dollarPath

  constructor(config: DialectConfig = {}) {
    super(config)
  }

  protected override get quotingRules(): QuotingRules { return { initialQuote: '"', finalQuote: '"', reservedWords: sqliteReservedWords } }
  protected override createTypeCompiler(): SqliteTypeCompiler { return new SqliteTypeCompiler(this) }
  override createSqlCompiler(options: CompileOptions): SqliteCompiler { return new SqliteCompiler(this, options) }
  override createDdlCompiler(options: CompileOptions): SqliteDdlCompiler { return new SqliteDdlCompiler(this, options) }

  override createReflector(query: CatalogQuery): SqliteReflector { return new SqliteReflector(query) }

  /** A database in memory is gone with its connection, so the pool keeps one. */
  preferredPool(params: ConnectParameters): 'queue' | 'static' {
    const { database } = params
    return database === undefined || database === '' || database === ':memory:' || /^file:.*(:memory:|mode=memory)/.test(database) ? 'static' : 'queue'
  }

  override initialize(connection: DriverConnection): MaybePromise<void> {
    const read = (result: { readonly rows: readonly unknown[][] }): void => {
      const versionText = String(result.rows[0]?.[0])
      const version = versionText.split('.').map(Number)
      this.serverInfo = { versionText, version, defaultSchema: 'main' }
      const [major = 0, minor = 0] = version
      // RETURNING came with 3.35
      if (major === 3 && minor < 35) {
        this.withCapabilities({
          insertReturning: false, updateReturning: false, deleteReturning: false, insertExecutemanyReturning: false,
          insertExecutemanyReturningSortByParameterOrder: false,
        })
      }
    }
    const result = connection.execute('select sqlite_version()', [])
    return result instanceof Promise ? result.then(read) : read(result)
  }

  /** A date or time as it is stored, so that a literal compares equal to what a parameter has written. */
  override renderLiteral(value: unknown, type: SqlType): string {
    const actual = type.forDialect(this.name)
    const stored = value instanceof Date || actual instanceof TimeType ? actual.bindProcessor(this)?.(value) : undefined
    return typeof stored === 'string' ? this.quoteStringLiteral(stored) : super.renderLiteral(value, actual)
  }

  // old versions don't understand the usual form
  override emptySet(bind: BindParameter): string {
    const count = bind.type.affinity === 'tuple' ? (bind.type as { readonly types?: readonly unknown[] }).types?.length ?? 1 : 1
    const ones = Array.from({ length: count }, () => '1').join(', ')
    return `SELECT ${ones} FROM (SELECT ${ones}) WHERE 1!=1`
  }
}
