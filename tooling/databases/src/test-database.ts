import { randomBytes } from 'node:crypto'
import { type Admin, adminOf } from './admin.ts'
import { askBroker, type BrokerState } from './broker.ts'
import { capabilities, type Capability } from './capabilities.ts'
import type { DatabaseName } from './database-name.ts'
import { type ServerHandle, startPrivateServer } from './servers/private-server.ts'
import { localRecipe } from './servers/recipes.ts'

/** A database of its own for one test or one test file. */
export interface FreshDatabase {
  /** As `createEngine` takes it, for example `postgresql+pg://postgres@127.0.0.1:40001/athanor_5f…`. */
  readonly url: string
  /** Removes it, open connections or not; what is not dropped goes when the suite ends. */
  drop(): Promise<void>
}

/** What a suite gets for each database that it runs on. */
export interface TestDatabase {
  readonly name: DatabaseName
  readonly available: boolean
  readonly capabilities: Readonly<Record<Capability, boolean>>
  /** A database shared by the whole suite; known only inside hooks and tests, because it starts when first needed. */
  readonly url: string
  freshDatabase(): Promise<FreshDatabase>
  /** A server of this suite's own, which may be stopped, killed and restarted; `requires: ['privateServer']`. */
  startPrivateServer(): Promise<PrivateServer>
}

/** A private server: `url` is its administration database, `freshDatabase` makes others on it. */
export interface PrivateServer extends Omit<ServerHandle, 'url'> {
  readonly url: string
  freshDatabase(): Promise<FreshDatabase>
}

/** Whether `startPrivateServer` can work for this database on this machine. */
export function canStartPrivateServer(name: DatabaseName): boolean {
  return localRecipe(name) !== undefined
}

export class SuiteDatabase implements TestDatabase {
  readonly name: DatabaseName
  readonly available: boolean
  readonly #state: BrokerState
  readonly #undo: (() => Promise<void>)[] = []
  #admin: Admin | undefined
  #shared: FreshDatabase | undefined

  constructor(name: DatabaseName, state: BrokerState, available: boolean) {
    this.name = name
    this.#state = state
    this.available = available
  }

  get capabilities(): Readonly<Record<Capability, boolean>> {
    return capabilities[this.name]
  }

  get url(): string {
    if (!this.#shared) throw new Error(`the ${this.name} server starts in beforeAll: read db.url inside a hook or a test`)
    return this.#shared.url
  }

  /** Waits for the server, which the first suite to ask causes to start. */
  async open(): Promise<void> {
    this.#admin = adminOf(this.name, await askBroker(this.#state, this.name))
    this.#shared = await this.freshDatabase()
  }

  async close(): Promise<void> {
    // Latest first: databases go before the private server they are on.
    for (const undo of this.#undo.splice(0).reverse()) await undo()
  }

  async freshDatabase(): Promise<FreshDatabase> {
    if (!this.#admin) throw new Error(`the ${this.name} server starts in beforeAll: call db.freshDatabase() inside a hook or a test`)
    return this.#create(this.#admin)
  }

  async startPrivateServer(): Promise<PrivateServer> {
    const recipe = localRecipe(this.name)
    if (!recipe) throw new Error(`no ${this.name} server binaries on this machine; declare requires: ['privateServer']`)
    const server = await startPrivateServer(recipe)
    this.#undo.push(() => server.dispose())
    const admin = adminOf(this.name, server.url)
    const { url } = await this.#create(admin, false)
    return {
      url,
      port: server.port,
      get running() {
        return server.running
      },
      start: () => server.start(),
      stop: () => server.stop(),
      kill: () => server.kill(),
      restart: () => server.restart(),
      dispose: () => server.dispose(),
      freshDatabase: () => this.#create(admin, false),
    }
  }

  /** @param dropAtEnd false where the whole server goes at the end, perhaps stopped by then. */
  async #create(admin: Admin, dropAtEnd = true): Promise<FreshDatabase> {
    const database = `athanor_${randomBytes(6).toString('hex')}`
    const url = await admin.create(database)
    let dropped = false
    const drop = async () => {
      if (dropped) return
      dropped = true
      await admin.drop(database)
    }
    if (dropAtEnd) this.#undo.push(drop)
    return { url, drop }
  }
}
