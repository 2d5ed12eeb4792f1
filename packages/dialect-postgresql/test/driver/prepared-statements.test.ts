import { afterEach, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { open } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  const opened: PgConnection[] = []
  const connect = async (cacheSize?: number): Promise<PgConnection> => {
    const conn = await open(db.url, { preparedStatementCacheSize: cacheSize })
    opened.push(conn)
    return conn
  }
  afterEach(async () => { for (const conn of opened.splice(0)) await conn.close() })
  beforeAll(async () => {
    const conn = await connect()
    await conn.executeScript('CREATE TABLE t (a int)')
  })
  const prepared = async (conn: PgConnection): Promise<unknown[]> =>
    (await conn.execute('SELECT statement FROM pg_prepared_statements ORDER BY prepare_time', [], { prepare: false })).rows.flat()

  test('a text is prepared once, and evicted on the server too', async () => {
    const conn = await connect(2)
    for (const sql of ['SELECT 1', 'SELECT 2', 'SELECT 1', 'SELECT 1']) await conn.execute(sql, [])
    expect(await prepared(conn)).toEqual(['SELECT 1', 'SELECT 2'])
    await conn.execute('SELECT 3', [])
    expect(await prepared(conn)).toEqual(['SELECT 1', 'SELECT 3'])
  })

  test('0 prepares nothing, and so does prepare: false', async () => {
    const conn = await connect(0)
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
    expect(await prepared(conn)).toEqual([])
  })

  test('a table that changed under a prepared statement', async () => {
    const conn = await connect()
    const other = await connect()
    await other.executeScript('CREATE TABLE changing (a int); INSERT INTO changing VALUES (1)')
    expect((await conn.execute('SELECT * FROM changing', [])).rows).toEqual([[1]])
    await other.executeScript("ALTER TABLE changing ADD COLUMN b text DEFAULT 'x'")
    const result = await conn.execute('SELECT * FROM changing', [])
    expect(result.rows).toEqual([[1, 'x']])
    expect(result.columns.map(column => column.name)).toEqual(['a', 'b'])
    await other.executeScript('ALTER TABLE changing RENAME COLUMN b TO c')
    await conn.begin()
    await expect(conn.execute('SELECT * FROM changing', [])).rejects.toMatchObject({ code: '0A000' })
    await conn.rollback()
    expect((await conn.execute('SELECT * FROM changing', [])).columns.map(column => column.name)).toEqual(['a', 'c'])
    expect(await prepared(conn)).toEqual(['SELECT * FROM changing'])
  })

  test('a type of a parameter that is dropped and made anew', async () => {
    const make = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE moody (a mood)"
    const insert = (conn: PgConnection) => conn.execute('INSERT INTO moody VALUES ($1)', ['ok'])
    const conn = await connect()
    const other = await connect()
    for (const using of [conn, other]) {
      await conn.executeScript(make)
      await insert(using)
      await conn.executeScript('DROP TABLE moody; DROP TYPE mood')
      await conn.executeScript(make)
      // its own connection knows of it, also inside a transaction; another one finds out
      if (using === conn) await using.begin()
      expect((await insert(using)).rowCount).toBe(1)
      if (using === conn) await using.commit()
      await conn.executeScript('DROP TABLE moody; DROP TYPE mood')
    }
  })

  test('statements that something else deallocated are prepared again', async () => {
    const conn = await connect()
    await conn.execute('SELECT 1', [])
    await conn.execute('SELECT 2', [])
    await conn.executeScript('DISCARD ALL')
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
    expect((await conn.execute('SELECT 2', [])).rows).toEqual([[2]])
  })

  test('a statement that fails to parse, then succeeds', async () => {
    const conn = await connect()
    await expect(conn.execute('SELECT * FROM later', [])).rejects.toMatchObject({ code: '42P01' })
    await conn.executeScript('CREATE TABLE later (a int)')
    expect((await conn.execute('SELECT * FROM later', [])).rows).toEqual([])
  })

  test('a statement that fails when executed stays prepared', async () => {
    const conn = await connect()
    for (let i = 0; i < 3; i++) await expect(conn.execute('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' })
    expect(await prepared(conn)).toEqual(['SELECT 1 / $1::int'])
    expect((await conn.execute('SELECT 1 / $1::int', [1])).rows).toEqual([[1]])
  })
})
