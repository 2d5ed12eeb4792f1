import { CompileError } from '@athanor/interfaces'
import { SqlCompiler, type FromContext, type RenderContext } from '@athanor/expressions/compiler'
import {
  BindParameter, ColumnElement, STRING, StringType, TextType, type BinaryExpression, type Cast, type Delete, type FunctionRows, type GenerativeSelect, type Insert, type NumericType, type SqlFunction, type SqlNode,
  type TableValuedColumn, type Update,
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
    if (!(type instanceof StringType) || type instanceof TextType) return super.visitCast(cast, context)
    // CAST wants a length, whatever the column has
    return `CAST(${this.process(cast.element, context)} AS VARCHAR2(${type.length ?? 4000} CHAR))`
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
  override visitSequence(sequence: SqlNode): string { return `${this.dialect.formatSequence(sequence)}.nextval` }

  // JSON -------------------------------------------------------------------------------------------------------------

  visitJsonGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  visitJsonPathGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  #json(binary: BinaryExpression, context: RenderContext): string {
    // a path has to be a literal
    const args = `${this.process(binary.left, context)}, ${this.process(binary.right, { ...context, literalBinds: true })}`
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
    return String(node.fn.name).toLowerCase() === 'table' ? sql : `TABLE (${sql})`
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
    if (lock.of !== null) sql += ` OF ${lock.of.map((column) => this.process(column, context)).join(', ')}`
    if (lock.nowait) sql += ' NOWAIT'
    if (lock.skipLocked) sql += ' SKIP LOCKED'
    return sql
  }

  // DML --------------------------------------------------------------------------------------------------------------

  protected override get cteFollowsInsert(): boolean { return true }
  /** `RETURNING a, b INTO :ret_0, :ret_1`: values come back in parameters. */
  override returningClause(_statement: Insert | Update | Delete, columns: readonly SqlNode[], populateResult: boolean, context: FromContext): string {
    const all = columns.flatMap((c) => c.selectIterable).filter((c) => c instanceof ColumnElement)
    const sql = all.map((column) => {
      const key = column.proxyKey ?? ''
      if (populateResult) this.resultColumns.push({ key, name: key, objects: [column, key], type: column.type })
      return this.process(column, { ...context, withinColumnsClause: false })
    })
    const out = all.map((column, i) => this.process(new BindParameter(`ret_${i}`, { value: null, type: column.type, outParameter: true }), context))
    return `RETURNING ${sql.join(', ')} INTO ${out.join(', ')}`
  }
}
