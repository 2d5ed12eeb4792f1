/*
 * The part of better-sqlite3 that is used here, declared structurally: its own types must not appear in published
 * declarations, since the package is optional.
 */

/** A value that SQLite hands to a function. */
export type BetterSqlite3Value = string | number | bigint | Uint8Array | null

export interface BetterSqlite3RunResult {
  readonly changes: number
  readonly lastInsertRowid: number | bigint
}

export interface BetterSqlite3Statement {
  /** The statement returns rows. */
  readonly reader: boolean
  /** The statement writes nothing. */
  readonly readonly: boolean
  run(params: readonly unknown[]): BetterSqlite3RunResult
  all(params: readonly unknown[]): unknown[][]
  iterate(params: readonly unknown[]): IterableIterator<unknown[]>
  raw(on: boolean): this
  safeIntegers(on: boolean): this
  columns(): { readonly name: string; readonly type: string | null }[]
}

export interface BetterSqlite3Database {
  readonly open: boolean
  readonly inTransaction: boolean
  prepare(sql: string): BetterSqlite3Statement
  exec(sql: string): unknown
  pragma(text: string, options?: { readonly simple?: boolean }): unknown
  function(name: string, options: { readonly deterministic: boolean }, body: (...args: BetterSqlite3Value[]) => unknown): unknown
  close(): unknown
}

export type BetterSqlite3Constructor = new (filename: string, options: Readonly<Record<string, unknown>>) => BetterSqlite3Database
