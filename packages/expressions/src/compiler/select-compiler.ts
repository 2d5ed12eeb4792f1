import { CompileError } from '@athanor/interfaces'
import { ColumnClause } from '../elements/column-clause.ts'
import type { ColumnElement } from '../elements/column-element.ts'
import { whereParts } from '../elements/operate.ts'
import { isSimpleCount } from '../selectable/arguments.ts'
import type { CompoundSelect } from '../selectable/compound-select.ts'
import { FromClause } from '../selectable/from-clause.ts'
import type { FetchOptions, GenerativeSelect, CompoundKeyword } from '../selectable/generative-select.ts'
import { FromGrouping } from '../selectable/from-grouping.ts'
import { Join } from '../selectable/join.ts'
import type { ReturnsRows } from '../selectable/returns-rows.ts'
import { Select, type ExtensionPoint } from '../selectable/select.ts'
import type { SelectGrouping } from '../selectable/select-grouping.ts'
import { TableClause } from '../selectable/table-clause.ts'
import type { TextualSelect } from '../selectable/textual-select.ts'
import { AnonToken, LabelName, nameKey } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import { OUTERMOST } from './columns-compiler.ts'
import { CteCompiler } from './cte-compiler.ts'
import type { FromContext, FromHints, StackEntry } from './from-context.ts'
import { FromLinter } from './from-linter.ts'
import { CompoundState, SelectState } from './select-state.ts'

/** SELECT, set operations, text with known columns. */
export abstract class SelectCompiler extends CteCompiler {
  /** The linter of the outermost statement, when it is asked for. */
  fromLinter: FromLinter | undefined
  private readonly ambiguousNames = new Map<string, LabelName>()

  /** Spelling of set operations, where it differs. */
  protected get compoundKeywords(): Partial<Record<CompoundKeyword, string>> { return {} }

  /** The plain SELECT to render for one that another layer (the ORM) understands better. */
  protected coreSelect(select: Select): Select {
    if (select.plugin === null) return select
    const core = select.plugin.toCore(select, this)
    if (!(core instanceof Select)) throw new CompileError(`The plugin '${select.plugin.name}' has to give a SELECT`)
    return core
  }
  /** Restructures a SELECT for databases that lack something (OFFSET by ROW_NUMBER). Gives the same object when there is nothing to do. */
  protected translateSelectStructure(select: Select, _context: FromContext): Select { return select }

  visitSelect(given: Select, context: FromContext): string {
    const { asFrom = false, insertInto = false, compoundIndex, lateral = false } = context
    const outermost = this.stack.length === 0
    let select = this.coreSelect(given)
    let state = new SelectState(select)
    let wrapped: SelectState | undefined
    const translated = this.translateSelectStructure(select, context)
    if (translated !== select) {
      wrapped = state
      select = translated
      state = new SelectState(select)
    }
    const entry = this.stack.at(-1) ?? OUTERMOST
    const needColumnExpressions = outermost || entry.needResultMapForCompound === true || entry.needResultMapForNested === true
    const populateResult = needColumnExpressions && !compoundIndex
    if (outermost) {
      this.kind = 'select'
      this.returnsRows = true
    }
    const inner: FromContext = {
      ...context,
      insertInto: false, compoundIndex: undefined, lateral: false, fromLinter: undefined, fromHints: undefined, addToResultMap: undefined,
      asFrom: false, withinColumnsClause: false, withinLabelClause: false, renderLabelAsLabel: undefined, withinTemplate: false,
      binaryOperator: undefined, ambiguousTables: this.#ambiguousTables(state),
    }
    const froms = this.#pushSelect(select, state, entry, asFrom, lateral, compoundIndex)

    let sql = 'SELECT '
    sql += this.#extension(select, 'postSelect', inner, '', ' ')
    const hints = select.hints.length === 0 ? undefined : this.fromHints(select.hints)
    if (hints !== undefined) {
      const text = this.selectHintText(hints)
      if (text) sql += `${text} `
    }
    if (select.independentCtes.length > 0) this.dispatchIndependentCtes(select.independentCtes, inner)
    if (select.prefixes.length > 0) sql += this.renderAffixes(select.prefixes, inner)
    sql += this.getSelectPrecolumns(select, inner)
    sql += this.#extension(select, 'preColumns', inner, '', ' ')

    const columnContext: FromContext = { ...inner, includeTable: true }
    const columns = state.columns.map((names) => this.labelSelectColumn(names.column, columnContext, { ...names, populateResult, asFrom, needColumnExpressions }))
    if (populateResult && wrapped !== undefined) this.#retarget(state, wrapped)

    sql = this.composeSelectBody(sql, select, columns.filter((c) => c !== ''), froms, hints, outermost, inner)
    sql += this.#extension(select, 'postBody', inner, ' ', '')
    const statementHints = select.statementHints.filter((h) => h.dialect === null || h.dialect === this.dialect.name)
    if (statementHints.length > 0) sql += ` ${this.statementHintText(statementHints.map((h) => h.text))}`
    // the CTEs of the queries of a set operation stand before the whole of it
    const embedded = compoundIndex !== undefined || insertInto
    if (this.ctes.size > 0 && (!embedded || outermost)) sql = this.renderCteClause(outermost ? undefined : this.stack.length) + sql
    if (select.suffixes.length > 0) sql += ` ${this.renderAffixes(select.suffixes, inner)}`.trimEnd()
    this.stack.pop()
    return sql
  }

