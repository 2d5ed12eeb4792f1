import type { DriverResult } from '@athanor/interfaces'
import { isServerError, type PgField, type PgSubmittable, type PgWire } from './pg-types.ts'
import { RowLayout } from './row-layout.ts'
import type { ServerStatement } from './server-statement.ts'

/** Rows that a command tag counts ('INSERT 0 5', 'SELECT 3'), or -1 ('BEGIN'). */
export function rowsOfTag(tag: string): number {
  const count = Number(tag.slice(tag.lastIndexOf(' ') + 1))
  return Number.isNaN(count) || tag === '' ? -1 : count
}

/**
 * One exchange with the server, from `submit` to ReadyForQuery. A server's error is kept until ReadyForQuery: only then
 * is the transaction's state known, and the connection free again.
 */
export abstract class PgQuery<T> implements PgSubmittable {
  resolve!: (value: T) => void
  reject!: (error: unknown) => void
  /** Asks the connection what to do about a failure; by default the promise is rejected. */
  onFailure: ((error: unknown) => void) | undefined
  /** The server's error, while ReadyForQuery is awaited. */
  failure: Error | undefined
  /** Nobody wants the rows any more (an abort): they are dropped while the server is being stopped. */
  isDiscarding = false
  /** Sync went out behind a single Execute. */
  protected get isSyncedAhead(): boolean { return false }
  protected layout: RowLayout = RowLayout.empty

  abstract submit(wire: PgWire): Error | null
  abstract handleReadyForQuery(): void

  handleRowDescription(message: { readonly fields: readonly PgField[] }): void { this.layout = new RowLayout(message.fields) }
  handleDataRow(_message: { readonly fields: (string | null)[] }): void {}
  handlePortalSuspended(_wire: PgWire): void {}
  handleCommandComplete(_message: { readonly text: string }, _wire: PgWire): void {}
  handleEmptyQuery(_wire: PgWire): void {}
  /** COPY FROM STDIN has no data here; the server turns this into an error. */
  handleCopyInResponse(wire: PgWire): void {
    wire.sendCopyFail('COPY FROM STDIN is not available through execute')
    // While it waits for data the server ignores Sync, and with it the one that was sent already.
    if (this.isSyncedAhead) wire.sync()
  }
  handleCopyData(_message: unknown, _wire: PgWire): void {}

  handleError(error: Error, _wire: PgWire): void {
    if (isServerError(error)) this.failure = error
    else this.fail(this.failure ?? error)
  }

  /** The exchange ended with an error. */
  fail(error: unknown): void {
    if (this.onFailure) this.onFailure(error)
    else this.reject(error)
  }
}

/** Text in the simple protocol: verbs, and several statements in one. The answer is the last command tag. */
export class SimpleQuery extends PgQuery<string> {
  readonly #text: string
  #tag = ''
  constructor(text: string) {
    super()
    this.#text = text
  }
  submit(wire: PgWire): null {
    wire.query(this.#text)
    return null
  }
  override handleCommandComplete(message: { readonly text: string }): void { this.#tag = message.text }
  handleReadyForQuery(): void { this.resolve(this.#tag) }
}

const emptyPortal = ''

/** One execution in the extended protocol, in one round trip; the rows are described only when they aren't known yet. */
export class StatementQuery extends PgQuery<DriverResult> {
  readonly params: readonly (string | Buffer | null)[]
  statement: ServerStatement
  hasRetried = false
  /** Statements that fell out of the cache and are to be closed on the way. */
  readonly #closing: string[]
  #rows: unknown[][] = []
  #rowCount = -1

  constructor(statement: ServerStatement, params: readonly (string | Buffer | null)[], closing: string[]) {
    super()
    this.statement = statement
    this.params = params
    this.#closing = closing
  }

  submit(wire: PgWire): null {
    const { statement } = this
    this.#rows = []
    this.failure = undefined
    const { stream } = wire
    stream.cork?.()
    try {
      sendCloses(wire, this.#closing)
      if (!statement.isParsed) wire.parse({ name: statement.name, text: statement.sql })
      wire.bind({ portal: emptyPortal, statement: statement.name, values: this.params })
      if (statement.layout === undefined) wire.describe({ type: 'P', name: emptyPortal })
      else this.layout = statement.layout
      wire.execute(undefined)
      wire.sync()
    } finally { stream.uncork?.() }
    return null
  }

  protected override get isSyncedAhead(): boolean { return true }

  override handleDataRow(message: { readonly fields: (string | null)[] }): void {
    if (this.isDiscarding) this.#rows = []
    else this.#rows.push(this.layout.parse(message.fields))
  }
  override handleCommandComplete(message: { readonly text: string }): void { this.#rowCount = rowsOfTag(message.text) }

  handleReadyForQuery(): void {
    this.statement.layout = this.layout
    this.resolve({ columns: this.layout.columns, rows: this.#rows, rowCount: this.#rowCount })
  }
}

/** Many executions of one statement in one round trip: all are sent before the first answer is awaited. */
export class BatchQuery extends PgQuery<DriverResult> {
  readonly statement: ServerStatement
  readonly #sets: readonly (readonly (string | Buffer | null)[])[]
  readonly #closing: string[]
  #rowCount = 0

  constructor(statement: ServerStatement, sets: readonly (readonly (string | Buffer | null)[])[], closing: string[]) {
    super()
    this.statement = statement
    this.#sets = sets
    this.#closing = closing
  }

  submit(wire: PgWire): null {
    const { statement } = this
    const { stream } = wire
    stream.cork?.()
    try {
      sendCloses(wire, this.#closing)
      if (!statement.isParsed) wire.parse({ name: statement.name, text: statement.sql })
      for (const values of this.#sets) {
        wire.bind({ portal: emptyPortal, statement: statement.name, values })
        wire.execute(undefined)
      }
      wire.sync()
    } finally { stream.uncork?.() }
    return null
  }

  /** With several executions the next Bind ends the COPY with an error, and the Sync behind it counts. */
  protected override get isSyncedAhead(): boolean { return this.#sets.length === 1 }

  override handleCommandComplete(message: { readonly text: string }): void {
    const count = rowsOfTag(message.text)
    this.#rowCount = count === -1 || this.#rowCount === -1 ? -1 : this.#rowCount + count
  }
  handleReadyForQuery(): void { this.resolve({ columns: [], rows: [], rowCount: this.#rowCount }) }
}

function sendCloses(wire: PgWire, names: string[]): void {
  for (const name of names) wire.close({ type: 'S', name })
  names.length = 0
}
