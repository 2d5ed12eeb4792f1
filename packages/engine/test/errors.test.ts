import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { onDatabases } from '@athanor-internal/databases'
import { DBAPIError } from '@athanor/interfaces'
import { text } from '@athanor/expressions'
import type { Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  let engine: Engine
  beforeAll(async () => {
    engine = engines.open(db.url)
    await makeTable(engine)
  })
  afterAll(() => engines.dispose())
  const insert = text('INSERT INTO thing (id, name) VALUES (:id, :name)')

  test('a driver\'s error becomes one of the tree, with statement, parameters and cause', async () => {
    await using conn = await engine.connect()
    await conn.execute(insert, { id: 1, name: 'a' })
    const error = await rejection(conn.execute(insert, { id: 1, name: 'b' }))
    expect(error).toBeInstanceOf(DBAPIError)
    expect(error).toMatchObject({ name: 'IntegrityError', code: 'INTEGRITY_ERROR', parameters: [1, 'b'], connectionInvalidated: false, statement: expect.stringContaining('INSERT INTO thing') })
    expect(error.cause).toBeDefined()
    expect(error.message).toContain("[parameters: [1, 'b']]")
  })

  test('wrong SQL', async () => {
    await using conn = await engine.connect()
    expect(await rejection(conn.execute(text('SELEKT 1')))).toMatchObject({ name: 'ProgrammingError' })
    await conn.rollback()
    expect(await rejection(conn.execute(text('SELECT * FROM nowhere')))).toMatchObject({ name: 'ProgrammingError' })
    await conn.rollback()
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
  })

  test('hideParameters keeps values out', async () => {
    const own = engines.open(db.url, { hideParameters: true })
    await using conn = await own.connect()
    const error = await rejection(conn.execute(text('INSERT INTO nowhere (id, name) VALUES (:id, :name)'), { id: 1, name: 'topsecret' }))
    expect(inspect(error, { depth: 0 })).not.toContain('topsecret')
    expect(error).toMatchObject({ parameters: undefined, hideParameters: true })
  })

  test('an executemany says so', async () => {
    await using conn = await engine.connect()
    const error = await rejection(conn.execute(insert, [{ id: 5, name: 'a' }, { id: 5, name: 'b' }]))
    expect(error).toMatchObject({ name: 'IntegrityError', parameters: [[5, 'a'], [5, 'b']] })
  })
})

describe('what is not the driver\'s error', () => {
  test('passes through', async () => {
    const engines = new Engines()
    const engine = engines.open('sqlite://')
    const stop = new Error('stop')
    expect(await rejection(engine.begin(() => { throw stop }))).toBe(stop)
    expect(await rejection(engine.begin(() => Promise.reject(stop)))).toBe(stop)
    await engines.dispose()
  })
})
