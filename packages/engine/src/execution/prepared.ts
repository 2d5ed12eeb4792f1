import { ArgumentError, CompileError, ObjectNotExecutableError, type DriverExecuteOptions } from '@athanor/interfaces'
import { asNode, valueCarriers, type SqlNode } from '@athanor/expressions/elements'
import type { Compiled } from '@athanor/expressions/compiler'
import { CompiledEntry } from '../cache/compiled-entry.ts'
import type { ParameterValues } from '../cache/parameter-plan.ts'
import { mergeOptions, schemaMap, type ExecuteOptions, type ExecutionOptions } from '../connection/execution-options.ts'
import type { Engine } from '../create/engine.ts'
import { hint } from '../internal/suggest.ts'

/** A statement that is ready to be bound: its compiled form, its own values, its options. */
export interface PreparedStatement {
  readonly node: SqlNode
  readonly entry: CompiledEntry
  readonly carriers: readonly SqlNode[]
  /** Whether the compiled form was found rather than made. */
  readonly isCacheHit: boolean
  readonly options: ExecutionOptions
}

/** Fields of statements that the engine looks at; absent on DDL and on expressions. */
interface StatementFields {
  readonly executionOptionValues?: ExecutionOptions | null
  readonly paramValues?: ParameterValues | null
  readonly isDdl?: boolean
}

/** @throws {ObjectNotExecutableError} */
export function executableNode(statement: unknown): SqlNode {
  const node = asNode(statement)
  if (node !== undefined) return node
  const what = statement === null ? 'null' : typeof statement === 'string' ? `the string ${JSON.stringify(statement.slice(0, 60))}` : typeof statement
  throw new ObjectNotExecutableError(
    `Not an executable object: ${what}.` + (typeof statement === 'string' ? ' Wrap it in text(…), or send it as it is with conn.exec(…).' : ' execute() takes a statement: select(…), insert(…), text(…).'))
}

/** The options of an execution; `call` wins over the statement's, these over the connection's. */
export function optionsOf(node: SqlNode, connection: ExecutionOptions, call: ExecuteOptions | undefined): ExecutionOptions {
  const own = (node as StatementFields).executionOptionValues
  return mergeOptions(own === null || own === undefined ? connection : mergeOptions(connection, own), call)
}

/** Values that the statement was given by `params()`, under those of the call. */
export function valuesOf(node: SqlNode, call: ParameterValues | undefined): ParameterValues | undefined {
  const own = (node as StatementFields).paramValues
  return own === null || own === undefined ? call : call === undefined ? own : { ...own, ...call }
}

/**
 * Finds or makes the compiled form.
 * @param columnKeys columns that an INSERT or UPDATE gets values for
 */
export function prepareStatement(
  engine: Engine, node: SqlNode, options: ExecutionOptions, columnKeys: readonly string[] | undefined, forExecutemany: boolean,
): PreparedStatement {
  const { compiledCache, schemaTranslateMap } = options
  let variant = ''
  if (forExecutemany) variant = 'many'
  if (columnKeys !== undefined) variant += JSON.stringify(columnKeys)
  const schemas = schemaTranslateMap === undefined ? undefined : schemaMap(schemaTranslateMap)
  if (schemas !== undefined) variant += `|${JSON.stringify([...schemas])}`

  const cache = (node as StatementFields).isDdl === true || compiledCache === null ? undefined : (compiledCache ?? engine.compiledCache)
  if (cache !== undefined) {
    const found = cache.lookup(node, variant)
    if (found.entry !== undefined) return { node, entry: found.entry, carriers: found.carriers, isCacheHit: true, options }
  }
  const compiled = engine.dialect.compile(node, { columnKeys, forExecutemany, schemaTranslateMap: schemas, renderSchemaTranslate: schemas !== undefined, lintFroms: engine.options.enableFromLinting ?? true })
  for (const warning of compiled.warnings) process.emitWarning(warning, { type: 'AthanorWarning', code: 'ATHANOR_STATEMENT' })
  for (const key of columnKeys ?? []) if (!compiled.binds.has(key)) throw unknownKey(compiled, key)
  if (compiled.dml?.setsNothing === true) {
    throw new CompileError(`This UPDATE of '${compiled.dml.table.description}' sets no column. Give set() a value, or don't execute it. [SQL: ${compiled.sql}]`, { code: 'UPDATE_EMPTY' })
  }
  // What isn't kept is bound once, with the values of the parameters that were compiled.
  const carriers = cache === undefined ? [] : valueCarriers(node)
  const entry = new CompiledEntry(node, variant, compiled, carriers, engine.dialect)
  cache?.store(entry, carriers)
  return { node, entry, carriers, isCacheHit: false, options }
}

/** A value that would go nowhere is a misspelt one. */
function unknownKey(compiled: Compiled, key: string): ArgumentError {
  const table = compiled.dml?.table
  const known = [...(table?.columns.all ?? []).map((column) => (column as unknown as { readonly key: string }).key), ...compiled.binds.keys()]
  return new ArgumentError(
    `There is a value for '${key}', but the statement has no parameter of that name` +
    (table === undefined ? '' : `, and no column of '${table.description}' with that key takes one`) + `. ${hint(key, [...new Set(known)])} [SQL: ${compiled.sql}]`,
    { code: 'PARAMETER_UNKNOWN' })
}

/** What the driver is told beside text and parameters. */
export function driverOptions(prepared: PreparedStatement, signal: AbortSignal | undefined): DriverExecuteOptions {
  const base = prepared.entry.driverOptions
  const { prepare } = prepared.options
  if (signal === undefined && prepare === undefined) return base
  return { ...base, ...(signal === undefined ? {} : { signal }), ...(prepare === undefined ? {} : { prepare }) }
}

/** @throws {ArgumentError} when parameters aren't an object */
export function checkValues(values: unknown): ParameterValues | undefined {
  if (values === undefined || values === null) return undefined
  if (typeof values === 'object' && !Array.isArray(values)) return values as ParameterValues
  throw new ArgumentError(
    `The parameters of a statement are an object of values by name, or a list of such objects, not ${Array.isArray(values) ? 'a list of lists' : typeof values}. Positional parameters go with exec().`,
    { code: 'PARAMETERS_INVALID' })
}

/** For the log. */
export const howCompiled = (prepared: PreparedStatement, started: number): string => prepared.isCacheHit
  ? `cached since ${((performance.now() - prepared.entry.compiledAt) / 1000).toFixed(3)}s ago`
  : prepared.entry.cached ? `generated in ${((performance.now() - started) / 1000).toFixed(5)}s` : `no key, generated in ${((performance.now() - started) / 1000).toFixed(5)}s`
