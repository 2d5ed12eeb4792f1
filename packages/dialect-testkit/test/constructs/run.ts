import type { TestDatabase } from '@athanor-internal/databases'
import { mysqlConstructs } from './mysql.ts'
import { postgresqlConstructs } from './postgresql.ts'
import { sqliteConstructs } from './sqlite.ts'

/** The tests of what only one dialect's package has, by the name of the database. */
export const constructs: Readonly<Record<string, (db: TestDatabase) => void>> = {
  sqlite: sqliteConstructs, postgresql: postgresqlConstructs, mysql: (db) => mysqlConstructs(db),
  mariadb: (db) => {
    mysqlConstructs(db, 'mariadb')
    mysqlConstructs(db, 'mysql')
  },
}
