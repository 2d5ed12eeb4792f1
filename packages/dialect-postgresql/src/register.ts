import { contractVersion, registerDialect, type DialectDescriptor } from '@athanor/interfaces'
import { PostgreSQLDialect } from './dialect.ts'
import { PgDriver } from './drivers/pg/driver.ts'

/** What `createEngine` finds under the dialect's name. */
export const postgresqlDialect: DialectDescriptor = {
  name: 'postgresql',
  aliases: ['postgres'],
  contractVersion,
  packageName: '@athanor/dialect-postgresql',
  defaultDriver: 'pg',
  drivers: ['pg'],
  create: (_driver, options) => new PostgreSQLDialect({ ...options, driver: new PgDriver() }),
}
registerDialect(postgresqlDialect)
