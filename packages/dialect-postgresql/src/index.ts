export { PostgreSQLDialect, type PostgreSQLDialectConfig } from './dialect.ts'
export { PgDriver } from './drivers/pg/driver.ts'
export { postgresqlDialect } from './register.ts'
