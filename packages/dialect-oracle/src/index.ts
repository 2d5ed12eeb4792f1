export { OracleDialect, type OracleDialectConfig } from './dialect.ts'
export { OracleDriver } from './drivers/oracledb/driver.ts'
export { oracleDialect } from './register.ts'
export * from './types/oracle-types.ts'
