import { CompileError } from '@athanor/interfaces'
import { type FromContext, type RenderContext } from '@athanor/expressions/compiler'
import {
  Cast, Grouping, SqlFunction, STRING, StringType, TypeCoerce, TypeDecorator,
  type BinaryExpression, type ForUpdate, type GenerativeSelect, type ColumnElement, type IlikeOperand, type JsonIndexType, type Select, type Slice, type SqlNode, type SqlType, type UuidType,
} from '@athanor/expressions/elements'
import type { PostgreSQLDialect } from '../dialect.ts'
import { CitextType } from '../types/pg-types.ts'
import { PostgreSQLDmlCompiler } from './dml-compiler.ts'
import type { OrderedArgument } from '../functions/aggregate-order-by.ts'
import { ArrayConstructor } from '../functions/array-constructor.ts'
import type { DistinctOn } from '../functions/distinct-on.ts'

/** PostgreSQL's spelling of statements. Source: PostgreSQL's documentation, and SQLAlchemy's dialect. */
export class PostgreSQLCompiler extends PostgreSQLDmlCompiler {
  declare readonly dialect: PostgreSQLDialect

  override renderBindCast(type: SqlType): readonly [string, string] | undefined {
    const actual = unwrapped(type, this.dialect.name)
    const needed = actual.affinity === 'uuid' ? (actual as UuidType).nativeUuid : alwaysCast.has(actual.affinity) || (this.dialect.bindCasts && castForDriver.has(actual.affinity))
    if (!needed || (actual.affinity === 'string' && actual.family === 'enum')) return undefined
    // the server knows that the steps of #> are an array of texts; JSONPATH is the language of @? and @@
    if (actual.visitName === 'visitJsonIndex' && (actual as JsonIndexType).kind === 'path') return undefined
    const cast = actual instanceof StringType && !(actual instanceof CitextType) ? textOfAnyLength(actual) : actual
    return ['', `::${this.typeText(cast)}`]
  }

  // arrays and JSON --------------------------------------------------------------------------------------------------

  visitGetitemBinary(binary: BinaryExpression, context: RenderContext): string {
    return `${this.process(binary.left, context)}[${this.process(binary.right, context)}]`
  }
  visitArrayConstructor(array: ArrayConstructor, context: RenderContext): string {
    if (array.clauses.length === 0) {
      if (array.type.itemType.affinity !== 'null') return `ARRAY[]::${this.typeText(array.type)}`
      if (context['isCast'] !== true) {
        throw new CompileError('PostgreSQL doesn\'t know of what an empty array is: arrayOf([], integer()), or an empty list as a plain value', { code: 'TYPE_MISSING' })
      }
    }
    return `ARRAY[${this.commaList(array.clauses, context)}]`
  }
  override visitCast(cast: Cast, context: RenderContext): string {
    return super.visitCast(cast, cast.element instanceof ArrayConstructor && cast.element.clauses.length === 0 ? { ...context, isCast: true } : context)
  }
  visitHstoreGetitemBinary(binary: BinaryExpression, context: RenderContext): string {
    if (!this.dialect.supportsJsonbSubscripting) return this.genericBinary(binary, ' -> ', context, true)
    const left = this.process(binary.left, context)
    return `${binary.left instanceof SqlFunction ? `(${left})` : left}[${this.process(binary.right, context)}]`
  }
  visitSlice(slice: Slice, context: RenderContext): string {
    return `${slice.start === null ? '' : this.process(slice.start, context)}:${slice.stop === null ? '' : this.process(slice.stop, context)}`
  }
  visitJsonGetitemBinary(binary: BinaryExpression, context: RenderContext): string {
    const { jsonCastApplied, ...inner } = context
    if (binary.type.affinity !== 'json' && jsonCastApplied !== true) return this.process(new Cast(binary, binary.type), { ...context, jsonCastApplied: true })
    if (jsonCastApplied !== true && binary.left.type.visitName === 'visitJSONB' && this.dialect.supportsJsonbSubscripting) {
      const written = binary.left instanceof TypeCoerce ? binary.left.element : binary.left
      const left: ColumnElement = written instanceof SqlFunction || written instanceof Cast ? new Grouping(binary.left) : binary.left
      return `${this.process(left, { ...inner, eagerGrouping: true })}[${this.process(binary.right, { ...inner, eagerGrouping: true })}]`
    }
    return this.genericBinary(binary, jsonCastApplied === true ? ' ->> ' : ' -> ', inner, true)
  }
  visitJsonPathGetitemBinary(binary: BinaryExpression, context: RenderContext): string {
    const { jsonCastApplied, ...inner } = context
    if (binary.type.affinity !== 'json' && jsonCastApplied !== true) return this.process(new Cast(binary, binary.type), { ...context, jsonCastApplied: true })
    return this.genericBinary(binary, jsonCastApplied === true ? ' #>> ' : ' #> ', inner, true)
  }

  // operators --------------------------------------------------------------------------------------------------------

