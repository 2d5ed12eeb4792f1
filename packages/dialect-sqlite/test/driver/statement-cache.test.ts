import { expect, test } from '@jest/globals'
import { open } from './open.ts'

/** Counts how often the driver prepares. */
async function counting(cacheSize: number): Promise<{ readonly prepared: string[]; readonly run: (sql: string, prepare?: boolean) => unknown }> {
  const conn = await open({ preparedStatementCacheSize: cacheSize })
  const database = conn.driverConnection
  const prepared: string[] = []
  const original = database.prepare.bind(database)
  Object.defineProperty(database, 'prepare', { value: (sql: string) => { prepared.push(sql); return original(sql) } })
  return { prepared, run: (sql, prepare) => conn.execute(sql, [], { prepare }).rows[0]?.[0] }
}

test('a text is prepared once per connection', async () => {
  const { prepared, run } = await counting(2)
  expect([run('SELECT 1'), run('SELECT 1'), run('SELECT 1')]).toEqual([1, 1, 1])
  expect(prepared).toEqual(['SELECT 1'])
})

test('the statement used longest ago makes room', async () => {
  const { prepared, run } = await counting(2)
  for (const sql of ['SELECT 1', 'SELECT 2', 'SELECT 1', 'SELECT 3', 'SELECT 1', 'SELECT 2']) run(sql)
  expect(prepared).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 3', 'SELECT 2'])
})

test('0 keeps nothing, and so does prepare: false', async () => {
  const off = await counting(0)
  off.run('SELECT 1')
  off.run('SELECT 1')
  expect(off.prepared).toHaveLength(2)
  const on = await counting(5)
  on.run('SELECT 1', false)
  on.run('SELECT 1', false)
  expect(on.prepared).toHaveLength(2)
})
