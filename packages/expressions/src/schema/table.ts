import { ArgumentError, DuplicateColumnError } from '@athanor/interfaces'
import type { DefaultDialect } from '../dialect/default-dialect.ts'
import type { ColumnClause } from '../elements/column-clause.ts'
import { TableClause } from '../selectable/table-clause.ts'
import { nameText, QuotedName, type Name } from '../structure/names.ts'
import { defineNode } from '../structure/node.ts'
import type { Column } from './column.ts'
import { Constraint } from './constraint.ts'
import type { DialectOptions } from './dialect-options.ts'
import { constraintOf, ForeignKeyConstraint } from './foreign-key-constraint.ts'
import { requireEvent, type MetaData } from './meta-data.ts'
import { CreatePlan } from './plan/create-plan.ts'
import { DropPlan } from './plan/drop-plan.ts'
import type { SchemaPlan, SchemaPlanOptions } from './plan/schema-plan.ts'
import type { SchemaRunner } from './plan/schema-runner.ts'
import { PrimaryKeyConstraint } from './primary-key-constraint.ts'
import { SchemaEvents, type SchemaEvent, type SchemaEventHandler } from './schema-events.ts'
import { Index } from './table-index.ts'
import { placeType, typeConstraints } from './type-constraints.ts'
import { UniqueConstraint } from './unique-constraint.ts'

/** Options of a table. */
export interface TableOptions {
  /** Default: the metadata's schema. `null`: none. */
  readonly schema?: Name | null | undefined
  /** Forces quotes on or off for the name. */
  readonly quote?: boolean | undefined
  readonly quoteSchema?: boolean | undefined
  readonly comment?: string | undefined
  /** `CREATE <prefix> TABLE`, e.g. `['TEMPORARY']`. */
  readonly prefixes?: readonly string[] | undefined
  /** RETURNING is used to fetch generated keys. Default true, where the database can. */
  readonly implicitReturning?: boolean | undefined
  /** By dialect: `{ mysql: { engine: 'InnoDB' } }`. */
  readonly options?: DialectOptions | undefined
  readonly info?: Readonly<Record<string, unknown>> | undefined
}

/** A table of the database: its columns, constraints and indexes. Belongs to one metadata collection. */
export class Table extends TableClause {
  readonly metadata: MetaData
  readonly comment: string | undefined
  readonly prefixes: readonly string[]
  readonly implicitReturning: boolean
  readonly options: DialectOptions
  readonly info: Readonly<Record<string, unknown>>
  /** Also the tables that it must come after for other reasons than foreign keys; see `addIsDependentOn`. */
  extraDependencies: readonly Table[] = []
  /** All constraints, in the order in which they were added. */
  constraints: readonly Constraint[] = []
  /** In the order in which they were made. */
  indexes: readonly Index[] = []
  /** The PRIMARY KEY; without columns when the table has none. */
  primaryKeyConstraint: PrimaryKeyConstraint
  /** Column that tells the rows of a multi-row INSERT apart, if there is one. */
  sentinelColumn: Column | null = null
  /** A view: SELECT works as on any table. */
  isView = false
  /** DDL that creates and drops it, where it is not CREATE TABLE. */
  creator: { readonly create: object; readonly drop: object | null } | null = null
  /** What a column brought along: its index, constraints of its own and of its type. */
  readonly #ownItems = new WeakMap<Column, readonly (Constraint | Index)[]>()
  /** @internal */ readonly events = new SchemaEvents<Table>()

  constructor(name: Name, metadata: MetaData, columns: readonly Column[], items: readonly (Constraint | Index)[] = [], options: TableOptions = {}) {
    const schema = options.schema === undefined ? metadata.schema : options.schema
    super(
      options.quote === undefined ? name : new QuotedName(nameText(name), options.quote), [],
      { schema: schema === null || options.quoteSchema === undefined ? schema : new QuotedName(nameText(schema), options.quoteSchema) })
    if (nameText(name) === '') throw new ArgumentError('A table needs a name')
    this.metadata = metadata
    this.comment = options.comment
    this.prefixes = options.prefixes ?? []
    this.implicitReturning = options.implicitReturning ?? true
    this.options = options.options ?? {}
    this.info = options.info ?? {}
    this.primaryKeyConstraint = new PrimaryKeyConstraint([], {}, true)
    this.appendConstraint(this.primaryKeyConstraint)
    metadata.addTable(this)
    try {
      for (const column of columns) this.appendColumn(column)
      for (const item of items) this.append(item)
    } catch (error) {
      metadata.remove(this)
      throw error
    }
  }

  override get primaryKey(): readonly Column[] { return this.primaryKeyConstraint.columns }
  /** The column that the database generates keys for, or null. */
  get autoincrementColumn(): Column | null { return this.primaryKeyConstraint.autoincrementColumn }
  /** Key in the metadata: `[schema.]name`. */
  get key(): string { return this.fullName }
  get foreignKeyConstraints(): readonly ForeignKeyConstraint[] { return this.constraints.filter((c) => c instanceof ForeignKeyConstraint) }
  /** Constraints in the order in which they were made. */
  get sortedConstraints(): readonly Constraint[] { return [...this.constraints].sort((a, b) => a.creationOrder - b.creationOrder) }

