import type { Connection, DdlLike, Engine, ExecutableLike, ExecuteOptions, ParameterSets, Result, StatementRow, StatementTuple } from '@athanor/engine'
import {
  MetaData, select, table, type ColDefs, type DdlStatement, type Executable, type MetaDataOptions, type Sql, type Table, type TableExtra,
} from '@athanor/expressions'
import type { TestkitContext } from './context.ts'
import type { Requirement } from './requirements.ts'
import type { TestkitSettings } from './settings.ts'

/**
 * What a running case works with. Its tables are in a collection of its own, and are dropped at the end, whatever happened;
 * so are connections closed that it opened.
 */
export class CaseScope {
  readonly engine: Engine
  readonly settings: TestkitSettings
  readonly #context: TestkitContext
  readonly #collections: MetaData[] = []
  readonly #undo: (() => unknown)[] = []
  /** Collection of the tables made by `table()`. */
  readonly metadata: MetaData

  constructor(context: TestkitContext) {
    this.#context = context
    this.engine = context.engine
    this.settings = context.settings
    this.metadata = this.collection()
  }

  /** Whether the database meets a requirement, for a part of a case. */
  has(requirement: Requirement): boolean { return this.#context.requirements[requirement] }

  /** Another collection, dropped at the end as well. */
  collection(options?: MetaDataOptions): MetaData {
    const metadata = new MetaData(options)
    this.#collections.push(metadata)
    return metadata
  }

  /** Declares a table, to be created by `create()`. */
  table<const N extends string, D extends ColDefs>(name: N, columns: D, extra?: TableExtra<N, D>): Table<N, D> {
    return table(name, this.metadata, columns, extra)
  }

  /** Creates the declared tables. */
  async create(): Promise<void> {
    for (const metadata of this.#collections) await metadata.createAll(this.engine)
  }

  /** Something to undo at the end, latest first. */
  after(undo: () => unknown): void { this.#undo.push(undo) }

  /** A connection that is closed at the end. */
  async connect(): Promise<Connection> {
    const connection = await this.engine.connect()
    this.#undo.push(() => connection.close())
    return connection
  }

  /** Executes statements, each in a transaction of its own, and answers with the last one's result. */
  run<S extends ExecutableLike>(statement: S, values?: ParameterSets, options?: ExecuteOptions): Promise<Result<StatementRow<S>, StatementTuple<S>>> {
    return this.engine.begin(async (connection) => await connection.execute(statement, values, options))
  }

  /** Executes DDL. */
  ddl(statement: DdlStatement): Promise<unknown> {
    // At run time each is a DDL element; its public type says only that it is executable.
    return this.run(statement as unknown as DdlLike)
  }

  /** Rows as objects. */
  async rows<R>(statement: Executable<R, unknown>, values?: ParameterSets): Promise<R[]> { return (await this.run(statement, values)).all() as R[] }
  /** Rows as arrays. */
  async tuples<T>(statement: Executable<unknown, T>, values?: ParameterSets): Promise<T[]> { return (await this.run(statement, values)).tuples().all() as T[] }
  /** First column. */
  async scalars(statement: ExecutableLike, values?: ParameterSets): Promise<unknown[]> { return (await this.run(statement, values)).scalars().all() }
  /** First column of the first row. */
  async scalar(statement: ExecutableLike, values?: ParameterSets): Promise<unknown> { return (await this.run(statement, values)).scalar() }
  /** Value of an expression: `SELECT expression`. */
  value(expression: Sql<unknown>): Promise<unknown> { return this.scalar(select({ value: expression })) }

  /** Undoes everything. Reports the first failure, after all is done. */
  async close(): Promise<void> {
    const failures: unknown[] = []
    const attempt = async (work: () => unknown): Promise<void> => {
      try { await work() } catch (error) { failures.push(error) }
    }
    for (const undo of this.#undo.splice(0).reverse()) await attempt(undo)
    for (const metadata of this.#collections.splice(0).reverse()) await attempt(() => metadata.dropAll(this.engine))
    if (failures.length > 0) throw failures[0]
  }
}
