import { compile } from '@athanor/core'
import { MSSQLDialect } from '@athanor/dialect-mssql'
import { MariaDBDialect, MySQLDialect } from '@athanor/dialect-mysql'
import { OracleDialect } from '@athanor/dialect-oracle'
import { PostgreSQLDialect } from '@athanor/dialect-postgresql'
import { SQLiteDialect } from '@athanor/dialect-sqlite'

export const dialects = {
  postgresql: new PostgreSQLDialect({ paramStyle: 'named' }),
  mysql: new MySQLDialect({ paramStyle: 'named' }),
  mariadb: new MariaDBDialect({ paramStyle: 'named' }),
  sqlite: new SQLiteDialect({ paramStyle: 'named' }),
  mssql: new MSSQLDialect({ paramStyle: 'named' }),
  oracle: new OracleDialect({ paramStyle: 'named' }),
}
export type DialectName = keyof typeof dialects

/** A statement's or an expression's SQL on one line; without a dialect the generic one. */
export const sqlOf = (element: unknown, dialect?: DialectName): string =>
  compile(element, dialect === undefined ? {} : { dialect: dialects[dialect] }).sql.replaceAll(/\s+/g, ' ').trim()

/** Names and values of the parameters. */
export const parametersOf = (element: unknown): Record<string, unknown> => Object.fromEntries(compile(element).parameters)