  /** Adds a column, with its constraints and indexes. */
  override appendColumn(column: ColumnClause, options: { readonly replaceExisting?: boolean } = {}): void {
    const added = column as Column
    const existing = this.columns.get(added.key) as Column | undefined
    if (existing === added) return
    const sameName = existing ?? (this.columns.all as readonly Column[]).find((c) => nameText(c.name) === nameText(added.name))
    if (sameName !== undefined) {
      if (!options.replaceExisting) {
        throw new DuplicateColumnError(`The table '${this.fullName}' already has a column with the ${existing === undefined ? 'name' : 'key'} '${existing === undefined ? nameText(added.name) : added.key}'`)
      }
      this.#forget(sameName)
    }
    placeType(added, { metadataSchema: this.metadata.schema, tableSchema: this.schema === null ? null : nameText(this.schema) })
    super.appendColumn(added)
    if (added.insertSentinel) {
      if (this.sentinelColumn !== null) throw new ArgumentError(`The table '${this.fullName}' can have one sentinel column, not both '${this.sentinelColumn.key}' and '${added.key}'`)
      this.sentinelColumn = added
    }
    if (added.primaryKey) this.primaryKeyConstraint.addColumn(added)
    const own: (Constraint | Index)[] = []
    if (added.index !== false) own.push(new Index([added], { name: typeof added.index === 'string' ? added.index : null, unique: added.unique !== false }))
    else if (added.unique !== false) own.push(new UniqueConstraint([added], { name: typeof added.unique === 'string' ? added.unique : null }))
    for (const reference of added.foreignKeys) if (reference.constraint === null) own.push(constraintOf(reference, added))
    own.push(...typeConstraints(added))
    for (const item of own) this.append(item)
    this.#ownItems.set(added, own)
    const sequence = added.sequence ?? (added.onUpdate?.kind === 'sequence' ? added.onUpdate : null)
    if (sequence !== null) this.metadata.addSequence(sequence)
  }
  #forget(column: Column): void {
    const own = this.#ownItems.get(column) ?? []
    this.constraints = this.constraints.filter((c) => !own.includes(c) && !(c instanceof ForeignKeyConstraint && c.columns.includes(column)))
    this.indexes = this.indexes.filter((i) => !own.includes(i))
    this.#ownItems.delete(column)
  }

  /** @internal More columns, and other options; columns of the same key are replaced. */
  extend(columns: readonly Column[], options: TableOptions): void {
    for (const column of columns) this.appendColumn(column, { replaceExisting: true })
    const { comment, prefixes, implicitReturning, info } = options
    const given = Object.fromEntries(Object.entries({ comment, prefixes, implicitReturning, info }).filter(([, value]) => value !== undefined))
    Object.assign(this, given, options.options === undefined ? {} : { options: { ...this.options, ...options.options } })
  }

  /** Adds a constraint or an index; a column or constraint that is there already is left alone. */
  append(item: Constraint | Index): void {
    if (item instanceof Index) this.appendIndex(item)
    else if (item instanceof Constraint) this.appendConstraint(item)
    else throw new ArgumentError(`The table '${this.fullName}' takes constraints and indexes: unique(), check(), foreignKey(), primaryKey(), exclude(), index()`)
  }
  appendConstraint(constraint: Constraint): void {
    if (this.constraints.includes(constraint)) return
    constraint.attach(this)
    if (constraint instanceof PrimaryKeyConstraint && constraint !== this.primaryKeyConstraint) {
      const flagged = this.primaryKeyConstraint.columns
      this.constraints = this.constraints.filter((c) => c !== this.primaryKeyConstraint)
      this.primaryKeyConstraint = constraint
      constraint.adopt(flagged)
    }
    this.constraints = [...this.constraints, constraint]
  }
  appendIndex(index: Index): void {
    if (this.indexes.includes(index)) return
    index.attach(this)
    this.indexes = [...this.indexes, index].sort((a, b) => a.creationOrder - b.creationOrder)
  }

  /** This table is created after the other one, and dropped before it. */
  addIsDependentOn(table: Table): void { this.extraDependencies = [...this.extraDependencies, table] }

  /** Creates the table alone, with its indexes. Default: without looking whether it exists. */
  create(bind: SchemaRunner, options: SchemaPlanOptions = {}): Promise<void> { return bind.runSchemaPlan((dialect, defaults) => this.planCreate(dialect, { ...defaults, ...options })) }
  drop(bind: SchemaRunner, options: SchemaPlanOptions = {}): Promise<void> { return bind.runSchemaPlan((dialect, defaults) => this.planDrop(dialect, { ...defaults, ...options })) }
  planCreate(dialect: DefaultDialect, options: SchemaPlanOptions = {}): SchemaPlan { return new CreatePlan(dialect, this, { checkFirst: { types: true }, ...options }) }
  planDrop(dialect: DefaultDialect, options: SchemaPlanOptions = {}): SchemaPlan { return new DropPlan(dialect, this, { checkFirst: { types: true }, ...options }) }

  /**
   * Calls a function, or runs a DDL element, when the table is created or dropped.
   * @throws {ArgumentError} for an unknown event
   */
  on(event: SchemaEvent, handler: SchemaEventHandler<Table>): this {
    requireEvent(event)
    this.events.on(event, handler)
    return this
  }
  off(event: SchemaEvent, handler: SchemaEventHandler<Table>): this {
    this.events.off(event, handler)
    return this
  }
}
defineNode(Table, 'visitTable', null)
