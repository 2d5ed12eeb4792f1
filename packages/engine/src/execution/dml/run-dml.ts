import { CompileError, type DriverResult } from '@athanor/interfaces'
import type { Compiled, DefaultDialect, DmlPlan } from '@athanor/expressions/compiler'
import type { Column, SqlNode } from '@athanor/expressions/elements'
import type { ParameterValues } from '../../cache/parameter-plan.ts'
import type { ExecutionOptions } from '../../connection/execution-options.ts'
import type { LiveConnection } from '../../connection/live-connection.ts'
import type { Steps } from '../../internal/steps.ts'
import { Result, type DmlOutcome } from '../../result/result.ts'
import { checkValues, driverOptions, howCompiled, prepareStatement, valuesOf } from '../prepared.ts'
import { send } from '../send.ts'
import { withClientDefaults } from './client-defaults.ts'
import { insertedKeys } from './inserted-keys.ts'
import { checkSets, sendMany, type DmlRun, type Sent } from './send-many.ts'

const dmlNames = new Set(['visitInsert', 'visitUpdate', 'visitDelete', 'visitMerge'])

/** INSERT, UPDATE, DELETE or MERGE: what is executed with knowledge of its table. */
export const isDml = (node: SqlNode): boolean => dmlNames.has(node.visitName)

const noKeys: readonly string[] = []

/** Executes an INSERT, UPDATE or DELETE, once or for many parameter sets. */
export function* runDml(
  live: LiveConnection, node: SqlNode, given: ParameterValues | readonly ParameterValues[] | undefined, options: ExecutionOptions, signal: AbortSignal | undefined,
): Steps<Result<unknown, unknown>> {
  const started = performance.now()
  // The transaction first: it is the dialect of a connected engine that knows what the server can do.
  yield* live.prepare()
  const isMany = Array.isArray(given) && given.length > 0
  const sets: readonly (ParameterValues | undefined)[] = isMany
    ? (given as readonly ParameterValues[]).map((set) => valuesOf(node, checkValues(set)))
    : [valuesOf(node, Array.isArray(given) ? undefined : checkValues(given))]
  const keys = keysOf(sets[0])
  if (isMany) checkSets(sets, keys)
  const prepared = prepareStatement(live.engine, node, options, keys, isMany)
  checkReturning(live.engine.dialect, prepared.entry.compiled)
  const how = howCompiled(prepared, started)
  const rows = yield* withClientDefaults(live, prepared, sets, isMany)
  const run: DmlRun = { live, node, prepared, rows, isMany, how, signal }
  const { answer, returned } = isMany ? yield* sendMany(run) : yield* sendOne(run)
  return dmlResult(run, answer, returned)
}

/**
 * The compiler writes RETURNING for any dialect; only the connected one knows whether its server has it (source: SQLAlchemy).
 * @throws {CompileError} `RETURNING_UNSUPPORTED`
 */
export function checkReturning(dialect: DefaultDialect, { kind, returnsRows, sql }: Compiled): void {
  if (!returnsRows || (kind !== 'insert' && kind !== 'update' && kind !== 'delete') || dialect.capabilities[`${kind}Returning`]) return
  const advice = {
    insert: "Leave out returning(…): the result's insertedPrimaryKey has the key of the new row, by which it can be selected.",
    update: 'Leave out returning(…), and select the rows afterwards in the same transaction.',
    delete: 'Leave out returning(…), and select the rows before, in the same transaction (withForUpdate()).',
  }[kind]
  throw new CompileError(
    `The dialect '${dialect.name}' (server version ${dialect.serverInfo?.versionText ?? 'unknown'}) has no ${kind.toUpperCase()} … RETURNING. ${advice} [SQL: ${sql}]`,
    { code: 'RETURNING_UNSUPPORTED' })
}

/** Columns that values are given for; one that is undefined isn't given. */
export function keysOf(values: ParameterValues | undefined): readonly string[] {
  if (values === undefined) return noKeys
  return Object.keys(values).filter((key) => values[key] !== undefined).sort()
}

function* sendOne({ live, prepared, rows, how, signal }: DmlRun): Steps<Sent> {
  const { sql, parameters } = prepared.entry.parameters.bind(prepared.carriers, rows[0])
  const answer = yield* send(live, {
    sql, parameters, isExecutemany: false, driverOptions: driverOptions(prepared, signal), options: prepared.options, how, currentParameters: rows[0] ?? {},
  })
  return { answer, returned: answer.columns.length === 0 ? undefined : answer.rows }
}

function dmlResult(run: DmlRun, answer: DriverResult, returned: readonly (readonly unknown[])[] | undefined): Result<unknown, unknown> {
  const { prepared, rows } = run
  const { compiled } = prepared.entry
  const { dml } = compiled
  const isOurs = dml !== undefined && dml.implicitReturning.length > 0
  const metadata = prepared.entry.metadata
  const outcome: DmlOutcome = {
    parameters: rows as readonly ParameterValues[],
    prefetchColumns: dml?.prefetch.map(({ column }) => column), postfetchColumns: dml?.postfetch,
    returnedDefaults: dml === undefined || returned === undefined ? undefined : returnedDefaults(run, dml, returned),
    ...insertOutcome(run, answer, returned),
  }
  if (isOurs || returned === undefined) return new Result(metadata, isOurs && answer.rowCount < 0 ? { ...answer, rowCount: rows.length } : answer, undefined, outcome)
  return new Result(metadata.forResult(answer.columns), answer, returned, outcome)
}

/** What `returnDefaults()` fetched, by column key. */
function returnedDefaults({ live, node }: DmlRun, dml: DmlPlan, returned: readonly (readonly unknown[])[]): DmlOutcome['returnedDefaults'] {
  if ((node as { readonly returnsDefaults?: boolean }).returnsDefaults !== true) return undefined
  const { dialect } = live.engine
  const columns = (dml.implicitReturning as readonly Column[]).map(({ key, type }) => ({ key, result: type.forDialect(dialect.name).resultProcessor(dialect) }))
  return returned.map((row) => Object.fromEntries(columns.map(({ key, result }, i) => [key, row[i] === null || result === undefined ? row[i] : result(row[i])])))
}

function insertOutcome(run: DmlRun, answer: DriverResult, returned: readonly (readonly unknown[])[] | undefined): Pick<DmlOutcome, 'insertedPrimaryKeys' | 'noPrimaryKey'> {
  const { live, prepared, isMany } = run
  const { compiled } = prepared.entry
  const { dml } = compiled
  if (compiled.kind !== 'insert' || dml === undefined) return {}
  if (compiled.returnsRows && dml.implicitReturning.length === 0) {
    return { noPrimaryKey: "The statement has a RETURNING of its own: take the primary key from the result's rows." }
  }
  if (isMany && dml.implicitReturning.length === 0) {
    return { noPrimaryKey: 'Primary keys of an executemany are known only with RETURNING: add .returning(…) to the INSERT.' }
  }
  if (dml.isMultiRow) return { noPrimaryKey: 'The INSERT has several rows in VALUES: their primary keys are known only with RETURNING. Or execute it with a list of parameter sets.' }
  if (dml.isInline) return { noPrimaryKey: 'The INSERT is inline() or INSERT … SELECT: its primary keys are known only with RETURNING.' }
  return { insertedPrimaryKeys: () => insertedKeys(live.engine.dialect, prepared, dml, run.rows, answer, returned) }
}
