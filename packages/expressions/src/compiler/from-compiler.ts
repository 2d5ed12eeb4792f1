import { CompileError } from '@athanor/interfaces'
import type { Alias, AliasedReturnsRows } from '../selectable/alias.ts'
import type { ColumnClause } from '../elements/column-clause.ts'
import type { Affix } from '../selectable/affixes.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import type { FromGrouping } from '../selectable/from-grouping.ts'
import type { Join } from '../selectable/join.ts'
import type { IndependentCte } from '../selectable/statement.ts'
import type { Lateral, Subquery } from '../selectable/subquery.ts'
import type { TableClause } from '../selectable/table-clause.ts'
import type { TableSample } from '../selectable/table-sample.ts'
import { TableValuedAlias, type FunctionRows, type ScalarFunctionColumn, type TableValuedColumn } from '../selectable/table-valued.ts'
import type { ScalarValues, Values } from '../selectable/values.ts'
import { nameKey, type Name } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import { ColumnsCompiler } from './columns-compiler.ts'
import type { FromContext } from './from-context.ts'
import type { RenderContext } from './render-context.ts'
import { effectiveSchema } from './schema-translation.ts'

/** Tables, aliases, joins, VALUES, functions in FROM. */
export abstract class FromCompiler extends ColumnsCompiler {
  schemaOf(table: FromClause): Name | null | undefined {
    // only tables of a schema are translated, not those made ad hoc
    return 'metadata' in table ? effectiveSchema(table.schema ?? null, this.options, this.dialect) : table.schema
  }

  visitTable(table: TableClause, context: FromContext): string {
    context.fromLinter?.froms.set(table, table.fullName)
    if (!context.asFrom && !context.asHint && !context.withinTemplate) return ''
    const schema = context.useSchema === false ? undefined : this.schemaOf(table)
    let sql = this.preparer.quote(table.name)
    if (schema) sql = `${this.preparer.quoteSchema(schema)}.${sql}`
    else {
      const other = context.ambiguousTables?.get(nameKey(table.name))
      const aliased = (context.enclosingAlias as Partial<Alias> | undefined)?.element === table
      if (other !== undefined && !aliased) sql += this.renderAliasSuffix(this.quoteName('alias', other))
    }
    return this.withFromHint(sql, table, context)
  }

  // aliases ----------------------------------------------------------------------------------------------------------

  visitAlias(alias: AliasedReturnsRows, context: FromContext): string {
    const { subquery = false, asFrom = false, asHint = false, withinTemplate = false, lateral = false, enclosingAlias, fromLinter, ...rest } = context
    let inner: FromContext = { ...rest, withinTemplate: false }
    if (lateral) {
      inner = { ...inner, lateral: true, enclosingLateral: inner.enclosingLateral ?? alias }
      // comparisons inside connect what is outside with the lateral object
      if (fromLinter !== undefined && inner.lateralFromLinter === undefined) inner = { ...inner, lateralFromLinter: fromLinter }
    }
    if ((enclosingAlias as Partial<AliasedReturnsRows> | undefined)?.element === alias) {
      const sql = this.process(alias.element, { ...inner, asFrom, asHint, enclosingAlias: alias })
      return subquery && (asFrom || lateral) ? `(${sql})` : sql
    }
    if (asHint) return this.quoteName('alias', alias.name)
    const element: FromContext = { ...inner, fromHints: undefined, isCrud: false }
    if (!asFrom && !withinTemplate) return this.process(alias.element, { ...element, enclosingAlias: alias })
    // the outer name is numbered before those inside
    const name = this.quoteName('alias', alias.name)
    fromLinter?.froms.set(alias, this.resolveName('alias', alias.name))
    let sql = this.process(alias.element, { ...element, asFrom: true, enclosingAlias: alias })
    if (subquery) sql = `(${sql})`
    sql += this.renderAliasSuffix(name)
    if (alias instanceof TableValuedAlias && alias.derived) sql += `(${this.derivedColumns(alias, element)})`
    return this.withFromHint(sql, alias, context)
  }
  /** ` AS name`; some databases want no AS. */
  renderAliasSuffix(name: string): string { return ` AS ${name}` }
  protected derivedColumns(alias: TableValuedAlias, context: RenderContext): string {
    return alias.columns.all.map((c) => {
      const column = c as ColumnClause
      const name = this.preparer.quote(column.name)
      return alias.derivedWithTypes ? `${name} ${this.typeText(column.type, context)}` : name
    }).join(', ')
  }

  visitSubquery(node: Subquery, context: FromContext): string { return this.visitAlias(node, { ...context, subquery: true }) }
  visitLateral(node: Lateral | TableValuedAlias, context: FromContext): string {
    return `LATERAL ${this.visitAlias(node, { ...context, lateral: true })}`
  }
  visitTableSample(node: TableSample, context: FromContext): string {
    let sql = `${this.visitAlias(node, { ...context, asFrom: true })} TABLESAMPLE ${this.process(node.sampling, valueContext(context))}`
    if (node.seed !== null) sql += ` REPEATABLE (${this.process(node.seed, valueContext(context))})`
    return sql
  }
  visitFromGrouping(node: FromGrouping, context: FromContext): string { return `(${this.process(node.element, context)})` }

