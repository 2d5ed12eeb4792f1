import { ArgumentError, type DriverResult } from '@athanor/interfaces'
import type { SqlNode } from '@athanor/expressions/elements'
import type { BatchText } from '../../cache/batch-text.ts'
import type { ParameterValues } from '../../cache/parameter-plan.ts'
import type { LiveConnection } from '../../connection/live-connection.ts'
import { isPromise, wait, type Steps } from '../../internal/steps.ts'
import { driverOptions, type PreparedStatement } from '../prepared.ts'
import { send, type Dispatch } from '../send.ts'
import { orderRows } from './order-rows.ts'

/** One execution of a DML statement. */
export interface DmlRun {
  readonly live: LiveConnection
  readonly node: SqlNode
  readonly prepared: PreparedStatement
  /** Values of each row, defaults included. */
  readonly rows: readonly (ParameterValues | undefined)[]
  readonly isMany: boolean
  readonly how: string
  readonly signal: AbortSignal | undefined
}

/** What came back. */
export interface Sent {
  readonly answer: DriverResult
  /** Rows of RETURNING; undefined without it. In the order of the parameter sets where that was asked for. */
  readonly returned: readonly unknown[][] | undefined
}

/**
 * An executemany. Rows come back: as statements of many rows, where their order can be told, else one after another.
 * Nothing comes back: by the driver, or as statements of many rows where those save round trips.
 */
export function* sendMany(run: DmlRun): Steps<Sent> {
  const { live, prepared, rows, how, signal } = run
  const { entry, carriers } = prepared
  const { compiled } = entry
  const { dml } = compiled
  const wantsRows = compiled.returnsRows || (dml?.implicitReturning.length ?? 0) > 0
  const common = { driverOptions: driverOptions(prepared, signal), options: prepared.options, how, currentParameters: rows[0] ?? {} }
  const batch = batchOf(run, wantsRows)
  if (batch !== undefined) return yield* sendBatches(run, batch, common)
  if (!wantsRows && !compiled.isDynamic) {
    const parameters = rows.map((row, i) => entry.parameters.bindFixed(carriers, row, i))
    return { answer: yield* send(live, { ...common, sql: compiled.sql, parameters, isExecutemany: true }), returned: undefined }
  }
  const sentinels = dml?.valuesRow?.sentinels?.length ?? 0
  const returned: unknown[][] = []
  let rowCount = 0
  let last: DriverResult | undefined
  // Nobody listens: straight to the driver, which is half of the cost of a row where the driver is synchronous.
  const driver = live.isObserved ? undefined : live.driver
  for (const [i, row] of rows.entries()) {
    const { sql, parameters } = entry.parameters.bind(carriers, row, i)
    if (driver === undefined) last = yield* send(live, { ...common, sql, parameters, isExecutemany: false })
    else {
      try {
        const pending = driver.execute(sql, parameters, common.driverOptions)
        last = isPromise(pending) ? yield* wait(pending) : pending
      } catch (error) {
        throw live.fail(error, sql, parameters)
      }
    }
    rowCount = addCounts(rowCount, last.rowCount)
    for (const one of last.rows) returned.push(withoutSentinels(one, sentinels))
  }
  return { answer: { columns: columnsOf(last, sentinels), rows: returned, rowCount }, returned: wantsRows ? returned : undefined }
}

/** The batched form, where it is allowed and of use. */
function batchOf({ live, prepared, rows }: DmlRun, wantsRows: boolean): BatchText | undefined {
  const { engine } = live
  const values = prepared.entry.compiled.dml?.valuesRow
  if (values === undefined) return undefined
  // A text with a counter can't be sent without one, so it is a batch even for one row.
  if (!values.hasCounter && (rows.length < 2 || engine.options.useInsertmanyvalues === false)) return undefined
  if (wantsRows) {
    // One statement per set: rows that have no order, or an upsert that needs values of each set.
    if (values.sortByParameterOrder && !values.hasCounter && (values.sentinels === undefined || values.isUpsert)) return undefined
    if (values.hasUpsertParameters) return undefined
  } else if (engine.dialect.driver.isSynchronous || values.hasUpsertParameters) {
    // No round trips to save.
    return undefined
  }
  const batch = prepared.entry.batch(prepared.carriers)
  return batch?.isFixed === true && (values.hasCounter || batch.maxRows(engine.dialect.driver.maxParameters) > 1) ? batch : undefined
}

