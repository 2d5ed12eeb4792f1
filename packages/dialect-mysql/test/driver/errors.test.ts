import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { Mysql2DriverConnection } from '../../src/drivers/mysql2/connection.ts'
import { driver, failure, open } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  let conn: Mysql2DriverConnection
  beforeAll(async () => {
    conn = await open(db.url)
    await conn.execute('CREATE TABLE parent (id INT PRIMARY KEY) ENGINE = InnoDB', [])
    await conn.execute(
      `CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(5), b INT NOT NULL, n INT, p INT, UNIQUE KEY a_key (a), CONSTRAINT small CHECK (n < 10),
        CONSTRAINT to_parent FOREIGN KEY (p) REFERENCES parent (id)) ENGINE = InnoDB`, [])
    await conn.execute("INSERT INTO t (id, a, b) VALUES (1, 'x', 1)", [])
  })
  afterAll(() => conn.close())

  test.each([
    ['INSERT INTO t (id, a, b) VALUES (2, \'x\', 1)', 'IntegrityError', { errno: 1062, sqlState: '23000', constraint: 'a_key' }],
    ['INSERT INTO t (id, b) VALUES (2, NULL)', 'IntegrityError', { errno: 1048, column: 'b' }],
    ['INSERT INTO t (id) VALUES (2)', 'IntegrityError', { errno: 1364, column: 'b' }],
    ['INSERT INTO t (id, b, n) VALUES (2, 1, 11)', 'IntegrityError', { constraint: 'small' }],
    ['INSERT INTO t (id, b, p) VALUES (2, 1, 99)', 'IntegrityError', { errno: 1452, table: 't', constraint: 'to_parent', column: 'p' }],
    ['INSERT INTO t (id, b, a) VALUES (2, 1, \'too long\')', 'DataError', { errno: 1406, column: 'a' }],
    ['INSERT INTO t (id, b) VALUES (99999999999, 1)', 'DataError', { errno: 1264, column: 'id' }],
    ['SELECT * FROM nope', 'ProgrammingError', { errno: 1146, table: 'nope' }],
    ['SELECT nope FROM t', 'ProgrammingError', { errno: 1054, column: 'nope' }],
    ['SELEC 1', 'ProgrammingError', { errno: 1064 }],
  ])('%s is a %s', async (sql, kind, detail) => {
    for (const prepare of [true, false]) {
      expect(driver.classifyError(await failure(conn.execute(sql, [], { prepare })))).toMatchObject({ kind, isDisconnect: false, detail })
    }
    expect((await conn.execute('SELECT CONCAT(?)', ['x'])).rows).toEqual([['x']])
  })

  test('errors of others are not classified', () => {
    expect(driver.classifyError(new Error('x'))).toBeNull()
    expect(driver.classifyError(undefined)).toBeNull()
  })

  test.each([
    [{ chraset: 'utf8mb4' }, 'URL_OPTION_UNKNOWN', 'chraset'], [{ charset: 'latin1' }, 'URL_OPTION_INVALID', 'charset'],
    [{ ssl_mode: 'maybe' }, 'URL_OPTION_INVALID', 'ssl_mode'], [{ sql_mode: "'; DROP TABLE t" }, 'URL_OPTION_INVALID', 'sql_mode'],
  ])('the URL option %j is refused', async (query, code, text) => {
    expect(await failure(open(db.url, { query }))).toMatchObject({ code, message: expect.stringContaining(`'${text}'`) })
  })

  test('preferred TLS, and a collation', async () => {
    const other = await open(db.url, { query: { ssl_mode: 'preferred', charset: 'utf8mb4_general_ci' } })
    expect((await other.execute('SELECT @@collation_connection', [])).rows).toEqual([['utf8mb4_general_ci']])
    await other.close()
  })
})
