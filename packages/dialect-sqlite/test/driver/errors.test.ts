import { expect, test } from '@jest/globals'
import { driver, open } from './open.ts'

const tables = `
  CREATE TABLE parent (id INTEGER PRIMARY KEY);
  CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT NOT NULL DEFAULT '', n INTEGER CONSTRAINT small CHECK (n < 10),
    p INTEGER REFERENCES parent, UNIQUE (b, n));
  INSERT INTO t (id, a, b, n) VALUES (1, 'x', 'y', 1);`

test.each([
  ['INSERT INTO t (a) VALUES (\'x\')', 'IntegrityError', { sqlState: 'SQLITE_CONSTRAINT_UNIQUE', errno: 2067, table: 't', column: 'a' }],
  ['INSERT INTO t (b, n) VALUES (\'y\', 1)', 'IntegrityError', { table: 't', column: 'b, n' }],
  ['INSERT INTO t (id) VALUES (1)', 'IntegrityError', { errno: 1555, table: 't', column: 'id' }],
  ['INSERT INTO t (b) VALUES (NULL)', 'IntegrityError', { errno: 1299, table: 't', column: 'b' }],
  ['INSERT INTO t (n) VALUES (11)', 'IntegrityError', { errno: 275, constraint: 'small' }],
  ['INSERT INTO t (p) VALUES (99)', 'IntegrityError', { errno: 787 }],
  ['INSERT INTO t (id) VALUES (\'x\')', 'IntegrityError', { sqlState: 'SQLITE_MISMATCH', errno: 20 }],
  ['SELECT * FROM nope', 'ProgrammingError', { table: 'nope', errno: 1 }],
  ['SELECT nope FROM t', 'ProgrammingError', { column: 'nope' }],
  ['INSERT INTO t (nope) VALUES (1)', 'ProgrammingError', { table: 't', column: 'nope' }],
  ['SELEC 1', 'ProgrammingError', {}],
  ['SELECT 1; SELECT 2', 'ProgrammingError', undefined],
  ['CREATE TABLE t (a)', 'ProgrammingError', {}],
  ['SELECT ?', 'InterfaceError', undefined],
])('%s is a %s', async (sql, kind, detail) => {
  const conn = await open()
  conn.executeScript(tables)
  let error: unknown
  try { conn.execute(sql, []) } catch (caught) { error = caught }
  const info = driver.classifyError(error)
  expect(info).toMatchObject({ kind, isDisconnect: false, ...(detail === undefined ? {} : { detail }) })
})

test('foreign keys are enforced unless the URL says no', async () => {
  const conn = await open({ query: { foreign_keys: 'off' } })
  conn.executeScript(tables)
  expect(conn.execute('INSERT INTO t (p) VALUES (99)', []).rowCount).toBe(1)
})

test('a closed connection is a disconnect', async () => {
  const conn = await open()
  conn.destroy()
  conn.destroy()
  expect(conn.isUsable).toBe(false)
  let error: unknown
  try { conn.execute('SELECT 1', []) } catch (caught) { error = caught }
  expect(driver.classifyError(error)).toMatchObject({ kind: 'InterfaceError', isDisconnect: true })
  expect(() => conn.ping()).toThrow('closed')
})

test('a value that SQLite has no form for is an InterfaceError', async () => {
  const conn = await open()
  let error: unknown
  try { conn.execute('SELECT ?', [new Date()]) } catch (caught) { error = caught }
  expect(driver.classifyError(error)).toMatchObject({ kind: 'InterfaceError' })
})

test('errors of others are not classified', () => {
  expect(driver.classifyError(new Error('x'))).toBeNull()
  expect(driver.classifyError(new TypeError('x is not a function'))).toBeNull()
  expect(driver.classifyError('text')).toBeNull()
})
