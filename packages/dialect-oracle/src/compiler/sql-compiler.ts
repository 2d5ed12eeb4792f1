import { CompileError } from '@athanor/interfaces'
import { SqlCompiler, type FromContext, type MergeClause, type RenderContext } from '@athanor/expressions/compiler'
import {
  BindParameter, ColumnElement, FromClause, Insert, iterate, STRING, StringType, TextType, Upsert, type BinaryExpression, type Cast, type DmlStatement, type FunctionRows, type GenerativeSelect, type Merge,
  type Name, type NumericType, type SqlFunction, type SqlNode,
  type TableValuedColumn,
} from '@athanor/expressions/elements'
import type { OracleDialect } from '../dialect.ts'

/** Functions that are written without parentheses when they have no arguments. */
const withoutArguments: ReadonlySet<string> = new Set(['UID', 'CURRENT_DATE', 'SYSDATE', 'USER', 'CURRENT_TIME', 'CURRENT_TIMESTAMP'])

/** Oracle's spelling of statements. Source: Oracle's SQL reference, and SQLAlchemy's dialect. */
export class OracleCompiler extends SqlCompiler {
  declare readonly dialect: OracleDialect

  override visitTrue(): string { return '1' }
  override visitFalse(): string { return '0' }

  visitModBinary(binary: BinaryExpression, context: RenderContext): string {
    return `mod(${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
  }
  visitMatchBinary(binary: BinaryExpression, context: RenderContext): string {
    return `CONTAINS (${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
  }
  visitIsDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `DECODE(${this.process(binary.left, context)}, ${this.process(binary.right, context)}, 0, 1) = 1`
  }
  visitIsNotDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `DECODE(${this.process(binary.left, context)}, ${this.process(binary.right, context)}, 0, 1) = 0`
  }
  visitBitwiseXorBinary(binary: BinaryExpression, context: RenderContext): string { return this.#bits('BITXOR', binary, context) }
  visitBitwiseOrBinary(binary: BinaryExpression, context: RenderContext): string { return this.#bits('BITOR', binary, context) }
  visitBitwiseAndBinary(binary: BinaryExpression, context: RenderContext): string { return this.#bits('BITAND', binary, context) }
  visitBitwiseRshiftBinary(): string { return this.#noBits('>>') }
  visitBitwiseLshiftBinary(): string { return this.#noBits('<<') }
  visitBitwiseNotUnary(): string { return this.#noBits('~') }
  #bits(name: string, binary: BinaryExpression, context: RenderContext): string {
    return `${name}(${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
  }
  #noBits(operator: string): never { throw new CompileError(`Oracle has no operator ${operator}`, { code: 'COMPILE_UNSUPPORTED' }) }

  override visitRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string {
    const flags = binary.modifiers?.flags
    const args = `${this.process(binary.left, context)}, ${this.process(binary.right, context)}`
    return `REGEXP_LIKE(${args}${flags === undefined || flags === null ? '' : `, ${this.dialect.renderLiteral(flags, STRING)}`})`
  }
  override visitNotRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return `NOT ${this.visitRegexpMatchBinary(binary, context)}` }
  override visitRegexpReplaceBinary(binary: BinaryExpression, context: RenderContext): string {
    const flags = binary.modifiers?.flags
    const args = `${this.process(binary.left, context)}, ${this.process(binary.right, context)}`
    return `REGEXP_REPLACE(${args}${flags === undefined || flags === null ? '' : `, ${this.dialect.renderLiteral(flags, STRING)}`})`
  }

  override visitCast(cast: Cast, context: RenderContext): string {
    const { type } = cast
    if (!(type instanceof StringType) || type instanceof TextType || type.visitName === 'visitVARCHAR2') {
      return `CAST(${this.process(cast.element, context)} AS ${this.process(cast.typeClause, context)})`
    }
    // CAST wants a length, whatever the column has
    return `CAST(${this.process(cast.element, context)} AS VARCHAR2(${type.length || 4000} CHAR))`
  }

  // functions --------------------------------------------------------------------------------------------------------

  visitNowFunction(): string { return 'CURRENT_TIMESTAMP' }
  visitCharLengthFunction(fn: SqlFunction, context: RenderContext): string { return `LENGTH${this.functionArguments(fn, context)}` }
  visitPowFunction(fn: SqlFunction, context: RenderContext): string { return `POWER${this.functionArguments(fn, context)}` }
  protected override get aggregateOrderByStyle() { return 'withinGroup' as const }
  override visitAggregateStringsFunction(fn: SqlFunction, context: RenderContext): string { return this.aggregateStrings(fn, 'LISTAGG', context) }
  override functionArguments(fn: SqlFunction, context: RenderContext): string {
    return fn.args.clauses.length === 0 && withoutArguments.has(String(fn.name).toUpperCase()) ? '' : super.functionArguments(fn, context)
  }
  // a name can't begin with an underscore
  protected override formatSavepoint(name: Name): string { return super.formatSavepoint(typeof name === 'string' ? name.replace(/^_+(?=.)/, '') : name) }
  override visitSequence(sequence: SqlNode): string { return `${this.dialect.formatSequence(sequence)}.nextval` }

  // JSON -------------------------------------------------------------------------------------------------------------

  visitJsonGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  visitJsonPathGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  #json(binary: BinaryExpression, context: RenderContext): string {
    // A path has to be a literal: it is written at execution, since a statement with another path has the same cache key.
    const args = `${this.process(binary.left, context)}, ${this.process(binary.right, { ...context, literalExecute: true })}`
    switch (binary.type.affinity) {
      case 'boolean': return `CASE JSON_VALUE(${args}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(JSON_VALUE(${args}) AS NUMBER(1)) END`
      case 'integer': return `JSON_VALUE(${args} RETURNING INTEGER ERROR ON ERROR)`
      case 'float': return `JSON_VALUE(${args} RETURNING FLOAT ERROR ON ERROR)`
      case 'numeric': {
        const { precision, scale } = binary.type as NumericType
        return `JSON_VALUE(${args} RETURNING NUMBER(${precision}, ${scale}) ERROR ON ERROR)`
      }
      case 'string': return `JSON_VALUE(${args} RETURNING VARCHAR2(4000) ERROR ON ERROR)`
      default: return `JSON_QUERY(${args})`
    }
  }

  // SELECT -----------------------------------------------------------------------------------------------------------

  protected override get compoundKeywords() { return { EXCEPT: 'MINUS' } }
  override ctePreamble(): string { return 'WITH' }
  override renderAliasSuffix(name: string): string { return ` ${name}` }
  override defaultFrom(): string { return ' FROM DUAL' }
  override selectHintText(hints: ReadonlyMap<SqlNode, string>): string { return [...hints.values()].map((text) => `/*+ ${text} */`).join(' ') }
  override visitFunctionRows(node: FunctionRows, context: FromContext): string {
    const sql = super.visitFunctionRows(node, context)
    return context.asFrom === true ? asTable(node.fn, sql) : sql
  }
  override visitFunction(fn: SqlFunction, context: FromContext): string {
    if (context.asFrom !== true) return super.visitFunction(fn, context)
    return asTable(fn, super.visitFunction(fn, { ...context, asFrom: false }))
  }
  override visitTableValuedColumn(node: TableValuedColumn, context: FromContext): string { return `${super.visitTableValuedColumn(node, context)}.COLUMN_VALUE` }
  override rowLimitClause(select: GenerativeSelect, context: FromContext): string {
    const sql = select.fetchClause === null
      ? this.fetchClause(select, context, { fetch: select.limitClause, literalCounts: true }) : this.fetchClause(select, context, { literalCounts: true })
    return select.fetchOptions?.oracle_fetch_approximate ? sql.replace('FETCH FIRST', 'FETCH APPROX FIRST') : sql
  }
  override forUpdateClause(select: GenerativeSelect, context: FromContext): string {
    if (this.isSubquery) return ''
    const lock = select.forUpdate!
    let sql = ' FOR UPDATE'
    // rows are locked by a column of theirs; a table is named by its key, or by its first column
    if (lock.of !== null) {
      const columns = lock.of.flatMap((item): readonly SqlNode[] =>
        item instanceof FromClause ? (item.primaryKey.length > 0 ? item.primaryKey : item.columns.all.slice(0, 1)) : [item])
      sql += ` OF ${columns.map((column) => this.process(column, context)).join(', ')}`
    }
    if (lock.nowait) sql += ' NOWAIT'
    if (lock.skipLocked) sql += ' SKIP LOCKED'
    return sql
  }

  // DML --------------------------------------------------------------------------------------------------------------

  protected override get cteFollowsInsert(): boolean { return true }
  /** `RETURNING a, b INTO :ret_0, :ret_1`: values come back in parameters. */
  override returningClause(statement: DmlStatement, columns: readonly SqlNode[], populateResult: boolean, context: FromContext): string {
    if (statement instanceof Insert && statement.postValues.some((c) => c instanceof Upsert)) throw noReturning()
    const all = columns.flatMap((c) => c.selectIterable).filter((c) => c instanceof ColumnElement)
    const sql = all.map((column) => {
      const key = column.proxyKey ?? ''
      if (populateResult) this.resultColumns.push({ key, name: key, objects: [column, key], type: column.type })
      return this.process(this.columnExpression(column), { ...context, withinColumnsClause: false })
    })
    const out = all.map((column, i) => this.process(BindParameter.of(`ret_${i}`, { value: null, type: column.type, outParameter: true }), context))
    return `RETURNING ${sql.join(', ')} INTO ${out.join(', ')}`
  }

  // MERGE ------------------------------------------------------------------------------------------------------------

  override get upsertsByMerge(): boolean { return true }
  /** A MERGE returns nothing. */
  override allowsImplicitReturning(statement: DmlStatement): boolean { return !(statement instanceof Insert && statement.postValues.some((c) => c instanceof Upsert)) }
  protected override get mergeTakesCtes(): boolean { return false }
  protected override checkMerge(merge: Merge): void {
    if (merge.returningItems.length > 0) throw noReturning()
    if (merge.branches.some((b) => b.match === 'notMatchedBySource')) {
      throw new CompileError('Oracle has no WHEN NOT MATCHED BY SOURCE: use a DELETE or UPDATE with NOT EXISTS', { code: 'COMPILE_UNSUPPORTED' })
    }
    const [deleted, updated] = merge.branches.filter((b) => b.match === 'matched' && b.action !== 'nothing')
    if (deleted?.action === 'delete' && updated?.action === 'update' && deleted.condition !== null) {
      // the condition is evaluated after the update
      const changed = new Set(updated.assignments.map(({ key }) => (typeof key === 'string' ? merge.table.columns.get(key) : key)))
      for (const node of iterate(deleted.condition)) {
        if (changed.has(node as ColumnElement)) {
          throw new CompileError(`Oracle deletes in a MERGE after it has updated: the criteria of thenDelete() can't depend on the column '${(node as ColumnElement).proxyKey ?? ''}', which thenUpdate() sets`, { code: 'COMPILE_UNSUPPORTED' })
        }
      }
    }
  }
  protected override mergeOn(condition: string): string { return ` ON (${condition})` }
  /** One branch of each kind, with its criteria in WHERE; rows are deleted after they were updated. */
  protected override mergeClauses(clauses: readonly MergeClause[]): string {
    const done = (match: MergeClause['match']): readonly MergeClause[] => {
      const own = clauses.filter((c) => c.match === match)
      const kept = own.filter((c, i) => c.action !== 'nothing' || own.slice(i + 1).some((later) => later.action !== 'nothing'))
      if (kept.some((c) => c.action === 'nothing')) throw new CompileError('Oracle has no DO NOTHING in a MERGE: say in the criteria of the later branch which rows it is about', { code: 'COMPILE_UNSUPPORTED' })
      return kept
    }
    const where = (c: MergeClause): string => (c.condition === '' ? '' : ` WHERE ${c.condition}`)
    const [first, second, third] = done('matched')
    const [insert, another] = done('notMatched')
    let sql = ''
    if (first !== undefined) {
      const isPair = first.action === 'delete' && first.condition !== '' && second?.action === 'update' && second.condition === '' && third === undefined
      if (isPair) sql += ` WHEN MATCHED THEN ${this.mergeAction(second)} DELETE${where(first)}`
      else if (first.action === 'update' && second === undefined) sql += ` WHEN MATCHED THEN ${this.mergeAction(first)}${where(first)}`
      else throw new CompileError('Oracle has one whenMatched() branch that updates, and before it one with criteria that deletes; nothing else', { code: 'COMPILE_UNSUPPORTED' })
    }
    if (another !== undefined) throw new CompileError('Oracle has one whenNotMatched() branch', { code: 'COMPILE_UNSUPPORTED' })
    if (insert !== undefined) {
      if (insert.entries.length === 0) throw new CompileError('Oracle has no INSERT without columns in a MERGE', { code: 'COMPILE_UNSUPPORTED' })
      sql += ` WHEN NOT MATCHED THEN ${this.mergeAction(insert)}${where(insert)}`
    }
    if (sql === '') throw new CompileError('This MERGE does nothing, which Oracle can\'t say', { code: 'COMPILE_UNSUPPORTED' })
    return sql
  }
  protected override upsertSource(rows: readonly (readonly string[])[], columns: readonly string[], alias: string): string {
    return `(${rows.map((row) => `SELECT ${row.map((value, i) => `${value} AS ${columns[i]!}`).join(', ')} FROM DUAL`).join(' UNION ALL ')}) ${alias}`
  }
  // a subquery's columns have no names but their own
  protected override upsertSelect(select: string, columns: readonly string[], alias: string): string {
    return `(WITH ${alias} (${columns.join(', ')}) AS (${select}) SELECT * FROM ${alias}) ${alias}`
  }
}

/** A function in FROM. */
const asTable = (fn: SqlFunction, sql: string): string => (String(fn.name).toLowerCase() === 'table' ? sql : `TABLE (${sql})`)

const noReturning = (): CompileError => new CompileError('Oracle has no RETURNING in a MERGE, nor in an upsert()', { code: 'COMPILE_UNSUPPORTED' })
