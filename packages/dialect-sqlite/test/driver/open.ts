import type { ConnectParameters } from '@athanor/interfaces'
import { BetterSqlite3Driver } from '../../src/drivers/better-sqlite3/driver.ts'
import type { BetterSqlite3Connection } from '../../src/drivers/better-sqlite3/connection.ts'

export const driver = new BetterSqlite3Driver()

/** A connection to a new database, in memory unless `params` say otherwise. */
export const open = async (params: Partial<ConnectParameters> = {}): Promise<BetterSqlite3Connection> =>
  await driver.connect({ query: {}, ...params }) as BetterSqlite3Connection
