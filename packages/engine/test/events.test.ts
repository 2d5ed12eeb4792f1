import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { text } from '@athanor/expressions'
import type { ConnectionEventName, Engine } from '@athanor/engine'
import { Engines, makeTable, rejection } from './support/engines.ts'

const count = text('SELECT count(*) AS n FROM thing')

describe('events', () => {
  const engines = new Engines()
  let engine: Engine
  beforeEach(async () => {
    engine = engines.open('sqlite://')
    await makeTable(engine)
  })
  afterEach(() => engines.dispose())

  test('of transactions and savepoints, in order', async () => {
    const seen: string[] = []
    for (const name of ['engineConnect', 'begin', 'commit', 'rollback', 'savepoint', 'rollbackSavepoint', 'releaseSavepoint'] as const satisfies ConnectionEventName[]) {
      engine.on(name, (_conn: unknown, savepoint?: string) => { seen.push(savepoint === undefined ? name : `${name} ${savepoint}`) })
    }
    await engine.begin(async (conn) => {
      await conn.beginNested(() => conn.execute(count))
      await rejection(conn.beginNested(() => conn.execute(text('nonsense'))))
    })
    {
      await using conn = await engine.connect()
      await conn.execute(count)
    }
    expect(seen).toEqual([
      'engineConnect', 'begin', 'savepoint sa_savepoint_1', 'releaseSavepoint sa_savepoint_1', 'savepoint sa_savepoint_2',
      'rollbackSavepoint sa_savepoint_2', 'commit', 'engineConnect', 'begin', 'rollback',
    ])
  })

  test('around an execution; listeners are awaited', async () => {
    const seen: unknown[] = []
    engine.on('beforeExecute', async (_conn, _statement, parameters) => {
      await Promise.resolve()
      seen.push(['beforeExecute', parameters])
    })
    engine.on('beforeCursorExecute', (_conn, sql, parameters, context) => { seen.push(['beforeCursorExecute', sql, parameters, context.isExecutemany]) })
    engine.on('afterCursorExecute', () => { seen.push('afterCursorExecute') })
    engine.on('afterExecute', (_conn, _statement, _parameters, _options, result) => { seen.push(['afterExecute', result.tuples().all()]) })
    await using conn = await engine.connect()
    expect(await conn.execute(text('SELECT :x + 1 AS y'), { x: 1 }).scalar()).toBe(2)
    expect(seen).toEqual([
      ['beforeExecute', { x: 1 }], ['beforeCursorExecute', 'SELECT ? + 1 AS y', [1], false], 'afterCursorExecute', ['afterExecute', [[2]]],
    ])
  })

  test('may replace statement, text and parameters', async () => {
    const remove = engine.on('beforeExecute', () => ({ statement: text('SELECT :n AS n'), parameters: { n: 5 } }))
    await using conn = await engine.connect()
    expect(await conn.execute(count).scalar()).toBe(5)
    remove()
    engine.on('beforeCursorExecute', (_conn, sql, parameters) => ({ sql: `/* traced */ ${sql.replace('count(*)', '?')}`, parameters: [...parameters, 'replaced'] }))
    await conn.exec('INSERT INTO thing VALUES (1, ?)'.replace('?', "'x'"), [], {}).catch(() => {})
    expect(await conn.execute(text('SELECT count(*) AS n')).scalar()).toBe('replaced')
  })

  test('can be removed, heard once, and put first', async () => {
    const seen: string[] = []
    const remove = engine.on('begin', () => { seen.push('removed') })
    engine.on('begin', () => { seen.push('once') }, { once: true })
    engine.on('begin', () => { seen.push('always') })
    engine.on('begin', () => { seen.push('first') }, { first: true })
    remove()
    await engine.begin(() => {})
    await engine.begin(() => {})
    expect(seen).toEqual(['first', 'once', 'always', 'first', 'always'])
  })

  test('an engine made by executionOptions() hears its parent\'s events and its own', async () => {
    const seen: string[] = []
    const child = engine.executionOptions({ team: 'blue' })
    engine.on('begin', () => { seen.push('parent') })
    child.on('begin', (conn) => { seen.push(`child ${String(conn.getExecutionOptions()['team'])}`) })
    await child.begin(() => {})
    await engine.begin(() => {})
    expect(seen).toEqual(['parent', 'child blue', 'parent'])
  })

  test('an unknown event is an error', () => {
    expect(() => engine.on('beforeExcute' as 'begin', () => {})).toThrow(/no connection event 'beforeExcute'. Did you mean 'beforeExecute'/)
  })

  test('handleError may replace the error', async () => {
    const contexts: unknown[] = []
    engine.on('handleError', (context) => {
      contexts.push([context.statement, context.isDisconnect, (context.error as { readonly code?: string }).code])
      return new RangeError('mine')
    })
    await using conn = await engine.connect()
    expect(await rejection(conn.execute(text('SELECT * FROM nowhere')))).toMatchObject({ name: 'RangeError', message: 'mine' })
    expect(contexts).toEqual([['SELECT * FROM nowhere', false, 'PROGRAMMING_ERROR']])
  })

  test('handleError may declare a disconnect', async () => {
    engine.on('handleError', (context) => { context.isDisconnect = true })
    await using conn = await engine.connect()
    expect(await rejection(conn.execute(text('SELECT * FROM nowhere')))).toMatchObject({ connectionInvalidated: true })
    expect(conn.isInvalidated).toBe(true)
    expect(await rejection(conn.execute(text('SELECT 1')))).toMatchObject({ code: 'PENDING_ROLLBACK' })
    await conn.rollback()
    expect(await conn.execute(text('SELECT 1')).scalar()).toBe(1)
  })

  test('a failing listener fails the statement', async () => {
    engine.on('beforeCursorExecute', () => { throw new Error('no') })
    await using conn = await engine.connect()
    expect((await rejection(conn.execute(count))).message).toBe('no')
  })
})
