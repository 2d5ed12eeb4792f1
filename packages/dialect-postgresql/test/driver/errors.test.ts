import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import type { PgConnection } from '../../src/drivers/pg/connection.ts'
import { driver, failure, open } from './open.ts'

onDatabases({ databases: ['postgresql'] }, db => {
  let conn: PgConnection
  beforeAll(async () => {
    conn = await open(db.url)
    await conn.executeScript(`
      CREATE TABLE parent (id int PRIMARY KEY);
      CREATE TABLE t (id int PRIMARY KEY, a text UNIQUE, b text NOT NULL DEFAULT '', n int CONSTRAINT small CHECK (n < 10), p int REFERENCES parent);
      INSERT INTO t VALUES (1, 'x')`)
  })
  afterAll(() => conn.close())

  test.each([
    ['INSERT INTO t (id, a) VALUES (2, \'x\')', 'IntegrityError', { sqlState: '23505', constraint: 't_a_key', table: 't', column: 'a', schema: 'public' }],
    ['INSERT INTO t (id, b) VALUES (2, NULL)', 'IntegrityError', { sqlState: '23502', table: 't', column: 'b' }],
    ['INSERT INTO t (id, n) VALUES (2, 11)', 'IntegrityError', { sqlState: '23514', constraint: 'small', table: 't' }],
    ['INSERT INTO t (id, p) VALUES (2, 99)', 'IntegrityError', { sqlState: '23503', constraint: 't_p_fkey', column: 'p' }],
    ['SELECT * FROM nope', 'ProgrammingError', { sqlState: '42P01' }],
    ['SELEC 1', 'ProgrammingError', { sqlState: '42601' }],
    ['SELECT 1 / 0', 'DataError', { sqlState: '22012' }],
    ['SELECT \'x\'::int', 'DataError', { sqlState: '22P02' }],
    ['COPY t FROM STDIN', 'OperationalError', { sqlState: '57014' }],
    ['DO $$ BEGIN RAISE EXCEPTION \'no\' USING HINT = \'try\'; END $$', 'ProgrammingError', { sqlState: 'P0001', hint: 'try' }],
  ])('%s is a %s', async (sql, kind, detail) => {
    expect(driver.classifyError(await failure(conn.execute(sql, [])))).toMatchObject({ kind, isDisconnect: false, detail })
    expect((await conn.execute('SELECT 1', [])).rows).toEqual([[1]])
  })

  test('a deadlock and a serialization failure are OperationalErrors', () => {
    for (const code of ['40P01', '40001', '55P03']) {
      expect(driver.classifyError(Object.assign(new Error('x'), { severity: 'ERROR', code }))).toMatchObject({ kind: 'OperationalError', isDisconnect: false })
    }
  })

  test('errors of others are not classified', () => {
    expect(driver.classifyError(new Error('x'))).toBeNull()
    expect(driver.classifyError(undefined)).toBeNull()
  })

  test.each([
    [{ sslmod: 'require' }, 'URL_OPTION_UNKNOWN', "'sslmode'"], [{ sslmode: 'maybe' }, 'URL_OPTION_INVALID', "'sslmode'"],
    [{ connect_timeout: 'x' }, 'URL_OPTION_INVALID', "'connect_timeout'"], [{ host: 'a:b:c' }, 'URL_OPTION_INVALID', "'host'"],
  ])('the URL option %j is refused', async (query, code, text) => {
    expect(await failure(open(db.url, { query }))).toMatchObject({ code, message: expect.stringContaining(text) })
  })

  test('application_name and prefer without TLS on the server', async () => {
    const other = await open(db.url, { query: { application_name: 'athanor tests', sslmode: 'prefer' } })
    expect((await other.execute('SHOW application_name', [])).rows).toEqual([['athanor tests']])
    await other.close()
  })
})
