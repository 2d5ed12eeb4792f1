import type { DefaultDialect } from '@athanor/expressions/compiler'
import { callListener, type SchemaPlan, type SchemaPlanDefaults } from '@athanor/expressions/elements'
import type { Connection } from '../connection/connection.ts'
import { schemaMap } from '../connection/execution-options.ts'

/** Looks up what a plan wants to know, then executes its steps in order. */
export async function runSchemaPlan(
  connection: Connection, makePlan: (dialect: DefaultDialect, defaults?: SchemaPlanDefaults) => SchemaPlan,
): Promise<void> {
  const plan = makePlan(connection.engine.dialect, { schemaTranslateMap: schemaMap(connection.getExecutionOptions().schemaTranslateMap) })
  const { schemaTranslateMap } = plan
  const options = schemaTranslateMap === undefined ? undefined : { schemaTranslateMap }
  const results: string[][] = []
  for (const { statement } of plan.queries) {
    // Nodes are statements to the engine; their public types are for users.
    results.push((await connection.execute(statement as never).scalars().all()).map(String))
  }
  for (const step of plan.steps(results)) {
    if (step.kind === 'ddl') await connection.execute(step.element, undefined, options)
    else await callListener(step, connection)
  }
}