function* sendBatches(run: DmlRun, batch: BatchText, common: Omit<Dispatch, 'sql' | 'parameters' | 'isExecutemany'>): Steps<Sent> {
  const { live, prepared, rows } = run
  const { dialect, options: engineOptions } = live.engine
  const { entry, carriers, options } = prepared
  const values = entry.compiled.dml!.valuesRow!
  const page = engineOptions.useInsertmanyvalues === false ? 1 : options.insertmanyvaluesPageSize ?? engineOptions.insertmanyvaluesPageSize ?? dialect.capabilities.insertmanyvaluesPageSize
  const size = Math.min(page, batch.maxRows(dialect.driver.maxParameters))
  const batches = Math.ceil(rows.length / size)
  const order = values.sortByParameterOrder ? 'ordered' : 'unordered'
  const sentinels = values.sentinels?.length ?? 0
  const returned: unknown[][] = []
  let rowCount = 0
  let last: DriverResult | undefined
  for (let start = 0; start < rows.length; start += size) {
    const end = Math.min(start + size, rows.length)
    const { sql, parameters } = batch.bind(carriers, rows, start, end)
    const how = `${common.how}; insertmanyvalues ${start / size + 1}/${batches} (${order})`
    last = yield* send(live, { ...common, sql, parameters, isExecutemany: false, how })
    rowCount = addCounts(rowCount, last.rowCount)
    if (!values.returnsRows) continue
    const inOrder = values.sortByParameterOrder
      ? orderRows(dialect, values, last.rows, rows.slice(start, end), (set, parameter) => entry.parameters.valueOf(parameter, carriers, set))
      : last.rows
    for (const row of inOrder) returned.push(withoutSentinels(row, sentinels))
  }
  return { answer: { columns: columnsOf(last, sentinels), rows: returned, rowCount }, returned: values.returnsRows ? returned : undefined }
}

/** The columns at the end that told rows apart are for us. The driver's row is ours to change. */
function withoutSentinels(row: unknown[], sentinels: number): unknown[] {
  if (sentinels > 0) row.length -= sentinels
  return row
}
const columnsOf = (result: DriverResult | undefined, sentinels: number): DriverResult['columns'] =>
  result === undefined ? [] : sentinels > 0 ? result.columns.slice(0, -sentinels) : result.columns

const addCounts = (a: number, b: number): number => (a < 0 || b < 0 ? -1 : a + b)

/**
 * An executemany is compiled for the keys of its first set; a later one must have the same.
 * @throws {ArgumentError} `PARAMETER_SETS_DIFFER` for a key that the first set doesn't have. Missing ones are found when they are needed.
 */
export function checkSets(sets: readonly (ParameterValues | undefined)[], keys: readonly string[]): void {
  for (let i = 1; i < sets.length; i++) {
    const set = sets[i]
    let count = 0
    for (const key in set) if (set[key] !== undefined) count++
    if (count <= keys.length && (count === keys.length || set === undefined)) continue
    for (const key in set) {
      if (set[key] === undefined || keys.includes(key)) continue
      throw new ArgumentError(
        `Parameter set ${i} has a value for '${key}', which set 0 doesn't have. All sets of one execute() must have the keys of the first; ` +
        `give '${key}' in every set (null for SQL NULL), or execute the statement for each kind of set.`, { code: 'PARAMETER_SETS_DIFFER' })
    }
  }
}
