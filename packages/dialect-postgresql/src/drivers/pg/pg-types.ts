/*
 * The part of pg that is used here, declared structurally: its own types must not appear in published declarations, since the
 * package is optional. The submittable protocol (`submit` and the `handle…` methods) is pg's extension point for cursors.
 */

export interface PgSocket {
  readonly writable: boolean
  readonly remoteAddress?: string | undefined
  cork?(): void
  uncork?(): void
  destroy(error?: Error): unknown
}

export interface PgField { readonly name: string; readonly dataTypeID: number }

/** Writes protocol messages, and emits the server's. */
export interface PgWire {
  readonly stream: PgSocket
  connect(port: number, host?: string): void
  requestSsl(): void
  query(text: string): void
  parse(message: { readonly name: string; readonly text: string }): void
  bind(message: { readonly portal: string; readonly statement: string; readonly values: readonly (string | Buffer | null)[] }): void
  describe(message: { readonly type: 'P' | 'S'; readonly name: string }): void
  execute(message: { readonly portal: string; readonly rows: number } | undefined): void
  close(message: { readonly type: 'P' | 'S'; readonly name: string }): void
  flush(): void
  sync(): void
  sendCopyFail(message: string): void
  cancel(processID: number, secretKey: number): void
  on(event: string, listener: (message: never) => void): this
  prependListener(event: string, listener: (message: never) => void): this
}

export interface PgClient {
  readonly connection: PgWire
  readonly host: string
  readonly port: number
  readonly processID: number | null
  readonly secretKey: number | null
  connect(): Promise<unknown>
  end(): Promise<void>
  query(submittable: PgSubmittable): unknown
  on(event: 'error', listener: (error: unknown) => void): this
  on(event: 'end', listener: () => void): this
}

export interface PgSubmittable {
  submit(wire: PgWire): Error | null
  handleRowDescription(message: { readonly fields: readonly PgField[] }): void
  handleDataRow(message: { readonly fields: (string | null)[] }): void
  handlePortalSuspended(wire: PgWire): void
  handleCommandComplete(message: { readonly text: string }, wire: PgWire): void
  handleEmptyQuery(wire: PgWire): void
  handleReadyForQuery(wire: PgWire): void
  handleError(error: Error, wire: PgWire): void
  handleCopyInResponse(wire: PgWire): void
  handleCopyData(message: unknown, wire: PgWire): void
}

export interface PgModule {
  readonly Client: new (config: Readonly<Record<string, unknown>>) => PgClient
  readonly Connection: new (config: Readonly<Record<string, unknown>>) => PgWire
}

/** What the server says in an ErrorResponse; pg copies it on its errors. */
export interface PgServerError extends Error {
  readonly severity: string
  readonly code: string
  readonly detail?: string
  readonly hint?: string
  readonly schema?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  readonly routine?: string
}

/** Whether the error came from the server as a message, as opposed to a broken connection. */
export const isServerError = (error: unknown): error is PgServerError =>
  typeof error === 'object' && error !== null &&
  typeof (error as Partial<PgServerError>).severity === 'string' && typeof (error as Partial<PgServerError>).code === 'string'
