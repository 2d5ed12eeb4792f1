import { CompileError } from '@athanor/interfaces'
import type { DmlHint, DmlStatement } from '../dml/dml-statement.ts'
import type { DmlColumn } from '../dml/dml-column.ts'
import type { Delete } from '../dml/delete.ts'
import type { Insert } from '../dml/insert.ts'
import { hasRequiredParameters, Upsert } from '../dml/on-conflict.ts'
import type { Update } from '../dml/update.ts'
import type { ColumnClause } from '../elements/column-clause.ts'
import type { Column } from '../schema/column.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import { namesOf } from '../selectable/select.ts'
import type { SqlNode } from '../structure/node.ts'
import type { SqlType } from '../types/sql-type.ts'
import type { DmlPlan, PrefetchColumn, ValuesRow } from './compiled.ts'
import { Crud, type CrudEntry, type CrudResult } from './dml/crud.ts'
import { dmlColumnMarker, refuseStrayDmlColumns } from './dml/dml-columns.ts'
import { DmlState } from './dml/dml-state.ts'
import { NO_SENTINELS, type SentinelSupport } from './dml/sentinel.ts'
import type { FromContext, FromHints } from './from-context.ts'
import { FromLinter } from './from-linter.ts'
import type { SlottedText } from './parameter-slots.ts'
import { SelectCompiler } from './select-compiler.ts'

/** Where the row of VALUES is, counted from the end of the text: what is added to a statement is put in front of it. */
interface RowPosition extends Omit<ValuesRow, 'before' | 'row' | 'after'> {
  readonly row: string
  readonly fromEnd: number
}
type SentinelFields = Pick<ValuesRow, 'sentinels' | 'sentinelParameters'> & { readonly isImplicit: boolean }

/** INSERT, UPDATE, DELETE (source: SQLAlchemy's `visit_insert`, `visit_update`, `visit_delete`). */
export abstract class DmlCompiler extends SelectCompiler {
  private dmlPlan: Omit<DmlPlan, 'valuesRow'> | undefined
  private rowPosition: RowPosition | undefined
  /** Defaults to compute for statements inside CTEs. */
  private readonly nestedPrefetch: PrefetchColumn[] = []

  // parts to override ------------------------------------------------------------------------------------------------

  /** `INSERT … RETURNING` of many rows in one statement is possible. */
  get usesInsertManyValues(): boolean { return this.dialect.capabilities.insertExecutemanyReturning }
  /** It is the better way even when nothing is returned. */
  get usesInsertManyValuesAlways(): boolean { return false }
  get sentinelSupport(): SentinelSupport { return NO_SENTINELS }
  /** A generated key that is given as NULL is generated. */
  get makesKeyOfNull(): boolean { return false }
  /** What stands for a default in `VALUES (DEFAULT)`. */
  get defaultMetavalue(): string { return 'DEFAULT' }
  /** `UPDATE a, b SET a.x=…, b.y=…` */
  get setNamesTables(): boolean { return false }
  protected get returningPrecedesValues(): boolean { return false }
  /** `INSERT INTO … WITH … SELECT …` */
  protected get cteFollowsInsert(): boolean { return false }
  /** There is no clause for an upsert, but a MERGE that does the same. */
  get upsertsByMerge(): boolean { return false }
  /** The MERGE for an INSERT with `upsert()`. */
  protected abstract mergeForUpsert(insert: Insert, upsert: Upsert, state: DmlState, crud: CrudResult, toplevel: boolean, context: FromContext): string
  /** RETURNING may be added to a statement that doesn't ask for it. */
  allowsImplicitReturning(_statement: DmlStatement): boolean { return true }

