import type { DefaultDialect } from '../../dialect/default-dialect.ts'
import type { SchemaPlan } from './schema-plan.ts'

/** What can execute a schema plan: an engine or a connection. */
export interface SchemaRunner {
  /** Makes the plan for its dialect, runs the queries, then the steps. */
  runSchemaPlan(plan: (dialect: DefaultDialect) => SchemaPlan): Promise<void>
}
