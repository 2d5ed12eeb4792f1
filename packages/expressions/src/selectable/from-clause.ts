import type { ColumnClause, ForeignKeyLike } from '../elements/column-clause.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import type { Name } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import type { ColumnCollection } from './column-collection.ts'
import { ReturnsRows } from './returns-rows.ts'
import type { Select } from './select.ts'

/** A foreign key and the column of a FROM object that carries it. */
export interface ForeignKeyUse {
  readonly parent: ColumnElement
  readonly foreignKey: ForeignKeyLike
}

export interface JoinOptions {
  /** `LEFT OUTER JOIN` */
  readonly isOuter?: boolean | undefined
  /** `FULL OUTER JOIN` */
  readonly full?: boolean | undefined
}

/** Operations that build other FROM objects; installed by `operations.ts`, so that the base class doesn't import its subclasses. */
export interface FromOperations {
  alias(from: FromClause, name: Name | null): FromClause
  join(left: FromClause, right: unknown, on: unknown, options: JoinOptions): FromClause
  select(from: FromClause): Select
  tableSample(from: FromClause, sampling: unknown, options: { readonly name?: Name | undefined; readonly seed?: unknown }): FromClause
  inOperand(from: FromClause): ColumnElement
  rowValue(from: FromClause): ColumnElement
}
export const fromOperations = {} as FromOperations

/** Anything that can stand in FROM: it has columns, `.c`. */
export abstract class FromClause extends ReturnsRows {
  /** Name in SQL; only those that are `isNamed` have one. */
  declare readonly name: Name
  /** Schema, where there is one. */
  declare readonly schema: Name | null | undefined
  /** @internal */ columnsMemo: ColumnCollection | undefined = undefined

  /** Its columns are rendered with its name. */
  get isNamed(): boolean { return false }
  /** FROM objects that must not be listed beside this one: the sides of a join. */
  get hiddenFroms(): readonly FromClause[] { return [] }
  get isLateral(): boolean { return false }
  protected abstract makeColumns(): ColumnCollection

  /** `x IN (SELECT … FROM this)` */
  toInOperand(): ColumnElement { return fromOperations.inOperand(this) }

  /** Columns in order and by key. */
  get columns(): ColumnCollection { return (this.columnsMemo ??= this.makeColumns()) }
  /** Columns by key: `users.c.id`. */
  get c(): Record<string, ColumnElement> { return this.columns.namespace }
  get exportedColumns(): ColumnCollection { return this.columns }

  get primaryKey(): readonly ColumnElement[] { return this.columns.all.filter((c) => (c as Partial<ColumnClause>).primaryKey === true) }
  /** Foreign keys of all columns, in the order in which they were declared. */
  get foreignKeys(): readonly ForeignKeyUse[] {
    const uses: ForeignKeyUse[] = []
    for (const parent of this.columns.all) {
      for (const foreignKey of (parent as Partial<ColumnClause>).foreignKeys ?? []) uses.push({ parent, foreignKey })
    }
    return uses.length < 2 ? uses : uses.sort((a, b) => (a.foreignKey.creationOrder ?? 0) - (b.foreignKey.creationOrder ?? 0))
  }

  override get fromObjects(): readonly FromClause[] { return [this] }
  override get selectIterable(): readonly SqlNode[] {
    const all = this.columns.all
    return all.some(isOmitted) ? all.filter((c) => !isOmitted(c)) : all
  }
  get allSelectedColumns(): readonly SqlNode[] { return this.columns.all }

  /** The column of this object that stands for the given one; see `ColumnCollection.correspondingColumn`. */
  correspondingColumn(column: ColumnElement, requireEmbedded = false): ColumnElement | undefined {
    return this.exportedColumns.correspondingColumn(column, requireEmbedded)
  }

  /** `this AS name`; anonymous without a name. */
  alias(name: Name | null = null): FromClause { return fromOperations.alias(this, name) }
  /** `this JOIN right ON …`; without a condition it follows the foreign key. */
  join(right: unknown, on?: unknown, options: JoinOptions = {}): FromClause { return fromOperations.join(this, right, on, options) }
  /** `this LEFT OUTER JOIN right ON …` */
  outerJoin(right: unknown, on?: unknown, options: Pick<JoinOptions, 'full'> = {}): FromClause {
    return fromOperations.join(this, right, on, { ...options, isOuter: true })
  }
  /** `SELECT … FROM this` */
  select(): Select { return fromOperations.select(this) }
  /** A whole row as a value: its name. @throws {InvalidRequestError} for what has no name, such as a join */
  tableValued(): ColumnElement { return fromOperations.rowValue(this) }
  /** `this TABLESAMPLE method(percent)` */
  tablesample(sampling: unknown, options: { readonly name?: Name | undefined; readonly seed?: unknown } = {}): FromClause {
    return fromOperations.tableSample(this, sampling, options)
  }
}

/** Columns that SELECT leaves out unless they are named. */
const isOmitted = (column: ColumnElement): boolean => (column as { readonly omitFromStatements?: boolean }).omitFromStatements === true
