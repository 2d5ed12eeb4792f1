import type { TestkitContext } from './context.ts'
import type { Requirement } from './requirements.ts'
import { CaseScope } from './scope.ts'

/** Areas of the suite. */
export type Area =
  | 'cancellation' | 'cte' | 'ddl' | 'delete' | 'errors' | 'executemany' | 'functions' | 'identifiers' | 'in' | 'insert' | 'isolation' | 'json' | 'limit' | 'merge' | 'extensions'
  | 'nulls' | 'operators' | 'arrays' | 'results' | 'returning' | 'savepoints' | 'select' | 'set operations' | 'streaming' | 'text' | 'transactions' | 'types'
  | 'update' | 'upsert' | 'windows'

/** One case of the suite, for any test runner. */
export interface TestCase {
  readonly area: Area
  /** Unique within its area. */
  readonly name: string
  /** Without one of these the database can't run it. */
  readonly requires: readonly Requirement[]
  /** Creates what it needs, checks, and drops it. Rejects when the dialect fails the case. */
  run(context: TestkitContext): Promise<void>
}

/** Makes the function by which one file declares its cases. */
export const casesOf = (area: Area) => (name: string, requires: readonly Requirement[], body: (scope: CaseScope) => Promise<void>): TestCase => ({
  area,
  name,
  requires,
  async run(context) {
    const scope = new CaseScope(context)
    try {
      await body(scope)
    } catch (error) {
      // What went wrong matters more than what clearing up after it has to say.
      await scope.close().catch(() => {})
      throw error
    }
    await scope.close()
  },
})
