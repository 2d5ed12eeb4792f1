import { AmbiguousColumnError, ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { asColumnElement, condition, describe } from '../elements/coercion.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { TextualLabelReference } from '../elements/label-reference.ts'
import { whereClause } from '../elements/operate.ts'
import { mix } from '../structure/hash-text.ts'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { affixes, type Affix, type DialectFilter } from './affixes.ts'
import { columnsClauseItem, fromElement, type FromElement } from './arguments.ts'
import { ColumnCollection } from './column-collection.ts'
import { keyConvention, type ColumnPlusNames, columnsPlusNames } from './columns-plus-names.ts'
import { FromClause, type JoinOptions } from './from-clause.ts'
import { JoinStep } from './join-step.ts'
import { GenerativeSelect, generativeStructure } from './generative-select.ts'
import { labelStyles, type LabelStyle } from './label-style.ts'
import { outlineOf } from './outline.ts'
import { keepAsRare, rare } from './rare-clauses.ts'
import { reduceColumns } from './reduce-columns.ts'
import { SelectGrouping } from './select-grouping.ts'
import { describeColumns, selectReading, type ColumnDescription } from './select-reading.ts'
import { isPlainObject, shapeOf, type ShapeItem } from './select-shape.ts'
import { appended, statementStructure, type Writable } from './statement.ts'
import { isTextual } from '../elements/textual.ts'
import { proxiesOfNames } from './select-proxies.ts'

/** Columns and joins from before `withOnlyColumns()`: they still decide what is joined to what. */
export interface PreviousEntities {
  readonly rawColumns: readonly SqlNode[]
  readonly joins: readonly JoinStep[]
}
export interface Hint {
  readonly from: SqlNode
  readonly text: string
  readonly dialect: string | null
}
export interface StatementHint {
  readonly text: string
  readonly dialect: string | null
}
/** Points of a SELECT at which an extension may add a clause. */
export type ExtensionPoint = 'postSelect' | 'preColumns' | 'postCriteria' | 'postBody'
/** A clause that places itself in a statement (source: SQLAlchemy's `SyntaxExtension`). */
export interface SyntaxExtension extends SqlNode {
  applyToSelect(select: Select): Select
}

/** A SELECT statement. Immutable: every method returns another one. FROM is worked out when it is compiled. */
export class Select extends GenerativeSelect {
  /** Items of the columns clause; tables stand for their columns. */
  readonly rawColumns: readonly SqlNode[]
  /** The items as they were given: mapped classes, attributes. */
  readonly rawItems: readonly unknown[]
  /** The form of rows, when `select` was given an object. */
  declare readonly shape: readonly ShapeItem[] | null
  readonly fromClauses: readonly FromElement[]
  readonly joins: readonly JoinStep[]
  declare readonly previousEntities: readonly PreviousEntities[]
  readonly whereCriteria: readonly ColumnElement[]
  readonly havingCriteria: readonly ColumnElement[]
  declare readonly isDistinct: boolean
  declare readonly distinctOn: readonly SqlNode[]
  declare readonly autoCorrelate: boolean
  declare readonly correlateTo: readonly FromElement[]
  declare readonly correlateExceptTo: readonly FromElement[] | null
  declare readonly prefixes: readonly Affix[]
  declare readonly suffixes: readonly Affix[]
  declare readonly hints: readonly Hint[]
  declare readonly statementHints: readonly StatementHint[]
  declare readonly extensions: Readonly<Partial<Record<ExtensionPoint, SqlNode>>> | null
  /** @internal */ selectedMemo: readonly SqlNode[] | undefined
  /** @internal */ exportedMemo: ColumnCollection | undefined

  constructor(items: readonly unknown[] | Select) {
    super(items instanceof Select ? items : undefined)
    if (items instanceof Select) {
      const from = items
      this.rawColumns = from.rawColumns
      this.rawItems = from.rawItems
      this.fromClauses = from.fromClauses
      this.joins = from.joins
      this.whereCriteria = from.whereCriteria
      this.havingCriteria = from.havingCriteria
    } else {
      const { columns, shape } = readItems(items, 'select()')
      this.rawColumns = columns
      this.rawItems = items
      this.shape = shape
      this.fromClauses = NONE
      this.joins = NONE
      this.whereCriteria = NONE
      this.havingCriteria = NONE
    }
    this.selectedMemo = undefined
    this.exportedMemo = undefined
  }
  protected copy(): this { return new Select(this) as this }

  // columns ----------------------------------------------------------------------------------------------------------

  override get outline(): number {
    let h = mix(outlineOf(this.rawColumns[0]), outlineOf(this.fromClauses[0]))
    if (this.joins.length > 0) h = mix(h, outlineOf(this.joins[0]!.target))
    h = mix(h, this.rawColumns.length | this.joins.length << 8 | this.whereCriteria.length << 16)
    return mix(h, this.orderByClauses.length | this.groupByClauses.length << 4 | (this.limitClause === null ? 0 : 256) | (this.offsetClause === null ? 0 : 512))
  }
  override get allSelectedColumns(): readonly SqlNode[] { return (this.selectedMemo ??= flat(this.rawColumns)) }
  /** The select list, with the columns of a table in its place. */
  get innerColumns(): readonly SqlNode[] { return this.allSelectedColumns }
  override get exportedColumns(): ColumnCollection {
    if (this.exportedMemo === undefined) {
      const columns = this.allSelectedColumns.filter((c): c is ColumnElement => c instanceof ColumnElement && !isTextual(c))
      this.exportedMemo = new ColumnCollection(columns.map(keyConvention(this.style)), columns)
    }
    return this.exportedMemo
  }
  /** Columns by the keys that rows and subqueries have. */
  get selectedColumns(): Record<string, ColumnElement> { return this.exportedColumns.namespace }
  /** Name, type and expression of each column of the result, in order; SQL text has none of its own. */
  get columnDescriptions(): readonly ColumnDescription[] { return describeColumns(this.exportedColumns) }
  /** The FROM list, joins in place, as this query has it on its own. */
  getFinalFroms(): readonly FromElement[] { return selectReading.finalFroms(this) }
  override get scalarType(): SqlType {
    const first = this.allSelectedColumns[0]
    return first instanceof ColumnElement ? first.type : NULL_TYPE
  }
  override proxiesFor(selectable: FromClause): ColumnCollection { return proxiesOfNames(this.columnsPlusNames(false), selectable) }

  /** Adds items to the columns clause. */
  addColumns(...items: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.rawColumns = [...this.rawColumns, ...readItems(items, 'addColumns()').columns]
    next.rawItems = [...this.rawItems, ...items]
    next.shape = null
    return next as this
  }
  /**
   * Replaces the columns clause. FROM is made of the new columns; joins stay.
   * The last argument may be `{ maintainColumnFroms: true }`: FROM objects of the old columns stay too.
   */
  withOnlyColumns(...args: readonly unknown[]): this {
    const last = args.at(-1)
    const maintain = args.length > 1 && isPlainObject(last) && 'maintainColumnFroms' in last
    const items = maintain ? args.slice(0, -1) : args
    const { columns, shape } = readItems(items, 'withOnlyColumns()')
    const next: Writable<this> = this.copy()
    if (maintain && last['maintainColumnFroms'] === true) next.fromClauses = [...this.fromClauses, ...this.columnsClauseFroms]
    if (this.joins.length > 0) {
      next.previousEntities = [...this.previousEntities, { rawColumns: this.rawColumns, joins: this.joins }]
      next.joins = NONE
    }
    next.rawColumns = columns
    next.rawItems = items
    next.shape = shape
    return next as this
  }
  /** Leaves out columns that are equal to another one by a foreign key or a criterion. */
  reduceColumns(options: { readonly onlySynonyms?: boolean | undefined } = {}): this {
    return this.withOnlyColumns(...reduceColumns(this.allSelectedColumns, [...this.whereCriteria, ...this.fromClauses], { onlySynonyms: options.onlySynonyms ?? true }))
  }
  override setLabelStyle(style: LabelStyle): this {
    if (style === this.style) return this
    if (!labelStyles.includes(style)) throw new ArgumentError(`setLabelStyle() takes ${labelStyles.map((s) => `'${s}'`).join(', ')}, not ${describe(style)}`)
    return this.with('style', style as this['style'])
  }
  override disambiguated(): this { return this.style === 'none' ? this.setLabelStyle('disambiguate') : this }

  /** FROM objects of the columns clause. */
  get columnsClauseFroms(): readonly FromElement[] { return normalizedFroms(this.rawColumns.flatMap((c) => c.fromObjects as readonly FromElement[])) }
  override isDerivedFrom(other: SqlNode): boolean {
    const froms = [...this.rawColumns, ...this.whereCriteria].flatMap((n) => n.fromObjects)
    return this === other || [...froms, ...this.fromClauses].some((f) => f === other || (f instanceof FromClause && f.isDerivedFrom(other)))
  }

  // FROM -------------------------------------------------------------------------------------------------------------

  /** @internal */
  get traversedFroms(): readonly SqlNode[] {
    return [...this.rawColumns, ...this.whereCriteria, ...this.joins.map((j) => j.target)].flatMap((n) => n.fromObjects)
  }

  /** Puts these first in FROM. */
  selectFrom(...from: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.fromClauses = appended(this.fromClauses, from.map((f) => fromElement(f, 'selectFrom()')))
    return next as this
  }
  /** `JOIN target ON …`. The left side is the FROM object that can be joined; without a condition it follows the foreign key. */
  join(target: unknown, on?: unknown, options: JoinOptions = {}): this { return this.addJoin(null, target, on, options, 'join()') }
  outerJoin(target: unknown, on?: unknown, options: Pick<JoinOptions, 'full'> = {}): this {
    return this.addJoin(null, target, on, { ...options, isOuter: true }, 'outerJoin()')
  }
  fullJoin(target: unknown, on?: unknown): this { return this.addJoin(null, target, on, { isOuter: true, full: true }, 'fullJoin()') }
  /** The same, with the left side given. */
  joinFrom(left: unknown, target: unknown, on?: unknown, options: JoinOptions = {}): this { return this.addJoin(left, target, on, options, 'joinFrom()') }
  outerJoinFrom(left: unknown, target: unknown, on?: unknown, options: Pick<JoinOptions, 'full'> = {}): this {
    return this.addJoin(left, target, on, { ...options, isOuter: true }, 'outerJoinFrom()')
  }
  /** `left FULL OUTER JOIN target ON …` */
  fullJoinFrom(left: unknown, target: unknown, on?: unknown): this { return this.addJoin(left, target, on, { isOuter: true, full: true }, 'fullJoinFrom()') }
  private addJoin(left: unknown, target: unknown, on: unknown, options: JoinOptions, method: string): this {
    const given = on === undefined || on === null
    const step = new JoinStep(
      target instanceof FromClause ? target : fromElement(target, `The target of ${method}`),
      on instanceof ColumnElement ? on : given || asNode(on) instanceof FromClause ? null : condition(on, `The ON condition of ${method}`),
      left === null ? null : fromElement(left, `The left side of ${method}`),
      options, { target, on, left },
    )
    const next: Writable<this> = this.copy()
    next.joins = appended(this.joins, [step])
    return next as this
  }

  /** FROM objects that the enclosing statement has and this one leaves out; `correlate(null)` turns correlation off. */
  correlate(...from: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.autoCorrelate = false
    next.correlateTo = isNothing(from, 'correlate()') ? NONE : [...this.correlateTo, ...from.map((f) => fromElement(f, 'correlate()'))]
    return next as this
  }
  /** Leaves out every FROM object of the enclosing statement but these. */
  correlateExcept(...from: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.autoCorrelate = false
    next.correlateExceptTo = isNothing(from, 'correlateExcept()') ? NONE
      : [...this.correlateExceptTo ?? [], ...from.map((f) => fromElement(f, 'correlateExcept()'))]
    return next as this
  }

  // criteria ---------------------------------------------------------------------------------------------------------

  /** `WHERE …`; several criteria, and several calls, are joined by AND. `undefined` and `false` are skipped: `where(x && …)`. */
  where(...criteria: readonly unknown[]): this {
    const added = criteriaOf(criteria, 'where()')
    if (added.length === 0) return this
    const next: Writable<this> = this.copy()
    next.whereCriteria = appended(this.whereCriteria, added)
    return next as this
  }
  /** The same as `where()`. */
  filter(...criteria: readonly unknown[]): this { return this.where(...criteria) }
  having(...criteria: readonly unknown[]): this {
    const added = criteriaOf(criteria, 'having()')
    if (added.length === 0) return this
    const next: Writable<this> = this.copy()
    next.havingCriteria = appended(this.havingCriteria, added)
    return next as this
  }
  /**
   * `WHERE key = value AND …`; keys are looked up in everything that is selected from or joined.
   * @throws {AmbiguousColumnError} when several have the key
   */
  filterBy(values: Readonly<Record<string, unknown>>): this {
    return this.where(...Object.entries(values).map(([key, value]) => this.findAttribute(key).eq(value)))
  }
  private findAttribute(key: string): ColumnElement {
    const steps = [...this.joins, ...this.previousEntities.flatMap((p) => p.joins)]
    const entities = new Set<SqlNode>([...steps.map((j) => j.target), ...this.fromClauses, ...this.rawColumns.flatMap((c) => c.fromObjects)])
    const found = [...entities].flatMap((e) => (e instanceof FromClause ? e.columns.get(key) ?? [] : []))
    const names = [...entities].map((e) => (e instanceof FromClause ? `'${e.description}'` : 'SQL text')).join(', ')
    if (found.length === 1) return found[0]!
    throw found.length === 0
      ? new InvalidRequestError(`filterBy(): none of ${names || 'the FROM elements (there are none)'} has a column '${key}'`)
      : new AmbiguousColumnError(`filterBy(): '${key}' is a column of more than one of ${names}. Use where() with the column you mean.`)
  }
  /** The whole condition of WHERE; null without one. */
  get whereClause(): ColumnElement | null { return whereClause(this.whereCriteria) }

  /** `SELECT DISTINCT`; with expressions `DISTINCT ON (…)`, which PostgreSQL has. */
  distinct(...on: readonly unknown[]): this {
    const next: Writable<this> = this.copy()
    next.isDistinct = true
    if (on.length > 0) next.distinctOn = [...this.distinctOn, ...on.map((item) => distinctTerm(item))]
    return next as this
  }

  // the rest ---------------------------------------------------------------------------------------------------------

  /** Text after SELECT. */
  prefixWith(...args: readonly unknown[]): this { return this.with('prefixes', [...this.prefixes, ...affixes('prefixWith()', args)] as this['prefixes']) }
  /** Text at the end. */
  suffixWith(...args: readonly unknown[]): this { return this.with('suffixes', [...this.suffixes, ...affixes('suffixWith()', args)] as this['suffixes']) }
  /** Hint for one FROM object; `%(name)s` in the text stands for its name. */
  withHint(from: unknown, text: string, options: DialectFilter = {}): this {
    return this.with('hints', [...this.hints, { from: fromElement(from, 'withHint()'), text, dialect: dialectOf(options) }] as this['hints'])
  }
  /** Hint for the whole statement. */
  withStatementHint(text: string, options: DialectFilter = {}): this {
    return this.with('statementHints', [...this.statementHints, { text, dialect: dialectOf(options) }] as this['statementHints'])
  }
  /** Applies a clause that one dialect has. */
  ext(extension: SyntaxExtension): this { return extension.applyToSelect(this) as this }
  /** @internal For extensions: sets the clause at a point, or appends to it. */
  withExtension(point: ExtensionPoint, clause: SqlNode): this {
    return this.with('extensions', { ...this.extensions, [point]: clause } as this['extensions'])
  }

  override groupForCompound(): Select | SelectGrouping {
    const select = this.embedded() as Select
    return this.hasRowLimit || this.orderByClauses.length > 0 ? new SelectGrouping(select) : select
  }
}
const NONE: readonly never[] = []

keepAsRare(Select, 'shape', 'previousEntities', 'isDistinct', 'distinctOn', 'autoCorrelate', 'correlateTo', 'correlateExceptTo', 'prefixes', 'suffixes', 'hints', 'statementHints', 'extensions')
defineNode(Select, 'visitSelect', [
  ['rawColumns', Field.nodes], ['whereCriteria', Field.nodes], ['fromClauses', Field.nodes], ['joins', Field.nodes], rare('previousEntities', Field.data),
  ['havingCriteria', Field.nodes], ...generativeStructure, rare('isDistinct', Field.value), rare('distinctOn', Field.nodes),
  rare('autoCorrelate', Field.value), rare('correlateTo', Field.nodes), rare('correlateExceptTo', Field.nodes), rare('prefixes', Field.data), rare('suffixes', Field.data),
  rare('hints', Field.data), rare('statementHints', Field.data), rare('extensions', Field.data), rare('shape', Field.data), ...statementStructure,
])

/** Tables replaced by their columns. */
export const flat = (items: readonly SqlNode[]): readonly SqlNode[] => items.flatMap((item) => item.selectIterable)

/** Names for a list of columns, outside of a SELECT (RETURNING). */
export const namesOf = (columns: readonly SqlNode[], style: LabelStyle, dedupe = true): readonly ColumnPlusNames[] => columnsPlusNames(columns, style, dedupe)

/** FROM objects as they would be listed: each once, and not those that a join contains. */
export function normalizedFroms(items: Iterable<FromElement>): readonly FromElement[] {
  const froms = new Set(items)
  const hidden = new Set<SqlNode>()
  for (const from of froms) if (from instanceof FromClause) for (const inner of from.hiddenFroms) hidden.add(inner)
  return hidden.size === 0 ? [...froms] : [...froms].filter((f) => !hidden.has(f))
}

function readItems(items: readonly unknown[], method: string): { readonly columns: readonly SqlNode[]; readonly shape: readonly ShapeItem[] | null } {
  if (items.length === 1 && isPlainObject(items[0])) return shapeOf(items[0])
  const columns: SqlNode[] = []
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    columns.push(item instanceof ColumnElement ? item : columnsClauseItem(item, `Item ${i + 1} of ${method}`))
  }
  return { columns, shape: null }
}

function criteriaOf(criteria: readonly unknown[], method: string): readonly ColumnElement[] {
  const given: ColumnElement[] = []
  for (const c of criteria) if (c !== undefined && c !== false) given.push(c instanceof ColumnElement ? c : condition(c, `A criterion of ${method}`))
  return given
}

function distinctTerm(value: unknown): SqlNode {
  if (typeof value === 'string') return new TextualLabelReference(value)
  const element = asColumnElement(value)
  if (element === undefined) throw new ArgumentError(`distinct() needs column expressions, not ${describe(value)}`)
  return element
}

function isNothing(from: readonly unknown[], method: string): boolean {
  if (from.length > 0 && from[0] !== null && from[0] !== false) return false
  if (from.length > 1) throw new ArgumentError(`${method} takes either null or FROM elements, not both`)
  return true
}
const dialectOf = (options: DialectFilter): string | null => (options.dialect === undefined || options.dialect === '*' ? null : options.dialect)