  visitJoin(node: Join, context: FromContext): string {
    context.fromLinter?.connect(node.left.fromObjects, node.right.fromObjects)
    const side: FromContext = { ...context, asFrom: true }
    return this.process(node.left, side) + this.joinKeyword(node) + this.process(node.right, side) +
      ` ON ${this.process(node.on, { ...context, asFrom: false })}`
  }
  /** ` JOIN `, ` LEFT OUTER JOIN `, ` FULL OUTER JOIN `; blanks included. */
  protected joinKeyword(node: Join): string { return node.full ? ' FULL OUTER JOIN ' : node.isOuter ? ' LEFT OUTER JOIN ' : ' JOIN ' }

  // functions --------------------------------------------------------------------------------------------------------

  visitTableValuedAlias(node: TableValuedAlias, context: FromContext): string {
    const { fromLinter, ...without } = context
    const inner: FromContext = node.joinsImplicitly || fromLinter === undefined ? without : context
    return node.isLateral ? this.visitLateral(node, inner) : this.visitAlias(node, inner)
  }
  visitFunctionRows(node: FunctionRows, context: FromContext): string {
    return this.process(node.fn, valueContext(context)) + (node.withOrdinality ? ' WITH ORDINALITY' : '')
  }
  visitTableValuedColumn(node: TableValuedColumn, context: FromContext): string {
    const name = this.resolveName('colident', node.name)
    context.addToResultMap?.(node.key, name, [node, name], node.type)
    return this.quoteName('colident', node.name)
  }
  visitScalarFunctionColumn(node: ScalarFunctionColumn, context: FromContext): string {
    const { addToResultMap, ...inner } = context
    addToResultMap?.(node.key, node.name, [node, node.name], node.type)
    return `(${this.process(node.fn, inner)}).${this.preparer.quote(node.name)}`
  }

  // VALUES -----------------------------------------------------------------------------------------------------------

  visitValues(node: Values, context: FromContext): string {
    if (node.independentCtes.length > 0) this.dispatchIndependentCtes(node.independentCtes, context)
    let sql = this.renderValues(node, context)
    if (!context.asFrom) return sql
    const name = node.unnamed ? undefined : node.name
    context.fromLinter?.froms.set(node, name === undefined ? '(VALUES without a name)' : this.resolveName('values', name))
    if (context.visitingCte?.element === node) {
      if (node.isLateral) throw new CompileError('A LATERAL VALUES can\'t be the query of a CTE', { code: 'COMPILE_UNSUPPORTED' })
      return sql
    }
    const lateral = node.isLateral ? 'LATERAL ' : ''
    sql = `${lateral}(${sql})`
    if (name === undefined) return sql
    const columns = node.columns.all.map((c) => this.process(c, { ...valueContext(context), includeTable: false })).join(', ')
    return `${sql}${this.renderAliasSuffix(this.quoteName('values', name))} (${columns})`
  }
  visitScalarValues(node: ScalarValues, context: FromContext): string { return `(${this.renderValues(node, context)})` }
  /** What stands in front of each row of VALUES. */
  protected get rowOfValues(): string { return '' }
  protected renderValues(node: Values | ScalarValues, context: FromContext): string {
    // written at execution: other values have the same cache key
    const inner = valueContext(node.literalBinds && context.literalBinds === undefined ? { ...context, literalExecute: true } : context)
    return `VALUES ${node.data_.map((row) => `${this.rowOfValues}(${row.map((cell) => this.process(cell, inner)).join(', ')})`).join(', ')}`
  }

  abstract dispatchIndependentCtes(ctes: readonly IndependentCte[], context: FromContext): void

  // prefixes and hints -----------------------------------------------------------------------------------------------

  /** Prefixes or suffixes that apply to this dialect, with a blank after them. */
  protected renderAffixes(affixes: readonly Affix[], context: RenderContext): string {
    const sql = affixes.filter((a) => a.dialect === null || a.dialect === this.dialect.name).map((a) => this.process(a.text, context)).join(' ')
    return sql === '' ? '' : `${sql} `
  }
  protected withFromHint(sql: string, from: SqlNode, context: FromContext): string {
    const hint = context.fromHints?.get(from)
    return hint === undefined ? sql : this.formatFromHint(sql, from, hint, context.isCrud ?? false)
  }
  formatFromHint(sql: string, from: SqlNode, hint: string, _isCrud: boolean): string {
    const text = this.fromHintText(from, hint)
    return text === undefined || text === '' ? sql : `${sql} ${text}`
  }
  /** A hint after a FROM object, in databases that have such. */
  fromHintText(_from: SqlNode, _hint: string): string | undefined { return undefined }
  /** Hints after SELECT, in databases that have such. */
  selectHintText(_hints: ReadonlyMap<SqlNode, string>): string | undefined { return undefined }
  /** Hints at the end of a statement. */
  statementHintText(hints: readonly string[]): string { return hints.join(' ') }
}

/** The context for an expression inside a FROM object: it isn't in FROM itself. */
export function valueContext(context: FromContext): FromContext {
  return {
    ...context, asFrom: false, asHint: false, lateral: false, subquery: false, withinTemplate: false,
    enclosingAlias: undefined, fromHints: undefined, fromLinter: undefined, addToResultMap: undefined,
  }
}
