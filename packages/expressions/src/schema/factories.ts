import { ArgumentError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { typeArgument } from '../elements/type-argument.ts'
import { asNode } from '../structure/node.ts'
import { nameText, type Name } from '../structure/names.ts'
import type { SqlType } from '../types/sql-type.ts'
import { IntegerType } from '../types/numeric-types.ts'
import { CheckConstraint } from './check-constraint.ts'
import { Column, type ColumnOptions } from './column.ts'
import { ColumnDefinition } from './column-definition.ts'
import type { Constraint } from './constraint.ts'
import { ExcludeConstraint, type ExcludeElement, type ExcludeOptions } from './exclude-constraint.ts'
import { ForeignKeyConstraint } from './foreign-key-constraint.ts'
import type { ConstraintOptions, ForeignKeyOptions } from './foreign-key-options.ts'
import { defaultMetaData, MetaData } from './meta-data.ts'
import { PrimaryKeyConstraint } from './primary-key-constraint.ts'
import { Sequence, type CreateSequenceOptions } from './sequence.ts'
import { Table, type TableOptions } from './table.ts'
import { Index, type IndexOptions } from './table-index.ts'
import { UniqueConstraint } from './unique-constraint.ts'

type TableItem = Constraint | Index
type ItemsOf = (columns: Record<string, unknown>) => readonly TableItem[]

/** Options of `table()`; `constraints` receives the columns. */
export interface TableFactoryOptions extends TableOptions {
  readonly constraints?: ItemsOf | undefined
  /** A table that is there already gets these columns, constraints and options; columns of the same key are replaced. */
  readonly extendExisting?: boolean | undefined
  /** A table that is there already is returned as it is. */
  readonly keepExisting?: boolean | undefined
}

/** Columns by key, or in a list. */
export type TableColumnsArgument = Readonly<Record<string, ColumnDefinition>> | readonly Column[]

/**
 * A table.
 * @param args metadata (default: one that all such tables share), columns by key, and a function that returns constraints and indexes, or options
 * @throws {InvalidRequestError} when the metadata has a table of this name already
 * @example
 * const users = table('user_account', {
 *   id: integer().primaryKey(),
 *   name: varchar(30),
 * }, (c) => [index(c.name)])
 */
export function buildTable(name: Name, ...args: readonly unknown[]): Table {
  const metadata = args[0] instanceof MetaData ? args[0] : defaultMetaData
  const [columns, extra] = (args[0] instanceof MetaData ? args.slice(1) : args) as [TableColumnsArgument | undefined, ItemsOf | TableFactoryOptions | undefined]
  if (columns === undefined || columns === null || typeof columns !== 'object') {
    throw new ArgumentError(`table('${String(name)}') needs its columns, e.g. { id: integer().primaryKey() }, not ${describe(columns)}`)
  }
  const { constraints, extendExisting, keepExisting, ...options }: TableFactoryOptions = typeof extra === 'function' ? { constraints: extra } : extra ?? {}
  if (extendExisting && keepExisting) throw new ArgumentError(`table('${nameText(name)}'): extendExisting and keepExisting exclude each other`)
  if (extendExisting || keepExisting) {
    const schema = options.schema === undefined ? metadata.schema : options.schema
    const existing = metadata.tables.get(schema === null ? nameText(name) : `${nameText(schema)}.${nameText(name)}`)
    if (existing !== undefined) {
      if (keepExisting) return existing
      existing.extend(columnsOf(name, metadata, columns), options)
      for (const item of constraints?.(existing.c) ?? []) existing.append(item)
      return existing
    }
  }
  const table = new Table(name, metadata, columnsOf(name, metadata, columns), [], options)
  if (constraints !== undefined) {
    try {
      for (const item of constraints(table.c)) table.append(item)
    } catch (error) {
      metadata.remove(table)
      throw error
    }
  }
  return table
}

function columnsOf(table: Name, metadata: MetaData, columns: TableColumnsArgument): readonly Column[] {
  if (Array.isArray(columns)) return columns as readonly Column[]
  return Object.entries(columns as Record<string, unknown>).map(([key, value]) => {
    if (value instanceof ColumnDefinition) return Column.from(value, key, value.spec.dbName ?? metadata.columnName(key))
    if (value instanceof Column) return value.key === key ? value : value.copy(value.key === SENTINEL_NAME ? { key, name: metadata.columnName(key) } : { key })
    throw new ArgumentError(`Column '${key}' of table '${String(table)}' needs a definition such as integer() or varchar(30), not ${describe(value)}`)
  })
}

/** A column for Core: NULL is allowed unless `nullable: false` or `primaryKey: true` is given. */
export const buildSchemaColumn = (name: Name, type?: SqlType, options: ColumnOptions = {}): Column => new Column(name, type, options)

function optionsFirst<O extends object>(args: readonly unknown[]): readonly [options: O, rest: readonly unknown[]] {
  const [first, ...rest] = args
  const isOptions = first !== null && typeof first === 'object' && !Array.isArray(first) && asNode(first) === undefined
  return isOptions ? [first as O, rest] : [{} as O, args]
}

/** `UNIQUE (a, b)`: `unique(c.a, c.b)`, `unique({ name: 'uq_ab' }, c.a, c.b)`. */
export function unique(...args: readonly unknown[]): UniqueConstraint {
  const [options, columns] = optionsFirst<ConstraintOptions>(args)
  return new UniqueConstraint(columns, options)
}
/** `PRIMARY KEY (a, b)`, where it needs a name, options, or another order than the columns have. */
export function primaryKey(...args: readonly unknown[]): PrimaryKeyConstraint {
  const [options, columns] = optionsFirst<ConstraintOptions>(args)
  return new PrimaryKeyConstraint(columns, options)
}
/** `CHECK (…)`; text is SQL. */
export const check = (condition: unknown, options: ConstraintOptions = {}): CheckConstraint => new CheckConstraint(condition, options)
/** `FOREIGN KEY (a, b) REFERENCES t (x, y)`. */
export const foreignKey = (columns: readonly unknown[], references: readonly unknown[], options: ForeignKeyOptions = {}): ForeignKeyConstraint =>
  new ForeignKeyConstraint(columns, references, options)
/** PostgreSQL's `EXCLUDE USING gist (room WITH =, during WITH &&)`. */
export function exclude(...args: readonly unknown[]): ExcludeConstraint {
  const [options, elements] = optionsFirst<ExcludeOptions>(args)
  return new ExcludeConstraint(elements as readonly ExcludeElement[], options)
}
/** An index: `index(c.name)`, `index({ name: 'ix_name', unique: true }, c.last, c.first.desc())`. */
export function index(...args: readonly unknown[]): Index {
  const [options, expressions] = optionsFirst<IndexOptions>(args)
  return new Index(expressions, options)
}
/** A sequence: `sequence('order_seq', { start: 100 })`. */
export const sequence = (name: Name, options: CreateSequenceOptions = {}): Sequence => new Sequence(name, options)

/**
 * A column by which the rows of one INSERT are told apart where the database returns them in another order
 * (source: SQLAlchemy's `insert_sentinel`). Statements leave it out unless it is named.
 */
export const insertSentinel = (name: Name = SENTINEL_NAME, type: unknown = new IntegerType(), options: ColumnOptions = {}): Column =>
  new Column(name, typeArgument(type, 'insertSentinel()'), { default: { kind: 'sentinel' }, omitFromStatements: true, ...options, insertSentinel: true })
const SENTINEL_NAME = '_sentinel'
