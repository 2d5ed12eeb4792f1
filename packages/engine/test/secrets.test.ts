import diagnostics from 'node:diagnostics_channel'
import { afterAll, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import { channels, Url, type EngineOptions } from '@athanor/engine'
import { Engines, rejection } from './support/engines.ts'

const password = 'p4ss/w@rd-äß'
/** Every form in which the password may be written. */
const forms = [password, encodeURIComponent(password), encodeURI(password), Buffer.from(password).toString('base64')]
const hidden = 'hidden-parameter'

/** Whatever an engine publishes or logs has no password, and no parameters when they are hidden. */
onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb', 'mysql'] }, (db) => {
  const engines = new Engines()
  afterAll(() => engines.dispose())

  /** All that was published, logged and thrown while `work` ran, as text. */
  async function heard(url: string | Url, options: EngineOptions, work: (engine: ReturnType<Engines['open']>, say: (value: unknown) => void) => Promise<void>): Promise<string> {
    const said: string[] = []
    const say = (value: unknown): void => { said.push(typeof value === 'string' ? value : inspect(value, { depth: 6 }), String(value)) }
    const listener = (message: unknown): void => say(message)
    const names = Object.values(channels).flatMap((channel) => [channel.start, channel.end, channel.asyncStart, channel.asyncEnd, channel.error]).map(({ name }) => name!)
    for (const name of names) diagnostics.subscribe(name, listener)
    try {
      const engine = engines.open(url as string, { echo: 'debug', logger: (_level, message) => { say(message) }, ...options })
      engine.on('handleError', (context) => { say(context.error) })
      await work(engine, say)
      say(engine.url)
      say(JSON.stringify({ url: engine.url }))
      say(engine)
    } finally {
      for (const name of names) diagnostics.unsubscribe(name, listener)
    }
    return said.join('\n')
  }

  test('a password that is refused, or not needed', async () => {
    const url = Url.parse(db.url)
    // SQLite knows no passwords; the others refuse this one, or never ask for it.
    const own = db.name === 'sqlite' ? url : url.set({ password })
    const all = await heard(own, {}, async (engine, say) => {
      const outcome = await engine.connect().then(async (conn) => { await conn.close() }, (error: unknown) => error)
      if (outcome !== undefined) say(outcome)
    })
    expect(all).toContain(engines.open(db.url).name)
    expect(db.name === 'sqlite' ? [] : forms.filter((form) => all.includes(form))).toEqual([])
  })

  test('an unreachable server', async () => {
    if (db.name === 'sqlite') return
    const own = Url.parse(db.url).set({ password, host: '127.0.0.1', port: 1, query: {} })
    const all = await heard(own, {}, async (engine, say) => { say(await rejection(engine.connect())) })
    expect(all).toContain('ECONNREFUSED')
    for (const form of forms) expect(all).not.toContain(form)
  })

  test('hidden parameters', async () => {
    const all = await heard(db.url, { hideParameters: true }, async (engine, say) => {
      await using conn = await engine.connect()
      await conn.execute(text('SELECT :x AS x'), { x: hidden })
      await conn.execute(text('SELECT :x AS x'), [{ x: hidden }, { x: hidden }])
      await conn.stream(text('SELECT :x AS x'), { x: hidden }).all()
      await conn.exec(`SELECT ${engine.dialect.paramStyle === 'numeric_dollar' ? '$1::text' : '?'} AS x`, [hidden])
      for (const run of [
        () => conn.execute(text('INSERT INTO nowhere VALUES (:x)'), { x: hidden }),
        () => conn.execute(text('INSERT INTO nowhere VALUES (:x)'), [{ x: hidden }, { x: hidden }]),
        () => conn.stream(text('SELECT :x FROM nowhere'), { x: hidden }).all(),
      ]) {
        say(await rejection(run()))
        await conn.rollback()
      }
    })
    expect(all).toContain('SELECT')
    expect(all).toContain('nowhere')
    expect(all).not.toContain(hidden)
  })
})
