import { TypeCompiler } from '@athanor/expressions/compiler'

/** Names of types for SQLite, which keeps any name and derives an affinity from it. */
export class SqliteTypeCompiler extends TypeCompiler {
  visitJson(): string { return 'JSON' }
  visitJSONB(): string { return 'JSONB' }
}
