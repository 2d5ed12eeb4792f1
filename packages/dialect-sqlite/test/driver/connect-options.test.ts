import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { driver, open } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'athanor-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('an unknown option is named, with the one that was meant', async () => {
  await expect(open({ query: { foreignKeys: 'on' } })).rejects.toMatchObject({ code: 'URL_OPTION_UNKNOWN', message: expect.stringContaining("'foreign_keys'") })
  await expect(open({ query: { nonsense: 'on' } })).rejects.toThrow("'nonsense'")
})

test.each([
  [{ timeout: 'soon' }, 'timeout'], [{ begin: 'later' }, 'begin'], [{ foreign_keys: 'maybe' }, 'foreign_keys'],
  [{ journal_mode: 'wal; DROP TABLE t' }, 'journal_mode'], [{ timeout: ['1', '2'] }, 'timeout'],
])('%j is refused, naming %s', async (query, name) => {
  await expect(open({ query })).rejects.toMatchObject({ code: 'URL_OPTION_INVALID', message: expect.stringContaining(`'${name}'`) })
})

test('pragmas of the URL are set', async () => {
  const conn = await open({ database: join(folder, 'a.db'), query: { journal_mode: 'wal', synchronous: 'normal', timeout: '1234' } })
  const pragma = (name: string): unknown => conn.execute(`PRAGMA ${name}`, []).rows[0]?.[0]
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('busy_timeout'), pragma('foreign_keys')]).toEqual(['wal', 1, 1234, 1])
  conn.close()
})

test('mode=rw wants an existing file, mode=ro forbids writing', async () => {
  await expect(open({ database: join(folder, 'none.db'), query: { mode: 'rw' } })).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' })
  const database = join(folder, 'b.db')
  const writer = await open({ database })
  writer.execute('CREATE TABLE t (a)', [])
  writer.close()
  const reader = await open({ database, query: { mode: 'ro' } })
  expect(() => reader.execute('INSERT INTO t VALUES (1)', [])).toThrow('readonly')
  reader.close()
})

test('a file: URI is refused, since better-sqlite3 would make a file of that name', async () => {
  await expect(open({ database: 'file:athanor?mode=memory' })).rejects.toMatchObject({ code: 'URL_DATABASE_INVALID' })
})

test('a folder that does not exist is an OperationalError', async () => {
  const error: unknown = await open({ database: join(folder, 'no', 'x.db') }).catch((caught: unknown) => caught)
  expect(driver.classifyError(error)).toMatchObject({ kind: 'OperationalError' })
})

test('a host makes no sense', async () => {
  await expect(open({ host: 'localhost' })).rejects.toThrow('no host')
})
