import { contractVersion, registerDialect, type DialectDescriptor } from '@athanor/interfaces'
import { MariaDBDialect, MySQLDialect } from './dialect.ts'
import { Mysql2Driver } from './drivers/mysql2/driver.ts'

/** What `createEngine` finds under the dialect's name. */
export const mysqlDialect: DialectDescriptor = {
  name: 'mysql',
  aliases: ['mariadb'],
  contractVersion,
  packageName: '@athanor/dialect-mysql',
  defaultDriver: 'mysql2',
  drivers: ['mysql2'],
  create: (_driver, options, alias) => new (alias === 'mariadb' ? MariaDBDialect : MySQLDialect)({ ...options, driver: new Mysql2Driver() }),
}
registerDialect(mysqlDialect)
