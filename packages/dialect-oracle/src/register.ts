import { contractVersion, registerDialect, type DialectDescriptor } from '@athanor/interfaces'
import { OracleDialect } from './dialect.ts'
import { OracleDriver } from './drivers/oracledb/driver.ts'

/** What `createEngine` finds under the dialect's name. */
export const oracleDialect: DialectDescriptor = {
  name: 'oracle',
  contractVersion,
  packageName: '@athanor/dialect-oracle',
  defaultDriver: 'oracledb',
  drivers: ['oracledb'],
  create: (_driver, options) => new OracleDialect({ ...options, driver: new OracleDriver() }),
}
registerDialect(oracleDialect)
