import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { describe } from '../elements/coercion.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { isTextual } from '../elements/textual.ts'
import { affixes, type Affix } from '../selectable/affixes.ts'
import { columnsClauseItem, fromClause } from '../selectable/arguments.ts'
import { ColumnCollection } from '../selectable/column-collection.ts'
import { keyConvention } from '../selectable/columns-plus-names.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import type { LabelStyle } from '../selectable/label-style.ts'
import { describeColumns, type ColumnDescription } from '../selectable/select-reading.ts'
import { proxiesOfNames } from '../selectable/select-proxies.ts'
import { outlineOf } from '../selectable/outline.ts'
import { Statement, statementStructure, type Writable } from '../selectable/statement.ts'
import { mix } from '../structure/hash-text.ts'
import { Field, type FieldSpec, SqlNode } from '../structure/node.ts'
import type { AssignmentTarget } from './assignments.ts'
import { isRow } from './assignments.ts'
import { unknownColumn } from './unknown-column.ts'

/** A hint for the database, behind a table of the statement. */
export interface DmlHint {
  readonly from: FromClause
  readonly text: string
  readonly dialect: string | null
}
export interface DmlHintOptions {
  readonly dialect?: string | undefined
  /** The table that the hint belongs to. Default: the statement's. */
  readonly selectable?: unknown
}
export interface ReturnDefaultsOptions {
  /** Also returned, though nobody asks for them as defaults. */
  readonly supplementalColumns?: readonly unknown[] | undefined
}