  visitBitwiseXorBinary(binary: BinaryExpression, context: RenderContext): string { return this.genericBinary(binary, ' # ', context) }
  visitMatchBinary(binary: BinaryExpression, context: RenderContext): string {
    const config = binary.modifiers?.postgresql_regconfig
    const left = this.process(binary.left, context)
    const right = this.process(binary.right, context)
    return config ? `${left} @@ plainto_tsquery(${this.dialect.renderLiteral(config, STRING)}, ${right})` : `${left} @@ plainto_tsquery(${right})`
  }
  override visitIlikeOperand(node: IlikeOperand, context: RenderContext): string { return this.process(node.element, context) }
  protected override ilikeSql(left: ColumnElement, negated: boolean, right: ColumnElement, binary: BinaryExpression, context: RenderContext): string {
    return this.likeSql(left, negated ? 'NOT ILIKE' : 'ILIKE', right, binary, context)
  }
  protected override insensitive(b: BinaryExpression, pattern: (e: ColumnElement) => ColumnElement, negated: boolean, context: RenderContext): string {
    return this.likeSql(b.left, negated ? 'NOT ILIKE' : 'ILIKE', pattern(b.right), b, context)
  }
  override visitRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return this.#regexp('~', binary, context) }
  override visitNotRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return this.#regexp('!~', binary, context) }
  #regexp(operator: string, binary: BinaryExpression, context: RenderContext): string {
    const flags = binary.modifiers?.flags
    if (flags === undefined || flags === null) return this.genericBinary(binary, ` ${operator} `, context)
    if (flags === 'i') return this.genericBinary(binary, ` ${operator}* `, context)
    return `${this.process(binary.left, context)} ${operator} CONCAT('(?', ${this.dialect.renderLiteral(flags, STRING)}, ')', ${this.process(binary.right, context)})`
  }
  override visitRegexpReplaceBinary(binary: BinaryExpression, context: RenderContext): string {
    const flags = binary.modifiers?.flags
    const args = `${this.process(binary.left, context)}, ${this.process(binary.right, context)}`
    return `REGEXP_REPLACE(${args}${flags === undefined || flags === null ? '' : `, ${this.dialect.renderLiteral(flags, STRING)}`})`
  }

  // functions --------------------------------------------------------------------------------------------------------

  override visitAggregateStringsFunction(fn: SqlFunction, context: RenderContext): string { return this.aggregateStrings(fn, 'string_agg', context) }
  visitPowFunction(fn: SqlFunction, context: RenderContext): string { return `power${this.functionArguments(fn, context)}` }
  visitSubstringFunction(fn: SqlFunction, context: RenderContext): string {
    const [text, start, length] = fn.args.clauses.map((c) => this.process(c, context))
    return `SUBSTRING(${text} FROM ${start}${length === undefined ? '' : ` FOR ${length}`})`
  }
  override visitSequence(sequence: SqlNode): string {
    return `nextval(${this.dialect.quoteStringLiteral(this.dialect.formatSequence(sequence))})`
  }

  // SELECT -----------------------------------------------------------------------------------------------------------

  override getSelectPrecolumns(select: Select, context: FromContext): string {
    if (select.distinctOn.length === 0) return super.getSelectPrecolumns(select, context)
    return `DISTINCT ON (${this.commaList(select.distinctOn, context)}) `
  }
  visitDistinctOn(node: DistinctOn, context: RenderContext): string { return `ON (${this.commaList(node.columns, context)})` }
  visitOrderedArgument(node: OrderedArgument, context: RenderContext): string {
    return `${this.process(node.target, context)} ORDER BY ${this.process(node.order, context)}`
  }
  override limitClause(select: GenerativeSelect, context: RenderContext): string {
    let sql = ''
    if (select.limitClause !== null) sql += ` \n LIMIT ${this.process(select.limitClause, context)}`
    if (select.offsetClause !== null) sql += `${select.limitClause === null ? '\n LIMIT ALL' : ''} OFFSET ${this.process(select.offsetClause, context)}`
    return sql
  }
  override fetchClause(select: GenerativeSelect, context: RenderContext): string {
    let sql = ''
    // parentheses: a parameter, or anything that isn't a literal, needs them
    if (select.offsetClause !== null) sql += `\n OFFSET (${this.process(select.offsetClause, context)}) ROWS`
    if (select.fetchClause !== null) {
      const { percent, withTies } = select.fetchOptions ?? {}
      sql += `\n FETCH FIRST (${this.process(select.fetchClause, context)})${percent ? ' PERCENT' : ''} ROWS ${withTies ? 'WITH TIES' : 'ONLY'}`
    }
    return sql
  }
  override forUpdateClause(select: GenerativeSelect, context: RenderContext): string {
    const lock: ForUpdate = select.forUpdate!
    let sql = lock.read ? (lock.keyShare ? ' FOR KEY SHARE' : ' FOR SHARE') : lock.keyShare ? ' FOR NO KEY UPDATE' : ' FOR UPDATE'
    if (lock.of !== null) sql += ` OF ${this.lockedTables(lock.of, context)}`
    if (lock.nowait) sql += ' NOWAIT'
    if (lock.skipLocked) sql += ' SKIP LOCKED'
    return sql
  }
  override formatFromHint(sql: string, _table: SqlNode, hint: string): string {
    if (hint.toUpperCase() !== 'ONLY') throw new CompileError(`PostgreSQL has the hint ONLY, not ${JSON.stringify(hint)}`, { code: 'HINT_UNKNOWN' })
    return `ONLY ${sql}`
  }
}

/** The server can't infer these: what is sent is a text that only the type makes sense of. */
const alwaysCast: ReadonlySet<string> = new Set(['range', 'multirange', 'json', 'bit', 'regclass'])
/** Nor these, in many places, when the driver doesn't say the type of a parameter. */
const castForDriver: ReadonlySet<string> = new Set(['string', 'regconfig', 'jsonindex', 'interval', 'datetime', 'date', 'time', 'integer', 'boolean', 'array'])

/** A length would truncate the value. */
const textOfAnyLength = (type: StringType): StringType =>
  type.length !== undefined || type.collation === undefined ? STRING : new StringType({ collation: type.collation, collationSchema: type.collationSchema })

function unwrapped(type: SqlType, dialect: string): SqlType {
  const actual = type.forDialect(dialect)
  return actual instanceof TypeDecorator ? unwrapped(actual.implFor(dialect), dialect) : actual
}
