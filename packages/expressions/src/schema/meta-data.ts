import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import { nameText, type Name } from '../structure/names.ts'
import { DEFAULT_NAMING_CONVENTION, type NamingConvention } from './naming-convention.ts'
import { CreatePlan } from './plan/create-plan.ts'
import { DropPlan } from './plan/drop-plan.ts'
import type { SchemaPlan, SchemaPlanOptions } from './plan/schema-plan.ts'
import type { SchemaRunner } from './plan/schema-runner.ts'
import { SchemaEvents, type SchemaEvent, type SchemaEventHandler } from './schema-events.ts'
import type { Sequence } from './sequence.ts'
import { sortTables, tablesOfCycles } from './sort-tables.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { Table } from './table.ts'

/** How the name of a column follows from its key. */
export type ColumnNaming = 'asGiven' | 'snake_case' | ((key: string) => string)

/** Options of a metadata collection. */
export interface MetaDataOptions {
  /** Schema of tables and sequences that name none. */
  readonly schema?: Name | null | undefined
  /** Names of constraints and indexes. Default: indexes only, `ix_<table>_<column>`. */
  readonly namingConvention?: NamingConvention | undefined
  /** Names of columns that have no `dbName`. Default: the key as it is; `'snake_case'`: `createdAt` becomes `created_at`. */
  readonly columnNaming?: ColumnNaming | undefined
  readonly info?: Readonly<Record<string, unknown>> | undefined
}

/** Options of `reflect`. */
export interface ReflectOptions {
  /** Names of tables, or what decides about each name. Default: all. */
  readonly only?: readonly string[] | ((name: string) => boolean) | undefined
  /** Default: the metadata's, else the connection's. */
  readonly schema?: string | undefined
  /** Views too. Default false. */
  readonly views?: boolean | undefined
  /** Tables that foreign keys refer to are read as well. Default true. */
  readonly resolveForeignKeys?: boolean | undefined
  /** Changes each column that was read, or leaves it out by null. */
  readonly column?: ((column: never, table: { readonly name: string; readonly schema: string | null }) => ReflectedColumnChanges | null | undefined) | undefined
}
/** What becomes of a column that was read. */
export interface ReflectedColumnChanges {
  readonly key?: string | undefined
  /** A type, or what has one. */
  readonly type?: unknown
  readonly nullable?: boolean | undefined
  readonly comment?: string | undefined
  readonly info?: Readonly<Record<string, unknown>> | undefined
}
/** What can read tables from a database: an engine or a connection. */
export interface TableReflector {
  reflectTables(metadata: MetaData, options: ReflectOptions): Promise<void>
}

/** Tables that may refer to each other, with what belongs to them: sequences, names, events (source: SQLAlchemy's `MetaData`). */
export class MetaData {
  readonly schema: string | null
  readonly namingConvention: NamingConvention
  readonly columnNaming: ColumnNaming
  readonly info: Readonly<Record<string, unknown>>
  readonly #tables = new Map<string, Table>()
  readonly #sequences = new Map<string, Sequence>()
  readonly #types: SqlType[] = []
  #hasWarned = false
  readonly #events = new SchemaEvents<MetaData>()

  constructor(options: MetaDataOptions = {}) {
    this.schema = options.schema === undefined || options.schema === null ? null : nameText(options.schema)
    const convention = options.namingConvention
    this.namingConvention = convention === undefined || Object.keys(convention).length === 0 ? DEFAULT_NAMING_CONVENTION : convention
    this.columnNaming = options.columnNaming ?? 'asGiven'
    this.info = options.info ?? {}
  }

