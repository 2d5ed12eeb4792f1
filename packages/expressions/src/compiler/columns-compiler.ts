import { CompileError } from '@athanor/interfaces'
import { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { AsBoolean, type BinaryExpression, UnaryExpression } from '../elements/expression.ts'
import { Label } from '../elements/label.ts'
import type { LabelReference, TextualLabelReference } from '../elements/label-reference.ts'
import { anonNameLabel, naturalName, proxyKey, tableLabel } from '../elements/naming.ts'
import { isSameExpression, sharesLineage, ungrouped } from '../elements/proxies.ts'
import type { SqlTemplate } from '../elements/sql-template.ts'
import type { ScalarSubquery } from '../elements/subquery-expression.ts'
import { TextClause } from '../elements/text.ts'
import { isTextual } from '../elements/textual.ts'
import { op } from '../operators/operators.ts'
import type { FromClause } from '../selectable/from-clause.ts'
import type { ColumnPlusNames } from '../selectable/columns-plus-names.ts'
import { joinNames, LabelName, nameKey, nameText, type Name } from '../structure/names.ts'
import type { SqlNode } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { ElementsCompiler } from './elements-compiler.ts'
import type { FromContext, StackEntry } from './from-context.ts'
import { escapeSlots } from './parameter-slots.ts'
import type { AddToResultMap, RenderContext } from './render-context.ts'

/** What decides how a column is written in a columns clause. */
export interface ColumnOptions extends Partial<ColumnPlusNames> {
  /** The column is a part of the result of the whole statement. */
  readonly populateResult: boolean
  /** The statement is in FROM. */
  readonly asFrom?: boolean
  /** The type's expression around the column is needed. */
  readonly needColumnExpressions?: boolean
  readonly includeTable?: boolean
}
const EMPTY: ReadonlySet<SqlNode> = new Set()
/** What is around an outermost statement: nothing. */
export const OUTERMOST: Omit<StackEntry, 'selectable'> = { correlateFroms: EMPTY, asFromFroms: EMPTY }

/** Columns, labels, names in ORDER BY, SQL text; and the columns of the result. */
export abstract class ColumnsCompiler extends ElementsCompiler {
  /** The statements around what is being rendered, outermost first. */
  readonly stack: StackEntry[] = []

  // columns ----------------------------------------------------------------------------------------------------------

  visitColumn(column: ColumnClause, context: FromContext): string {
    const name = this.resolveName('colident', column.name)
    if (context.addToResultMap !== undefined) {
      const label = column.tableLabel
      context.addToResultMap(column.key, name, [column, name, column.key, ...(label === undefined ? [] : [nameText(label)])], column.type)
    }
    const text = column.isLiteral ? this.escapeLiteralColumn(name) : this.quoteName('colident', column.name)
    const { table } = column
    if (table === null || context.includeTable === false || !table.isNamed) return text
    return `${this.tableOfColumn(table, context)}.${text}`
  }
  /** The name of a FROM object in front of a column. */
  protected tableOfColumn(table: FromClause, context: FromContext): string {
    const schema = this.schemaOf(table)
    if (schema) return `${this.preparer.quoteSchema(schema)}.${this.quoteName('alias', table.name)}`
    const other = context.ambiguousTables?.get(nameKey(table.name))
    return this.quoteName('alias', other ?? table.name)
  }
  /** The schema to render for a table. */
  abstract schemaOf(table: FromClause): Name | null | undefined
  /** Literal column text, made safe for the driver's placeholder syntax. */
  escapeLiteralColumn(text: string): string { return escapeSlots(text) }

  // labels -----------------------------------------------------------------------------------------------------------

  visitLabel(label: Label, context: FromContext): string {
    if (context.withinTemplate) {
      throw new CompileError(`The label '${nameText(label.name)}' can't stand in an sql template: it isn't known whether its name or its expression is meant. Use the expression.`, { code: 'LABEL_IN_TEMPLATE' })
    }
    if (context.withinColumnsClause === true && context.withinLabelClause !== true) {
      return this.labelled(label.element, label.name, { ...context, renderLabelAsLabel: undefined }, context.addToResultMap, [label], label.type)
    }
    if (context.renderLabelAsLabel === label) return this.quoteName('colident', label.name)
    return this.process(label.element, { ...context, addToResultMap: undefined, renderLabelAsLabel: undefined, withinLabelClause: false, withinColumnsClause: false })
  }
  /** `element AS name` in a columns clause. */
  protected labelled(
    element: SqlNode, name: Name, context: FromContext, add: AddToResultMap | undefined, objects: readonly (SqlNode | string)[], type: SqlType,
  ): string {
    const text = this.resolveName('colident', name)
    if (add !== undefined) add(nameText(name), text, [...objects, text], type)
    return `${this.process(element, { ...context, withinColumnsClause: true, withinLabelClause: true, addToResultMap: undefined })} AS ${this.quoteName('colident', name)}`
  }

  visitLabelReference(reference: LabelReference, context: RenderContext): string {
    const { element } = reference
    const entry = this.stack.at(-1)
    if (entry === undefined || !this.dialect.capabilities.supportsSimpleOrderByLabel) return this.process(element, context)
    if (entry.labels === undefined) throw unresolved(element.toString())
    const label = element.orderByLabelElement
    if (label instanceof Label) {
      const names = entry.labels.labelResolution
      const known = (context.withinColumnsClause ? names.onlyFroms : names.onlyColumns).get(nameKey(label.name))
      if (known !== undefined && (sharesLineage(label, known) || (known instanceof Label && isSameExpression(label, known)))) return this.process(element, { ...context, renderLabelAsLabel: label })
    }
    return this.process(element, context)
  }
  visitTextualLabelReference(reference: TextualLabelReference, context: RenderContext): string {
    const entry = this.stack.at(-1)
    if (entry === undefined) return this.process(new TextClause(reference.name), context)
    const names = entry.labels?.labelResolution
    const column = (context.withinColumnsClause ? names?.onlyFroms : names?.withColumns)?.get(reference.name)
    if (column === undefined) throw unresolved(reference.name)
    return this.process(column, { ...context, renderLabelAsLabel: column })
  }

  // text -------------------------------------------------------------------------------------------------------------

  visitTextClause(node: TextClause, context: RenderContext): string {
    const { addToResultMap, ...inner } = context
    if (this.stack.length === 0) this.#outermostText()
    addToResultMap?.('', '', [node], NULL_TYPE)
    let sql = ''
    for (const part of node.parts) sql += 'text' in part ? this.postProcessText(escapeSlots(part.text)) : this.process(node.binds[part.parameter]!, inner)
    return sql
  }
  visitSqlTemplate(node: SqlTemplate, context: RenderContext): string {
    const { addToResultMap, ...inner } = context
    const outermost = this.stack.length === 0
    if (outermost) {
      this.#outermostText()
      // queries in the text are inside of a statement: its result has not their columns
      this.stack.push({ ...OUTERMOST, selectable: node })
    }
    addToResultMap?.('', '', [node], NULL_TYPE)
    const within: FromContext = { ...inner, withinTemplate: true }
    const sql = node.parts.map((part) => (typeof part === 'string' ? this.postProcessText(escapeSlots(part)) : this.process(part, within))).join('')
    if (!outermost) return sql
    this.stack.pop()
    return this.cteClauseOfText() + sql
  }
  /** `WITH …` of the CTEs that a text mentions. */
  protected cteClauseOfText(): string { return '' }
  #outermostText(): void {
    this.kind = 'text'
    this.returnsRows = true
  }
  /** SQL text, made safe for the driver's placeholder syntax. */
  postProcessText(text: string): string { return text }

  visitScalarSubquery(node: ScalarSubquery, context: FromContext): string {
    return `(${this.process(node.element, { ...context, asFrom: false, withinTemplate: false })})`
  }

  // the columns clause -----------------------------------------------------------------------------------------------

  /** Adds a column to the result. A column that is repeated is only found by its position. */
  protected addResultColumn(key: string, name: string, objects: readonly (SqlNode | string)[], type: SqlType): void {
    if (name === '' || name === '*') this.resultColumnsOrdered = false
    if (type.affinity === 'tuple') {
      throw new CompileError('A row value (tuple) can\'t be selected: most databases don\'t return one. Select its items.', { code: 'TUPLE_SELECTED' })
    }
    this.resultColumns.push({ key, name, objects, type })
  }

  /** A column in RETURNING. */
  labelReturningColumn(column: SqlNode, context: FromContext, options: ColumnOptions): string { return this.labelSelectColumn(column, context, options) }

  /** A column in a columns clause, with a label where it needs one. */
  labelSelectColumn(column: SqlNode, context: FromContext, options: ColumnOptions): string {
    const { populateResult, requiredLabel, fallbackLabel, repeated = false, proxyKey: key } = options
    const element = column instanceof ColumnElement ? column : undefined
    const expression = element !== undefined && (populateResult || options.needColumnExpressions) ? this.columnExpression(element) : column
    const naturalKey = element === undefined || isTextual(element) ? undefined : this.resultKey(element, options)
    const add: AddToResultMap | undefined = !populateResult ? undefined : (ownKey, name, objects, type) => {
      const all: (SqlNode | string)[] = repeated ? [name] : [...objects]
      if (!repeated) {
        if (expression !== column) all.unshift(column)
        if (key !== undefined && !all.includes(key)) all.push(key)
      }
      this.addResultColumn(naturalKey ?? (ownKey === '' ? '' : name), name, all, type)
    }
    const inner: FromContext = { ...context, withinColumnsClause: true, withinLabelClause: false, addToResultMap: add, includeTable: options.includeTable ?? true, withinTemplate: false }
    if (element instanceof Label) {
      return expression === column ? this.process(column, inner) : this.labelled(expression, element.name, inner, add, [element, element.element], element.type)
    }
    const label = requiredLabel ?? (this.#needsLabel(column, expression, options) ? fallbackLabel ?? anonNameLabel(element!) : undefined)
    if (label === undefined) return this.process(expression, inner)
    const plain = tableLabel(element!)
    const objects = [column, ...(requiredLabel !== undefined && plain !== undefined ? [nameText(plain)] : [])]
    return this.labelled(expression, label instanceof LabelName || typeof label !== 'string' ? label : joinNames(label), inner, add, objects, element!.type)
  }
  /** Key of a column in an object row; undefined where it has only a position or an invented name. */
  protected resultKey(element: ColumnElement, options: ColumnOptions): string | undefined {
    const natural = proxyKey(element)
    // labels that contain the table's name are keys too
    return natural !== undefined && options.requiredLabel !== undefined && !isAnonymous(options.requiredLabel) ? options.proxyKey : natural
  }
  /** The expression that the column's type puts around it when it is selected. */
  protected columnExpression(column: ColumnElement): ColumnElement {
    const type = column.type.variants === undefined ? column.type : column.type.forDialect(this.dialect.name)
    return type.columnExpression(column, this.dialect) ?? column
  }

  #needsLabel(column: SqlNode, expression: SqlNode, options: ColumnOptions): boolean {
    if (!(column instanceof ColumnElement) || isTextual(column)) return false
    if (expression !== column) return true
    if (column instanceof ColumnClause) return options.asFrom === true && !column.isLiteral && column.table !== null
    if (column instanceof UnaryExpression || column instanceof AsBoolean) {
      const comparesNumber = (column.operator === op.isFalse || column.operator === op.isTrue) && !this.dialect.capabilities.supportsNativeBoolean
      return comparesNumber || options.asFrom === true || naturalName(ungrouped(column.element)) === undefined
    }
    return naturalName(column) === undefined
  }

  protected override onComparison(binary: BinaryExpression, context: FromContext): void {
    const { fromLinter, lateralFromLinter, enclosingLateral } = context
    if (fromLinter === undefined || !binary.operator.isComparison) return
    if (lateralFromLinter !== undefined) {
      const lateral = enclosingLateral === undefined ? [] : [enclosingLateral]
      lateralFromLinter.connect([...binary.left.fromObjects, ...lateral], [...binary.right.fromObjects, ...lateral])
    } else fromLinter.connect(binary.left.fromObjects, binary.right.fromObjects)
  }
}

const isAnonymous = (name: Name): boolean => name instanceof LabelName && name.isAnonymous

const unresolved = (name: string): CompileError => new CompileError(
  `'${name}' in ORDER BY, GROUP BY or DISTINCT is neither a label nor a column of this query. For SQL text use text(${JSON.stringify(name)}).`,
  { code: 'LABEL_UNRESOLVED' })
