import { ArgumentError, InvalidRequestError, type CompileOptions } from '@athanor/interfaces'
import { asNode, nodePrinter } from '../structure/node.ts'
import { DefaultDialect } from '../dialect/default-dialect.ts'
import { describe } from '../elements/coercion.ts'
import { operations } from '../elements/column-element.ts'
import { valueWith } from './compiled-statement.ts'
import type { Compiled } from './compiled.ts'
import { finishText } from './finish-text.ts'
import type { ParameterSlot } from './parameter-slots.ts'

/** Options of `compile`. */
export interface CompileToTextOptions extends CompileOptions {
  /** Default: a dialect that knows no database and names its parameters. */
  readonly dialect?: DefaultDialect | undefined
}

/** SQL text with its parameters, for reading and testing. */
export interface CompiledText {
  /** The text, with placeholders. */
  readonly sql: string
  /** Name and value of each parameter, in the order of the text. */
  readonly parameters: readonly (readonly [name: string, value: unknown])[]
  /** What the compiler knows of the statement. */
  readonly compiled: Compiled
}

const readable = new DefaultDialect()

/**
 * Compiles a statement or an expression into text.
 * @throws {ArgumentError} for what is no statement or expression
 * @throws {CompileError} when the dialect can't say it
 * @throws {UnsupportedCompilationError} for an element that it doesn't know
 *
 * @example
 * compile(select(users.c.id).where(users.c.name.eq('sandy'))).sql
 * // SELECT user_account.id FROM user_account WHERE user_account.name = :name_1
 */
export function compile(element: unknown, options: CompileToTextOptions = {}): CompiledText {
  const node = asNode(element)
  if (node === undefined) throw new ArgumentError(`compile() needs a statement or an expression, not ${describe(element)}`)
  const { dialect = readable, ...rest } = options
  const compiled = dialect.compile(node, rest)
  const parameters: [string, unknown][] = []
  const params = 'paramValues' in node ? node.paramValues as Readonly<Record<string, unknown>> | null : null
  const sql = compiled.text.slots.length === 0 ? compiled.sql
    : finishText(compiled.text, dialect, (slot) => shownValue(slot, valueWith(params, compiled.binds.get(slot.name) ?? slot.bind)), ({ name, value }) => parameters.push([name, value]))
  return { sql, parameters, compiled }
}

/** A list or a literal is part of the text, so it can't be left for later. */
function shownValue(slot: ParameterSlot, value: unknown): unknown {
  if (value === undefined && slot.bind.required && slot.mode !== 'placeholder') {
    throw new InvalidRequestError(`The parameter '${slot.name}' is part of the SQL text and has no value. Give it one with params().`, { code: 'PARAMETER_REQUIRED' })
  }
  return value
}

nodePrinter.toText = (node) => {
  try {
    // a table is nothing but its name outside of a FROM clause
    return readable.compile(node, { literalBinds: false }).sql || ('name' in node ? String(node.name) : '')
  } catch (error) {
    return `<${node.constructor.name}: ${error instanceof Error ? error.message : 'not printable'}>`
  }
}
operations.toText = (node) => nodePrinter.toText(node)
