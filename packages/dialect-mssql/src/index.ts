export { MSSQLDialect, type MSSQLDialectConfig } from './dialect.ts'
export { MSSQLDriver } from './drivers/mssql/driver.ts'
export { mssqlDialect } from './register.ts'
export * from './types/mssql-types.ts'
