import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { onDatabases } from '@athanor-internal/databases'
import { driver, failure, open, parametersOf, until } from './open.ts'

onDatabases({ databases: ['mariadb', 'mysql'] }, db => {
  test('a connection killed while idle is noticed', async () => {
    const conn = await open(db.url)
    const other = await open(db.url)
    const lost: unknown[] = []
    conn.onLost(error => lost.push(error))
    await other.execute(`KILL ${conn.driverConnection.threadId}`, [])
    await until(() => lost.length > 0)
    expect(lost).toHaveLength(1)
    expect(driver.classifyError(lost[0])).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
    expect(conn.isUsable).toBe(false)
    expect(driver.classifyError(await failure(conn.execute('SELECT 1', [])))).toMatchObject({ isDisconnect: true })
    expect(driver.classifyError(await failure(conn.ping()))).toMatchObject({ isDisconnect: true })
    await conn.close()
    await other.close()
  })

  test('a connection killed under a statement fails the statement', async () => {
    const conn = await open(db.url)
    const other = await open(db.url)
    const lost: unknown[] = []
    conn.onLost(error => lost.push(error))
    const running = failure(conn.execute('SELECT SLEEP(30)', []))
    await new Promise(resolve => setTimeout(resolve, 100))
    await other.execute(`KILL ${conn.driverConnection.threadId}`, [])
    expect(driver.classifyError(await running)).toMatchObject({ isDisconnect: true })
    await until(() => !conn.isUsable)
    await other.close()
  })

  test('a connection killed under a stream fails the stream', async () => {
    const conn = await open(db.url)
    const other = await open(db.url)
    await other.execute('CREATE TABLE ten (a INT)', [])
    await other.execute('INSERT INTO ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)', [])
    let killed = false
    const read = async (): Promise<void> => {
      for await (const batch of await conn.stream('SELECT * FROM ten a, ten b, ten c, ten d, ten e, ten f, ten g', [], { batchSize: 10 })) {
        expect(batch).toHaveLength(10)
        if (!killed) await other.execute(`KILL ${conn.driverConnection.threadId}`, [])
        killed = true
      }
    }
    expect(driver.classifyError(await failure(read()))).toMatchObject({ isDisconnect: true })
    expect(conn.isUsable).toBe(false)
    await other.close()
  })

  test('destroy is immediate, and fails what runs', async () => {
    const conn = await open(db.url)
    const running = failure(conn.execute('SELECT SLEEP(30)', []))
    conn.destroy()
    conn.destroy()
    expect(conn.isUsable).toBe(false)
    expect(driver.classifyError(await running)).toMatchObject({ isDisconnect: true })
    expect(driver.classifyError(await failure(conn.execute('SELECT 1', [])))).toMatchObject({ isDisconnect: true })
  })

  test('closing twice is harmless, ping answers', async () => {
    const conn = await open(db.url)
    await conn.ping()
    await conn.close()
    await conn.close()
    expect(conn.isUsable).toBe(false)
  })

  test('an unknown database, an unreachable port, a wrong password', async () => {
    const base = parametersOf(db.url)
    const unknown = await failure(driver.connect({ ...base, database: 'no_such_database' }))
    expect(driver.classifyError(unknown)).toMatchObject({ kind: 'OperationalError', isDisconnect: false, detail: { errno: 1049 } })
    const refused = await failure(driver.connect({ ...base, port: 1 }))
    expect(driver.classifyError(refused)).toMatchObject({ kind: 'OperationalError', isDisconnect: true })

    const admin = await open(db.url)
    await admin.execute("CREATE USER guarded IDENTIFIED BY 'right'", [])
    try {
      const user = { ...base, username: 'guarded', database: undefined }
      const conn = await driver.connect({ ...user, password: async () => 'right' })
      await conn.close()
      const error = await failure(driver.connect({ ...user, password: 'wr0ng' }))
      expect(driver.classifyError(error)).toMatchObject({ kind: 'OperationalError', isDisconnect: false, detail: { errno: 1045 } })
      expect(String(error)).not.toContain('wr0ng')
    } finally {
      await admin.execute('DROP USER guarded', [])
      await admin.close()
    }
  })

  test('a server that never answers: connect_timeout and AbortSignal', async () => {
    const server = createServer(() => {}).listen(0)
    const { port } = server.address() as AddressInfo
    const params = { ...parametersOf(db.url), host: '127.0.0.1', port }
    const timedOut = await failure(driver.connect({ ...params, query: { connect_timeout: '1' } }))
    expect(driver.classifyError(timedOut)).toMatchObject({ kind: 'OperationalError', isDisconnect: true })
    expect(await failure(driver.connect(params, { signal: AbortSignal.timeout(50) }))).toMatchObject({ code: 'ABORTED' })
    server.close()
  })
})
