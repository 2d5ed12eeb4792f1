import type { DefaultDialect } from '@athanor/expressions/compiler'
import { callListener, type SchemaPlan } from '@athanor/expressions/elements'
import type { Connection } from '../connection/connection.ts'

/** Looks up what a plan wants to know, then executes its steps in order. */
export async function runSchemaPlan(connection: Connection, makePlan: (dialect: DefaultDialect) => SchemaPlan): Promise<void> {
  const plan = makePlan(connection.engine.dialect)
  const results: string[][] = []
  for (const { statement } of plan.queries) {
    // Nodes are statements to the engine; their public types are for users.
    results.push((await connection.execute(statement as never).scalars().all()).map(String))
  }
  for (const step of plan.steps(results)) {
    if (step.kind === 'ddl') await connection.execute(step.element)
    else await callListener(step, connection)
  }
}