/** What a statement was given, before it became nodes. Not part of the structure. */
export class RawArguments {
  readonly #target: unknown
  readonly #returning: readonly unknown[]
  constructor(target: unknown, returning: readonly unknown[] = []) {
    this.#target = target
    this.#returning = returning
  }
  /** The table, or the mapped class that stands for it. */
  get target(): unknown { return this.#target }
  /** Arguments of `returning()`. */
  get returning(): readonly unknown[] { return this.#returning }
  withReturning(items: readonly unknown[]): RawArguments { return new RawArguments(this.#target, [...this.#returning, ...items]) }
}

/** INSERT, UPDATE and DELETE. Immutable: every method returns another statement. */
export abstract class DmlStatement extends Statement {
  readonly table: FromClause
  readonly raw: RawArguments
  readonly returningItems: readonly SqlNode[]
  /** Server-generated values are fetched, where RETURNING is available. */
  readonly returnsDefaults: boolean
  /** Which ones; empty: all. */
  readonly returnDefaultColumns: readonly SqlNode[]
  readonly supplementalReturning: readonly SqlNode[]
  readonly prefixes: readonly Affix[]
  readonly hints: readonly DmlHint[]

  constructor(target: unknown, what: string) {
    super(target instanceof DmlStatement ? target : undefined)
    if (target instanceof DmlStatement) {
      this.table = target.table
      this.raw = target.raw
      this.returningItems = target.returningItems
      this.returnsDefaults = target.returnsDefaults
      this.returnDefaultColumns = target.returnDefaultColumns
      this.supplementalReturning = target.supplementalReturning
      this.prefixes = target.prefixes
      this.hints = target.hints
    } else {
      this.table = fromClause(target, what)
      this.raw = new RawArguments(target)
      this.returningItems = NONE
      this.returnsDefaults = false
      this.returnDefaultColumns = NONE
      this.supplementalReturning = NONE
      this.prefixes = NONE
      this.hints = NONE
    }
  }
  override get outline(): number { return mix(mix(this.fieldWalk.visitHash, outlineOf(this.table)), this.returningItems.length) }
  /** Word for messages. */
  abstract get keyword(): 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE'
  get description(): string { return `an ${this.keyword}` }

  /** @internal */
  protected get assignmentTarget(): AssignmentTarget {
    return { table: this.table, checksKeys: this.raw.target instanceof SqlNode && this.plugin === null }
  }

  // RETURNING --------------------------------------------------------------------------------------------------------

  /**
   * `RETURNING …`; several calls add up.
   * @throws {InvalidRequestError} after `returnDefaults()`
   */
  returning(...items: readonly unknown[]): this {
    if (this.returnsDefaults) throw new InvalidRequestError(`This ${this.keyword} has returnDefaults() already, which can't be combined with returning()`)
    const next: Writable<this> = this.copy()
    next.returningItems = [...this.returningItems, ...items.map((item, i) => columnsClauseItem(item, `Item ${i + 1} of returning()`))]
    next.raw = this.raw.withReturning(items)
    return next as this
  }
  /** Fetches server-generated values of the named columns, or of all; a last argument may be `{ supplementalColumns }`. */
  returnDefaults(...args: readonly unknown[]): this {
    const last = args.at(-1)
    const options = isRow(last) && !(last instanceof Map) ? (last as ReturnDefaultsOptions) : undefined
    const columns = (options === undefined ? args : args.slice(0, -1)).map((column) => this.#column(column, 'returnDefaults()'))
    const next: Writable<this> = this.copy()
    next.returnDefaultColumns = !this.returnsDefaults ? columns
      : this.returnDefaultColumns.length > 0 && columns.length > 0 ? [...new Set([...this.returnDefaultColumns, ...columns])] : NONE
    next.returnsDefaults = true
    const supplemental = options?.supplementalColumns ?? NONE
    if (supplemental.length > 0) next.supplementalReturning = [...new Set([...this.supplementalReturning, ...supplemental.map((c) => this.#column(c, 'returnDefaults()'))])]
    return next as this
  }
  #column(column: unknown, method: string): SqlNode {
    if (typeof column !== 'string') return columnsClauseItem(column, `An argument of ${method}`)
    return this.table.columns.get(column) ?? unknownColumn(column, this.table, method)
  }

  override get labelStyle(): LabelStyle { return 'disambiguate' }
  override get allSelectedColumns(): readonly SqlNode[] { return this.returningItems.flatMap((item) => item.selectIterable) }
  override get exportedColumns(): ColumnCollection {
    const columns = this.allSelectedColumns.filter((c): c is ColumnElement => c instanceof ColumnElement && !isTextual(c))
    return new ColumnCollection(columns.map(keyConvention('disambiguate')), columns)
  }
  /** Name, type and expression of each column of RETURNING. */
  get columnDescriptions(): readonly ColumnDescription[] { return describeColumns(this.exportedColumns) }
  override proxiesFor(selectable: FromClause): ColumnCollection { return proxiesOfNames(this.columnsPlusNames(false), selectable) }
  override isDerivedFrom(): boolean { return false }

  // text around it ---------------------------------------------------------------------------------------------------

  /** Text after the first word: `prefixWith('OR REPLACE')`. */
  prefixWith(...args: readonly unknown[]): this { return this.with('prefixes', [...this.prefixes, ...affixes('prefixWith()', args)] as this['prefixes']) }
  /** A hint behind the table. */
  withHint(text: string, options: DmlHintOptions = {}): this {
    if (typeof text !== 'string') throw new ArgumentError(`withHint() needs text, not ${describe(text)}`)
    const hint: DmlHint = {
      from: options.selectable === undefined ? this.table : fromClause(options.selectable, 'The table of withHint()'),
      text, dialect: options.dialect === undefined || options.dialect === '*' ? null : options.dialect,
    }
    return this.with('hints', [...this.hints, hint] as this['hints'])
  }
  /** An option of one dialect, whether it was given as `{ mysql: { limit: 5 } }` or as `{ mysql_limit: 5 }`. */
  dialectOption(dialect: string, name: string): unknown {
    const nested = this.dialectOptions?.[dialect] as Readonly<Record<string, unknown>> | undefined
    return nested?.[name] ?? this.dialectOptions?.[`${dialect}_${name}`]
  }
}
const NONE: readonly never[] = []

export const dmlStructure: readonly FieldSpec[] = [
  ['table', Field.node], ['returningItems', Field.nodes], ['returnsDefaults', Field.value], ['returnDefaultColumns', Field.nodes],
  ['supplementalReturning', Field.nodes], ['prefixes', Field.data], ['hints', Field.data], ...statementStructure,
]
