import { NoSuchTableError } from '@athanor/interfaces'
import type {
  DefaultDialect, ReflectedCheckConstraint, ReflectedColumn, ReflectedComment, ReflectedForeignKey, ReflectedIndex, ReflectedPrimaryKey, ReflectedUniqueConstraint,
  Reflector,
} from '@athanor/expressions/compiler'
import type { SchemaObjectKind } from '@athanor/expressions/elements'
import type { Connection } from '../connection/connection.ts'
import type { Engine } from '../create/engine.ts'

/** Where to look. */
export interface InspectOptions {
  /** Schema; default: the connection's. */
  readonly schema?: string | undefined
}

/**
 * Asks a database what it has. Made by `inspect()`; with an engine each question takes a connection of its own. Answers to
 * `get…` questions are kept: `clearCache()` forgets them. Source: SQLAlchemy's `Inspector`.
 *
 * @example
 * const inspector = inspect(engine)
 * for (const name of await inspector.getTableNames()) console.log(name, await inspector.getColumns(name))
 */
export class Inspector {
  readonly #bind: Engine | Connection
  readonly #answers = new Map<string, Promise<unknown>>()

  /** Use `inspect()`. */
  constructor(bind: Engine | Connection) {
    this.#bind = bind
  }

  /** How the database is spoken to. */
  get dialect(): DefaultDialect {
    const bind = this.#bind
    return (isConnection(bind) ? bind.engine : bind).dialect
  }

