export { MariaDBDialect, MySQLDialect, type MySQLDialectConfig } from './dialect.ts'
export { Mysql2Driver } from './drivers/mysql2/driver.ts'
export { mysqlDialect } from './register.ts'
