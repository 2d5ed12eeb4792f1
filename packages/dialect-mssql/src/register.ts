import { contractVersion, registerDialect, type DialectDescriptor } from '@athanor/interfaces'
import { MSSQLDialect } from './dialect.ts'
import { MSSQLDriver } from './drivers/mssql/driver.ts'

/** What `createEngine` finds under the dialect's name. */
export const mssqlDialect: DialectDescriptor = {
  name: 'mssql',
  contractVersion,
  packageName: '@athanor/dialect-mssql',
  defaultDriver: 'mssql',
  drivers: ['mssql'],
  create: (_driver, options) => new MSSQLDialect({ ...options, driver: new MSSQLDriver() }),
}
registerDialect(mssqlDialect)
