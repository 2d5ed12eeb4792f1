export { SQLiteDialect } from './dialect.ts'
export { BetterSqlite3Driver } from './drivers/better-sqlite3/driver.ts'
export { sqliteDialect } from './register.ts'
