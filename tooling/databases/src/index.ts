export { capabilities, type Capability } from './capabilities.ts'
export type { DatabaseName } from './database-name.ts'
export { onDatabases, type OnDatabasesOptions } from './on-databases.ts'
export type { FreshDatabase, PrivateServer, TestDatabase } from './test-database.ts'
