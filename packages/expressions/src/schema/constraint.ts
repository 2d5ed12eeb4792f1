import { ArgumentError, ConstraintColumnNotFoundError } from '@athanor/interfaces'
import type { DdlCompiler } from '../compiler/ddl-compiler.ts'
import { describe } from '../elements/coercion.ts'
import { nameKey } from '../structure/names.ts'
import { asNode, SqlNode } from '../structure/node.ts'
import type { Column } from './column.ts'
import type { ConstraintName } from './constraint-name.ts'
import { nextCreationOrder } from './creation-order.ts'
import { ddlConditionHolds, type DdlCondition } from './ddl-condition.ts'
import type { DialectOptions } from './dialect-options.ts'
import type { ConstraintOptions } from './foreign-key-options.ts'
import { conventionName, requireNameFor, type ConventionKind } from './naming-convention.ts'
import type { Table } from './table.ts'

/** What is needed of a column argument before the table is known: the column, or its key. */
export type ColumnArgument = Column | string

/** A constraint of a table. Belongs to one table, which it is attached to once. */
export abstract class Constraint extends SqlNode {
  /** Name as it was given; `name` is the one to use. */
  readonly givenName: ConstraintName | null
  readonly deferrable: boolean | undefined
  readonly initially: string | undefined
  readonly comment: string | undefined
  readonly options: DialectOptions
  readonly info: Readonly<Record<string, unknown>>
  readonly creationOrder: number = nextCreationOrder()
  /** The table, once attached. */
  table: Table | null = null
  /** Made by a type (a CHECK for BOOLEAN or ENUM), and only where the database needs it. */
  readonly typeBound: boolean = false
  /** @internal */ condition: DdlCondition | undefined = undefined
  /** Left out of CREATE TABLE: added by ALTER TABLE. */
  isolated = false
  /** @internal */ conventionNameMemo: ConstraintName | null | undefined = undefined

  constructor(options: ConstraintOptions = {}) {
    super()
    this.givenName = options.name ?? null
    this.deferrable = options.deferrable
    this.initially = options.initially
    this.comment = options.comment
    this.options = options.options ?? {}
    this.info = options.info ?? {}
  }

  /** Key of the naming convention that applies. */
  abstract get conventionKind(): ConventionKind | null
  abstract get columns(): readonly Column[]

  /**
   * Name in the database: as given, or by the naming convention; null for an unnamed constraint.
   * @throws {InvalidRequestError} when the convention needs a given name and there is none
   */
  get name(): ConstraintName | null {
    const table = this.owner
    if (table === null) return this.givenName
    return (this.conventionNameMemo ??= conventionName(this, table))
  }
  /** The table, also of a constraint of a column. */
  get owner(): Table | null { return this.table }

  /** Renders the constraint only under a dialect, or if a function says so. Returns the constraint. */
  ddlIf(condition: DdlCondition): this {
    this.condition = condition
    return this
  }

  /** Whether CREATE TABLE includes the constraint. */
  isRendered(compiler: DdlCompiler): boolean { return !this.isolated && ddlConditionHolds(this.condition, this, compiler.dialect) }

  /**
   * Called once by the table.
   * @throws {ArgumentError} when the constraint belongs to another table
   */
  attach(table: Table): void {
    if (this.table === table) return
    if (this.table !== null) {
      throw new ArgumentError(`A constraint of table '${this.table.fullName}' can't be added to table '${table.fullName}'. Make a new one.`)
    }
    this.table = table
    if (!this.typeBound) requireNameFor(this, table)
  }

  /** A constraint like this for another table whose columns have the same keys. */
  abstract copyFor(table: Table): Constraint

  /** @internal */
  protected get copyOptions(): ConstraintOptions {
    return { name: this.givenName, deferrable: this.deferrable, initially: this.initially, comment: this.comment, options: this.options, info: this.info }
  }
}

/** The column that an argument of a constraint names; a string is a key that the table will know. */
export function columnArgument(value: unknown, what: string): ColumnArgument {
  if (typeof value === 'string') return value
  const node = asNode(value)
  if (node !== undefined && 'key' in node && 'table' in node) return node as Column
  throw new ArgumentError(`${what} needs columns or their keys, not ${describe(value)}`)
}

/** The column itself. */
export function resolveColumn(argument: ColumnArgument, table: Table, what: string): Column {
  if (typeof argument !== 'string') return argument
  const column = table.columns.get(argument) as Column | undefined
  if (column === undefined) {
    throw new ConstraintColumnNotFoundError(
      `${what} of table '${table.fullName}' names the column '${argument}', which the table doesn't have. Its columns: ${table.columns.keys().join(', ')}`)
  }
  return column
}

/** A constraint over a list of columns. */
export abstract class ColumnsConstraint extends Constraint {
  /** @internal */ arguments: readonly ColumnArgument[]
  /** @internal */ columnsMemo: readonly Column[] | undefined = undefined

  constructor(columns: readonly unknown[], options: ConstraintOptions, what: string) {
    super(options)
    this.arguments = columns.map((c) => columnArgument(c, what))
  }

  /** Columns, in order. Empty while the table is unknown and columns are given by key. */
  get columns(): readonly Column[] {
    if (this.columnsMemo !== undefined) return this.columnsMemo
    const table = this.table
    if (table === null) return this.arguments.filter((c) => typeof c !== 'string')
    return (this.columnsMemo = this.arguments.map((c) => resolveColumn(c, table, this.constructor.name)))
  }

  /** Columns that were given as objects belong to a table already: then the constraint does too. */
  protected attachByColumns(): void {
    const tables = new Set(this.arguments.map((c) => (typeof c === 'string' ? null : c.table)))
    if (tables.size !== 1) {
      if ([...tables].filter((t) => t !== null).length > 1) {
        throw new ArgumentError(`The columns of a ${this.constructor.name} belong to different tables: ${[...tables].map((t) => String(t?.name)).join(', ')}`)
      }
      return
    }
    const [table] = tables
    if (table !== null && table !== undefined && 'appendConstraint' in table) (table as Table).appendConstraint(this)
  }

  override attach(table: Table): void {
    super.attach(table)
    this.columnsMemo = undefined
    void this.columns
  }

  /** @internal Keys of the columns. */
  get columnKeys(): readonly string[] { return this.arguments.map((c) => (typeof c === 'string' ? c : nameKey(c.key))) }
}
