import { isError, NotImplementedByDialectError, StatementError, type CompileOptions, type ExecutionContext } from '@athanor/interfaces'
import type { PrefetchColumn } from '@athanor/expressions/compiler'
import { BindParameter, NextValue, Select, type Assignment, type Column, type SqlNode } from '@athanor/expressions/elements'
import type { ParameterValues } from '../../cache/parameter-plan.ts'
import { schemaMap, type ExecutionOptions } from '../../connection/execution-options.ts'
import type { LiveConnection } from '../../connection/live-connection.ts'
import { wait, type Steps } from '../../internal/steps.ts'
import { prepareStatement, type PreparedStatement } from '../prepared.ts'
import { send } from '../send.ts'

/** What a default function gets: the row so far, and the execution it is part of. */
export interface ClientDefaultContext extends ExecutionContext {
  /** The row's values by column key, those of defaults computed before this one included. */
  readonly row: Readonly<Record<string, unknown>>
}

/** What the rows of one execution share. */
interface DefaultsJob {
  readonly live: LiveConnection
  readonly prefetch: readonly PrefetchColumn[]
  readonly sql: string
  readonly options: ExecutionOptions
  readonly isExecutemany: boolean
}

/** Whether the statement, or one in its CTEs, has columns whose values are computed here. */
export const hasClientDefaults = ({ entry }: PreparedStatement): boolean => entry.compiled.dml !== undefined && entry.compiled.dml.prefetch.length > 0

/** Parameter sets with the values of the columns' defaults. */
export function* withClientDefaults(
  live: LiveConnection, prepared: PreparedStatement, sets: readonly (ParameterValues | undefined)[], isExecutemany: boolean,
): Steps<readonly (ParameterValues | undefined)[]> {
  if (!hasClientDefaults(prepared)) return sets
  const { node, entry: { compiled }, options } = prepared
  const job: DefaultsJob = { live, prefetch: compiled.dml!.prefetch, sql: compiled.sql, options, isExecutemany }
  const { assignments, rows } = node as { readonly assignments?: Assignments; readonly rows?: readonly Assignments[] | null }
  const stated = statedValues(assignments)
  const filled: ParameterValues[] = []
  for (const [index, set] of sets.entries()) {
    const row: Record<string, unknown> = { ...stated, ...set }
    // the parameters of a VALUES of several rows have other names than its columns: functions see their own row by its keys
    const seen = rows?.map((one): Record<string, unknown> => ({ ...statedValues(one), ...set }))
    for (const one of job.prefetch) {
      if (row[one.parameter] !== undefined) continue
      const own = seen?.[one.row ?? 0]
      row[one.parameter] = yield* compute(job, one, own ?? row, index)
      if (own !== undefined) own[one.column.key] = row[one.parameter]
    }
    filled.push(row)
  }
  return filled
}

type Assignments = readonly Assignment[] | null | undefined

/** Plain values that the statement itself has for a row: what default functions look at, beside those given to `execute`. */
function statedValues(assignments: Assignments): ParameterValues | undefined {
  if (assignments === null || assignments === undefined || assignments.length === 0) return undefined
  const values: Record<string, unknown> = {}
  for (const { key, value } of assignments) if (typeof key === 'string' && value instanceof BindParameter && !value.required) values[key] = value.effectiveValue
  return values
}

function* compute(job: DefaultsJob, { column, default: source }: PrefetchColumn, row: Record<string, unknown>, index: number): Steps<unknown> {
  if (source === null) return yield* scalarOf(job, generatorOf(job, column))
  switch (source.kind) {
    case 'value': return source.value
    case 'sentinel': return index
    case 'function': {
      const { live, sql, options, isExecutemany } = job
      const context = { ...live.context(sql, [], isExecutemany, row, options), parameters: row, row }
      let value: unknown
      try {
        // Declared for the row's parameters; the whole context is a superset of that.
        value = yield* wait(source.compute(context as never))
      } catch (error) {
        throw new StatementError(`The default of column '${column.key}' failed: ${isError(error) ? error.message : String(error)}`, { code: 'DEFAULT_FAILED', cause: error, statement: sql })
      }
      return value === undefined ? null : value
    }
    case 'expression': return yield* scalarOf(job, source.expression)
    default: return yield* scalarOf(job, new NextValue(source))
  }
}

/** The generator that the database itself made for a column. */
function generatorOf({ live, options }: DefaultsJob, column: Column): SqlNode {
  const dialect = live.engine.dialect as { autoincrementValue?(column: Column, options: CompileOptions): SqlNode }
  const schemas = schemaMap(options.schemaTranslateMap)
  const value = dialect.autoincrementValue?.(column, schemas === undefined ? {} : { schemaTranslateMap: schemas, renderSchemaTranslate: true })
  if (value !== undefined) return value
  throw new NotImplementedByDialectError(
    `The key of column '${column.key}' can't be generated before the INSERT by the dialect '${live.engine.name}': give its value, or let RETURNING fetch it.`)
}

/** A default that the database computes beforehand: a sequence, or an expression of a key that can't be returned. */
function* scalarOf({ live, options }: DefaultsJob, expression: SqlNode): Steps<unknown> {
  const prepared = prepareStatement(live.engine, new Select([expression]), options, undefined, false)
  const { sql, parameters } = prepared.entry.parameters.bind(prepared.carriers, undefined)
  const { rows } = yield* send(live, {
    sql, parameters, isExecutemany: false, driverOptions: prepared.entry.driverOptions, options, how: 'default', currentParameters: {},
  })
  const row = rows[0]
  return row === undefined ? null : prepared.entry.metadata.scalars(0).one(row)
}
