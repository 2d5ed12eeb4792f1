import diagnostics from 'node:diagnostics_channel'
import { afterEach, describe, expect, test } from '@jest/globals'
import { text } from '@athanor/expressions'
import { formatParameters } from '../src/diagnostics/echo.ts'
import { Engines, rejection } from './support/engines.ts'

describe('echo', () => {
  const engines = new Engines()
  afterEach(() => engines.dispose())

  test('shows statements, parameters, times, and transactions', async () => {
    const lines: string[] = []
    const engine = engines.open('sqlite://', { echo: true, logger: (_level, message) => { lines.push(message) }, loggingName: 'shop' })
    {
      await using conn = await engine.connect()
      await conn.execute(text('SELECT :x AS x'), { x: 'a' })
      await conn.execute(text('SELECT :x AS x'), { x: 'b' })
      await conn.commit()
      conn.executionOptions({ loggingToken: 'job 5' })
      await conn.exec('SELECT 1')
    }
    expect(lines.map((line) => line.replaceAll(/\d+\.\d+/g, 'N'))).toEqual([
      'athanor.engine.shop BEGIN (implicit)',
      'athanor.engine.shop SELECT ? AS x', "athanor.engine.shop [generated in Ns] ('a')", 'athanor.engine.shop [N ms, 1 row]',
      'athanor.engine.shop SELECT ? AS x', "athanor.engine.shop [cached since Ns ago] ('b')", 'athanor.engine.shop [N ms, 1 row]',
      'athanor.engine.shop COMMIT',
      'athanor.engine.shop [job 5] BEGIN (implicit)',
      'athanor.engine.shop [job 5] SELECT 1', 'athanor.engine.shop [job 5] [raw sql] ()', 'athanor.engine.shop [job 5] [N ms, 1 row]',
      'athanor.engine.shop [job 5] ROLLBACK',
    ])
  })

  test('debug shows rows; echo can be switched', async () => {
    const lines: string[] = []
    const engine = engines.open('sqlite://', { logger: (level, message) => { lines.push(`${level} ${message}`) } })
    await using conn = await engine.connect()
    await conn.exec('SELECT 1 AS a')
    expect(lines).toEqual([])
    engine.echo = 'debug'
    await conn.exec("SELECT 1 AS a, 'x' AS b")
    expect(lines.slice(-2)).toEqual(['debug athanor.engine Col (a, b)', "debug athanor.engine Row (1, 'x')"])
    engine.echo = false
    lines.length = 0
    await conn.exec('SELECT 1 AS a')
    expect(lines).toEqual([])
  })

  test('hides parameters on request', async () => {
    const lines: string[] = []
    const engine = engines.open('sqlite://', { echo: 'debug', hideParameters: true, logger: (_level, message) => { lines.push(message) } })
    await using conn = await engine.connect()
    await conn.execute(text('SELECT :x AS x'), { x: 'topsecret' })
    expect(lines.join('\n')).not.toContain('topsecret')
  })

  test('shortens long values and long lists', () => {
    expect(formatParameters(['x'.repeat(1000)], false)).toMatch(/^\('x{149} \.\.\. \(\d+ characters truncated\) \.\.\. x+'\)$/)
    expect(formatParameters(Array.from({ length: 100 }, (_, i) => [i]), true)).toMatch(/\(0\), .*\(7\).*displaying 10 of 100 total bound parameter sets.*\(98\), \(99\)/)
    expect(formatParameters([1n, null, new Date(0), new Uint8Array(3), { a: 2n }], false)).toBe('(1n, null, 1970-01-01T00:00:00.000Z, <3 bytes>, {"a":"2n"})')
  })
})

describe('tracing channels', () => {
  test('tell of executions, transactions and connections, and of their errors', async () => {
    const seen: string[] = []
    const engines = new Engines()
    const subscribed: [string, (message: unknown) => void][] = []
    for (const channel of ['execute', 'transaction', 'connect']) {
      for (const stage of ['start', 'end', 'error', 'asyncEnd']) {
        const name = `tracing:athanor:${channel}:${stage}`
        const listener = (message: unknown): void => {
          const { sql, action, engine } = message as { readonly sql?: string; readonly action?: string; readonly engine: string }
          expect(engine).toBe('sqlite://')
          seen.push(`${channel} ${stage} ${sql ?? action ?? ''}`.trim())
        }
        diagnostics.subscribe(name, listener)
        subscribed.push([name, listener])
      }
    }
    try {
      await using conn = await engines.open('sqlite://').connect()
      await conn.execute(text('SELECT 1'))
      await rejection(conn.execute(text('SELECT * FROM nowhere')))
      await conn.commit()
    } finally {
      for (const [name, listener] of subscribed) diagnostics.unsubscribe(name, listener)
      await engines.dispose()
    }
    expect(seen).toEqual([
      'connect start', 'connect end', 'connect asyncEnd', 'transaction start begin', 'transaction end begin',
      'execute start SELECT 1', 'execute end SELECT 1',
      'execute start SELECT * FROM nowhere', 'execute error SELECT * FROM nowhere', 'execute end SELECT * FROM nowhere',
      'transaction start commit', 'transaction end commit',
    ])
  })
})