  #pushSelect(select: Select, state: SelectState, entry: Omit<StackEntry, 'selectable'>, asFrom: boolean, lateral: boolean, compoundIndex: number | undefined): readonly SqlNode[] {
    if (compoundIndex === 0) (entry as StackEntry).select0 = select
    else if (compoundIndex !== undefined && compoundIndex > 0) {
      const first = ((entry as StackEntry).select0 as ReturnsRows).allSelectedColumns.length
      if (state.columns.length !== first) {
        throw new CompileError(
          `All queries of a set operation need the same number of columns: query 1 has ${first}, query ${compoundIndex + 1} has ${state.columns.length}`,
          { code: 'COMPOUND_COLUMNS' })
      }
    }
    const froms = asFrom && !lateral
      ? state.displayFroms(difference(entry.correlateFroms, entry.asFromFroms), NOTHING)
      : state.displayFroms(entry.correlateFroms, entry.asFromFroms)
    const asFromFroms = new Set(froms.flatMap((f): readonly SqlNode[] => (f instanceof FromClause ? f.fromObjects : [f, ...f.fromObjects])))
    this.stack.push({ asFromFroms, correlateFroms: new Set([...asFromFroms, ...entry.correlateFroms]), selectable: select, labels: state })
    return froms
  }

  /** From `SELECT` and the columns to the end, without CTEs. */
  protected composeSelectBody(
    start: string, select: Select, columns: readonly string[], froms: readonly SqlNode[], hints: FromHints | undefined, outermost: boolean, context: FromContext,
  ): string {
    const linter = this.lintFroms ? new FromLinter() : undefined
    if (outermost) this.fromLinter = linter
    let sql = columns.length === 0 ? start.trimEnd() : start + columns.join(', ')
    if (froms.length > 0) {
      const from: FromContext = { ...context, asFrom: true, fromHints: hints, fromLinter: linter }
      sql += ` \nFROM ${froms.map((f) => this.process(f, from)).join(', ')}`
    } else sql += this.defaultFrom()
    if (select.whereCriteria.length > 0) {
      const where = this.renderCriteria(select.whereCriteria, { ...context, fromLinter: linter })
      if (where !== '') sql += ` \nWHERE ${where}`
    }
    const warning = linter?.warning()
    if (warning !== undefined) this.warnings.push(warning)
    if (select.groupByClauses.length > 0) sql += this.groupByClause(select, context)
    if (select.havingCriteria.length > 0) {
      const having = this.renderCriteria(select.havingCriteria, context)
      if (having !== '') sql += ` \nHAVING ${having}`
    }
    sql += this.#extension(select, 'postCriteria', context, ' \n', '')
    if (select.orderByClauses.length > 0) sql += this.orderByClause(select, context)
    if (select.hasRowLimit) sql += this.rowLimitClause(select, context)
    if (select.forUpdate !== null) sql += this.forUpdateClause(select, context)
    return sql
  }
  /** Looks for cartesian products; what is found ends up in `warnings`. */
  protected get lintFroms(): boolean { return this.options.lintFroms === true }

  /** Criteria joined by AND. */
  protected renderCriteria(criteria: readonly ColumnElement[], context: FromContext): string {
    return this.delimited(whereParts(criteria), ' AND ', context)
  }
  #extension(select: Select, point: ExtensionPoint, context: FromContext, before: string, after: string): string {
    const clause = select.extensions?.[point]
    if (clause === undefined) return ''
    const sql = this.process(clause, context)
    return sql === '' ? '' : before + sql + after
  }

  // parts to override ------------------------------------------------------------------------------------------------

  /** Between SELECT and the columns: DISTINCT, TOP. Ends with a blank. */
  getSelectPrecolumns(select: Select, _context: FromContext): string { return select.isDistinct ? 'DISTINCT ' : '' }
  /** FROM of a SELECT without any, where the database needs one. */
  defaultFrom(): string { return '' }
  groupByClause(select: GenerativeSelect, context: FromContext): string {
    const sql = this.commaList(select.groupByClauses, context)
    return sql === '' ? '' : ` GROUP BY ${sql}`
  }
  orderByClause(select: GenerativeSelect, context: FromContext): string {
    const sql = this.commaList(select.orderByClauses, context)
    return sql === '' ? '' : ` ORDER BY ${sql}`
  }
  rowLimitClause(select: GenerativeSelect, context: FromContext): string {
    return select.fetchClause === null ? this.limitClause(select, context) : this.fetchClause(select, context)
  }
  limitClause(select: GenerativeSelect, context: FromContext): string {
    let sql = ''
    if (select.limitClause !== null) sql += `\n LIMIT ${this.process(select.limitClause, context)}`
    if (select.offsetClause !== null) {
      if (select.limitClause === null) sql += '\n LIMIT -1'
      sql += ` OFFSET ${this.process(select.offsetClause, context)}`
    }
    return sql
  }
  /**
   * `OFFSET … ROWS FETCH FIRST … ROWS ONLY`.
   * @param options `fetch` to render a LIMIT this way; `requireOffset`: OFFSET is never left out; `literalCounts`: numbers are written into the text
   */
  fetchClause(select: GenerativeSelect, context: FromContext, options: {
    readonly fetch?: ColumnElement | null; readonly requireOffset?: boolean; readonly literalCounts?: boolean
  } = {}): string {
    const fetch = options.fetch === undefined ? select.fetchClause : options.fetch
    const details: FetchOptions = options.fetch === undefined ? select.fetchOptions ?? {} : {}
    const count = (clause: ColumnElement): string => this.process(options.literalCounts && isSimpleCount(clause) ? clause.renderLiteralExecute() : clause, context)
    let sql = ''
    if (select.offsetClause !== null) sql += `\n OFFSET ${count(select.offsetClause)} ROWS`
    else if (options.requireOffset) sql += '\n OFFSET 0 ROWS'
    if (fetch !== null) sql += `\n FETCH FIRST ${count(fetch)}${details.percent ? ' PERCENT' : ''} ROWS ${details.withTies ? 'WITH TIES' : 'ONLY'}`
    return sql
  }
  forUpdateClause(_select: GenerativeSelect, _context: FromContext): string { return ' FOR UPDATE' }
  /** Names of the tables that FOR UPDATE OF locks: those of the columns that were given, each once. */
  protected lockedTables(of: readonly SqlNode[], context: FromContext): string {
    const tables = new Set(of.flatMap(lockable))
    return [...tables].map((table) => this.process(table, { ...context, asHint: true, useSchema: false, ambiguousTables: undefined })).join(', ')
  }
  /** The statement being rendered stands inside another one. */
  get isSubquery(): boolean { return this.stack.length > 1 }

  // set operations and text ------------------------------------------------------------------------------------------

  visitSelectGrouping(node: SelectGrouping, context: FromContext): string { return `(${this.process(node.element, context)})` }

  visitCompoundSelect(node: CompoundSelect, context: FromContext): string {
    const { asFrom = false, compoundIndex, fromLinter: _linter, fromHints: _hints, addToResultMap: _add, insertInto = false, ...rest } = context
    const outermost = this.stack.length === 0
    const entry = this.stack.at(-1) ?? OUTERMOST
    if (outermost) {
      this.kind = 'select'
      this.returnsRows = true
    }
    if (compoundIndex === 0) (entry as StackEntry).select0 = node
    this.stack.push({
      correlateFroms: entry.correlateFroms,
      asFromFroms: entry.asFromFroms,
      selectable: node,
      labels: new CompoundState(node),
      needResultMapForCompound: outermost || (!compoundIndex && entry.needResultMapForCompound === true),
    })
    const inner: FromContext = { ...rest, insertInto, withinColumnsClause: false, withinLabelClause: false, renderLabelAsLabel: undefined }
    if (node.independentCtes.length > 0) this.dispatchIndependentCtes(node.independentCtes, inner)
    const keyword = ` ${this.compoundKeywords[node.keyword] ?? node.keyword} `
    let sql = node.selects.map((select, i) => this.process(select, { ...inner, asFrom, compoundIndex: i })).join(keyword)
    const tail: FromContext = { ...inner, includeTable: false }
    if (node.groupByClauses.length > 0) sql += this.groupByClause(node, tail)
    if (node.orderByClauses.length > 0) sql += this.orderByClause(node, tail)
    if (node.hasRowLimit) sql += this.rowLimitClause(node, tail)
    if (this.ctes.size > 0) sql = this.renderCteClause(outermost ? undefined : this.stack.length, true) + sql
    this.stack.pop()
    return sql
  }

  visitTextualSelect(node: TextualSelect, context: FromContext): string {
    const { asFrom: _asFrom, compoundIndex, fromLinter: _linter, addToResultMap: _add, insertInto: _insert, ...inner } = context
    const outermost = this.stack.length === 0
    const entry = this.stack.at(-1) ?? OUTERMOST
    this.stack.push({ correlateFroms: NOTHING, asFromFroms: NOTHING, selectable: node })
    if (node.independentCtes.length > 0) this.dispatchIndependentCtes(node.independentCtes, inner)
    if (outermost) {
      this.kind = 'text'
      this.returnsRows = true
    }
    if (outermost || (compoundIndex === 0 && entry.needResultMapForCompound === true) || entry.needResultMapForNested === true) {
      this.resultColumnsOrdered = node.positional
      for (const column of node.columns) this.labelSelectColumn(column, {}, { populateResult: true })
    }
    let sql = this.process(node.element, inner)
    if (this.ctes.size > 0) sql = this.renderCteClause(outermost ? undefined : this.stack.length) + sql
    this.stack.pop()
    return sql
  }

  // helpers ----------------------------------------------------------------------------------------------------------

  /** Hints of this dialect by FROM object, `%(name)s` replaced. */
  protected fromHints(hints: Select['hints']): FromHints {
    const found = new Map<SqlNode, string>()
    for (const { from, text, dialect } of hints) {
      if (dialect !== null && dialect !== this.dialect.name) continue
      found.set(from, text.replaceAll('%(name)s', () => this.process(from, { asHint: true } as FromContext)).replaceAll('%%', '%'))
    }
    return found
  }

  /** Tables with a schema take their name away from tables without: those get an alias. */
  #ambiguousTables(state: SelectState): ReadonlyMap<string, LabelName> | undefined {
    let map: Map<string, LabelName> | undefined
    for (const from of state.froms) {
      for (const table of from.fromObjects) {
        if (!(table instanceof TableClause) || !table.schema) continue
        const key = nameKey(table.name)
        if (map?.has(key)) continue
        let name = this.ambiguousNames.get(key)
        if (name === undefined) this.ambiguousNames.set(key, name = new LabelName([new AnonToken(key)]))
        map ??= new Map()
        map.set(key, name)
      }
    }
    return map
  }

  /** The result of a restructured SELECT is addressed by the columns of the original. */
  #retarget(state: SelectState, wrapped: SelectState): void {
    const originals = new Map<SqlNode | string, SqlNode>(state.columns.map(({ column }, i) => [column, wrapped.columns[i]!.column]))
    this.resultColumns.forEach((column, i) => {
      this.resultColumns[i] = { ...column, objects: column.objects.map((o) => originals.get(o) ?? o) }
    })
  }
}
const NOTHING: ReadonlySet<SqlNode> = new Set()
const difference = (a: ReadonlySet<SqlNode>, b: ReadonlySet<SqlNode>): ReadonlySet<SqlNode> => new Set([...a].filter((n) => !b.has(n)))

/** Tables and aliases at the surface of a FROM object or a column. */
function lockable(node: SqlNode): readonly SqlNode[] {
  // the right side first, as SQLAlchemy has it
  if (node instanceof Join) return [...lockable(node.right), ...lockable(node.left)]
  if (node instanceof FromGrouping) return lockable(node.element)
  if (node instanceof ColumnClause) return node.table === null || node.table === undefined ? [node] : lockable(node.table as SqlNode)
  return [node]
}
