import { afterEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onDatabases } from '@athanor-internal/databases'
import { text } from '@athanor/expressions'
import { NullPool } from '@athanor/engine'
import { Engines, makeTable } from './support/engines.ts'

onDatabases({ databases: ['sqlite', 'postgresql', 'mariadb'] }, (db) => {
  const engines = new Engines()
  afterEach(() => engines.dispose())

  test('the server\'s version is read once, before the first connection is handed out', async () => {
    const engine = engines.open(db.url)
    expect(engine.dialect.serverInfo).toBeNull()
    let reads = 0
    const { dialect } = engine
    const initialize = dialect.initialize.bind(dialect)
    dialect.initialize = (connection) => { reads++; return initialize(connection) }
    const connections = await Promise.all([engine.connect(), engine.connect(), engine.connect()])
    expect(reads).toBe(1)
    expect(engine.dialect.serverInfo?.version[0]).toBeGreaterThan(2)
    for (const conn of connections) await conn.close()
  })

  test('what a connection left behind is rolled back when it returns', async () => {
    const engine = engines.open(db.url, { poolSize: 1, maxOverflow: 0 })
    await makeTable(engine)
    const lease = await engine.raw()
    await lease.resource.begin()
    await lease.resource.execute("INSERT INTO thing (id, name) VALUES (1, 'left')", [])
    await lease.release()
    await using conn = await engine.connect()
    expect(conn.rawConnection.inTransaction).toBe(false)
    expect(Number(await conn.execute(text('SELECT count(*) FROM thing')).scalar())).toBe(0)
  })

  test('dispose() closes, and the engine goes on with a fresh pool', async () => {
    const engine = engines.open(db.url)
    const heard: string[] = []
    engine.on('engineDisposed', () => { heard.push('disposed') })
    await engine.begin((conn) => conn.execute(text('SELECT 1')))
    const before = engine.pool
    await engine.dispose()
    expect(before.isDisposed).toBe(true)
    expect(engine.pool).not.toBe(before)
    expect(heard).toEqual(['disposed'])
    expect(Number(await engine.begin((conn) => conn.execute(text('SELECT 1')).scalar()))).toBe(1)
  })

  test('info lives with the driver connection', async () => {
    const engine = engines.open(db.url, { poolSize: 1, maxOverflow: 0 })
    {
      await using conn = await engine.connect()
      conn.info.set('note', 5)
    }
    await using conn = await engine.connect()
    expect(conn.info.get('note')).toBe(5)
  })

  test('a detached connection is closed for real, and takes no place', async () => {
    const engine = engines.open(db.url, { poolSize: 1, maxOverflow: 0 })
    const conn = await engine.connect()
    await conn.detach()
    const { rawConnection } = conn
    await using other = await engine.connect()
    expect(other.rawConnection).not.toBe(rawConnection)
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
    await conn.close()
    expect(rawConnection.isUsable).toBe(false)
  })

  test('invalidate() gives the driver connection up', async () => {
    const engine = engines.open(db.url)
    await using conn = await engine.connect()
    const { rawConnection } = conn
    await conn.invalidate()
    expect(conn.isInvalidated).toBe(true)
    expect(Number(await conn.execute(text('SELECT 1')).scalar())).toBe(1)
    expect(conn.rawConnection).not.toBe(rawConnection)
    expect(rawConnection.isUsable).toBe(false)
  })

  test('other pools, and prepared statements turned off', async () => {
    const engine = engines.open(db.url, { poolClass: NullPool, prepare: false })
    for (let i = 0; i < 3; i++) expect(Number(await engine.begin((conn) => conn.execute(text('SELECT :n + 0'), { n: i }).scalar()))).toBe(i)
    expect(engine.pool.statistics()).toMatchObject({ created: 3, checkedIn: 0 })
  })
})

describe('SQLite', () => {
  test('a database in memory lives with its engine; files are shared', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'athanor-'))
    const engines = new Engines()
    try {
      for (const url of ['sqlite://', `sqlite:///${join(folder, 'a b%.db').replaceAll('%', '%25')}`]) {
        const engine = engines.open(url)
        await makeTable(engine)
        await engine.begin((conn) => conn.exec("INSERT INTO thing VALUES (1, 'a')"))
        expect(await engine.begin((conn) => conn.exec('SELECT name FROM thing').scalar())).toBe('a')
      }
    } finally {
      await engines.dispose()
      await rm(folder, { recursive: true })
    }
  })
})
