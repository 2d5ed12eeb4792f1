import { ArgumentError, UndefinedValueError } from '@athanor/interfaces'
import { BindParameter } from '../elements/bind-parameter.ts'
import { ClauseList } from '../elements/clause-list.ts'
import { asColumnElement, describe } from '../elements/coercion.ts'
import { ColumnClause } from '../elements/column-clause.ts'
import { ColumnElement } from '../elements/column-element.ts'
import { FALSE, NULL, TRUE } from '../elements/constants.ts'
import { TextualLabelReference } from '../elements/label-reference.ts'
import { orderTerm } from '../elements/order-term.ts'
import { SqlFunction } from '../functions/sql-function.ts'
import { asNode, type SqlNode } from '../structure/node.ts'
import { INTEGER } from '../types/value-types.ts'
import { FromClause } from './from-clause.ts'

/** Something that may stand in FROM. */
export type FromElement = FromClause | ColumnElement

const isQuery = (node: SqlNode): boolean => 'toScalar' in node

/** An argument in the position of a FROM object. SQL text and functions may stand there too. */
export function fromElement(value: unknown, what: string): FromElement {
  const node = asNode(value)
  if (node instanceof FromClause) return node
  if (node instanceof ColumnElement && (node instanceof SqlFunction || (node as { readonly canBeFrom?: boolean }).canBeFrom === true)) return node
  if (node !== undefined && isQuery(node)) {
    throw new ArgumentError(`${what} needs a table or another FROM element. To select from a query, call its subquery() first.`)
  }
  throw value === undefined
    ? new UndefinedValueError(`${what} is undefined. Is this a table that is imported before it is declared?`)
    : new ArgumentError(`${what} needs a table, an alias, a subquery or a join, not ${describe(value)}`)
}

/** An argument in the position of a FROM object that has columns. */
export function fromClause(value: unknown, what: string): FromClause {
  const element = fromElement(value, what)
  if (element instanceof FromClause) return element
  throw new ArgumentError(`${what} needs a table, an alias, a subquery or a join: SQL text has no known columns`)
}

/** An item of a columns clause. */
export function columnsClauseItem(value: unknown, what: string): SqlNode {
  const node = asNode(value)
  if (node !== undefined) {
    if (isQuery(node)) {
      throw new ArgumentError(`${what} is a query. Use its scalarSubquery() as a value, or its subquery() as a table.`)
    }
    return node
  }
  switch (typeof value) {
    case 'string':
      if (value === '*') return new ColumnClause('*', undefined, { isLiteral: true })
      throw new ArgumentError(`${what} is the string ${JSON.stringify(value.slice(0, 60))}. Use column('…') for a name, text('…') or literalColumn('…') for SQL text, literal('…') for a value.`)
    case 'number':
    case 'bigint':
      return new ColumnClause(String(value), INTEGER, { isLiteral: true })
    case 'boolean':
      return value ? TRUE : FALSE
    case 'undefined':
      throw new UndefinedValueError(`${what} is undefined. Is this a column that doesn't exist, or a table that is imported before it is declared?`)
    default:
      if (value === null) return NULL
      throw new ArgumentError(`${what} needs a column, an expression or a table, not ${describe(value)}` +
        (Array.isArray(value) ? '. Did you mean to spread it: select(...columns)?' : ''))
  }
}

/** A term of ORDER BY. Constants are allowed. */
export function orderByTerm(value: unknown): SqlNode {
  if (value instanceof ClauseList) return value
  return constantTerm(value) ?? orderTerm(value, 'orderBy()')
}
/** A term of GROUP BY: a table stands for all of its columns. */
export function groupByTerm(value: unknown): SqlNode {
  if (typeof value === 'string') return new TextualLabelReference(value)
  const node = asNode(value)
  if (node instanceof ClauseList) return node
  if (node instanceof FromClause) return new ClauseList(node.columns.all)
  const term = constantTerm(value) ?? asColumnElement(value)
  if (term === undefined) throw new ArgumentError(`groupBy() needs column expressions or label names, not ${describe(value)}`)
  return term
}
const constantTerm = (value: unknown): ColumnElement | undefined => (value === null ? NULL : value === true ? TRUE : value === false ? FALSE : undefined)

/** The count of LIMIT, OFFSET or FETCH: a parameter for a plain number, or an expression. */
export function rowCount(value: unknown, what: string): ColumnElement | null {
  if (value === null) return null
  const element = asColumnElement(value)
  if (element !== undefined) return element
  if (value === undefined) throw new UndefinedValueError(`${what} is undefined. Use null to remove it.`)
  if ((typeof value === 'number' && Number.isInteger(value)) || typeof value === 'bigint') return new OffsetLimitParameter(value)
  throw new ArgumentError(`${what} needs an integer or an SQL expression, not ${describe(value)}`)
}

/** The parameter of LIMIT, OFFSET or FETCH for a plain number. Dialects may write the number itself. */
export class OffsetLimitParameter extends BindParameter {
  constructor(value: number | bigint) {
    super('param', INTEGER, value)
  }
  /** The number. */
  get simpleValue(): number { return Number(this.effectiveValue) }
  /** The same, written into the text at each execution. */
  renderLiteralExecute(): BindParameter { return this.with({ literalExecute: true }) }
}

/** Whether a count is a plain number. */
export const isSimpleCount = (clause: SqlNode | null): clause is OffsetLimitParameter => clause instanceof OffsetLimitParameter
