import type { DefaultDialect } from '../../dialect/default-dialect.ts'
import type { SchemaPlan, SchemaPlanOptions } from './schema-plan.ts'

/** What a plan takes from whoever executes it, where its own options don't say it. */
export type SchemaPlanDefaults = Pick<SchemaPlanOptions, 'schemaTranslateMap'>

/** What can execute a schema plan: an engine or a connection. */
export interface SchemaRunner {
  /** Makes the plan for its dialect, with the schema translation that it has, runs the queries, then the steps. */
  runSchemaPlan(plan: (dialect: DefaultDialect, defaults?: SchemaPlanDefaults) => SchemaPlan): Promise<void>
}