  updateTables(_update: Update, table: FromClause, _extra: readonly SqlNode[], context: FromContext): string {
    return this.process(table, { ...context, asFrom: true, isCrud: true })
  }
  /** `FROM …` of an UPDATE with other tables. */
  updateFrom(_update: Update, _table: FromClause, _extra: readonly SqlNode[], _hints: FromHints | undefined, _context: FromContext): string {
    throw new CompileError(`The dialect '${this.dialect.name}' has no UPDATE with criteria that concern several tables; use a subquery`, { code: 'COMPILE_UNSUPPORTED' })
  }
  updatePostCriteria(update: Update, context: FromContext): string { return this.#postCriteria(update, context) }
  deleteTable(_delete: Delete, table: FromClause, _extra: readonly SqlNode[], context: FromContext): string {
    return this.process(table, { ...context, asFrom: true, isCrud: true })
  }
  /** `USING …` of a DELETE with other tables. */
  deleteExtraFrom(_delete: Delete, _table: FromClause, _extra: readonly SqlNode[], _hints: FromHints | undefined, _context: FromContext): string {
    throw new CompileError(`The dialect '${this.dialect.name}' has no DELETE with criteria that concern several tables; use a subquery`, { code: 'COMPILE_UNSUPPORTED' })
  }
  deletePostCriteria(statement: Delete, context: FromContext): string { return this.#postCriteria(statement, context) }
  #postCriteria(statement: Update | Delete, context: FromContext): string { return statement.postCriteria.map((c) => this.process(c, context)).join(' ') }
  /** A column of the SELECT that orders the rows of a multi-row INSERT, with its type. */
  protected castValuesColumn(text: string, _type: SqlType): string { return text }

  returningClause(_statement: DmlStatement, columns: readonly SqlNode[], populateResult: boolean, context: FromContext): string {
    const items = namesOf(columns.flatMap((c) => c.selectIterable), 'disambiguate')
      .map((names) => this.labelReturningColumn(names.column, context, { ...names, populateResult, includeTable: context.includeTable !== false }))
    return `RETURNING ${items.join(', ')}`
  }

  // INSERT -----------------------------------------------------------------------------------------------------------

  visitInsert(given: Insert, outer: FromContext): string {
    const insert = this.coreStatement(given)
    const context = this.innerContext(outer)
    const toplevel = this.enterDml('insert', insert, outer, [insert.table])
    const state = new DmlState(insert, this.setNamesTables)
    const crud = new Crud(this, state, toplevel, context).build()
    const { entries } = crud
    const { capabilities, name: dialect } = this.dialect
    if (entries.length === 0 && !capabilities.supportsDefaultValues && !capabilities.supportsDefaultMetavalue && !capabilities.supportsEmptyInsert) {
      throw new CompileError(`The dialect '${dialect}' has no INSERT without columns`, { code: 'COMPILE_UNSUPPORTED' })
    }
    const returned = crud.implicitReturning.length > 0 ? crud.implicitReturning : insert.returningItems
    const upsert = this.upsertsByMerge ? insert.postValues.find((c) => c instanceof Upsert) : undefined
    if (upsert !== undefined) {
      const sql = this.mergeForUpsert(insert, upsert, state, crud, toplevel, context)
      this.#leave(state, crud, toplevel, returned)
      return sql
    }
    if (state.rows !== null) {
      if (!capabilities.supportsMultivaluesInsert) throw new CompileError(`The dialect '${dialect}' has no INSERT with several rows in VALUES; execute it with a list of parameters`, { code: 'COMPILE_UNSUPPORTED' })
      if (returned.length > 0 && insert.sortsByParameterOrder) {
        throw new CompileError('Rows that RETURNING gives can\'t be put in the order of a list given to values(). Give the list to execute() instead.', { code: 'RETURNING_UNSORTABLE' })
      }
    }

    let sql = `INSERT ${this.renderAffixes(insert.prefixes, context)}INTO `
    let table = this.process(insert.table, { ...context, asFrom: true, isCrud: true })
    if (insert.hints.length > 0) table = this.hinted(insert, table).text
    if (insert.independentCtes.length > 0) this.dispatchIndependentCtes(insert.independentCtes, context)
    sql += table
    if (entries.length > 0 || !capabilities.supportsDefaultValues) sql += ` (${entries.map((e) => e.target).join(', ')})`

    const sentinel = this.#sentinels(crud, returned)
    let returning = ''
    if (returned.length > 0) {
      // sentinels come last, even when they are there already
      returning = this.returningClause(insert, [...returned, ...sentinel.sentinels ?? []], toplevel, context)
      if (this.returningPrecedesValues) sql += ` ${returning}`
    }

    let rowStart: number | undefined
    let row = ''
    let hasCounter = false
    if (crud.select !== null) {
      // inside a CTE the query labels its columns, as it does in FROM
      const select = this.process(crud.select, { ...context, insertInto: true, asFrom: outer.asFrom === true })
      sql += this.cteFollowsInsert && this.ctes.size > 0 ? ` ${this.renderCteClause(toplevel ? undefined : this.stack.length, true)}${select}` : ` ${select}`
    } else if (entries.length === 0 && capabilities.supportsDefaultValues) {
      sql += ' DEFAULT VALUES'
      rowStart = sql.length
    } else if (state.rows !== null) sql += ` VALUES ${[entries, ...crud.moreRows].map((r) => `(${r.map((e) => e.value).join(', ')})`).join(', ')}`
    else if (crud.strategy?.insertsMany === true && sentinel.isImplicit && this.sentinelSupport.insertFromSelect && !crud.isDefaultMetavalueOnly) {
      const ordered = this.#orderedValues(entries, sentinel.sentinels ?? [])
      hasCounter = true
      row = ordered.row
      rowStart = sql.length + ordered.before.length
      sql += `${ordered.before}(${row})${ordered.after}`
    } else {
      row = entries.map((e) => e.value).join(', ')
      rowStart = sql.length + ' VALUES '.length
      sql += ` VALUES (${row})`
    }
    for (const clause of insert.postValues) {
      const text = this.process(clause, context)
      if (text !== '') sql += ` ${text}`
    }
    if (returning !== '' && !this.returningPrecedesValues) sql += ` ${returning}`
    if (toplevel && rowStart !== undefined) {
      this.#rememberRow(insert, crud, { row, fromEnd: sql.length - rowStart, hasCounter, sentinels: sentinel.sentinels, sentinelParameters: sentinel.sentinelParameters })
    }
    if (this.ctes.size > 0 && !this.cteFollowsInsert) sql = this.renderCteClause(toplevel ? undefined : this.stack.length, true) + sql
    this.#leave(state, crud, toplevel, returned)
    return sql
  }

  /** Which of the sentinels are known before the rows are sent. */
  #sentinels(crud: CrudResult, returned: readonly SqlNode[]): SentinelFields {
    const sentinels = returned.length > 0 ? crud.strategy?.sentinels : undefined
    if (sentinels === undefined) return { sentinels: undefined, sentinelParameters: undefined, isImplicit: false }
    const parameters = sentinels.map((column) => {
      const entry = crud.entries.find((e) => e.column === column)
      return entry?.parameter === column.key ? entry.parameter : undefined
    })
    const known = parameters.filter((p) => p !== undefined)
    if (known.length === sentinels.length) return { sentinels, sentinelParameters: known, isImplicit: false }
    return { sentinels, sentinelParameters: undefined, isImplicit: this.sentinelSupport.sources.size > 0 }
  }

  /** `SELECT p0, … FROM (VALUES (…, counter)) AS imp_sen(p0, …, sen_counter) ORDER BY sen_counter`: the server makes keys in this order. */
  #orderedValues(entries: readonly CrudEntry[], sentinels: readonly Column[]): { readonly before: string; readonly row: string; readonly after: string } {
    const isSentinel = (e: CrudEntry): boolean => sentinels.includes(e.column as Column)
    const names = entries.map((_e, i) => `p${i}`)
    const columns = entries.map((e, i) => (isSentinel(e) ? e.value : this.sentinelSupport.renderCasts ? this.castValuesColumn(names[i]!, e.column.type) : names[i]!))
    const inner = names.filter((_n, i) => !isSentinel(entries[i]!))
    return {
      before: ` SELECT ${columns.join(', ')} FROM (VALUES `,
      row: entries.filter((e) => !isSentinel(e)).map((e) => e.value).join(', '),
      after: `) AS imp_sen(${inner.join(', ')}, sen_counter) ORDER BY sen_counter`,
    }
  }

