import '@athanor/dialect-mysql'
import '@athanor/dialect-postgresql'
import '@athanor/dialect-sqlite'
import { createEngine, type Engine, type EngineOptions } from '@athanor/engine'

/** Engines of one suite, disposed of together. */
export class Engines {
  readonly #engines: Engine[] = []

  open(url: string, options?: EngineOptions): Engine {
    const engine = createEngine(url, options)
    this.#engines.push(engine)
    return engine
  }

  async dispose(): Promise<void> {
    for (const engine of this.#engines.splice(0)) await engine.dispose()
  }
}

/** A table of numbers and names, empty. */
export async function makeTable(engine: Engine, name = 'thing'): Promise<void> {
  await engine.begin(async (conn) => {
    await conn.exec(`DROP TABLE IF EXISTS ${name}`)
    await conn.exec(`CREATE TABLE ${name} (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50))`)
  })
}

/** What a promise was rejected with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Error & { readonly code?: string; readonly cause?: unknown }> {
  try {
    await promise
  } catch (error) {
    return error as Error
  }
  throw new Error('It was expected to fail, and did not')
}
