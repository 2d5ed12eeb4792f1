import { ArgumentError } from '@athanor/interfaces'
import { noDriver, type FromContext, type RenderContext } from '@athanor/expressions/compiler'
import {
  BINARY_TYPE, CHAR_TYPE, DECIMAL_TYPE, EnumType, Select, STRING, StringType, type Cast, type Join,
  type BinaryExpression, type ForUpdate, type FrameClause, type GenerativeSelect, type ClauseList, type ExpressionList, type NumericType, type ScalarValues, type SqlFunction, type Name, type SqlNode, type SqlType, TypeDecorator,
  type Values, type WithinGroup,
} from '@athanor/expressions/elements'
import type { MySQLDialect } from '../dialect.ts'
import type { MatchAgainst } from '../functions/match.ts'
import { MysqlCharType, MysqlLongString, MysqlString } from '../types/mysql-types.ts'
import { checkPrecision } from './type-compiler.ts'
import { MySQLDmlCompiler } from './dml-compiler.ts'

/** MySQL's and MariaDB's spelling of statements. Source: their documentation, and SQLAlchemy's dialect. */
export class MySQLCompiler extends MySQLDmlCompiler {
  declare readonly dialect: MySQLDialect

  protected override get hasNullTreatment(): boolean { return false }
  protected override get extractFields(): Readonly<Record<string, string>> { return { milliseconds: 'millisecond' } }
  // 1 and 0 would do, but the words are understood too
  override visitTrue(): string { return 'true' }
  override visitFalse(): string { return 'false' }

  // operators --------------------------------------------------------------------------------------------------------

  visitConcatBinary(binary: BinaryExpression, context: RenderContext): string {
    return `concat(${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
  }
  visitConcatList(list: ExpressionList, context: RenderContext): string { return `concat(${this.commaList(list.clauses, context)})` }
  visitIsDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `NOT (${this.process(binary.left, context)} <=> ${this.process(binary.right, context)})`
  }
  visitIsNotDistinctFromBinary(binary: BinaryExpression, context: RenderContext): string {
    return `${this.process(binary.left, context)} <=> ${this.process(binary.right, context)}`
  }
  override visitRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return this.#regexp(binary, false, context) }
  override visitNotRegexpMatchBinary(binary: BinaryExpression, context: RenderContext): string { return this.#regexp(binary, true, context) }
  #regexp(binary: BinaryExpression, negated: boolean, context: RenderContext): string {
    const flags = binary.modifiers?.flags
    const word = negated ? ' NOT REGEXP ' : ' REGEXP '
    if (flags === undefined || flags === null) return this.genericBinary(binary, word, context)
    if (this.dialect.isMariaDB) {
      return `${this.process(binary.left, context)}${word}CONCAT('(?', ${this.dialect.renderLiteral(flags, STRING)}, ')', ${this.process(binary.right, context)})`
    }
    return `${negated ? 'NOT ' : ''}REGEXP_LIKE(${this.process(binary.left, context)}, ${this.process(binary.right, context)}, ${this.dialect.renderLiteral(flags, STRING)})`
  }
  override visitRegexpReplaceBinary(binary: BinaryExpression, context: RenderContext): string {
    const flags = binary.modifiers?.flags
    const left = this.process(binary.left, context)
    if (flags === undefined || flags === null) return `REGEXP_REPLACE(${left}, ${this.process(binary.right, context)})`
    const text = this.dialect.renderLiteral(flags, STRING)
    // the flags stand behind the position at which the search begins and the occurrence that is replaced (0: all)
    if (!this.dialect.isMariaDB) return `REGEXP_REPLACE(${left}, ${this.process(binary.right, context)}, 1, 0, ${text})`
    const [pattern, replacement] = (binary.right as ExpressionList).clauses
    return `REGEXP_REPLACE(${left}, CONCAT('(?', ${text}, ')', ${this.process(pattern!, context)}), ${this.process(replacement!, context)})`
  }
  visitMatchAgainst(binary: MatchAgainst, context: RenderContext): string { return this.visitBinary(binary, context) }
  visitMatchBinary(binary: BinaryExpression, context: RenderContext): string {
    const { mysql_boolean_mode = true, mysql_natural_language = false, mysql_query_expansion = false } = (binary.modifiers ?? {}) as Record<string, boolean>
    if (mysql_boolean_mode && (mysql_natural_language || mysql_query_expansion)) {
      throw new ArgumentError('MATCH … AGAINST has either the boolean mode, or the natural language mode with or without query expansion')
    }
    const modes = [
      mysql_boolean_mode ? ' IN BOOLEAN MODE' : '', mysql_natural_language ? ' IN NATURAL LANGUAGE MODE' : '', mysql_query_expansion ? ' WITH QUERY EXPANSION' : '',
    ].join('')
    return `MATCH (${this.process(binary.left, context)}) AGAINST (${this.process(binary.right, context)}${modes})`
  }

  // JSON -------------------------------------------------------------------------------------------------------------

  visitJsonGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  visitJsonPathGetitemBinary(binary: BinaryExpression, context: RenderContext): string { return this.#json(binary, context) }
  #json(binary: BinaryExpression, context: RenderContext): string {
    const extract = (): string => `JSON_EXTRACT(${this.process(binary.left, context)}, ${this.process(binary.right, context)})`
    if (binary.type.affinity === 'json') return extract()
    // a JSON null isn't SQL's NULL: it has to be told apart
    const head = `CASE ${extract()} WHEN 'null' THEN NULL`
    return `${head} ${this.#jsonLeaf(binary.type, extract)} END`
  }
  #jsonLeaf(type: SqlType, extract: () => string): string {
    switch (type.affinity) {
      case 'integer': return `ELSE CAST(${extract()} AS SIGNED INTEGER)`
      case 'numeric':
      case 'float': {
        const { precision, scale } = type as NumericType
        return precision !== undefined && scale !== undefined
          ? `ELSE CAST(${extract()} AS DECIMAL(${precision}, ${scale}))` : `ELSE ${extract()}+0.0000000000000000000000`
      }
      case 'boolean': return 'WHEN true THEN true ELSE false'
      case 'string': return `ELSE JSON_UNQUOTE(${extract()})`
      default: return `ELSE ${extract()}`
    }
  }

