import { CompileError } from '@athanor/interfaces'
import type { RenderContext } from '@athanor/expressions/compiler'
import { BindParameter, Cast, INTEGER, type BinaryExpression, type GenerativeSelect, type Extract, type SqlFunction } from '@athanor/expressions/elements'
import { SqliteDmlCompiler } from './dml-compiler.ts'

/** Formats of STRFTIME for the fields of EXTRACT. */
const fields: Readonly<Record<string, string>> = {
  month: '%m', day: '%d', year: '%Y', second: '%S', hour: '%H', doy: '%j', minute: '%M', epoch: '%s', dow: '%w', week: '%W',
}

/** SQLite's spelling of statements. Source: SQLite's documentation, and SQLAlchemy's dialect. */
export class SqliteCompiler extends SqliteDmlCompiler {
  protected override get hasNullTreatment(): boolean { return false }
  // integers divide to integers: a real operand makes it a division
  override visitTruedivBinary(binary: BinaryExpression, context: RenderContext): string {
    return `${this.process(binary.left, context)} / (${this.process(binary.right, context)} + 0.0)`
  }
  override visitTrue(): string { return '1' }
  override visitFalse(): string { return '0' }
  visitNowFunction(): string { return 'CURRENT_TIMESTAMP' }
  visitLocaltimestampFunction(): string { return "DATETIME(CURRENT_TIMESTAMP, 'localtime')" }
  visitCharLengthFunction(fn: SqlFunction, context: RenderContext): string { return `length${this.functionArguments(fn, context)}` }
  override visitAggregateStringsFunction(fn: SqlFunction, context: RenderContext): string { return this.aggregateStrings(fn, 'group_concat', context) }

  override visitExtract(node: Extract, context: RenderContext): string {
    const format = fields[node.field]
    if (format === undefined) {
      throw new CompileError(`SQLite can't extract ${JSON.stringify(node.field)}; it has ${Object.keys(fields).join(', ')}`, { code: 'EXTRACT_FIELD_INVALID' })
    }
    return `CAST(STRFTIME('${format}', ${this.process(node.element, context)}) AS INTEGER)`
  }

  visitIsDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `${this.process(binary.left, context)} IS NOT ${this.process(binary.right, context)}`
  }
  visitIsNotDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `${this.process(binary.left, context)} IS ${this.process(binary.right, context)}`
  }
  override visitRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return this.genericBinary(binary, ' REGEXP ', context) }
  override visitNotRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return this.genericBinary(binary, ' NOT REGEXP ', context) }
  visitBitwiseXorBinary(binary: BinaryExpression, context: RenderContext): string {
    // there is no XOR: a ^ b = (a | b) - (a & b); minus binds tighter than both, so both need their parentheses everywhere
    const inner = { ...context, inOperatorExpression: true }
    return `(${this.genericBinary(binary, ' | ', inner, true)} - ${this.genericBinary(binary, ' & ', inner, true)})`
  }

  visitJsonGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  visitJsonPathGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  #json(binary: BinaryExpression, context: RenderContext): string {
    if (binary.type.affinity === 'json') return `JSON_QUOTE(JSON_EXTRACT(${this.process(binary.left, context)}, ${this.process(binary.right, context)}))`
    if (context.jsonCastApplied !== true) return this.process(new Cast(binary, binary.type), { ...context, jsonCastApplied: true })
    const { jsonCastApplied: _, ...inner } = context
    return `JSON_EXTRACT(${this.process(binary.left, inner)}, ${this.process(binary.right, inner)})`
  }

  override limitClause(select: GenerativeSelect, context: RenderContext): string {
    let sql = ''
    if (select.limitClause !== null) sql += `\n LIMIT ${this.process(select.limitClause, context)}`
    // OFFSET needs a LIMIT, and -1 is none
    if (select.offsetClause !== null && select.limitClause === null) sql += `\n LIMIT ${this.process(integer(-1), context)}`
    return `${sql} OFFSET ${this.process(select.offsetClause ?? integer(0), context)}`
  }
  override forUpdateClause(): string { return '' }
}

const integer = (value: number): BindParameter => BindParameter.of(null, { value, unique: true, type: INTEGER })
