import { CompileError } from '@athanor/interfaces'
import { SqlCompiler, type ColumnOptions, type FromContext, type FromHints, type MergeClause, type SentinelSupport, type RenderContext } from '@athanor/expressions/compiler'
import {
  BindParameter, BinaryExpression, ColumnClause, Delete, isSimpleCount, LabelReference, op, replacementTraverse, Select, SqlFunction,
  type DmlStatement, type ExpressionList, type Extract, type FrameClause, type FromClause, type GenerativeSelect, type Merge,
  type NumericType, type RollbackToSavepointClause, type SavepointClause, type SqlNode, type SqlType, type TryCast, type Update,
} from '@athanor/expressions/elements'
import type { MSSQLDialect } from '../dialect.ts'

const datePart: Readonly<Record<string, string>> = { doy: 'dayofyear', dow: 'weekday', milliseconds: 'millisecond', microseconds: 'microsecond' }

const sentinels: SentinelSupport = { sources: new Set(['autoincrement', 'identity']), insertFromSelect: true, renderCasts: false }

/** SQL Server's spelling of statements. Source: Transact-SQL's reference, and SQLAlchemy's dialect. */
export class MSSQLCompiler extends SqlCompiler {
  declare readonly dialect: MSSQLDialect

  override visitTrue(): string { return '1' }
  override visitFalse(): string { return '0' }

  // operators --------------------------------------------------------------------------------------------------------

