import type { ConnectParameters } from '@athanor/interfaces'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { Mysql2Driver } from '../../src/drivers/mysql2/driver.ts'

export const driver = new Mysql2Driver()

/** Connect parameters of a test database's URL. */
export function parametersOf(url: string): ConnectParameters {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  return {
    host: hostname || undefined, port: port ? Number(port) : undefined, username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined, database: pathname.slice(1), query: Object.fromEntries(searchParams),
  }
}

/** A connection to a test database; `params` win over the URL's. */
export async function open(url: string, params: Partial<ConnectParameters> = {}): Promise<Mysql2DriverConnection> {
  const base = parametersOf(url)
  return await driver.connect({ ...base, ...params, query: { ...base.query, ...params.query } }) as Mysql2DriverConnection
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try { await promise } catch (error) { return error }
  throw new Error('it did not fail')
}

/** Waits until a condition holds, for at most five seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 250; i++) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error('the condition did not come true')
}