  /** Forgets what was answered: to be called when tables have changed. */
  clearCache(): void { this.#answers.clear() }

  // whether there is -------------------------------------------------------------------------------------------------

  /** Whether there is a table or a view of that name. */
  async hasTable(name: string, options?: InspectOptions): Promise<boolean> { return (await this.existing('table', [name], options)).length > 0 }
  /** Whether there is a sequence of that name; false where the database has none. */
  async hasSequence(name: string, options?: InspectOptions): Promise<boolean> {
    await this.#connected()
    return this.dialect.capabilities.supportsSequences && (await this.existing('sequence', [name], options)).length > 0
  }
  /** Whether a table has an index of that name; false when there is no such table. */
  async hasIndex(table: string, name: string, options: InspectOptions = {}): Promise<boolean> {
    if (!(await this.hasTable(table, options))) return false
    const indexes = await this.#run((connection) => this.#reflector(connection).indexes(table, options.schema ?? null))
    return indexes.some((index) => index.name !== null && this.#fold(index.name) === this.#fold(name))
  }
  /** Whether there is a schema of that name. */
  async hasSchema(name: string): Promise<boolean> { return (await this.#run((connection) => this.#reflector(connection).schemaNames())).includes(name) }

  /** Those of the named objects that exist. */
  async existing(kind: SchemaObjectKind, names: readonly string[], options: InspectOptions = {}): Promise<readonly string[]> {
    if (names.length === 0) return []
    await this.#connected()
    const compiler = this.dialect.createDdlCompiler({})
    const statement = compiler.existenceQuery(kind, names, options.schema ?? null)
    const found = new Set((await this.#run((connection) => connection.execute(statement as never).scalars().all())).map((name) => compiler.foldName(String(name))))
    return names.filter((name) => found.has(compiler.foldName(name)))
  }

  // names ------------------------------------------------------------------------------------------------------------

  /** Schemas, without those of the system. */
  getSchemaNames(): Promise<readonly string[]> { return this.#ask('schemaNames', [], (reflector) => reflector.schemaNames()) }
  /** Name of the schema that is used when none is named; null where there is no such thing. */
  async getDefaultSchemaName(): Promise<string | null> {
    await this.#connected()
    return this.dialect.serverInfo?.defaultSchema ?? null
  }
  /** Tables, without views. */
  getTableNames(options?: InspectOptions): Promise<readonly string[]> { return this.#inSchema('tableNames', options) }
  /** Names of the views of a schema, sorted. */
  getViewNames(options?: InspectOptions): Promise<readonly string[]> { return this.#inSchema('viewNames', options) }
  /** Sequences; none where the database has none. */
  getSequenceNames(options?: InspectOptions): Promise<readonly string[]> { return this.#inSchema('sequenceNames', options) }
  /**
   * SQL of a view, as the database keeps it.
   * @throws {NoSuchTableError} when there is no such view
   */
  getViewDefinition(view: string, options: InspectOptions = {}): Promise<string> {
    const schema = options.schema ?? null
    return this.#ask('viewDefinition', [view, schema], async (reflector) => (await reflector.viewDefinition(view, schema)) ?? this.#missing('view', view, schema))
  }

  // tables -----------------------------------------------------------------------------------------------------------

  /**
   * Columns of a table or a view, in order.
   * @throws {NoSuchTableError}
   */
  getColumns(table: string, options?: InspectOptions): Promise<readonly ReflectedColumn[]> { return this.#ofTable('columns', table, options) }
  /** The primary key; without columns when the table has none. @throws {NoSuchTableError} */
  getPkConstraint(table: string, options?: InspectOptions): Promise<ReflectedPrimaryKey> { return this.#ofTable('primaryKey', table, options) }
  /** @throws {NoSuchTableError} */
  getForeignKeys(table: string, options?: InspectOptions): Promise<readonly ReflectedForeignKey[]> { return this.#ofTable('foreignKeys', table, options) }
  /** Indexes, but for that of the primary key. @throws {NoSuchTableError} */
  getIndexes(table: string, options?: InspectOptions): Promise<readonly ReflectedIndex[]> { return this.#ofTable('indexes', table, options) }
  /** @throws {NoSuchTableError} */
  getUniqueConstraints(table: string, options?: InspectOptions): Promise<readonly ReflectedUniqueConstraint[]> { return this.#ofTable('uniqueConstraints', table, options) }
  /** CHECK constraints, with the text that the database keeps. @throws {NoSuchTableError} */
  getCheckConstraints(table: string, options?: InspectOptions): Promise<readonly ReflectedCheckConstraint[]> { return this.#ofTable('checkConstraints', table, options) }
  /** The comment of a table: `{ text: null }` when there is none. @throws {NoSuchTableError} */
  getTableComment(table: string, options?: InspectOptions): Promise<ReflectedComment> { return this.#ofTable('tableComment', table, options) }

  #ofTable<K extends 'columns' | 'primaryKey' | 'foreignKeys' | 'indexes' | 'uniqueConstraints' | 'checkConstraints' | 'tableComment'>(
    what: K, table: string, options: InspectOptions = {},
  ): ReturnType<Reflector[K]> {
    const schema = options.schema ?? null
    return this.#ask(what, [table, schema], async (reflector, connection) => {
      const answer = await (reflector[what](table, schema) as Promise<object>)
      // Only an answer without anything in it can come from a table that doesn't exist.
      const isEmpty = Array.isArray(answer) ? answer.length === 0 : 'constrainedColumns' in answer ? (answer as ReflectedPrimaryKey).constrainedColumns.length === 0
        : (answer as ReflectedComment).text === null
      if (isEmpty && !(await new Inspector(connection).hasTable(table, options))) this.#missing('table', table, schema)
      return answer
      // The answer is that of the method that was called.
    }) as ReturnType<Reflector[K]>
  }

  #inSchema(what: 'tableNames' | 'viewNames' | 'sequenceNames', options: InspectOptions = {}): Promise<readonly string[]> {
    const schema = options.schema ?? null
    return this.#ask(what, [schema], (reflector) => reflector[what](schema))
  }

  #ask<V>(what: string, args: readonly unknown[], ask: (reflector: Reflector, connection: Connection) => Promise<V>): Promise<V> {
    const key = JSON.stringify([what, ...args])
    let answer = this.#answers.get(key) as Promise<V> | undefined
    if (answer === undefined) {
      const asked = this.#run((connection) => ask(this.#reflector(connection), connection))
      answer = asked
      this.#answers.set(key, asked)
      // A failure may pass.
      asked.catch(() => { if (this.#answers.get(key) === asked) this.#answers.delete(key) })
    }
    return answer
  }

  #reflector(connection: Connection): Reflector {
    return this.dialect.createReflector((sql, parameters) => connection.exec(sql, parameters).tuples().all() as Promise<unknown[][]>)
  }
  #fold(name: string): string { return this.dialect.createDdlCompiler({}).foldName(name) }
  #missing(kind: string, name: string, schema: string | null): never {
    throw new NoSuchTableError(`There is no ${kind} '${schema === null ? '' : `${schema}.`}${name}' in the database.`)
  }

  /** What a server can do is known once it was connected to. */
  async #connected(): Promise<void> {
    if (this.dialect.serverInfo === null && !isConnection(this.#bind)) await this.#run(() => Promise.resolve())
  }

  async #run<V>(work: (connection: Connection) => Promise<V>): Promise<V> {
    const bind = this.#bind
    if (isConnection(bind)) return work(bind)
    await using connection = await bind.connect()
    return await work(connection)
  }
}

/** Not by its class, which needs this module itself. */
const isConnection = (bind: Engine | Connection): bind is Connection => 'engine' in bind

/** An inspector of an engine's or a connection's database. */
export const inspect = (bind: Engine | Connection): Inspector => new Inspector(bind)
