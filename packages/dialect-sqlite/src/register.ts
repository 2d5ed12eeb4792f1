import { contractVersion, registerDialect, type DialectDescriptor } from '@athanor/interfaces'
import { SQLiteDialect } from './dialect.ts'
import { BetterSqlite3Driver } from './drivers/better-sqlite3/driver.ts'

/** What `createEngine` finds under the dialect's name. */
export const sqliteDialect: DialectDescriptor = {
  name: 'sqlite',
  contractVersion,
  packageName: '@athanor/dialect-sqlite',
  defaultDriver: 'better-sqlite3',
  drivers: ['better-sqlite3'],
  create: (_driver, options) => new SQLiteDialect({ ...options, driver: new BetterSqlite3Driver() }),
}
registerDialect(sqliteDialect)