  #rememberRow(insert: Insert, crud: CrudResult, position: Pick<RowPosition, 'row' | 'fromEnd' | 'hasCounter' | 'sentinels' | 'sentinelParameters'>): void {
    if (!this.options.forExecutemany) return
    const isUpsert = insert.postValues.length > 0
    const returnsRows = crud.implicitReturning.length > 0 || insert.returningItems.length > 0
    if (!this.dialect.capabilities.supportsMultivaluesInsert || (returnsRows && !this.usesInsertManyValues)) return
    const hasUpsertParameters = isUpsert && insert.postValues.some(hasRequiredParameters)
    // without rows to return, an upsert goes to the driver's executemany: its parameters differ from row to row
    if (!returnsRows && isUpsert) return
    const isDefaultValues = crud.entries.length === 0
    if (isDefaultValues && !returnsRows) return
    this.rowPosition = { ...position, isDefaultValues, returnsRows, sortByParameterOrder: insert.sortsByParameterOrder, isUpsert, hasUpsertParameters }
  }

  // UPDATE -----------------------------------------------------------------------------------------------------------

  visitUpdate(given: Update, outer: FromContext): string {
    const update = this.coreStatement(given)
    const context = this.innerContext(outer)
    const state = new DmlState(update, this.setNamesTables)
    const main = new Set<SqlNode>(update.table.fromObjects)
    const extra = state.extraFroms.filter((f) => !main.has(f))
    const toplevel = this.enterDml('update', update, outer, state.isMultiTable ? [...main, ...state.extraFroms] : [update.table])

    const linter = this.lintFroms ? new FromLinter() : undefined
    const linted: FromContext = linter === undefined ? context : { ...context, fromLinter: linter }
    let sql = `UPDATE ${this.renderAffixes(update.prefixes, context)}`
    let tables = this.updateTables(update, update.table, extra, linted)
    const crud = new Crud(this, state, toplevel, context).build()
    const { text, hints } = this.hinted(update, tables)
    tables = text
    if (update.independentCtes.length > 0) this.dispatchIndependentCtes(update.independentCtes, context)
    sql += `${tables} SET ${crud.entries.map((e) => `${e.target}=${e.value}`).join(', ')}`
    const returned = crud.implicitReturning.length > 0 ? crud.implicitReturning : update.returningItems
    const returning = (): string => (returned.length === 0 ? '' : ` ${this.returningClause(update, returned, toplevel, context)}`)
    if (this.returningPrecedesValues) sql += returning()
    if (state.isMultiTable) {
      const from = this.updateFrom(update, update.table, extra, hints, linted)
      if (from !== '') sql += ` ${from}`
    }
    sql += this.#where(update, linted)
    this.#warn(linter, 'UPDATE')
    const post = this.updatePostCriteria(update, context)
    if (post !== '') sql += ` ${post}`
    if (!this.returningPrecedesValues) sql += returning()
    if (this.ctes.size > 0) sql = this.renderCteClause(toplevel ? undefined : this.stack.length) + sql
    this.#leave(state, crud, toplevel, returned)
    return sql
  }
  #warn(linter: FromLinter | undefined, statement: 'UPDATE' | 'DELETE'): void {
    const warning = linter?.warning(statement)
    if (warning !== undefined) this.warnings.push(warning)
  }
  #where(statement: Update | Delete, context: FromContext): string {
    if (statement.whereCriteria.length === 0) return ''
    const where = this.renderCriteria(statement.whereCriteria, context)
    return where === '' ? '' : ` WHERE ${where}`
  }

  // DELETE -----------------------------------------------------------------------------------------------------------

  visitDelete(given: Delete, outer: FromContext): string {
    const statement = this.coreStatement(given)
    const context = this.innerContext(outer)
    const state = new DmlState(statement, this.setNamesTables)
    const extra = state.extraFroms
    const toplevel = this.enterDml('delete', statement, outer, [statement.table, ...extra])

    let sql = `DELETE ${this.renderAffixes(statement.prefixes, context)}FROM `
    const linter = this.lintFroms ? new FromLinter() : undefined
    const linted: FromContext = linter === undefined ? context : { ...context, fromLinter: linter }
    linter?.froms.set(statement.table, statement.table.description)
    const table = this.deleteTable(statement, statement.table, extra, context)
    const crud = new Crud(this, state, toplevel, context).build()
    const { text, hints } = this.hinted(statement, table)
    if (statement.independentCtes.length > 0) this.dispatchIndependentCtes(statement.independentCtes, context)
    sql += text
    const returned = crud.implicitReturning.length > 0 ? crud.implicitReturning : statement.returningItems
    const returning = (): string => (returned.length === 0 ? '' : ` ${this.returningClause(statement, returned, toplevel, context)}`)
    if (this.returningPrecedesValues) sql += returning()
    if (extra.length > 0) {
      const from = this.deleteExtraFrom(statement, statement.table, extra, hints, linted)
      if (from !== '') sql += ` ${from}`
    }
    sql += this.#where(statement, linted)
    this.#warn(linter, 'DELETE')
    const post = this.deletePostCriteria(statement, context)
    if (post !== '') sql += ` ${post}`
    if (!this.returningPrecedesValues) sql += returning()
    if (this.ctes.size > 0) sql = this.renderCteClause(toplevel ? undefined : this.stack.length) + sql
    this.#leave(state, crud, toplevel, returned)
    return sql
  }

  /** A place that is filled when the values of all columns are known. */
  visitDmlColumn(node: DmlColumn): string { return dmlColumnMarker(node, this.stack.length) }

  // what they share --------------------------------------------------------------------------------------------------

  /** The plain statement to render for one that another layer (the ORM) understands better. */
  protected coreStatement<S extends DmlStatement>(statement: S): S {
    const core = statement.plugin === null ? statement : statement.plugin.toCore(statement, this)
    if (core.visitName !== statement.visitName) throw new CompileError(`The plugin '${statement.plugin!.name}' has to give an ${statement.keyword}`)
    return core as S
  }
  /** The context of what is inside a statement. */
  protected innerContext(outer: FromContext): FromContext {
    const {
      asFrom: _from, asHint: _hint, fromHints: _hints, fromLinter: _linter, addToResultMap: _add, withinColumnsClause: _columns, withinLabelClause: _label,
      renderLabelAsLabel: _as, inOperatorExpression: _operator, binaryOperator: _binary, compoundIndex: _compound, includeTable: _table, ...context
    } = outer
    return context
  }
  protected enterDml(kind: 'insert' | 'update' | 'delete' | 'merge', statement: SqlNode, outer: FromContext, froms: readonly SqlNode[]): boolean {
    const toplevel = this.stack.length === 0 && outer.visitingCte === undefined
    if (toplevel) this.kind = kind
    const correlate = kind === 'insert' ? NONE : new Set(froms)
    this.stack.push({ correlateFroms: correlate, asFromFroms: correlate, selectable: statement })
    return toplevel
  }
  #leave(state: DmlState, crud: CrudResult, toplevel: boolean, returned: readonly SqlNode[]): void { this.leaveDml(planOf(state, crud), toplevel, returned) }
  protected leaveDml(plan: Omit<DmlPlan, 'valuesRow'>, toplevel: boolean, returned: readonly SqlNode[]): void {
    this.stack.pop()
    if (!toplevel) {
      this.nestedPrefetch.push(...plan.prefetch)
      if (this.dmlPlan === undefined) this.dmlPlan = plan
      return
    }
    if (returned.length > 0) this.returnsRows = true
    this.dmlPlan = plan
  }
  protected hinted(statement: DmlStatement, text: string): { readonly text: string; readonly hints: FromHints | undefined } {
    if (statement.hints.length === 0) return { text, hints: undefined }
    const hints = new Map(statement.hints.filter((h: DmlHint) => h.dialect === null || h.dialect === this.dialect.name).map((h) => [h.from as SqlNode, h.text]))
    const own = hints.get(statement.table)
    return { text: own === undefined ? text : this.formatFromHint(text, statement.table, own, true), hints }
  }

  protected override finishPlan(raw: string, cut: (part: string) => SlottedText): DmlPlan | undefined {
    refuseStrayDmlColumns(raw)
    if (this.dmlPlan === undefined) return undefined
    const isDml = this.kind === 'insert' || this.kind === 'update' || this.kind === 'delete' || this.kind === 'merge'
    // a SELECT has a plan only when a statement in its CTEs has defaults to compute
    if (!isDml && this.nestedPrefetch.length === 0) return undefined
    const plan: DmlPlan = { ...this.dmlPlan, valuesRow: this.#valuesRow(raw, cut) }
    if (!isDml) return { ...plan, prefetch: this.nestedPrefetch, postfetch: [], implicitReturning: [], postfetchLastrowid: false, parameters: new Map(), valuesRow: undefined }
    return this.nestedPrefetch.length === 0 ? plan : { ...plan, prefetch: [...this.nestedPrefetch, ...plan.prefetch] }
  }
  #valuesRow(raw: string, cut: (part: string) => SlottedText): ValuesRow | undefined {
    if (this.rowPosition === undefined) return undefined
    const { row, fromEnd, ...rest } = this.rowPosition
    const start = raw.length - fromEnd
    const isRow = !rest.isDefaultValues
    return { ...rest, before: cut(raw.slice(0, start)), row: cut(row), after: cut(raw.slice(isRow ? start + row.length + 2 : start)) }
  }
}
const NONE: ReadonlySet<SqlNode> = new Set()

function planOf(state: DmlState, crud: CrudResult): Omit<DmlPlan, 'valuesRow'> {
  return {
    table: state.primaryTable,
    prefetch: crud.prefetch,
    postfetch: crud.postfetch,
    implicitReturning: crud.implicitReturning,
    postfetchLastrowid: crud.postfetchLastrowid,
    parameters: new Map(crud.entries.flatMap((e) => (e.parameter === undefined ? [] : [[e.column as ColumnClause, e.parameter] as const]))),
    isMultiRow: state.rows !== null,
    isInline: state.isInline,
    setsNothing: state.kind === 'update' && crud.entries.length === 0,
  }
}
