/*
 * The part of mysql2 that is used here, declared structurally: its own types must not appear in published declarations, since
 * the package is optional.
 */

export interface Mysql2Field { readonly name: string; readonly columnType?: number | undefined }

/** What a statement without rows answers. Numbers beyond 2^53 come as text. */
export interface Mysql2Header {
  readonly affectedRows: number | string
  readonly insertId: number | string
  readonly serverStatus: number
}

export interface Mysql2Error extends Error {
  readonly code?: string
  readonly errno?: number
  readonly sqlState?: string
  readonly sqlMessage?: string
  /** The connection is gone. */
  readonly fatal?: boolean
}

export type Mysql2Callback = (error: Mysql2Error | null, result?: unknown, fields?: readonly Mysql2Field[]) => void

/** A running command without a callback: emits `fields`, `result` for each row, `error`, `end`. */
export interface Mysql2Command {
  on(event: 'fields', listener: (fields: readonly Mysql2Field[] | undefined) => void): this
  on(event: 'result', listener: (row: unknown) => void): this
  on(event: 'error', listener: (error: Mysql2Error) => void): this
  on(event: 'end', listener: () => void): this
}

export interface Mysql2Options { readonly sql: string; readonly values?: readonly unknown[] | undefined; readonly rowsAsArray: true }

export interface Mysql2Connection {
  readonly threadId: number | null
  readonly stream: { destroy(): unknown }
  connect(callback: (error: Mysql2Error | null) => void): void
  execute(options: Mysql2Options, callback?: Mysql2Callback): Mysql2Command
  query(options: Mysql2Options, callback?: Mysql2Callback): Mysql2Command
  unprepare(options: Mysql2Options): unknown
  ping(callback: (error: Mysql2Error | null) => void): unknown
  end(callback: (error: Mysql2Error | null) => void): unknown
  pause(): void
  resume(): void
  on(event: 'error' | 'warn', listener: (error: Mysql2Error) => void): this
  on(event: 'end', listener: () => void): this
}

export interface Mysql2Module {
  createConnection(config: Readonly<Record<string, unknown>>): Mysql2Connection
  /** Names the wire type of a parameter; newer releases have it. */
  readonly TypedParameter?: { readonly LONGLONG: Mysql2IntegerParameter }
}

export interface Mysql2IntegerParameter {
  (value: number | bigint): unknown
  unsigned(value: bigint): unknown
}