  // CAST: few types are allowed, under names of their own ------------------------------------------------------------

  override visitCast(cast: Cast, context: RenderContext): string {
    const wanted = cast.type.forDialect(this.dialect.name)
    checkPrecision(wanted)
    const type = this.#castType(wanted)
    if (type !== undefined) {
      // MySQL reads a text that comes as a parameter as midnight
      const isMidnight = type.startsWith('TIME') && !this.dialect.isMariaDB && this.dialect.driver !== noDriver
      return `CAST(${this.process(cast.element, isMidnight ? { ...context, literalExecute: true } : context)} AS ${type})`
    }
    const warning = `MySQL and MariaDB can't cast to ${this.process(cast.typeClause, context)}: the CAST is left out`
    if (!this.warnings.includes(warning)) this.warnings.push(warning)
    return this.process(cast.element.selfGroup(), context)
  }
  #castType(type: SqlType): string | undefined {
    if (type instanceof TypeDecorator) return this.#castType(type.implFor(this.dialect.name))
    const types = this.dialect.typeCompiler
    switch (type.affinity) {
      case 'integer':
        if (type.visitName === 'visitYEAR') return undefined
        return (type as SqlType & { unsigned?: boolean }).unsigned ? 'UNSIGNED INTEGER' : 'SIGNED INTEGER'
      case 'datetime': return type.visitName === 'visitTIMESTAMP' ? 'DATETIME' : types.process(type)
      case 'date':
      case 'time':
      case 'interval': return types.process(type)
      case 'string':
        if (type.visitName === 'visitENUM' || type.visitName === 'visitSET' || (type instanceof EnumType && type.nativeEnum)) return undefined
        if (type instanceof StringType) return types.process(this.#charFor(type))
        return undefined
      case 'binary': return types.process(new BINARY_TYPE())
      case 'json': return 'JSON'
      // with UNSIGNED and the like
      case 'numeric': return type.visitName === 'visitDECIMAL' || type.visitName === 'visitNUMERIC' ? types.process(type).replace('NUMERIC', 'DECIMAL') : types.process(new DECIMAL_TYPE(type as NumericType))
      case 'float': return this.dialect.supportsFloatCast ? types.process(type) : undefined
      default: return undefined
    }
  }
  #charFor(type: StringType): SqlType {
    if (type.visitName === 'visitCHAR') return type
    const { length } = type
    if (!(type instanceof MysqlString || type instanceof MysqlLongString)) return new CHAR_TYPE({ length })
    // NATIONAL has no place in a CAST
    return new MysqlCharType({ length, collation: type.collation, charset: type.charset, ascii: type.ascii, unicode: type.unicode, binary: type.binary })
  }

  // functions --------------------------------------------------------------------------------------------------------

  override visitSequence(sequence: SqlNode): string {
    const { name, schema } = sequence as SqlNode & { readonly name: Name; readonly schema: Name | null }
    const quoted = this.preparer.quote(name)
    return `nextval(${schema === null ? quoted : `${this.preparer.quoteSchema(schema)}.${quoted}`})`
  }
  visitRandomFunction(fn: SqlFunction, context: RenderContext): string { return `rand${this.functionArguments(fn, context)}` }
  visitSysdateFunction(): string { return 'SYSDATE()' }
  // these two are no keywords here
  visitSessionUserFunction(): string { return 'SESSION_USER()' }
  visitUserFunction(): string { return 'USER()' }
  visitRollupFunction(fn: SqlFunction, context: RenderContext): string { return `${this.commaList(fn.args.clauses, context)} WITH ROLLUP` }
  override visitAggregateStringsFunction(fn: SqlFunction, context: RenderContext): string {
    const [expression, separator] = fn.args.clauses
    const { aggregateOrder, ...inner } = context as RenderContext & { aggregateOrder?: ClauseList }
    const order = aggregateOrder === undefined ? '' : ` ORDER BY ${this.process(aggregateOrder, inner)}`
    return `group_concat(${this.process(expression!, inner)}${order} SEPARATOR ${this.process(separator!, { ...inner, literalExecute: true })})`
  }

  // MariaDB takes no parameters in a frame and for a percentile, and loses those in VALUES
  override visitFrameClause(frame: FrameClause, context: RenderContext): string { return super.visitFrameClause(frame, this.#withoutParameters(context)) }
  override visitWithinGroup(node: WithinGroup, context: RenderContext): string { return super.visitWithinGroup(node, this.#withoutParameters(context)) }
  /** There the values are written at each execution, as long as there is a server to execute it. */
  #withoutParameters<C extends RenderContext>(context: C): C {
    return this.dialect.isMariaDB && this.dialect.driver !== noDriver ? { ...context, literalExecute: true } : context
  }

  // SELECT -----------------------------------------------------------------------------------------------------------

  // WHERE needs a FROM
  override defaultFrom(): string {
    const select = this.stack.at(-1)?.selectable
    return select instanceof Select && select.whereCriteria.length > 0 ? ' FROM DUAL' : ''
  }
  protected override joinKeyword(node: Join): string { return node.full ? ' FULL OUTER JOIN ' : node.isOuter ? ' LEFT OUTER JOIN ' : ' INNER JOIN ' }
  override limitClause(select: GenerativeSelect, context: RenderContext): string {
    if (select.offsetClause === null) return select.limitClause === null ? '' : ` \n LIMIT ${this.process(select.limitClause, context)}`
    // an offset needs a limit; this one is what the manual recommends for none
    const limit = select.limitClause === null ? '18446744073709551615' : undefined
    return ` \n LIMIT ${this.process(select.offsetClause, context)}, ${limit ?? this.process(select.limitClause!, context)}`
  }
  override forUpdateClause(select: GenerativeSelect, context: RenderContext): string {
    const lock: ForUpdate = select.forUpdate!
    let sql = lock.read ? (this.dialect.usesForShare ? ' FOR SHARE' : ' LOCK IN SHARE MODE') : ' FOR UPDATE'
    if (lock.of !== null && this.dialect.capabilities.supportsForUpdateOf) sql += ` OF ${this.lockedTables(lock.of, context)}`
    if (lock.nowait) sql += ' NOWAIT'
    if (lock.skipLocked) sql += ' SKIP LOCKED'
    return sql
  }
  // MariaDB's rows are the standard's, and so are those for a server that isn't there yet
  protected override get rowOfValues(): string { return this.dialect.isMariaDB || this.dialect.driver === noDriver ? '' : 'ROW' }
  protected override renderValues(node: Values | ScalarValues, context: FromContext): string { return super.renderValues(node, this.#withoutParameters(context)) }
  override fromHintText(_table: SqlNode, text: string): string { return text }
}
