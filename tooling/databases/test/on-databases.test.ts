import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isListening } from '../src/servers/network.ts'
import { type FreshDatabase, onDatabases, type PrivateServer, type TestDatabase } from '../src/index.ts'

/** Runs one statement through the raw driver and returns the first value of the first row. */
async function scalar(db: TestDatabase, url: string, sql: string): Promise<unknown> {
  if (db.name === 'sqlite') {
    const { default: Database } = await import('better-sqlite3')
    const connection = new Database(url.replace('sqlite+better-sqlite3:///', ''))
    try {
      const statement = connection.prepare(sql)
      if (statement.reader) return (statement.raw().get() as unknown[])[0]
      return statement.run().changes
    } finally {
      connection.close()
    }
  }
  if (db.name === 'postgresql') {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: url.replace('+pg', '') })
    await client.connect()
    try {
      return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]
    } finally {
      await client.end()
    }
  }
  const { createConnection } = await import('mysql2/promise')
  const connection = await createConnection({ uri: url.replace('+mysql2', ''), rowsAsArray: true })
  try {
    const [rows] = await connection.query(sql)
    return (rows as unknown[][])[0]?.[0]
  } finally {
    await connection.end()
  }
}

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  test('offers a database that the raw driver reaches', async () => {
    expect(Number(await scalar(db, db.url, 'SELECT 41 + 1'))).toBe(42)
  })

  describe('fresh databases', () => {
    let fresh: FreshDatabase
    beforeAll(async () => {
      fresh = await db.freshDatabase()
    })
    afterAll(() => fresh.drop())

    test('do not see each other', async () => {
      const other = await db.freshDatabase()
      await scalar(db, fresh.url, 'CREATE TABLE t (a INTEGER)')
      await scalar(db, other.url, 'CREATE TABLE t (a INTEGER)')
      await scalar(db, fresh.url, 'INSERT INTO t VALUES (1)')
      expect(Number(await scalar(db, fresh.url, 'SELECT count(*) FROM t'))).toBe(1)
      expect(Number(await scalar(db, other.url, 'SELECT count(*) FROM t'))).toBe(0)
      await other.drop()
    })
  })
})

onDatabases({ databases: ['postgresql', 'mariadb'], requires: ['privateServer'] }, (db) => {
  let server: PrivateServer
  beforeAll(async () => {
    server = await db.startPrivateServer()
  }, 60_000)

  test('a private server comes back on its port with its data', async () => {
    await scalar(db, server.url, 'CREATE TABLE kept (a INTEGER)')
    await server.kill()
    expect(await isListening(server.port)).toBe(false)
    await server.start()
    expect(Number(await scalar(db, server.url, 'SELECT count(*) FROM kept'))).toBe(0)
    await server.restart()
    expect(server.running).toBe(true)
    expect(Number(await scalar(db, server.url, 'SELECT count(*) FROM kept'))).toBe(0)
  }, 60_000)
})
