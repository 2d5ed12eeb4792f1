import { ArgumentError } from '@athanor/interfaces'
import type { Operator } from '../operators/operator.ts'
import { op } from '../operators/operators.ts'
import type { TextualSelect } from '../selectable/textual-select.ts'
import { cloneNode, defineNode, Field } from '../structure/node.ts'
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts'
import { BindParameter } from './bind-parameter.ts'
import { ColumnElement, operations } from './column-element.ts'
import { isColumnSpec, specType } from './type-spec.ts'

/**
 * A `:name` in SQL text, or an escaped colon. A colon that follows a colon, a word or a backslash starts no name, so casts
 * (`::int`) and times (`12:30`) are left alone.
 */
const PARAMETERS = /\\(:[\p{L}\p{N}_$]*)(?![:\p{L}\p{N}_$])|(?<![:\p{L}\p{N}_$\\]):([\p{L}\p{N}_$]+)(?![:\p{L}\p{N}_$])/gu

/** A piece of SQL text: verbatim, or the name of a parameter. */
export type TextPart = { readonly text: string } | { readonly parameter: string }

/** Makes a statement with known columns of a text; installed by the selectables. */
export interface TextOperations {
  textualSelect(text: ColumnElement, columns: readonly ColumnElement[], positional: boolean): TextualSelect
  /** A column for a name and a type. */
  column(name: string, type: SqlType): ColumnElement
}
export const textOperations = {} as TextOperations

/** Options of execution of a statement. */
export type ExecutionOptions = Readonly<Record<string, unknown>>

/** What SQL text can be, whichever way it was written: a condition, a term of ORDER BY, an element of FROM, a statement. */
export abstract class AbstractText extends ColumnElement {
  readonly type: SqlType = NULL_TYPE
  readonly isTextual = true as const
  /** May stand in FROM as it is. */
  readonly canBeFrom = true as const
  readonly executionOptionValues: ExecutionOptions | null = null
  readonly commentText: string | null = null

  override selfGroup(against?: Operator): ColumnElement {
    return against === op.in || against === op.notIn ? operations.grouping(this) : this
  }

  /** A comment in front of the statement, for tracing. */
  comment(text: string): this { return cloneNode(this, { commentText: text }) }
  /** Options for the engine. */
  executionOptions(options: ExecutionOptions): this {
    return cloneNode(this, { executionOptionValues: { ...this.executionOptionValues, ...options } })
  }

  /**
   * Names and types of the result's columns: the text can be a subquery then, and its values are converted.
   * Columns given one after the other are matched by position, those of an object by name.
   */
  columns(...columns: readonly unknown[]): TextualSelect {
    const positional: ColumnElement[] = []
    const named: ColumnElement[] = []
    for (const column of columns) {
      if (column instanceof ColumnElement) positional.push(column)
      else if (column !== null && typeof column === 'object' && !isColumnSpec(column)) {
        for (const [name, type] of Object.entries(column)) {
          const same = positional.findIndex((c) => (c as { readonly key?: string }).key === name)
          const typed = textOperations.column(name, specType(type, `columns() of a text, column '${name}'`))
          if (same < 0) named.push(typed)
          else positional[same] = typed
        }
      } else throw new ArgumentError('columns() of a text needs columns, or an object of types by name')
    }
    return textOperations.textualSelect(this, [...positional, ...named], positional.length > 0 && named.length === 0)
  }
}

/** SQL text with named parameters: `text('x = :x').bindparams({ x: 5 })`. */
export class TextClause extends AbstractText {
  /** As it was written. */
  readonly text: string
  readonly parts: readonly TextPart[]
  readonly binds: Readonly<Record<string, BindParameter>>

  constructor(text: string) {
    super()
    this.text = text
    this.parts = partsOf(text)
    const binds = Object.create(null) as Record<string, BindParameter>
    for (const part of this.parts) if ('parameter' in part) binds[part.parameter] ??= BindParameter.of(part.parameter)
    this.binds = { ...binds }
  }
  get isStar(): boolean { return this.text === '*' }

  /**
   * Gives values (plain ones by name) or parameters (`bindparam('x', { type })`) to the names in the text.
   * @throws {ArgumentError} for a name that the text doesn't have
   */
  bindparams(...params: readonly unknown[]): this {
    const binds: Record<string, BindParameter> = { ...this.binds }
    const existing = (name: string): BindParameter => {
      const bind = Object.hasOwn(binds, name) ? binds[name] : undefined
      if (bind === undefined) {
        throw new ArgumentError(`The text has no parameter ':${name}'. Its parameters: ${Object.keys(binds).map((n) => `:${n}`).join(', ') || 'none'}`)
      }
      return bind
    }
    for (const param of params) {
      if (param instanceof BindParameter) {
        existing(param.origKey)
        binds[param.origKey] = param
      } else {
        for (const [name, value] of Object.entries(param as Record<string, unknown>)) {
          if (value instanceof BindParameter) {
            existing(name)
            binds[name] = value
          } else binds[name] = existing(name).withValue(value)
        }
      }
    }
    return cloneNode(this, { binds })
  }
  /** Values for parameters that the text names; others are left to other statements. */
  params(values: Readonly<Record<string, unknown>>): this {
    return this.bindparams(Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(this.binds, name))))
  }
}
defineNode(TextClause, 'visitTextClause', [['text', Field.value], ['binds', Field.data], ['commentText', Field.value]])

function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let current = ''
  let position = 0
  for (const match of text.matchAll(PARAMETERS)) {
    current += text.slice(position, match.index)
    position = match.index + match[0].length
    if (match[1] !== undefined) current += match[1]
    else {
      if (current !== '') parts.push({ text: current })
      current = ''
      parts.push({ parameter: match[2]! })
    }
  }
  if (position < text.length) current += text.slice(position)
  if (current !== '') parts.push({ text: current })
  return parts
}
