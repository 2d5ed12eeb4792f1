import type { PoolLogger } from '../pool-options.ts'

/** The one door for everything a pool says outside of its answers. */
export class Reporter {
  /** Looked at before a debug message is even built. */
  readonly debugs: boolean
  readonly infos: boolean
  readonly #title: string
  readonly #logger: PoolLogger | undefined

  constructor(title: string, echo: boolean | 'debug', logger: PoolLogger | undefined) {
    this.debugs = echo === 'debug'
    this.infos = echo !== false
    this.#title = title
    this.#logger = logger
  }

  debug(message: string): void {
    if (this.debugs) this.#say('debug', message)
  }

  info(message: string, error?: unknown): void {
    if (this.infos) this.#say('info', message, error)
  }

  /** A failure nobody awaits: to the logger, or as a process warning with a code. */
  error(code: string, message: string, error: unknown): void {
    if (this.#logger === undefined) this.warn(code, message, error)
    else this.#say('error', message, error)
  }

  /** Something the program does wrong. */
  warn(code: string, message: string, error?: unknown): void {
    const reason = error === undefined ? '' : `: ${textOf(error)}`
    const stack = (error as { stack?: unknown } | undefined)?.stack
    process.emitWarning(`${this.#title}: ${message}${reason}`, {
      type: 'AthanorPoolWarning',
      code,
      ...(typeof stack === 'string' ? { detail: stack } : {}),
    })
  }

  #say(level: 'debug' | 'info' | 'error', message: string, error?: unknown): void {
    const text = `${this.#title}: ${message}`
    if (this.#logger !== undefined) this.#logger(level, text, error)
    else console.log(error === undefined ? text : `${text}: ${textOf(error)}`)
  }
}

const textOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown }
  return typeof message === 'string' ? message : String(error)
}
