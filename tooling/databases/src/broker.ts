import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DatabaseName } from './database-name.ts'
import type { DatabaseSource } from './servers/source.ts'

/** What the workers learn from the process that owns the servers, through one environment variable. */
export interface BrokerState {
  readonly port: number
  readonly databases: Partial<Record<DatabaseName, { readonly available: boolean; readonly detail: string }>>
}

export const stateVariable = 'ATHANOR_TEST_STATE'

/**
 * Lives in jest's main process and starts each database when the first test file asks for it, so that a run of
 * unit tests starts none. Workers ask over HTTP on the loopback interface.
 */
export class Broker {
  readonly #sources: ReadonlyMap<DatabaseName, DatabaseSource>
  readonly #opened = new Map<DatabaseName, Promise<{ url: string; dispose(): Promise<void> }>>()
  readonly #server = http.createServer((request, response) => {
    this.#answer((request.url ?? '').slice(1) as DatabaseName).then(
      (url) => response.end(JSON.stringify({ url })),
      (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
    )
  })

  constructor(sources: readonly DatabaseSource[]) {
    this.#sources = new Map(sources.map((source) => [source.name, source]))
  }

  async listen(): Promise<BrokerState> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.#server.unref()
    const databases: BrokerState['databases'] = {}
    for (const [name, source] of this.#sources) {
      databases[name] = 'how' in source ? { available: true, detail: source.how } : { available: false, detail: source.reason }
    }
    return { port: (this.#server.address() as AddressInfo).port, databases }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    const opened = await Promise.allSettled(this.#opened.values())
    await Promise.all(opened.filter((one) => one.status === 'fulfilled').map((one) => one.value.dispose()))
  }

  async #answer(name: DatabaseName): Promise<string> {
    const source = this.#sources.get(name)
    if (!source || !('how' in source)) throw new Error(`${name} is not available`)
    let opening = this.#opened.get(name)
    if (!opening) {
      const started = performance.now()
      opening = source.open()
      this.#opened.set(name, opening)
      await opening
      process.stderr.write(`[db] ${name} ready (${source.how}), ${Math.round(performance.now() - started)} ms\n`)
    }
    return (await opening).url
  }
}

/** Asks the broker for a database's URL, starting it if need be. */
export async function askBroker(state: BrokerState, name: DatabaseName): Promise<string> {
  const text = await new Promise<string>((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port: state.port, path: `/${name}`, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve(body))
      response.on('error', reject)
    })
    request.on('error', reject)
  })
  const answer = JSON.parse(text) as { url?: string; error?: string }
  if (answer.url === undefined) throw new Error(`[db] ${name} could not be started: ${answer.error}`)
  return answer.url
}
