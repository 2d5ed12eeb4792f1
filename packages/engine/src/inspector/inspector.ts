import type { DefaultDialect } from '@athanor/expressions/compiler'
import type { SchemaObjectKind } from '@athanor/expressions/elements'
import { Connection } from '../connection/connection.ts'
import type { Engine } from '../create/engine.ts'

/** Where to look. */
export interface InspectOptions {
  /** Schema; default: the connection's. */
  readonly schema?: string | undefined
}

/**
 * Asks a database what it has. Made by `inspect()`; with an engine each question takes a connection of its own.
 * Source: SQLAlchemy's `Inspector`.
 *
 * @example
 * if (!(await inspect(engine).hasTable('user_account'))) await metadata.createAll(engine)
 */
export class Inspector {
  readonly #bind: Engine | Connection

  /** Use `inspect()`. */
  constructor(bind: Engine | Connection) {
    this.#bind = bind
  }

  get dialect(): DefaultDialect { return (this.#bind instanceof Connection ? this.#bind.engine : this.#bind).dialect }

  /** Whether there is a table or a view of that name. */
  async hasTable(name: string, options?: InspectOptions): Promise<boolean> { return (await this.existing('table', [name], options)).length > 0 }
  /** Whether there is a sequence of that name; false where the database has none. */
  async hasSequence(name: string, options?: InspectOptions): Promise<boolean> {
    await this.#connected()
    return this.dialect.capabilities.supportsSequences && (await this.existing('sequence', [name], options)).length > 0
  }

  /** Those of the named objects that exist. */
  async existing(kind: SchemaObjectKind, names: readonly string[], options: InspectOptions = {}): Promise<readonly string[]> {
    if (names.length === 0) return []
    await this.#connected()
    const compiler = this.dialect.createDdlCompiler({})
    const statement = compiler.existenceQuery(kind, names, options.schema ?? null)
    const found = new Set((await this.#run((connection) => connection.execute(statement as never).scalars().all())).map((name) => compiler.foldName(String(name))))
    return names.filter((name) => found.has(compiler.foldName(name)))
  }

  /** What a server can do is known once it was connected to. */
  async #connected(): Promise<void> {
    if (this.dialect.serverInfo === null && !(this.#bind instanceof Connection)) await this.#run(() => Promise.resolve())
  }

  async #run<V>(work: (connection: Connection) => Promise<V>): Promise<V> {
    if (this.#bind instanceof Connection) return work(this.#bind)
    await using connection = await this.#bind.connect()
    return await work(connection)
  }
}

/** An inspector of an engine's or a connection's database. */
export const inspect = (bind: Engine | Connection): Inspector => new Inspector(bind)
