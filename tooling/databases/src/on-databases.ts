import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type BrokerState, stateVariable } from './broker.ts'
import { capabilities, type Capability } from './capabilities.ts'
import { type DatabaseName, standardDatabases } from './database-name.ts'
import { canStartPrivateServer, SuiteDatabase, type TestDatabase } from './test-database.ts'

/** What a suite asks of the databases it runs on. */
export interface OnDatabasesOptions {
  /** Where one of these is missing the suite's tests are skipped, counted, with the reason in their name. */
  readonly requires?: readonly (Capability | 'privateServer')[]
  /** Only these, for example in a dialect's own tests; default: the four standard ones, and others where reachable. */
  readonly databases?: readonly DatabaseName[]
}

/** Starting MySQL for the first time on a busy machine takes a while. */
const startTimeout = 180_000

/**
 * Declares a suite once per database: `describe('[sqlite]')`, `describe('[postgresql]')`, …
 *
 * @example
 * onDatabases({ requires: ['savepoints'] }, (db) => {
 *   let engine: Engine
 *   beforeAll(() => { engine = createEngine(db.url) })
 *   afterAll(() => engine.dispose())
 *   test('rolls back to a savepoint', async () => { … })
 * })
 */
export function onDatabases(body: (db: TestDatabase) => void): void
export function onDatabases(options: OnDatabasesOptions, body: (db: TestDatabase) => void): void
export function onDatabases(
  first: OnDatabasesOptions | ((db: TestDatabase) => void),
  second?: (db: TestDatabase) => void,
): void {
  const options = typeof first === 'function' ? {} : first
  const body = typeof first === 'function' ? first : second
  if (!body) throw new TypeError('onDatabases: the suite is missing')
  const state = brokerState()
  const names = Object.keys(state.databases) as DatabaseName[]
  let declared = 0
  for (const name of names) {
    const { available, detail } = state.databases[name] ?? { available: false, detail: '' }
    const wanted = options.databases?.includes(name) ?? (standardDatabases.includes(name) || available)
    if (!wanted) continue
    declared++
    const database = new SuiteDatabase(name, state, available)
    const lacking = (options.requires ?? []).filter((need) => !provides(name, need))
    const reason = available ? (lacking.length > 0 ? `lacks ${lacking.join(', ')}` : undefined) : detail
    if (reason !== undefined) {
      describe.skip(`[${name}] SKIPPED ${reason}`, () => {
        body(database)
      })
      continue
    }
    describe(`[${name}]`, () => {
      beforeAll(() => database.open(), startTimeout)
      body(database)
      // Declared last, so that the suite's own afterAll has closed its connections.
      afterAll(() => database.close(), startTimeout)
    })
  }
  // A file without any test would fail, although the run merely selected other databases.
  if (declared === 0) test.skip(`SKIPPED none of ${(options.databases ?? standardDatabases).join(', ')} is selected`, () => undefined)
}

function provides(name: DatabaseName, need: Capability | 'privateServer'): boolean {
  return need === 'privateServer' ? canStartPrivateServer(name) : capabilities[name][need]
}

function brokerState(): BrokerState {
  const text = process.env[stateVariable]
  if (text === undefined) throw new Error('onDatabases works only under the root jest configuration, whose globalSetup finds the databases')
  return JSON.parse(text) as BrokerState
}
