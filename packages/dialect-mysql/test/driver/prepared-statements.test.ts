import { afterEach, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { open } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  const opened: Mysql2DriverConnection[] = []
  const connect = async (cacheSize?: number): Promise<Mysql2DriverConnection> => {
    const conn = await open(db.url, { preparedStatementCacheSize: cacheSize })
    opened.push(conn)
    return conn
  }
  afterEach(async () => { for (const conn of opened.splice(0)) await conn.close() })
  /** Statements prepared and closed on this connection, as the server counts them. */
  const counts = async (conn: Mysql2DriverConnection): Promise<{ prepared: number; closed: number }> => {
    const { rows } = await conn.execute("SHOW SESSION STATUS WHERE Variable_name IN ('Com_stmt_prepare', 'Com_stmt_close')", [], { prepare: false })
    const value = (name: string): number => Number(rows.find(row => row[0] === name)?.[1])
    return { prepared: value('Com_stmt_prepare'), closed: value('Com_stmt_close') }
  }

  test('a text is prepared once, and evicted on the server too', async () => {
    const conn = await connect(2)
    for (const sql of ['SELECT CONCAT(?)', 'SELECT UPPER(?)', 'SELECT CONCAT(?)', 'SELECT CONCAT(?)']) await conn.execute(sql, ['x'])
    expect(await counts(conn)).toEqual({ prepared: 2, closed: 0 })
    await conn.execute('SELECT LOWER(?)', ['x'])
    expect(await counts(conn)).toEqual({ prepared: 3, closed: 1 })
  })

  test('0 keeps nothing, and so does prepare: false', async () => {
    const off = await connect(0)
    for (let i = 0; i < 3; i++) expect((await off.execute('SELECT CONCAT(?)', ['x'])).rows).toEqual([['x']])
    expect(await counts(off)).toEqual({ prepared: 3, closed: 3 })
    const on = await connect()
    for (let i = 0; i < 2; i++) await on.execute('SELECT CONCAT(?)', ['x'], { prepare: false })
    await on.execute('SELECT 1', [], { prepare: false })
    expect(await counts(on)).toEqual({ prepared: 2, closed: 2 })
  })

  test('a parameter is never written into the text, whatever the sql_mode', async () => {
    const conn = await open(db.url, { preparedStatementCacheSize: 0, query: { sql_mode: 'NO_BACKSLASH_ESCAPES' } })
    const hostile = "\\' OR 1=1 -- "
    expect((await conn.execute('SELECT CONCAT(?)', [hostile])).rows).toEqual([[hostile]])
    expect((await conn.execute('SELECT @@sql_mode', [])).rows).toEqual([['NO_BACKSLASH_ESCAPES']])
    await conn.close()
  })

  test('a text that the server can\'t prepare runs as it is', async () => {
    const conn = await connect()
    await conn.execute('CREATE TABLE lockable (a INT)', [])
    for (let i = 0; i < 2; i++) await conn.execute('LOCK TABLES lockable READ', [])
    await conn.execute('UNLOCK TABLES', [])
    await conn.execute('CREATE PROCEDURE two() BEGIN SELECT 1 AS a; SELECT 2 AS b; END', [])
    for (const prepare of [true, false]) expect(Number((await conn.execute('CALL two()', [], { prepare })).rows[0]?.[0])).toBe(1)
    expect((await conn.execute('SELECT CONCAT(?)', ['x'])).rows).toEqual([['x']])
  })

  test('a table that changed under a prepared statement', async () => {
    const conn = await connect()
    const other = await connect()
    await other.execute('CREATE TABLE changing (a INT)', [])
    await other.execute('INSERT INTO changing VALUES (1)', [])
    expect((await conn.execute('SELECT * FROM changing', [])).rows).toEqual([[1]])
    await other.execute("ALTER TABLE changing ADD COLUMN b VARCHAR(5) DEFAULT 'x'", [])
    expect(await conn.execute('SELECT * FROM changing', [])).toMatchObject({ rows: [[1, 'x']], columns: [{ name: 'a' }, { name: 'b' }] })
  })
})
