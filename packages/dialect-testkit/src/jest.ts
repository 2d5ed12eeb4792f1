import { ArgumentError, InvalidRequestError } from '@athanor/interfaces'
import { createEngine, type Engine, type EngineOptions } from '@athanor/engine'
import { cases } from './cases.ts'
import { createContext, missingRequirements, type ContextOptions, type TestkitContext } from './context.ts'
import { settledRequirements } from './requirements.ts'
import type { TestCase } from './test-case.ts'

/** What jest puts into the global scope, as far as it is used here; importing it would make jest a dependency. */
interface JestGlobals {
  readonly describe: (name: string, body: () => void) => void
  readonly test: ((name: string, body: () => Promise<void>, timeout?: number) => void) & { skip(name: string, body: () => void): void }
  readonly beforeAll: (work: () => Promise<void>, timeout?: number) => void
  readonly afterAll: (work: () => Promise<void> | undefined) => void
}

function jestGlobals(): JestGlobals {
  const found = globalThis as unknown as Partial<JestGlobals>
  for (const name of ['describe', 'test', 'beforeAll', 'afterAll'] as const) {
    if (typeof found[name] !== 'function') throw new InvalidRequestError(`runTestkit works inside a test file of jest (with injectGlobals, its default): there is no ${name}(). Under another runner, run the cases themselves.`)
  }
  return found as JestGlobals
}

/** How the suite is run under jest. */
export interface RunTestkitOptions extends ContextOptions {
  /** URL of an empty database, or a function that gives it once hooks have run. Its dialect has to be registered. */
  readonly url: string | (() => string)
  readonly engineOptions?: EngineOptions
  /**
   * Cases that the dialect is known to fail: `'area: name'`, or a whole area. They are counted as skipped, with the reason.
   * A property of the database belongs into `requirements`, not here.
   */
  readonly skip?: Readonly<Record<string, string>>
  /** Milliseconds for one case. Default 30 000. */
  readonly timeout?: number
}

/**
 * Declares the whole suite as jest tests, by area. Cases whose requirements the database doesn't meet are counted as skipped.
 *
 * Whether a requirement is met is known only when the server was asked for its version, and by then jest wants to know its
 * tests. So a case whose requirement only the server's version decides returns at once where it isn't met, and says so on
 * stderr; state such requirements to have the cases listed as skipped.
 *
 * @example
 * import '@your/dialect'
 * import { runTestkit } from '@athanor/dialect-testkit/jest'
 * runTestkit({ url: 'yourdb://localhost/test', requirements: { regexp: true }, skip: {} })
 */
export function runTestkit(options: RunTestkitOptions): void {
  const { describe, test, beforeAll, afterAll } = jestGlobals()
  const { skip = {}, timeout = 30_000 } = options
  const settled = settledRequirements(options.requirements)
  const unknown = Object.keys(skip).filter((key) => !cases.some((one) => key === one.area || key === label(one)))
  if (unknown.length > 0) throw new ArgumentError(`runTestkit: skip names cases that don't exist: ${unknown.join('; ')}`)
  let engine: Engine | undefined
  let context: TestkitContext
  beforeAll(async () => {
    const opened = createEngine(typeof options.url === 'function' ? options.url() : options.url, options.engineOptions)
    engine = opened
    context = await createContext(opened, options)
  }, timeout)
  afterAll(() => engine?.dispose())
  for (const area of new Set(cases.map((one) => one.area))) {
    describe(area, () => {
      for (const one of cases) {
        if (one.area !== area) continue
        const reason = skip[label(one)] ?? skip[area]
        const lacking = one.requires.filter((name) => settled[name] === false)
        if (reason !== undefined) test.skip(`${one.name} SKIPPED ${reason}`, () => {})
        else if (lacking.length > 0) test.skip(`${one.name} SKIPPED lacks ${lacking.join(', ')}`, () => {})
        else {
          test(one.name, async () => {
            const missing = missingRequirements(one, context)
            if (missing.length > 0) process.stderr.write(`[testkit] ${context.engine.name}: ${label(one)} SKIPPED lacks ${missing.join(', ')}\n`)
            else await one.run(context)
          }, timeout)
        }
      }
    })
  }
}

const label = (one: TestCase): string => `${one.area}: ${one.name}`
