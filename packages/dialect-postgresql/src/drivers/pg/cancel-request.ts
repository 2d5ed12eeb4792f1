import type { PgModule, PgWire } from './pg-types.ts'

export interface CancelTarget {
  readonly host: string
  readonly port: number
  readonly processID: number
  readonly secretKey: number
  /** As given to pg's Client. */
  readonly ssl: unknown
  readonly sslNegotiation?: unknown
}

/**
 * Asks the server, on a connection of its own as the protocol wants it, to stop what a backend is running. Resolves when the
 * server has closed that connection: the signal was sent by then, so it can't hit a later statement.
 */
export function cancelRequest(pg: PgModule, target: CancelTarget, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const wire: PgWire = new pg.Connection({ ssl: target.ssl, sslNegotiation: target.sslNegotiation })
    const timer = setTimeout(() => {
      wire.stream.destroy()
      reject(new Error('the cancel request got no answer'))
    }, timeout)
    const send = (): void => wire.cancel(target.processID, target.secretKey)
    wire.on('connect', () => {
      if (!target.ssl) send()
      else if (target.sslNegotiation !== 'direct') wire.requestSsl()
    })
    wire.on('sslconnect', send)
    wire.on('error', (error: Error) => {
      clearTimeout(timer)
      wire.stream.destroy()
      reject(error)
    })
    wire.on('end', () => {
      clearTimeout(timer)
      resolve()
    })
    if (target.host.startsWith('/')) wire.connect(`${target.host}/.s.PGSQL.${target.port}` as never)
    else wire.connect(target.port, target.host)
  })
}
