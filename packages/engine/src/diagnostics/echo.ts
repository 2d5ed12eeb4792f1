/** Receives log lines. `info`: statements and transactions; `debug`: rows as well. */
export type EngineLogger = (level: 'info' | 'debug', message: string) => void

/** `true`: statements, parameters, transactions; `'debug'`: rows too. */
export type Echo = boolean | 'debug'

const maxCharacters = 300

/** Writes what an engine does. Exists only while `echo` is on. */
export class EchoLog {
  readonly showsRows: boolean
  readonly #logger: EngineLogger
  readonly #name: string
  readonly #hideParameters: boolean

  constructor(echo: Echo, logger: EngineLogger | undefined, name: string | undefined, hideParameters: boolean) {
    this.showsRows = echo === 'debug'
    this.#logger = logger ?? ((_level, message) => console.log(message))
    this.#name = name === undefined ? 'athanor.engine' : `athanor.engine.${name}`
    this.#hideParameters = hideParameters
  }

  say(message: string, token?: string): void { this.#logger('info', this.#line(message, token)) }

  /** A statement that is about to be sent. `cachedFor` in milliseconds; undefined: it was compiled for this execution. */
  statement(sql: string, parameters: readonly unknown[], isExecutemany: boolean, how: string, token?: string): void {
    this.say(sql, token)
    this.say(`[${how}] ${this.#hideParameters ? '(parameters are hidden: hideParameters is on)' : formatParameters(parameters, isExecutemany)}`, token)
  }

  /** A statement was answered. */
  answer(milliseconds: number, rowCount: number, rows: readonly unknown[][], columns: readonly { readonly name: string }[], token?: string): void {
    this.say(`[${milliseconds.toFixed(1)} ms, ${rowCount} ${rowCount === 1 ? 'row' : 'rows'}]`, token)
    if (!this.showsRows || columns.length === 0) return
    this.#logger('debug', this.#line(`Col (${columns.map(({ name }) => name).join(', ')})`, token))
    for (const row of rows) this.#logger('debug', this.#line(`Row ${this.#hideParameters ? '(hidden)' : formatParameters(row, false)}`, token))
  }

  #line(message: string, token: string | undefined): string {
    return token === undefined ? `${this.#name} ${message}` : `${this.#name} [${token}] ${message}`
  }
}

/** Parameters for reading: long values and long lists are shortened (source: SQLAlchemy's `_repr_params`). */
export function formatParameters(parameters: readonly unknown[], isExecutemany: boolean): string {
  if (!isExecutemany) return list(parameters)
  const sets = parameters as readonly (readonly unknown[])[]
  if (sets.length <= 10) return `[${sets.map(list).join(', ')}]`
  return `[${sets.slice(0, 8).map(list).join(', ')}  ... displaying 10 of ${sets.length} total bound parameter sets ...  ${sets.slice(-2).map(list).join(', ')}]`
}

const list = (values: readonly unknown[]): string => values.length <= 50
  ? `(${values.map(one).join(', ')})`
  : `(${values.slice(0, 40).map(one).join(', ')} ... ${values.length - 45} parameters truncated ... ${values.slice(-5).map(one).join(', ')})`

function one(value: unknown): string {
  switch (typeof value) {
    case 'string': return truncate(`'${value}'`)
    case 'bigint': return `${value}n`
    case 'object':
      if (value === null) return 'null'
      if (value instanceof Uint8Array) return `<${value.byteLength} bytes>`
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
      try {
        return truncate(JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? '[object]')
      } catch {
        return '[object]'
      }
    default: return String(value)
  }
}

function truncate(text: string): string {
  if (text.length <= maxCharacters) return text
  const half = maxCharacters / 2
  return `${text.slice(0, half)} ... (${text.length - maxCharacters} characters truncated) ... ${text.slice(-half)}`
}
