import { ArgumentError, UndefinedValueError } from '@athanor/interfaces'
import { asNode, defineNode, Field, type SqlNode } from '../structure/node.ts'
import { BindParameter } from './bind-parameter.ts'
import { describe } from './coercion.ts'
import { NULL } from './constants.ts'
import { AbstractText } from './text.ts'

/**
 * The result of the `sql` template tag: SQL text with elements in it. What is substituted is an element or becomes a parameter;
 * it is never text.
 */
export class SqlTemplate extends AbstractText {
  readonly parts: readonly (string | SqlNode)[]
  constructor(parts: readonly (string | SqlNode)[]) {
    super()
    this.parts = parts
  }
  get isStar(): boolean { return this.parts.length === 1 && this.parts[0] === '*' }
}
defineNode(SqlTemplate, 'visitSqlTemplate', [['parts', Field.data], ['commentText', Field.value]])

/**
 * SQL text by template. Elements are rendered, queries in parentheses; other values become parameters, lists the
 * parameters of an IN.
 *
 * @throws {UndefinedValueError} for a substitution that is undefined
 * @example
 * select(users).where(sql`length(${users.c.name}) > ${3}`)   // length(user_account.name) > :param_1
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): SqlTemplate {
  if (!Array.isArray(strings) || !Object.hasOwn(strings, 'raw')) {
    throw new ArgumentError('sql is a template tag: sql`…`. For SQL text in a string use text().')
  }
  const parts: (string | SqlNode)[] = []
  for (let i = 0; i < strings.length; i++) {
    if (strings[i] === undefined) throw new ArgumentError('The sql template contains an escape sequence that is not valid')
    if (strings[i] !== '') parts.push(strings[i]!)
    if (i < values.length) parts.push(substitution(values[i], i + 1))
  }
  return new SqlTemplate(parts)
}

function substitution(value: unknown, position: number): SqlNode {
  const node = asNode(value)
  if (node !== undefined) return 'toScalar' in node ? (node.toScalar as () => SqlNode)() : node
  if (value === undefined) throw new UndefinedValueError(`Substitution ${position} of an sql template is undefined. Use null for SQL NULL.`)
  if (value === null) return NULL
  if (typeof value === 'function' || typeof value === 'symbol') throw new ArgumentError(`Substitution ${position} of an sql template can't be ${describe(value)}`)
  return BindParameter.of(null, { value, unique: true, expanding: Array.isArray(value) })
}