  override visitBinary(binary: BinaryExpression, context: RenderContext): string {
    // a parameter stands on the right of an equality where it can: the server infers its type from the left
    if (binary.left instanceof BindParameter && binary.operator === op.eq && !(binary.right instanceof BindParameter)) {
      return super.visitBinary(new BinaryExpression(binary.right, binary.left, op.eq, binary.type), context)
    }
    return super.visitBinary(binary, context)
  }
  visitConcatBinary(binary: BinaryExpression, context: RenderContext): string {
    return `${this.process(binary.left, context)} + ${this.process(binary.right, context)}`
  }
  visitConcatList(list: ExpressionList, context: RenderContext): string { return list.clauses.map((c) => this.process(c, context)).join(' + ') }
  visitMatchBinary(binary: BinaryExpression, context: RenderContext): string {
    return `CONTAINS (${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
  }
  visitIsDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `NOT EXISTS (SELECT ${this.process(binary.left, context)} INTERSECT SELECT ${this.process(binary.right, context)})`
  }
  visitIsNotDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `EXISTS (SELECT ${this.process(binary.left, context)} INTERSECT SELECT ${this.process(binary.right, context)})`
  }
  override visitTryCast(cast: TryCast, context: RenderContext): string {
    return `TRY_CAST (${this.process(cast.element, context)} AS ${this.process(cast.typeClause, context)})`
  }
  override visitExtract(node: Extract, context: RenderContext): string {
    return `DATEPART(${this.extractField(datePart[node.field] ?? node.field)}, ${this.process(node.element, context)})`
  }
  override visitFrameClause(frame: FrameClause, context: RenderContext): string {
    return super.visitFrameClause(frame, { ...context, literalExecute: true })
  }

  override visitSavepoint(node: SavepointClause): string { return `SAVE TRANSACTION ${this.formatSavepoint(node.name)}` }
  override visitRollbackToSavepoint(node: RollbackToSavepointClause): string { return `ROLLBACK TRANSACTION ${this.formatSavepoint(node.name)}` }

  // functions --------------------------------------------------------------------------------------------------------

  visitNowFunction(): string { return 'CURRENT_TIMESTAMP' }
  visitCurrentDateFunction(): string { return 'GETDATE()' }
  visitLengthFunction(fn: SqlFunction, context: RenderContext): string { return `LEN${this.functionArguments(fn, context)}` }
  visitCharLengthFunction(fn: SqlFunction, context: RenderContext): string { return `LEN${this.functionArguments(fn, context)}` }
  visitPowFunction(fn: SqlFunction, context: RenderContext): string { return `POWER${this.functionArguments(fn, context)}` }
  protected override get aggregateOrderByStyle() { return 'withinGroup' as const }
  override visitAggregateStringsFunction(fn: SqlFunction, context: RenderContext): string { return this.aggregateStrings(fn, 'string_agg', context) }
  override visitSequence(sequence: SqlNode): string { return `NEXT VALUE FOR ${this.dialect.formatSequence(sequence)}` }

  // JSON -------------------------------------------------------------------------------------------------------------

  visitJsonGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  visitJsonPathGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  #json(binary: BinaryExpression, context: RenderContext): string {
    const call = (name: string): string => `${name}(${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
    if (binary.type.affinity === 'json') return call('JSON_QUERY')
    const head = `CASE ${call('JSON_VALUE')} WHEN NULL THEN NULL`
    return `${head} ${this.#jsonLeaf(binary.type, call)} END`
  }
  #jsonLeaf(type: SqlType, call: (name: string) => string): string {
    switch (type.affinity) {
      case 'integer': return `ELSE CAST(${call('JSON_VALUE')} AS INTEGER)`
      case 'float': return `ELSE CAST(${call('JSON_VALUE')} AS FLOAT)`
      case 'numeric': {
        const { precision, scale } = type as NumericType
        if (precision === undefined || scale === undefined) throw new CompileError('A NUMERIC from JSON needs a precision and a scale', { code: 'TYPE_LENGTH_MISSING' })
        return `ELSE CAST(${call('JSON_VALUE')} AS NUMERIC(${precision}, ${scale}))`
      }
      case 'boolean': return `WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(${call('JSON_VALUE')} AS BIT)`
      case 'string': return `ELSE ${call('JSON_VALUE')}`
      default: return `ELSE ${call('JSON_QUERY')}`
    }
  }

  // SELECT -----------------------------------------------------------------------------------------------------------

  override ctePreamble(): string { return 'WITH' }
  override forUpdateClause(): string { return '' }

  /** TOP can say it: a plain number without offset. FETCH needs it for PERCENT and WITH TIES. */
  #usesTop(select: GenerativeSelect): boolean {
    if (select.offsetClause !== null) return false
    if (isSimpleCount(select.limitClause)) return true
    return isSimpleCount(select.fetchClause) && Boolean(select.fetchOptions?.percent || select.fetchOptions?.withTies)
  }
  override getSelectPrecolumns(select: Select, context: FromContext): string {
    let sql = super.getSelectPrecolumns(select, context)
    if (select.hasRowLimit && this.#usesTop(select)) {
      // drivers don't take parameters in the columns clause
      sql += `TOP ${this.process((select.fetchClause ?? select.limitClause)!, { ...context, literalExecute: true })} `
      if (select.fetchOptions?.percent) sql += 'PERCENT '
      if (select.fetchOptions?.withTies) sql += 'WITH TIES '
    }
    return sql
  }
  override limitClause(): string { return '' }
  override rowLimitClause(select: GenerativeSelect, context: FromContext): string {
    if (!this.dialect.supportsOffsetFetch || this.#usesTop(select)) return ''
    this.#checkOrder(select)
    return this.fetchClause(select, context, { fetch: select.fetchClause ?? select.limitClause, requireOffset: true })
  }
  #checkOrder(select: GenerativeSelect): void {
    if (select.orderByClauses.length === 0) {
      throw new CompileError('SQL Server needs an ORDER BY for an OFFSET, or for a LIMIT that is not a plain number: add orderBy()', { code: 'ORDER_BY_MISSING' })
    }
    if (select.fetchOptions?.percent || select.fetchOptions?.withTies) {
      throw new CompileError('SQL Server has PERCENT and WITH TIES only for a plain number of rows without offset', { code: 'COMPILE_UNSUPPORTED' })
    }
  }
  override orderByClause(select: GenerativeSelect, context: FromContext): string {
    // a subquery may be ordered only when it is limited
    if (this.isSubquery && !this.#usesTop(select) && (select.offsetClause === null || !this.dialect.supportsOffsetFetch)) return ''
    return super.orderByClause(select, context)
  }
  /** Before 2012 there is no OFFSET: rows are numbered and chosen by number. */
  protected override translateSelectStructure(select: Select, _context: FromContext): Select {
    if (!select.hasRowLimit || this.dialect.supportsOffsetFetch || this.#usesTop(select) || this.#numbered.has(select)) return select
    this.#checkOrder(select)
    const order = select.orderByClauses.map((clause) => (clause instanceof LabelReference ? clause.element : clause))
    const inner = select.addColumns(new SqlFunction('ROW_NUMBER', []).over({ orderBy: order }).label('mssql_rn')).orderBy(null).limit(null).offset(null).fetch(null)
    this.#numbered.add(inner)
    const subquery = inner.alias()
    const number = new ColumnClause('mssql_rn')
    const [limit, offset] = [select.fetchClause ?? select.limitClause, select.offsetClause]
    let outer = new Select([...subquery.columns].filter((c) => c.proxyKey !== 'mssql_rn'))
    if (offset !== null) outer = outer.where(number.gt(offset))
    if (limit !== null) outer = outer.where(number.le(offset === null ? limit : limit.add(offset)))
    return outer
  }
  readonly #numbered = new WeakSet<Select>()
  override fromHintText(_table: SqlNode, text: string): string { return text }

  // DML --------------------------------------------------------------------------------------------------------------

  protected override get returningPrecedesValues(): boolean { return true }
  override get usesInsertManyValuesAlways(): boolean { return true }
  override get sentinelSupport(): SentinelSupport { return sentinels }
  /** `OUTPUT inserted.id`: the columns are those of a virtual table. */
  override returningClause(statement: DmlStatement, columns: readonly SqlNode[], populateResult: boolean, context: FromContext): string {
    const target = statement.table.alias(statement instanceof Delete ? 'deleted' : 'inserted')
    const adapt = (node: SqlNode): SqlNode => replacementTraverse(node, (n) =>
      (n instanceof ColumnClause && n.table === statement.table ? target.correspondingColumn(n) : undefined))
    this.#adaptOutput = adapt
    try {
      return super.returningClause(statement, columns, populateResult, context).replace(/^RETURNING/, 'OUTPUT')
    } finally {
      this.#adaptOutput = undefined
    }
  }
  #adaptOutput: ((node: SqlNode) => SqlNode) | undefined
  override labelReturningColumn(column: SqlNode, context: FromContext, options: ColumnOptions): string {
    return super.labelReturningColumn(this.#adaptOutput?.(column) ?? column, context, options)
  }
  // MERGE ------------------------------------------------------------------------------------------------------------

  override get upsertsByMerge(): boolean { return true }
  // without it two sessions may insert the same row
  protected override get upsertTableHint(): string { return ' WITH (HOLDLOCK)' }
  protected override get mergeEnd(): string { return ';' }
  protected override mergeClauses(clauses: readonly MergeClause[], merge: Merge | undefined): string {
    // nothing happens to rows that no branch is about: DO NOTHING can be left out where nothing follows it
    const kept = clauses.filter((c, i) => c.action !== 'nothing' || clauses.slice(i + 1).some((later) => later.match === c.match && later.action !== 'nothing'))
    if (kept.some((c) => c.action === 'nothing')) {
      throw new CompileError('SQL Server has no DO NOTHING in a MERGE: say in the criteria of the later branch which rows it is about', { code: 'COMPILE_UNSUPPORTED' })
    }
    for (const match of ['matched', 'notMatched', 'notMatchedBySource'] as const) {
      const actions = kept.filter((c) => c.match === match).map((c) => c.action)
      if (new Set(actions).size < actions.length) {
        throw new CompileError(`SQL Server takes one branch of a MERGE for each of UPDATE, DELETE and INSERT; this one has ${actions.length} for the same rows. Join their criteria, or use CASE in the values.`, { code: 'COMPILE_UNSUPPORTED' })
      }
    }
    if (kept.length === 0) throw new CompileError('This MERGE does nothing, which SQL Server can\'t say', { code: 'COMPILE_UNSUPPORTED' })
    return super.mergeClauses(kept, merge)
  }
  /** `$action`: which branch a row of OUTPUT came from. */
  visitMergeActionFunction(): string { return '$action' }

  override updateFrom(_update: Update, table: FromClause, extra: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    return `FROM ${[table, ...extra].map((t) => this.process(t, { ...context, asFrom: true, fromHints: hints })).join(', ')}`
  }
  override deleteTable(_delete: Delete, table: FromClause, extra: readonly SqlNode[], context: FromContext): string {
    return this.process(table, { ...context, asFrom: true, isCrud: true, asHint: extra.length > 0 })
  }
  override deleteExtraFrom(_delete: Delete, table: FromClause, extra: readonly SqlNode[], hints: FromHints | undefined, context: FromContext): string {
    return `FROM ${[table, ...extra].map((t) => this.process(t, { ...context, asFrom: true, fromHints: hints })).join(', ')}`
  }
}