  /** Tables by `[schema.]name`, in the order of their declaration. */
  get tables(): ReadonlyMap<string, Table> { return this.#tables }
  /** Sequences by `[schema.]name`. */
  get sequences(): ReadonlyMap<string, Sequence> { return this.#sequences }
  /**
   * Tables in the order of their foreign keys: a table comes after those it refers to. Foreign keys within a cycle are not
   * looked at.
   */
  get sortedTables(): readonly Table[] {
    const tables = [...this.#tables.values()].sort((a, b) => (a.fullName < b.fullName ? -1 : a.fullName > b.fullName ? 1 : 0))
    if (!this.#hasWarned) this.#warnOfCycles(tables)
    return sortTables(tables)
  }

  #warnOfCycles(tables: readonly Table[]): void {
    const cycle = tablesOfCycles(tables)
    if (cycle.length === 0) return
    this.#hasWarned = true
    const names = cycle.map(({ fullName }) => `'${fullName}'`).sort().join(', ')
    // not every JavaScript has a process
    ;(globalThis as { readonly process?: { emitWarning?(text: string, options: object): void } }).process?.emitWarning?.(
      `The tables ${names} can't be sorted: they refer to each other by foreign keys, which sortedTables doesn't look at. Mark one of these with useAlter: true.`,
      { type: 'AthanorWarning', code: 'TABLE_CYCLE' })
  }

  /** Name of a column whose definition has none. */
  columnName(key: string): string {
    if (typeof this.columnNaming === 'function') return this.columnNaming(key)
    return this.columnNaming === 'snake_case' ? snakeCase(key) : key
  }

  /** @internal Called by the table. */
  addTable(table: Table): void {
    const existing = this.#tables.get(table.fullName)
    if (existing !== undefined && existing !== table) {
      throw new InvalidRequestError(
        `The table '${table.fullName}' is already defined in this MetaData. Use the existing one, remove it with metadata.remove(), or give the new one a MetaData of its own.`,
        { code: 'TABLE_ALREADY_DEFINED' })
    }
    this.#tables.set(table.fullName, table)
  }
  /** @internal Called by the sequence. */
  addSequence(sequence: Sequence): void {
    this.#sequences.set(sequence.key, sequence)
    sequence.metadata = this
  }

  /** Types that are created and dropped with the tables though no column need have them. */
  get types(): readonly SqlType[] { return this.#types }
  /** @internal Called for a type that names this collection as its own. */
  addType(type: SqlType): void { this.#types.push(type.inSchemaOf({ metadataSchema: this.schema, tableSchema: this.schema })) }

  /** The table of a name; undefined when there is none. */
  table(name: string): Table | undefined { return this.#tables.get(name) ?? (this.schema === null ? undefined : this.#tables.get(`${this.schema}.${name}`)) }
  /** Forgets one table. */
  remove(table: Table): void { if (this.#tables.get(table.fullName) === table) this.#tables.delete(table.fullName) }
  /** Forgets all tables, sequences and types. */
  clear(): void {
    this.#types.length = 0
    this.#tables.clear()
    this.#sequences.clear()
  }

  /**
   * Creates the tables, with what they need. Tables that exist are left alone, and not compared.
   * @param bind an engine or a connection
   */
  createAll(bind: SchemaRunner, options: SchemaPlanOptions = {}): Promise<void> { return bind.runSchemaPlan((dialect, defaults) => this.planCreateAll(dialect, { ...defaults, ...options })) }
  /** Drops the tables that exist, with what belongs to them. */
  dropAll(bind: SchemaRunner, options: SchemaPlanOptions = {}): Promise<void> { return bind.runSchemaPlan((dialect, defaults) => this.planDropAll(dialect, { ...defaults, ...options })) }
  /**
   * Makes tables of what the database has; those that are here already are left alone.
   * @throws {InvalidRequestError} `REFLECT_NOT_FOUND`
   */
  reflect(bind: TableReflector, options: ReflectOptions = {}): Promise<void> { return bind.reflectTables(this, options) }
  /** What `createAll` does, without doing it. */
  planCreateAll(dialect: DefaultDialect, options: SchemaPlanOptions = {}): SchemaPlan { return new CreatePlan(dialect, this, options) }
  /** What `dropAll` does, without doing it. */
  planDropAll(dialect: DefaultDialect, options: SchemaPlanOptions = {}): SchemaPlan { return new DropPlan(dialect, this, options) }

  /**
   * Calls a function, or runs a DDL element, when all tables are created or dropped.
   * @throws {ArgumentError} for an unknown event
   */
  on(event: SchemaEvent, handler: SchemaEventHandler<MetaData>): this {
    requireEvent(event)
    this.#events.on(event, handler)
    return this
  }
  off(event: SchemaEvent, handler: SchemaEventHandler<MetaData>): this {
    this.#events.off(event, handler)
    return this
  }
  /** @internal */
  handlers(event: SchemaEvent): readonly SchemaEventHandler<MetaData>[] { return this.#events.of(event) }
}

/** The collection of tables that name none. */
export const defaultMetaData: MetaData = new MetaData()

const EVENTS: readonly SchemaEvent[] = ['beforeCreate', 'afterCreate', 'beforeDrop', 'afterDrop']
export function requireEvent(event: SchemaEvent): void {
  if (!EVENTS.includes(event)) throw new ArgumentError(`There is no event '${String(event)}'; there are ${EVENTS.join(', ')}`)
}

/** `createdAt` to `created_at`, `HTTPStatus` to `http_status`. */
export const snakeCase = (key: string): string => key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase()
