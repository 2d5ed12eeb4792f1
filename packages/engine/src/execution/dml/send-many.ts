import type { DriverResult } from '@athanor/interfaces'
import type { SqlNode } from '@athanor/expressions/elements'
import type { ParameterValues } from '../../cache/parameter-plan.ts'
import type { LiveConnection } from '../../connection/live-connection.ts'
import type { Steps } from '../../internal/steps.ts'
import { driverOptions, type PreparedStatement } from '../prepared.ts'
import { send } from '../send.ts'

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
  /** Rows of RETURNING in the order of the parameters; undefined without it. */
  readonly returned: readonly unknown[][] | undefined
}

/** An executemany: by the driver where nothing comes back, else one statement after another. */
export function* sendMany(run: DmlRun): Steps<Sent> {
  const { live, prepared, rows, how, signal } = run
  const { compiled, parameters: plan } = prepared.entry
  const wantsRows = compiled.returnsRows || (compiled.dml?.implicitReturning.length ?? 0) > 0
  const common = { driverOptions: driverOptions(prepared, signal), options: prepared.options, how, currentParameters: rows[0] ?? {} }
  if (!wantsRows && !compiled.isDynamic) {
    const parameters = rows.map((row, i) => plan.bindFixed(prepared.carriers, row, i))
    const answer = yield* send(live, { ...common, sql: compiled.sql, parameters, isExecutemany: true })
    return { answer, returned: undefined }
  }
  const returned: unknown[][] = []
  let rowCount = 0
  let last: DriverResult | undefined
  for (const [i, row] of rows.entries()) {
    const { sql, parameters } = plan.bind(prepared.carriers, row, i)
    last = yield* send(live, { ...common, sql, parameters, isExecutemany: false })
    rowCount += last.rowCount
    if (wantsRows) for (const one of last.rows) returned.push(one)
  }
  return { answer: { columns: last?.columns ?? [], rows: returned, rowCount }, returned: wantsRows ? returned : undefined }
}
