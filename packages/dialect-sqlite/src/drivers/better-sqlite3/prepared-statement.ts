import type { DriverColumn } from '@athanor/interfaces'
import type { BetterSqlite3Database, BetterSqlite3Statement } from './better-sqlite3-types.ts'

/** `SELECT *` and its like: the columns may change under a prepared statement, when a table is altered. */
const hasStar = /(?:^|[\s,.(])\*\s*(?:,|\)|;|$|\s)/

const startsAsInsert = /^\s*(?:insert|replace)\b/i
const withInsert = /^\s*with\b[^]*\b(?:insert|replace)\s+(?:or\s+\w+\s+)?into\b/i

/** A prepared statement with what was learnt about it. */
export class PreparedStatement {
  readonly statement: BetterSqlite3Statement
  readonly returnsRows: boolean
  /** Running it twice does no harm. */
  readonly isReadonly: boolean
  readonly isInsert: boolean
  #columns: readonly DriverColumn[] | undefined
  readonly #columnsMayChange: boolean
  #readsBigints = false

  constructor(database: BetterSqlite3Database, sql: string) {
    const statement = database.prepare(sql)
    this.statement = statement
    this.returnsRows = statement.reader
    this.isReadonly = statement.readonly
    this.isInsert = startsAsInsert.test(sql) || withInsert.test(sql)
    this.#columnsMayChange = statement.reader && hasStar.test(sql)
    if (statement.reader) statement.raw(true)
    // Generated keys beyond 2^53 and rows of RETURNING can't be asked for twice, so they are read exactly at once.
    if (!this.isReadonly || !statement.reader) this.readBigints()
  }

  get readsBigints(): boolean { return this.#readsBigints }

  /** From now on integers arrive as bigint; `narrowIntegers` turns the small ones back. */
  readBigints(): void {
    if (this.#readsBigints) return
    this.statement.safeIntegers(true)
    this.#readsBigints = true
  }

  /** Asking SQLite costs more than a small query, so the answer is kept where it can't change. To be read after a run. */
  get columns(): readonly DriverColumn[] {
    if (this.#columns !== undefined && !this.#columnsMayChange) return this.#columns
    return this.#columns = this.statement.columns().map(({ name, type }) => ({ name, type: type ?? undefined }))
  }
}
